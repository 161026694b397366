internal import BigInt

/// One project bought by equal shares.
struct EqualSharesPurchase {
    let project: Int
    /// What a supporter pays at most for each unit of utility (ρ), exactly.
    let price: ExactFraction
    /// What a supporter pays at most for each unit of weight: the whole of ρ · utility where all have the same.
    let perWeight: ExactFraction
    /// ρ as a double, rounded up.
    let high: Double
    /// Every project that had exactly this ρ, this one among them.
    let tied: [Int]
}

/// What one run bought, and when the others fell out.
struct EqualSharesRecord {
    let endowment: ExactFraction
    /// Bought at no cost before the first round.
    var free: [Int] = []
    var purchases: [EqualSharesPurchase] = []
    /// For each project the number of purchases made when its supporters could no longer pay; nil if bought or barred.
    var fellOutAfter: [Int?]

    var winners: [Int] { free + purchases.map(\.project) }
}

/// The Method of Equal Shares for one endowment, with all memory kept for the next.
///
/// Peters, Pierczyński, Skowron: *Proportional participatory budgeting with additive utilities*, NeurIPS 2021. Each voter
/// holds the same endowment; ρ of a project is the least ρ with Σ min(money, ρ·utility) = cost over its supporters; the
/// project of least ρ is bought again and again.
///
/// Doubles only rule out: every voter's money is kept within ``moneyError`` of its exact value, because each price is
/// computed exactly (``ExactPrices``) and then rounded once; a project is passed over only when the error bounds prove
/// that it loses, and what they leave open is decided with exact fractions. ρ never falls as money leaves, so the last
/// bound of a project stays a bound, and most projects are not looked at in most rounds.
final class EqualSharesRun {
    let columns: SupportColumns
    let support: Support
    let costs: [Int]
    let ranks: [Int]
    private let startPurse: Purse
    /// Projects with a cost and supporters that may be bought.
    let candidates: [Int]
    private let freeProjects: [Int]

    private var exact: ExactPrices
    /// The number of each project's purchase; ``unbought`` before.
    private var purchaseOf: [Int32]
    private let unbought: Int32
    private var alive: [Int] = []
    private var purse: Purse
    private var record: EqualSharesRecord
    private var lastOrder: [Int] = []
    private var nextInOrder = 0
    /// For each project the first with the same cost, supporters and utilities.
    private let twins: [Int]

    init(costs: [Int], support: Support, ranks: [Int], purse: Purse) {
        self.support = support
        self.costs = costs
        self.ranks = ranks
        startPurse = purse
        self.purse = purse
        columns = SupportColumns(support, costs: costs)
        let supported = costs.indices.filter { !support.supporters($0).isEmpty && purse.allows($0) }
        candidates = supported.filter { costs[$0] > 0 }
        freeProjects = supported.filter { costs[$0] == 0 }.sorted { ranks[$0] < ranks[$1] }
        twins = support.twins(costs: costs)
        exact = ExactPrices(endowment: ExactFraction(0))
        purchaseOf = []
        unbought = Int32(costs.count)
        record = EqualSharesRecord(endowment: ExactFraction(0), fellOutAfter: [])
    }

    /// Runs the rule with what each voter holds at the start, in units of money.
    func run(endowment: ExactFraction) -> EqualSharesRecord {
        begin(endowment)
        while let winner = chooseWinner() { buy(winner) }
        return record
    }

    /// Runs the rule and proves that every endowment from `earlier` to this one buys the same projects in the same order;
    /// nil as soon as it cannot.
    ///
    /// With the same purchases so far, more endowment leaves every voter with at least as much and lowers every ρ. So if
    /// at each purchase the winner's ρ under the *lower* endowment is below every rival's ρ under the *higher* one, no
    /// endowment between them can buy anything else.
    func run(endowment: ExactFraction, sameAs earlier: EqualSharesRecord) -> EqualSharesRecord? {
        begin(endowment)
        for purchase in earlier.purchases {
            guard alive.contains(purchase.project), let mine = contender(purchase.project), losesNowhere(purchase)
            else { return nil }
            buy(Winner(project: purchase.project, interval: mine.interval, tied: [purchase.project]))
        }
        return chooseWinner() == nil ? record : nil
    }

