import ParticipatoryBudgeting
import Testing

@Suite("Pots, caps and exclusive projects")
struct PotsTests {
    @Test("A million euros over 50,000, 30,000 and 20,000 people, without and with need")
    func shares() throws {
        let populations = [50_000, 30_000, 20_000]
        #expect(try Pots.shares(of: Amount(1_000_000), populations: populations).map(\.description) == ["500000", "300000", "200000"])
        let need = try ["0.2", "0.6", "1.0"].map { try required(Amount($0)) }
        let weighted = try Pots.shares(of: Amount(1_000_000), populations: populations, need: need, beta: try required(Amount("0.5")))
        #expect(weighted.map(\.description) == ["443548.39", "314516.13", "241935.48"])
        #expect(throws: ElectionProblem.self) { try Pots.shares(of: Amount(10), populations: [0, 0]) }
    }

    @Test("A pot counts only its own projects, and voters with no wish there keep their share")
    func pot() throws {
        let city = try Election.approval(
            budget: 100, costs: [("a", 10), ("b", 20), ("c", 30)], ballots: [["a", "c"], ["b"], ["c", "b"]])
        let pot = try city.pot(projects: [1, 2], budget: Amount(30))
        #expect(pot.projects.map(\.id) == ["b", "c"])
        #expect(pot.ballots.count == 3)
        #expect(try winners(pot, .greedy) == ["b"])
    }

    private func capped() throws -> Election {
        try .approval(budget: 100, costs: [("a", 40), ("b", 40), ("c", 20)], ballots: [["a", "b"], ["a", "b", "c"], ["a", "b"]])
    }

    @Test("A full category takes no more, whichever rule runs", arguments: [Rule.greedy, .equalShares, .phragmen])
    func caps(_ rule: Rule) throws {
        let election = try capped()
        var tally = Tally(rule: rule)
        tally.constraints.caps = [.init(name: "green", projects: [0, 1], limit: Amount(50))]
        #expect(election.ids(try tally.result(of: election).winners).filter { $0 != "c" } == ["a"])
    }

    @Test("Of projects that exclude each other one wins, and a project below the threshold none", arguments: [Rule.greedy, .equalShares])
    func exclusive(_ rule: Rule) throws {
        let election = try capped()
        var tally = Tally(rule: rule)
        tally.constraints.exclusive = [[0, 1]]
        tally.constraints.minimumSupport = 2
        #expect(election.ids(try tally.result(of: election).winners) == ["a"])
    }

    @Test("META's category budgets are caps, and what is left over goes to the next by votes")
    func metadataCaps() throws {
        let election = try Election.read(
            """
            META
            key;value
            budget;100
            vote_type;approval
            rule;greedy
            categories;green,play
            budget_per_category;50,50
            leftover_budget;next by score
            PROJECTS
            project_id;cost;category
            a;40;green
            b;30;green
            c;20;play
            VOTES
            voter_id;vote
            1;a,b,c
            2;a,b
            3;a
            """)
        #expect(try winners(election, .official) == ["a", "c", "b"])
        #expect(try winners(election, .greedy) == ["a", "b", "c"])
    }

    @Test("Reach: who got something, by group, with small groups left out")
    func proportionality() throws {
        let election = try Election.read(
            "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;10\nb;5\nVOTES\nvoter_id;vote;sex\n"
                + (1...6).map { "\($0);a;F\n" }.joined() + (7...12).map { "\($0);b;M\n" }.joined() + "13;a;X\n")
        let report = Proportionality(of: [0], in: election)
        #expect(report.all.voters == 13)
        #expect(report.all.exclusionRatio == 6.0 / 13)
        let groups = try required(report.columns.first).groups
        #expect(groups.map(\.name) == ["F", "M"])
        #expect(groups.map(\.exclusionRatio) == [0, 1])
        #expect(groups[0].averageCost == 10)
    }
}
