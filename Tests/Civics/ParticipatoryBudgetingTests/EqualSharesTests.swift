import ParticipatoryBudgeting
import Testing

@Suite("Equal shares gives every part of a city its part of the money")
struct EqualSharesTests {
    /// 51 voters want R1 to R5, 49 want B1 to B5; each costs 100 of 500.
    private func dividedCity() throws -> Election {
        let reds = (1...5).map { "R\($0)" }
        let blues = (1...5).map { "B\($0)" }
        return try .approval(
            budget: 500, costs: (reds + blues).map { ($0, 100) },
            ballots: Array(repeating: reds, count: 51) + Array(repeating: blues, count: 49))
    }

    @Test("Greedy gives 51 of 100 voters everything, equal shares two projects to each side")
    func twoSides() throws {
        let city = try dividedCity()
        #expect(try winners(city, .greedy) == ["R1", "R2", "R3", "R4", "R5"])
        #expect(Set(try winners(city, .equalShares)) == ["R1", "R2", "B1", "B2"])
    }

    @Test("Add1 completes it with one project of the larger side, at the first step")
    func completed() throws {
        var tally = Tally(rule: .equalShares)
        tally.completion = .add1
        let result = try tally.result(of: try dividedCity())
        #expect(Set(try dividedCity().ids(result.winners)) == ["R1", "R2", "R3", "B1", "B2"])
        #expect(result.added == 1)
        #expect(result.cost == Amount(500))
    }

    @Test("Supporters whose money is exactly the cost can buy")
    func exactlyEnough() throws {
        let city = try Election.approval(
            budget: 100, costs: [("a", 30), ("b", 70)],
            ballots: Array(repeating: ["a"], count: 3) + Array(repeating: ["b"], count: 7))
        #expect(Set(try winners(city, .equalShares)) == ["a", "b"])
    }

    @Test("Thirds do not lose a cent: three voters can spend a budget that no decimal divides")
    func thirds() throws {
        let city = try Election.approval(
            budget: 100, costs: [("all", 70), ("one", 10)], ballots: [["all", "one"], ["all"], ["all"]])
        // Each holds 100/3, pays 70/3 and keeps exactly 10: enough for a project of 10.
        #expect(try winners(city, .equalShares, utility: .cardinality) == ["one", "all"])
        #expect(Set(try winners(city, .equalShares, utility: .cost)) == ["all", "one"])
    }

    @Test("A tie goes to the id that is smaller as text, to the cheaper project, or to a published lot, as declared")
    func ties() throws {
        let city = try Election.approval(
            budget: 20, costs: [("9", 20), ("10", 10), ("11", 10)],
            ballots: [["9", "10", "11"], ["9", "10", "11"]])
        #expect(try winners(city, .equalShares, ties: .lexicographic).first == "10")
        #expect(try winners(city, .equalShares, ties: .costThenVotes) == ["10", "11"])
        let lot = try winners(city, .equalShares, ties: .lot(seed: 7))
        #expect(try winners(city, .equalShares, ties: .lot(seed: 7)) == lot)
    }

    @Test("No voters, no projects, no money: nothing is bought and nothing breaks")
    func emptiness() throws {
        let nobody = try Election.approval(budget: 10, costs: [("a", 5)], ballots: [])
        let nothing = try Election.approval(budget: 10, costs: [], ballots: [[], []])
        let moneyless = try Election.approval(budget: 0, costs: [("a", 5), ("free", 0)], ballots: [["a", "free"]])
        for rule in [Rule.equalShares, .phragmen, .greedyPerCost] {
            for completion in rule == .equalShares ? Completion.allCases : [.none] {
                #expect(try winners(nothing, rule, completion: completion).isEmpty)
                #expect(try winners(moneyless, rule, utility: .cardinality, completion: completion) == ["free"])
            }
        }
        #expect(try winners(nobody, .equalShares, completion: .add1).isEmpty)
    }

