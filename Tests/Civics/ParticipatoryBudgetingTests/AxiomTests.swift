import ParticipatoryBudgeting
import Testing

@Suite("The rules keep what they promise on thousands of random elections")
struct AxiomTests {
    private func random(_ generator: inout SeededGenerator, projects: ClosedRange<Int> = 1...7) throws -> Election {
        let count = Int.random(in: projects, using: &generator)
        let costs = (0..<count).map { ("p\($0)", Int.random(in: 1...12, using: &generator)) }
        let ballots = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
            costs.map(\.0).filter { _ in Bool.random(using: &generator) }
        }
        let budget = Int.random(in: 1...max(1, costs.reduce(0) { $0 + $1.1 }), using: &generator)
        return try .approval(budget: budget, costs: costs, ballots: ballots)
    }

    private func everyTally() -> [Tally] {
        var tallies = [Rule.greedy, .greedyPerCost, .phragmen, .maximinSupport].map { Tally(rule: $0) }
        for completion in Completion.allCases {
            for utility in [Utility.cost, .cardinality] {
                var tally = Tally(rule: .equalShares)
                (tally.completion, tally.utility) = (completion, utility)
                tallies.append(tally)
            }
        }
        return tallies
    }

    @Test("The budget is never exceeded, and nobody wins twice")
    func feasible() throws {
        var generator = SeededGenerator(state: 1)
        for _ in 0..<300 {
            let election = try random(&generator)
            for tally in everyTally() {
                let result = try tally.result(of: election)
                #expect(result.cost <= election.budget)
                #expect(Set(result.winners).count == result.winners.count)
            }
        }
    }

    @Test("The order of voters and the names of projects make no difference beyond ties")
    func anonymousAndNeutral() throws {
        var generator = SeededGenerator(state: 2)
        for _ in 0..<300 {
            let election = try random(&generator)
            var shuffled = Ballots()
            for ballot in (0..<election.ballots.count).shuffled(using: &generator) {
                shuffled.append(election.ballots[ballot].shuffled(using: &generator))
            }
            let same = try Election(budget: election.budget, voteType: .approval, projects: election.projects, ballots: shuffled)
            // Renamed so that the order of ids stays: ties fall alike, everything else must too.
            let renamed = try Election(
                budget: election.budget, voteType: .approval,
                projects: election.projects.map { Project(id: "x" + $0.id, cost: $0.cost) }, ballots: election.ballots)
            for tally in everyTally() {
                let winners = try tally.result(of: election).winners
                #expect(try tally.result(of: same).winners == winners)
                #expect(try tally.result(of: renamed).winners == winners)
            }
        }
    }

    @Test("Counting money in cents instead of euros changes nothing without Add1, which adds whole units")
    func unitOfMoney() throws {
        var generator = SeededGenerator(state: 3)
        for _ in 0..<200 {
            let election = try random(&generator)
            let cents = try Election(
                budget: Amount(election.budget.numerator * 100), voteType: .approval,
                projects: election.projects.map { Project(id: $0.id, cost: Amount($0.cost.numerator * 100)) },
                ballots: election.ballots)
            for tally in everyTally() where !tally.completion.rawValue.contains("add1") {
                #expect(try tally.result(of: election).winners == tally.result(of: cents).winners)
            }
        }
    }

    /// EJR up to one project (Peters, Pierczyński, Skowron 2021): take any projects T and all voters S who want them all.
    /// If S's share of the budget pays for T, then some voter in S has at least |T| winners, or would with one more of T.
    @Test("Equal shares gives every group that can pay for common wishes what it is due, up to one project")
    func extendedJustifiedRepresentation() throws {
        var generator = SeededGenerator(state: 4)
        for _ in 0..<400 {
            let election = try random(&generator, projects: 1...6)
            let voters = election.ballots.count
            var tally = Tally(rule: .equalShares)
            for utility in [Utility.cardinality, .cost] {
                tally.utility = utility
                let won = Set(try tally.result(of: election).winners)
                let worth = { (project: Int) in utility == .cost ? election.projects[project].cost.numerator : 1 }
                for mask in 1..<(1 << election.projects.count) {
                    let wish = election.projects.indices.filter { mask >> $0 & 1 == 1 }
                    let group = (0..<voters).filter { Set(wish.map(UInt32.init)).isSubset(of: election.ballots[$0]) }
                    let cost = wish.reduce(0) { $0 + election.projects[$1].cost.numerator }
                    guard !group.isEmpty, group.count * election.budget.numerator >= cost * voters else { continue }
                    let due = wish.reduce(0) { $0 + worth($1) }
                    let isServed = group.contains { voter in
                        let has = election.ballots[voter].filter { won.contains(Int($0)) }.reduce(0) { $0 + worth(Int($1)) }
                        let most = wish.filter { !won.contains($0) }.map(worth).max() ?? 0
                        return has + most >= due
                    }
                    #expect(isServed)
                }
            }
        }
    }

    @Test("A winner of greedy or equal shares still wins when one more voter wants it alone and the endowment stays")
    func monotone() throws {
        var generator = SeededGenerator(state: 5)
        for _ in 0..<300 {
            let election = try random(&generator)
            for rule in [Rule.greedy, .equalShares] {
                let winners = try Tally(rule: rule).result(of: election).winners
                guard let winner = winners.first else { continue }
                let more = try election.adding(1, votersFor: winner, rule)
                #expect(try Tally(rule: rule).result(of: more).winners.contains(winner))
            }
        }
    }

    @Test("With as many votes more as it lacked a loser wins, and with one fewer it does not")
    func lackingVotes() throws {
        var generator = SeededGenerator(state: 6)
        var checked = 0
        for _ in 0..<300 {
            let election = try random(&generator)
            for (rule, utility) in [(Rule.greedy, Utility.cardinality), (.equalShares, .cost), (.equalShares, .cardinality)] {
                var tally = Tally(rule: rule)
                tally.utility = utility
                let explanation = try Explanation(try tally.result(of: election), of: election)
                for fate in explanation.fates {
                    guard fate.place == nil, let lacking = fate.votesLacking else { continue }
                    let enough = try tally.result(of: try election.adding(lacking, votersFor: fate.project, rule)).winners
                    let tooFew = try tally.result(of: try election.adding(lacking - 1, votersFor: fate.project, rule)).winners
                    #expect(enough.contains(fate.project))
                    #expect(!tooFew.contains(fate.project))
                    checked += 1
                }
            }
        }
        #expect(checked > 500)
    }

    @Test("At the cost named a loser of equal shares wins, and at a tenth more it does not")
    func winningCost() throws {
        var generator = SeededGenerator(state: 7)
        var checked = 0
        for _ in 0..<300 {
            let election = try random(&generator)
            // In thousandths, so that whole units are fine enough.
            let fine = try Election(
                budget: Amount(election.budget.numerator * 1000), voteType: .approval,
                projects: election.projects.map { Project(id: $0.id, cost: Amount($0.cost.numerator * 1000)) },
                ballots: election.ballots)
            for utility in [Utility.cost, .cardinality] {
                var tally = Tally(rule: .equalShares)
                tally.utility = utility
                for fate in try Explanation(try tally.result(of: fine), of: fine).fates {
                    guard fate.place == nil, let cost = fate.winningCost else { continue }
                    #expect(try tally.result(of: fine.pricing(fate.project, at: cost.numerator)).winners.contains(fate.project))
                    let dearer = min(cost.numerator + cost.numerator / 10 + 2, fine.projects[fate.project].cost.numerator)
                    #expect(try !tally.result(of: fine.pricing(fate.project, at: dearer)).winners.contains(fate.project))
                    checked += 1
                }
            }
        }
        #expect(checked > 300)
    }
}

extension Election {
    /// More voters for one project alone; under equal shares the budget grows so that every voter's share stays what it was.
    fileprivate func adding(_ count: Int, votersFor project: Int, _ rule: Rule) throws -> Election {
        var ballots = ballots
        for _ in 0..<count { ballots.append([UInt32(project)]) }
        guard rule == .equalShares else {
            return try Election(budget: budget, voteType: .approval, projects: projects, ballots: ballots)
        }
        // Costs and budget are multiplied by the old number of voters to keep the share whole.
        let old = self.ballots.count
        return try Election(
            budget: Amount(budget.numerator * (old + count)), voteType: .approval,
            projects: projects.map { Project(id: $0.id, cost: Amount($0.cost.numerator * old)) }, ballots: ballots)
    }

    fileprivate func pricing(_ project: Int, at cost: Int) throws -> Election {
        var projects = projects
        projects[project].cost = Amount(cost)
        return try Election(budget: budget, voteType: .approval, projects: projects, ballots: ballots)
    }
}
