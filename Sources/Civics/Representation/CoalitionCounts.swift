import BigInt

/// How often a member decides, over all coalitions and over all orders.
struct PivotCount {
    let swings: BigInt
    let shapleyShubik: ExactShare
}

/// Members without a veto, those of equal weight together, and what they need to win once all vetoes agree.
struct WeightClasses {
    struct Class {
        let weight: Int
        let members: Int
    }

    /// Heavier first. Weights of 0 are left out: they change nothing.
    let classes: [Class]
    let quota: Int
    /// Members without a veto, weightless ones among them.
    let others: Int
    let vetoes: Int
    private let divisor: Int

    init(_ body: VotingBody) {
        divisor = max(1, body.members.reduce(0) { greatestCommonDivisor($0, $1.weight) })
        let held = body.members.reduce(0) { $0 + ($1.hasVeto ? $1.weight : 0) }
        quota = max(0, (body.quota - held + divisor - 1) / divisor)
        vetoes = body.members.count { $0.hasVeto }
        others = body.members.count - vetoes
        var sizes: [Int: Int] = [:]
        for member in body.members where !member.hasVeto { sizes[member.weight / divisor, default: 0] += 1 }
        classes = sizes.filter { $0.key > 0 }.sorted { $0.key > $1.key }.map { Class(weight: $0.key, members: $0.value) }
    }

    func weight(of member: VotingBody.Member) -> Int { member.weight / divisor }

    /// Members that have a weight and no veto.
    var weighty: Int { classes.reduce(0) { $0 + $1.members } }
}

/// Counts coalitions of weighty members: `decisive[class][size]` are those without one member of the class that lack at
/// most its weight, `losing[size]` those below the quota.
struct DecisiveCounts {
    var losing: [BigInt]
    var decisive: [[BigInt]]
}

extension VotingBody {
    /// How often each member decides, exactly, or nil where no exact way is short enough.
    func pivots() -> [PivotCount]? {
        let classes = WeightClasses(self)
        let isShortTable = (WeightTable.steps(classes) ?? .max) <= (SplitCoalitions.steps(classes) ?? .max)
        guard let counts = isShortTable ? WeightTable.counts(classes) : SplitCoalitions.counts(classes) else { return nil }
        let orders = OrderWeights(members: members.count)
        let weightless = orders.binomials(classes.others - classes.weighty)
        let winning = zip(orders.binomials(classes.weighty), counts.losing).map { $0 - $1 }
        let byVeto = orders.pivot(bySize: winning, weightless: weightless, joined: classes.vetoes - 1)
        var known: [Int: PivotCount] = [0: PivotCount(swings: 0, shapleyShubik: .zero)]
        for (index, entry) in classes.classes.enumerated() {
            known[entry.weight] = orders.pivot(bySize: counts.decisive[index], weightless: weightless, joined: classes.vetoes)
        }
        let none = PivotCount(swings: 0, shapleyShubik: .zero)
        return members.map { $0.hasVeto ? byVeto : known[classes.weight(of: $0)] ?? none }
    }
}

/// Factorials for one number of members.
struct OrderWeights {
    private let factorials: [BigInt]

    init(members: Int) {
        var factorials: [BigInt] = [1]
        for factor in 1...max(1, members) { factorials.append(factorials[factor - 1] * BigInt(factor)) }
        self.factorials = factorials
    }

    func binomials(_ count: Int) -> [BigInt] {
        (0...count).map { factorials[count] / (factorials[$0] * factorials[count - $0]) }
    }

    /// - Parameters:
    ///   - counts: coalitions in which a member decides, by the number of weighty members without veto.
    ///   - weightless: the ways in which members without weight join them, by their number.
    ///   - joined: how many members with a veto are in each of them besides.
    func pivot(bySize counts: [BigInt], weightless: [BigInt], joined: Int) -> PivotCount {
        let members = factorials.count - 1
        var (swings, orders): (BigInt, BigInt) = (0, 0)
        guard joined >= 0 else { return PivotCount(swings: 0, shapleyShubik: .zero) }
        for (size, count) in counts.enumerated() where count > 0 {
            for (others, ways) in weightless.enumerated() where size + others + joined < members {
                let all = count * ways
                swings += all
                orders += all * factorials[size + others + joined] * factorials[members - size - others - joined - 1]
            }
        }
        return PivotCount(swings: swings, shapleyShubik: ExactShare(orders, factorials[members]))
    }
}

private func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
