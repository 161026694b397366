internal import BigInt

/// Why each project won or lost, in numbers that anybody can recompute from the ballots.
public struct Explanation: Sendable {
    /// One winner, in the order of the rule.
    public struct Round: Sendable {
        public var project: Int
        /// Equal shares: what a supporter pays at most (for each point, where ballots have points). Phragmén: the load to
        /// which supporters rise. An exact fraction of the currency; nil for the greedy rules.
        public var price: String?
        public var approximatePrice: Double?
        /// Cost over price: how many full payers the project had (equal shares).
        public var effectiveVotes: Double?
        /// Supporters who paid anything, and those who gave all they had left.
        public var payers: Int?
        public var exhausted: Int?
        /// Every project with exactly the same price, the winner first; one alone where there was no tie.
        public var tied: [Int]
    }

    /// One project, won or lost.
    public struct Fate: Sendable {
        public var project: Int
        /// Voters who listed it, and points it got where ballots have points.
        public var votes: Int
        public var points: Amount?
        /// Place among the winners from 1; nil if it lost.
        public var place: Int?
        /// Equal shares: after this many purchases its supporters could no longer pay for it.
        public var fellOutAfter: Int?
        /// Equal shares: what its supporters still held at the end.
        public var moneyLeft: Double?
        /// With this many more voters for it alone, each with the same endowment as all others, it would have won; by points,
        /// this many more points. Nil where it won, or where votes could not have helped.
        public var votesLacking: Int?
        /// At this cost, all ballots unchanged, it would have won; nil like ``votesLacking``, or if no cost would do.
        public var winningCost: Amount?
    }

    public var rounds: [Round] = []
    public var fates: [Fate] = []

    /// Explains a result of ``Tally/result(of:)`` on the same election.
    ///
    /// - Complexity: equal shares O(rounds · choices), for what each loser lacked in each round.
    public init(_ result: Tally.Result, of given: Election) throws(ElectionProblem) {
        let election = result.inWholeMoney ? try given.inWholeMoney() : given
        let votes = election.listings
        let points = election.voteType.hasPoints ? try election.tallies(.score) : nil
        for (project, count) in votes.enumerated() {
            let given = points.flatMap { Amount($0[project], over: election.ballots.pointUnit) }
            fates.append(Fate(project: project, votes: count, points: given))
        }
        for (place, project) in result.winners.enumerated() { fates[project].place = place + 1 }
        switch result.run {
        case .ranked: try explainRanks(result, election)
        case .loads(let loads): explainLoads(loads, election)
        case .equalShares(let record): try explainShares(record, result, election)
        }
        for project in result.winners.suffix(result.filled) { rounds.append(Round(project: project, tied: [project])) }
    }

    // MARK: Greedy

    private mutating func explainRanks(_ result: Tally.Result, _ election: Election) throws(ElectionProblem) {
        rounds = result.winners.map { Round(project: $0, tied: [$0]) }
        guard result.settings.official == nil || result.settings.official == .greedy, !result.replacedByGreedy else { return }
        let greedy = try Greedy(
            election, utility: result.settings.utility, perCost: result.settings.rule == .greedyPerCost, ties: result.settings.ties)
        let order = greedy.order
        let won = Set(result.winners)
        var left = [election.budgetUnits]
        for project in order { left.append((left.last ?? 0) - (won.contains(project) ? election.costUnits[project] : 0)) }
        for (turn, project) in order.enumerated() where !won.contains(project) {
            fates[project].winningCost = left[turn] > 0 ? election.amount(units: left[turn]) : nil
            // The last turn before which there was still enough for it: it must come before that rival.
            let cost = election.costUnits[project]
            guard result.settings.rule == .greedy, let rival = left.prefix(turn).lastIndex(where: { $0 >= cost }) else { continue }
            let lead = greedy.worth[order[rival]].above - greedy.worth[project].above
            let lacking = lead + (greedy.ranks[project] < greedy.ranks[order[rival]] ? 0 : 1)
            fates[project].votesLacking = (lacking + election.ballots.pointUnit - 1) / election.ballots.pointUnit
        }
    }

    // MARK: Phragmén, maximin support

    private mutating func explainLoads(_ loads: [Phragmen.Round], _ election: Election) {
        for round in loads {
            let load = round.load?.divided(by: election.unit)
            rounds.append(
                Round(project: round.project, price: load?.text, approximatePrice: load?.approximate, tied: round.tied))
        }
    }

    // MARK: Equal shares

    private mutating func explainShares(
        _ record: EqualSharesRecord, _ result: Tally.Result, _ election: Election
    ) throws(ElectionProblem) {
        let replay = SharesReplay(
            record, costs: election.costUnits, support: try election.support(result.settings.utility),
            ranks: election.tieRanks(result.settings.ties))
        let shortfalls = replay.run(losers: election.projects.indices.filter { fates[$0].place == nil })
        rounds = record.free.map { Round(project: $0, price: "0", approximatePrice: 0, tied: [$0]) }
        let scale = election.ballots.pointUnit
        for (purchase, payment) in zip(record.purchases, shortfalls.payments) {
            let price = purchase.perWeight.divided(by: election.unit).multiplied(by: result.settings.utility == .score ? scale : 1)
            rounds.append(
                Round(
                    project: purchase.project, price: price.text, approximatePrice: price.approximate,
                    effectiveVotes: election.projects[purchase.project].cost.approximate / price.approximate,
                    payers: payment.payers, exhausted: payment.exhausted, tied: purchase.tied))
        }
        for project in fates.indices {
            fates[project].fellOutAfter = record.fellOutAfter[project]
            guard let lack = shortfalls.lacks[project] else { continue }
            fates[project].moneyLeft = lack.moneyLeft / Double(election.unit)
            fates[project].votesLacking = lack.votes
            fates[project].winningCost = lack.cost.map { election.amount(units: $0) }
        }
    }
}
