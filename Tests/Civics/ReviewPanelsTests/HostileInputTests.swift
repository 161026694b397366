import Testing

import ReviewPanels

@Suite("Nothing that a caller passes can crash the library")
struct HostileInputTests {
    @Test("random scores, rules and recusals are counted or refused", arguments: 0..<200 as Range<UInt64>)
    func juries(seed: UInt64) {
        var random = PublishedRandom(seed: seed)
        let extremes = [0, 1, -1, 10, 11, 1_000_000, Int.max, Int.min]
        func number() -> Int {
            Int.random(in: 0..<6, using: &random) == 0 ? extremes.randomElement(using: &random) ?? 0 : Int.random(in: 0...10, using: &random)
        }
        let names = ["", "a", "b", "ä", "a"]
        let criteria = (0..<Int.random(in: 0...3, using: &random)).map { JuryCriterion(names[$0], weight: number()) }
        let rule = JuryRule(
            criteria: criteria, minimumScores: number(), unitsPerPoint: max(number(), 1), seed: seed % 2 == 0 ? "s" : nil)
        let scores = (0..<Int.random(in: 0...20, using: &random)).map { _ in
            JuryScore(
                entry: names.randomElement(using: &random) ?? "", juror: "j\(Int.random(in: 0...6, using: &random))",
                criterion: criteria.randomElement(using: &random)?.name ?? "x", value: number())
        }
        do {
            let result = try rankJury(scores, rule: rule, recusals: [JuryRecusal(juror: "j1", entry: "a")])
            #expect(Set(result.standings.map(\.entry)) == Set(scores.map(\.entry)))
            let stability = try juryStability(scores, rule: rule, places: number())
            #expect(stability.kept >= 0)
        } catch {
            #expect(!"\(error)".isEmpty)
        }
    }

    @Test("random tasks are assigned lawfully or refused", arguments: 0..<200 as Range<UInt64>)
    func assignments(seed: UInt64) {
        var random = PublishedRandom(seed: seed)
        let extremes = [0, 1, -1, 1e9, -1e9, 1e10, .infinity, .nan, .leastNonzeroMagnitude]
        let (rows, columns) = (Int.random(in: 0...5, using: &random), Int.random(in: 0...5, using: &random))
        let wild = seed % 3 == 0
        let scores = (0..<rows).map { _ in
            (0..<columns).map { _ in wild ? extremes.randomElement(using: &random) ?? 0 : Double.random(in: -1...1, using: &random) }
        }
        let demand = (0..<columns).map { _ in [0, 1, 2, 7, 1_000_000, -1].randomElement(using: &random) ?? 0 }
        let loads = (0..<rows).map { _ in [0...0, 0...3, 1...2, 5...1_000_000, 0...Int.max].randomElement(using: &random) ?? 0...1 }
        do {
            let task = try AssignmentTask(scores: scores, demand: demand, loads: loads)
            AssignmentTests.expectLawful(try assignForTotal(task), task)
            AssignmentTests.expectLawful(try assignForWorst(task), task)
            AssignmentTests.expectLawful(try RandomizedAssignment(task, bound: ExactScore(1, over: 3)).draw(seed: seed), task)
        } catch {
            #expect(!"\(error)".isEmpty)
        }
    }

    @Test("one-sided and lopsided comparisons stay finite", arguments: [1e-9, 0.01, 1_000])
    func comparisons(regularization: Double) throws {
        var tally = try PairwiseTally(items: ["a", "b", "c", "never compared"])
        for _ in 0..<100_000 {
            tally.record(winner: 0, over: 1)
            tally.record(winner: 1, over: 2)
        }
        tally.record(winner: 2, over: 2)
        #expect(tally.votes == 200_000)
        let fit = try BradleyTerry(tally, regularization: regularization)
        #expect(fit.strengths.allSatisfy { $0.isFinite })
        #expect(fit.strengths[0] > fit.strengths[1] && fit.strengths[1] > fit.strengths[2])
        #expect(fit.questions(count: 3).allSatisfy { $0.gain.isFinite })
        #expect(fit.rankIntervals(draws: 100).count == 4)
        let walk = try spectralStrengths(tally, regularization: regularization)
        #expect(walk.allSatisfy { $0.isFinite })
    }

    @Test("scores of any size are modelled", arguments: [1e6, 1e-6, -1e6])
    func effects(size: Double) throws {
        var random = PublishedRandom(seed: 1)
        let observations = (0..<40).map { index in
            JuryObservation(entry: index / 4, juror: Int.random(in: 0..<6, using: &random), score: size * random.normal() / 12)
        }
        let effects = try JuryEffects(observations, entries: 10, jurors: 6)
        #expect(effects.entryEffects.allSatisfy { $0.isFinite } && effects.jurorErrors.allSatisfy { $0.isFinite })
    }
}