    private func losesNowhere(_ purchase: EqualSharesPurchase) -> Bool {
        for project in alive where project != purchase.project && columns.lowerRatio(project) <= purchase.high {
            // Twins have the same ρ whatever the endowment: the tie rule alone decides between them.
            if twins[project] == twins[purchase.project], ranks[purchase.project] < ranks[project] { continue }
            switch look(at: project, limit: purchase.high) {
            case .gone, .beaten: continue
            case .contender(let interval):
                if interval.low > purchase.high { continue }
                let order = ExactFraction.compare(solve(project, interval).ratio, purchase.price)
                if order > 0 || (order == 0 && ranks[purchase.project] < ranks[project]) { continue }
                return false
            }
        }
        return true
    }

    private func contender(_ project: Int) -> (project: Int, interval: PriceInterval)? {
        guard case .contender(let interval) = look(at: project, limit: .infinity) else { return nil }
        return (project, interval)
    }

    private func begin(_ endowment: ExactFraction) {
        (lastOrder, nextInOrder) = (record.purchases.map(\.project), 0)
        exact = ExactPrices(endowment: endowment)
        purchaseOf = Array(repeating: unbought, count: costs.count)
        purse = startPurse
        record = EqualSharesRecord(endowment: endowment, free: freeProjects, fellOutAfter: Array(repeating: nil, count: costs.count))
        for project in freeProjects { purse.buy(project) }
        alive = candidates.filter { purse.allows($0) }
        columns.reset(endowment: endowment.approximate)
    }

    // MARK: One round

    private struct Winner {
        let project: Int
        let interval: PriceInterval
        let tied: [Int]
    }

    private func chooseWinner() -> Winner? {
        alive.sort { columns.lowerRatio($0) < columns.lowerRatio($1) }
        // What comes next in the last run's order will mostly come next again: its price rules most others out.
        while nextInOrder < lastOrder.count, purchaseOf[lastOrder[nextInOrder]] != unbought { nextInOrder += 1 }
        if nextInOrder < lastOrder.count, let place = alive.firstIndex(of: lastOrder[nextInOrder]) {
            alive.insert(alive.remove(at: place), at: 0)
        }
        var contenders: [(project: Int, interval: PriceInterval)] = []
        var limit = Double.infinity
        for project in alive {
            if columns.lowerRatio(project) > limit { break }
            guard case .contender(let interval) = look(at: project, limit: limit) else { continue }
            contenders.append((project, interval))
            limit = min(limit, interval.high)
        }
        alive.removeAll { record.fellOutAfter[$0] != nil }
        contenders.removeAll { $0.interval.low > limit }
        guard let first = contenders.first else { return nil }
        if contenders.count == 1 { return Winner(project: first.project, interval: first.interval, tied: [first.project]) }
        return exactWinner(contenders)
    }

    private func exactWinner(_ contenders: [(project: Int, interval: PriceInterval)]) -> Winner {
        var best: [(project: Int, interval: PriceInterval, solution: Solution)] = []
        for (project, interval) in contenders {
            let solution = solve(project, interval)
            let order = best.isEmpty ? 0 : ExactFraction.compare(solution.ratio, best[0].solution.ratio)
            if order < 0 { best.removeAll() }
            if order <= 0 { best.append((project, interval, solution)) }
        }
        best.sort { ranks[$0.project] < ranks[$1.project] }
        return Winner(project: best[0].project, interval: best[0].interval, tied: best.map(\.project))
    }

    private enum Look {
        case gone, beaten
        case contender(PriceInterval)
    }

    /// Compares a project with the best price so far; falls out for good if its supporters cannot pay.
    private func look(at project: Int, limit: Double) -> Look {
        switch columns.compare(project, with: limit) {
        case .beaten: return .beaten
        case .unaffordable: break
        case .contender(let interval): return .contender(interval)
        case .uncertain:
            // The supporters hold just about the cost: only exact numbers can tell.
            if isAffordable(project) { return .contender(columns.anything(project)) }
        }
        record.fellOutAfter[project] = record.purchases.count
        return .gone
    }

    private func isAffordable(_ project: Int) -> Bool {
        let money = exactMoney(of: columns.solventSupporters(project))
        return money >= BigInt(costs[project]) * exact.denominator
    }

    private func buy(_ winner: Winner) {
        let project = winner.project
        // Anew even where a tie was decided exactly: whoever is poor for a rival too was last counted there.
        let solution = solve(project, winner.interval)
        let price = exact.price(cost: costs[project], paid: solution.paid, richUtility: solution.richUtility)
        let ratio = solution.ratio
        record.purchases.append(
            EqualSharesPurchase(
                project: project, price: ratio, perWeight: price, high: ratio.approximate * (1 + 0x1p-49), tied: winner.tied))
        columns.pay(project, price: price.approximate, poorBelow: solution.poorBelow, dry: solution.dry)
        purchaseOf[project] = Int32(exact.count)
        exact.append(price, richUtility: solution.richUtility)
        purse.buy(project)
        alive.removeAll { $0 == project || record.fellOutAfter[$0] != nil || !purse.allows($0) }
    }