    @Test("A raise that takes a million million steps is leapt over, not walked")
    func longRaise() throws {
        let city = try Election.approval(
            budget: 1_000_000_000_000, costs: [("a", 900_000_000_000), ("b", 400_000_000_000)],
            ballots: [["a"], ["a"], ["b"]])
        #expect(try winners(city, .equalShares, completion: .add1) == ["b"])
        #expect(try winners(city, .equalShares, completion: .officialAdd1) == ["b"])
    }

    @Test("Twin projects, tied at every step, are leapt over too")
    func longRaiseWithTwins() throws {
        let city = try Election.approval(
            budget: 3_000_000_000_000,
            costs: [("first", 500_000_000_000), ("second", 500_000_000_000), ("own", 700_000_000_000), ("far", 2_900_000_000_000)],
            ballots: [["first", "second", "own"], ["first", "second"], ["first", "second"], ["far"]])
        #expect(Set(try winners(city, .equalShares, completion: .add1)) == ["first", "second", "own"])
    }

    @Test("More than a thousand projects are counted like few")
    func manyProjects() throws {
        let reds = (1...5).map { "R\($0)" }
        let costs = reds.map { ($0, 100) } + (0..<1100).map { ("none\($0)", 100) }
        let city = try Election.approval(
            budget: 500, costs: costs, ballots: Array(repeating: reds, count: 51) + Array(repeating: ["none7"], count: 49))
        let few = try Election.approval(
            budget: 500, costs: reds.map { ($0, 100) } + [("none7", 100)],
            ballots: Array(repeating: reds, count: 51) + Array(repeating: ["none7"], count: 49))
        for completion in [Completion.none, .add1, .officialAdd1] {
            #expect(try winners(city, .equalShares, completion: completion) == winners(few, .equalShares, completion: completion))
        }
    }

    @Test("The comparison step lets more voters turn the outcome down")
    func comparison() throws {
        let city = try Election.approval(
            budget: 100, costs: [("big", 100), ("small", 10)],
            ballots: Array(repeating: ["big"], count: 9) + [["small"]])
        #expect(try winners(city, .equalShares) == ["small"])
        #expect(try winners(city, .equalShares, comparison: .satisfaction) == ["big"])
    }

    @Test("The quick way buys exactly what the definition, followed word for word with fractions, buys", arguments: 0..<60)
    func asDefined(seed: Int) throws {
        var generator = SeededGenerator(state: UInt64(seed) &* 7919 &+ 3)
        for utility in [Utility.cost, .cardinality] {
            // Few amounts make ties and voters who run dry to the last coin; many voters keep their ballots apart.
            let costs = (0..<Int.random(in: 2...9, using: &generator)).map { ("p\($0)", Int.random(in: 0...9, using: &generator)) }
            let ballots = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
                costs.map(\.0).filter { _ in Int.random(in: 0..<3, using: &generator) > 0 }
            }
            let budget = Int.random(in: 1...max(1, costs.reduce(0) { $0 + $1.1 }), using: &generator)
            let election = try Election.approval(budget: budget, costs: costs, ballots: ballots)
            let plain = PlainEqualShares(
                budget: budget, costs: costs.map(\.1),
                utilities: ballots.map { ballot in
                    costs.map { project in ballot.contains(project.0) ? (utility == .cost ? project.1 : 1) : 0 }
                })
            #expect(try winners(election, .equalShares, utility: utility) == plain.winners().map { costs[$0].0 }, "\(costs) \(ballots)")
            var tally = Tally(rule: .equalShares)
            (tally.utility, tally.completion) = (utility, .add1)
            let result = try tally.result(of: election)
            let (expected, added) = plain.winnersByAdd1()
            #expect(result.winners == expected, "\(costs) \(ballots) \(budget)")
            if expected.contains(where: { costs[$0].1 > 0 }) { #expect(result.added ?? 0 >= 0 && added >= 0) }
        }
    }
}
