internal import BigInt

/// Maximin support over the voters who listed each project, also called generalised sequential Phragmén.
///
/// Aziz, Lee, Talmon: *Proportionally representative participatory budgeting*, AAMAS 2018; Sánchez-Fernández and others,
/// *The maximin support method*, 2021. Again and again, among the projects that still fit, that one is taken which keeps
/// the greatest load least when the costs of all winners may be split anew at will among their supporters.
///
/// The greatest load never falls as winners are added, so a project's last value is a lower bound of its next one, and
/// most projects need no new flow in a round.
struct MaximinSupport {
    let election: Election
    let support: Support
    let ranks: [Int]
    private var purse: Purse
    private(set) var rounds: [Phragmen.Round] = []

    private var winners: [Int] = []
    /// For each class of voters the number of its group: classes with the same winners stand together.
    private var groupOf: [Int]
    private var groups: [BottleneckFlow.Group]
    /// The greatest load so far; nil once it is infinite, by a winner whom nobody supports.
    private var load: BottleneckFlow.Ratio? = .init(cost: 0, voters: 1)

    init(_ election: Election, ties: TieRule, constraints: Constraints) throws(ElectionProblem) {
        self.election = election
        support = try election.support(.cardinality)
        ranks = election.tieRanks(ties)
        purse = Purse(election, constraints, tallies: election.listings)
        groupOf = Array(repeating: 0, count: support.classCount)
        groups = [.init(projects: [], voters: support.voterCount)]
    }

    mutating func run(_ funded: (Int) -> Void) -> [Int] {
        var open = Set(election.projects.indices.filter { purse.fits($0) })
        var known = Dictionary(uniqueKeysWithValues: open.map { ($0, load) })
        while let winner = lightest(open, &known) {
            let load = known[winner] ?? nil
            let exact = load.map { ExactFraction(numerator: BigInt($0.cost), denominator: BigInt($0.voters)) }
            rounds.append(.init(project: winner, load: exact, tied: [winner]))
            win(winner, load)
            funded(rounds.count)
            open = open.filter { $0 != winner && purse.fits($0) }
        }
        return rounds.map(\.project)
    }

    /// The open project of least load, ties by the tie rule. `known` holds lower bounds and is sharpened.
    private func lightest(_ open: Set<Int>, _ known: inout [Int: BottleneckFlow.Ratio?]) -> Int? {
        var evaluated: Set<Int> = []
        while true {
            let best = open.min { isLighter((known[$0] ?? nil, $0), (known[$1] ?? nil, $1)) }
            guard let best, evaluated.insert(best).inserted else { return best }
            known[best] = .some(loadWith(best, atLeast: known[best] ?? nil))
        }
    }

    private func isLighter(_ left: (BottleneckFlow.Ratio?, Int), _ right: (BottleneckFlow.Ratio?, Int)) -> Bool {
        switch (left.0, right.0) {
        case (let a?, let b?):
            let order = BottleneckFlow.Ratio.compare(a, b)
            return order == 0 ? ranks[left.1] < ranks[right.1] : order < 0
        case (_?, nil): return true
        case (nil, _?): return false
        case (nil, nil): return ranks[left.1] < ranks[right.1]
        }
    }

    /// The greatest load if `project` joined the winners; nil is infinite.
    private func loadWith(_ project: Int, atLeast known: BottleneckFlow.Ratio?) -> BottleneckFlow.Ratio? {
        guard let load, let known else { return nil }
        let cost = election.costUnits[project]
        let voters = support.supporterCount(project)
        guard voters > 0 else { return cost > 0 ? nil : load }
        var floor = known
        for bound in [load, .init(cost: cost, voters: voters)] where BottleneckFlow.Ratio.compare(bound, floor) > 0 { floor = bound }
        var flow = BottleneckFlow(
            costs: winners.map { election.costUnits[$0] } + [cost], groups: groups(with: project).filter { !$0.projects.isEmpty })
        return flow.heaviest(atLeast: floor)
    }

    /// The groups as they would be with one winner more, which is numbered last.
    private func groups(with project: Int) -> [BottleneckFlow.Group] {
        var split: [Int: Int] = [:]
        for place in support.supporters(project) {
            let voter = Int(support.columns[place])
            split[groupOf[voter], default: 0] += support.count(voter)
        }
        var groups = groups
        for (group, voters) in split {
            groups[group].voters -= voters
            groups.append(.init(projects: groups[group].projects + [winners.count], voters: voters))
        }
        return groups.filter { $0.voters > 0 }
    }

    private mutating func win(_ project: Int, _ load: BottleneckFlow.Ratio?) {
        var newGroup: [Int: Int] = [:]
        for place in support.supporters(project) {
            let voter = Int(support.columns[place])
            let old = groupOf[voter]
            if newGroup[old] == nil {
                newGroup[old] = groups.count
                groups.append(.init(projects: groups[old].projects + [winners.count], voters: 0))
            }
            guard let new = newGroup[old] else { continue }
            groups[old].voters -= support.count(voter)
            groups[new].voters += support.count(voter)
            groupOf[voter] = new
        }
        winners.append(project)
        purse.buy(project)
        self.load = load
    }
}