    // MARK: Exact price

    /// The exact price of one project: who runs dry, and what the rest pay.
    struct Solution {
        /// Supporters who hand over all they have: these, and all who hold less than so many parts.
        var dry: [UInt32]
        var poorBelow: Int32
        /// The money of those whom the price would take more from than they have, over the common denominator.
        var paid: BigInt
        /// The utility of all others together.
        var richUtility: Int
        var ratio = ExactFraction(0)
    }

    private func solve(_ project: Int, _ interval: PriceInterval) -> Solution {
        let sides = columns.sides(project, interval)
        var solution = Solution(
            dry: sides.poor, poorBelow: sides.poorBelow, paid: exactMoney(ofPoor: sides.poor, project), richUtility: sides.richUtility)
        if !sides.unclear.isEmpty { settle(sides.unclear, project, &solution) }
        let price = exact.price(cost: costs[project], paid: solution.paid, richUtility: solution.richUtility)
        solution.ratio = price.divided(by: support.uniform[project])
        return solution
    }

    private func exactMoney(ofPoor supporters: [UInt32], _ project: Int) -> BigInt {
        if let poor = columns.poorVoters(project, bought: record.purchases.map(\.project)) {
            return exact.money(voters: poor.voters, utility: poor.utility)
        }
        return exactMoney(of: supporters)
    }

    /// What these solvent voters hold together, over the common denominator.
    private func exactMoney(of supporters: [UInt32]) -> BigInt {
        var utility = Array(repeating: 0, count: costs.count + 1)
        columns.addPurchases(of: supporters, purchaseOf, into: &utility)
        let voters = support.multiplicity == nil ? supporters.count : supporters.reduce(0) { $0 + support.count(Int($1)) }
        return exact.money(voters: voters, utility: utility)
    }

    /// Decides with exact money which of the unclear supporters hand over all they have.
    private func settle(_ unclear: [(supporter: UInt32, weight: Int)], _ project: Int, _ solution: inout Solution) {
        var groups = groupsByMoney(unclear)
        groups.sort { $0.money * BigInt($1.weight) < $1.money * BigInt($0.weight) }
        for group in groups { solution.richUtility += group.voters * group.weight }
        let cost = BigInt(costs[project]) * exact.denominator
        for group in groups {
            // The group pays price · weight = (cost − paid) / richUtility · weight, if it has that much.
            let due = (cost - solution.paid) * BigInt(group.weight)
            let has = group.money * BigInt(solution.richUtility)
            if due < has { break }
            solution.dry += group.supporters
            guard due > has else { continue }
            solution.paid += group.money * BigInt(group.voters)
            solution.richUtility -= group.voters * group.weight
        }
    }

    private struct MoneyGroup {
        var supporters: [UInt32]
        var voters: Int
        let weight: Int
        let money: BigInt
    }

    /// Supporters who paid for the same purchases and get the same utility hold exactly the same.
    private func groupsByMoney(_ unclear: [(supporter: UInt32, weight: Int)]) -> [MoneyGroup] {
        var places: [[Int]: Int] = [:]
        var groups: [MoneyGroup] = []
        for (supporter, weight) in unclear {
            let history = history(of: supporter)
            let voters = support.count(Int(supporter))
            if let place = places[history + [weight]] {
                groups[place].supporters.append(supporter)
                groups[place].voters += voters
            } else {
                places[history + [weight]] = groups.count
                var utility = Array(repeating: 0, count: exact.count)
                for index in stride(from: 0, to: history.count, by: 2) { utility[history[index]] = history[index + 1] }
                groups.append(
                    MoneyGroup(
                        supporters: [supporter], voters: voters, weight: weight, money: exact.money(voters: 1, utility: utility)))
            }
        }
        return groups
    }

    /// The purchases for which a voter of this class paid, each followed by its utility.
    private func history(of supporter: UInt32) -> [Int] {
        (support.rowStarts[Int(supporter)]..<support.rowStarts[Int(supporter) + 1]).flatMap { place -> [Int] in
            let purchase = purchaseOf[Int(support.rows[place])]
            return purchase == unbought ? [] : [Int(purchase), support.rowWeights?[place] ?? 1]
        }
    }
}
