import BigInt

/// How often a member decides, over all coalitions and over all orders.
struct PivotCount {
    let swings: BigInt
    let shapleyShubik: ExactShare
}

/// The number of coalitions of members without veto, by size and by weight below the quota left to them.
struct CoalitionCounts<Count: BinaryInteger & Sendable> {
    /// `table[size × quota + weight]`.
    private var table: [Count]
    private let quota: Int
    private let largestSize: Int

    private init(weights: [Int], quota: Int) {
        (self.quota, largestSize) = (quota, weights.count)
        table = Array(repeating: 0, count: (weights.count + 1) * quota)
        if quota > 0 { table[0] = 1 }
        for (already, weight) in weights.enumerated() where weight < quota {
            for size in stride(from: already, through: 0, by: -1) {
                let (from, to) = (size * quota, (size + 1) * quota + weight)
                for sum in 0..<(quota - weight) { table[to + sum] += table[from + sum] }
            }
        }
    }

    /// For each size, how many coalitions without one member of the given weight lack at most that weight.
    ///
    /// Dividing the member out needs only the row of the size before, so no second table is made.
    private func bySize(lackingAtMost weight: Int) -> [BigInt] {
        guard weight < quota else { return bySize() }
        var previous = [Count](repeating: 0, count: quota)
        return (0..<largestSize).map { size in
            var row = Array(table[(size * quota)..<((size + 1) * quota)])
            for sum in 0..<(quota - weight) { row[sum + weight] -= previous[sum] }
            previous = row
            return BigInt(row[(quota - weight)...].reduce(0, +))
        }
    }

    /// For each size, how many coalitions weigh less than the quota.
    private func bySize() -> [BigInt] {
        (0...largestSize).map { size in
            BigInt(table[(size * quota)..<((size + 1) * quota)].reduce(0, +))
        }
    }
}

extension CoalitionCounts where Count == BigInt {
    /// - Throws: ``RepresentationError/tooLarge``.
    static func pivots(of body: VotingBody) throws -> [PivotCount] {
        let divisor = body.members.reduce(0) { greatestCommonDivisor($0, $1.weight) }
        let held = body.members.reduce(0) { $0 + ($1.hasVeto ? $1.weight : 0) }
        let left = max(0, (body.quota - held + divisor - 1) / divisor)
        let others = body.members.filter { !$0.hasVeto }.map { $0.weight / divisor }
        guard left <= 8_000_000 / (others.count + 1) else { throw RepresentationError.tooLarge }
        let orders = OrderWeights(members: body.members.count)
        // Counts stay below 2ⁿ; 128 bits are quicker than big numbers.
        return others.count < 127
            ? CoalitionCounts<UInt128>.pivots(of: body, others: others, quota: left, divisor: divisor, orders)
            : CoalitionCounts<BigInt>.pivots(of: body, others: others, quota: left, divisor: divisor, orders)
    }
}

extension CoalitionCounts {
    fileprivate static func pivots(
        of body: VotingBody, others: [Int], quota: Int, divisor: Int, _ orders: OrderWeights
    ) -> [PivotCount] {
        let counts = CoalitionCounts(weights: others, quota: quota)
        let vetoes = body.members.count - others.count
        var known: [Int: PivotCount] = [:]
        let winning = vetoes == 0 ? [] : zip(orders.binomials(others.count), counts.bySize()).map { $0 - $1 }
        return body.members.map { member in
            if member.hasVeto { return orders.pivot(bySize: winning, joined: vetoes - 1) }
            let weight = member.weight / divisor
            if let count = known[weight] { return count }
            let critical = counts.bySize(lackingAtMost: weight)
            let count = orders.pivot(bySize: critical, joined: vetoes)
            known[weight] = count
            return count
        }
    }
}

/// Factorials for one number of members.
private struct OrderWeights {
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
    ///   - counts: coalitions in which a member decides, by the number of members without veto.
    ///   - joined: how many members with a veto are in each of them besides.
    func pivot(bySize counts: [BigInt], joined: Int) -> PivotCount {
        let members = factorials.count - 1
        var (swings, orders): (BigInt, BigInt) = (0, 0)
        for (size, count) in counts.enumerated() where count > 0 {
            swings += count
            orders += count * factorials[size + joined] * factorials[members - size - joined - 1]
        }
        return PivotCount(swings: swings, shapleyShubik: ExactShare(orders, factorials[members]))
    }
}

private func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
