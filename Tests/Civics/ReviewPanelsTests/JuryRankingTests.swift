import Testing

import ReviewPanels

@Suite("A jury's scores become a ranking")
struct JuryRankingTests {
    static func score(_ juror: String, _ entry: String, _ value: Int, on criterion: String = "idea") -> JuryScore {
        JuryScore(entry: entry, juror: juror, criterion: criterion, value: value)
    }

    static let threeJurors = [
        score("j1", "a", 6), score("j1", "b", 7), score("j1", "c", 9),
        score("j2", "a", 2), score("j2", "b", 5), score("j2", "d", 5),
        score("j3", "b", 8), score("j3", "c", 9), score("j3", "d", 7),
    ]
    static let oneCriterion = JuryRule(criteria: [JuryCriterion("idea", weight: 1)])

    @Test("jurors who judged different entries are moved to the panel's mean and spread")
    func rescaling() throws {
        var rule = Self.oneCriterion
        rule.minimumScores = 2
        let result = try rankJury(Self.threeJurors, rule: rule)
        #expect(result.basis == .rescaled)
        #expect(result.panelMean == ExactScore(58, over: 9))
        #expect(abs(result.panelSpread - 2.1140) < 5e-5)
        #expect(result.standings.map(\.entry) == ["c", "b", "d", "a"])
        for (standing, expected) in zip(result.standings, [9.1515, 6.7544, 5.8973, 3.8196]) {
            #expect(abs(standing.rescaled - expected) < 5e-5)
        }
        #expect(result.standings.map(\.raw.description) == ["9", "20/3", "6", "4"])
    }

    @Test("an entry with fewer than three scores gets totals but no place")
    func threeScoresAreNeeded() throws {
        let result = try rankJury(Self.threeJurors, rule: Self.oneCriterion)
        #expect(result.ranking.map(\.entry) == ["b"])
        #expect(result.standings.map(\.entry) == ["b", "a", "c", "d"])
        #expect(result.standings.map(\.place) == [1, nil, nil, nil])
    }

    @Test("when every juror judged every entry, the raw mean decides and weights are proportions")
    func fullPanel() throws {
        let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 60), JuryCriterion("plan", weight: 40)])
        let scores = ["j1", "j2", "j3"].flatMap { juror in
            [
                Self.score(juror, "a", 5), Self.score(juror, "a", 8, on: "plan"),
                Self.score(juror, "b", 7), Self.score(juror, "b", 6, on: "plan"),
            ]
        }
        let result = try rankJury(scores, rule: rule)
        #expect(result.basis == .raw)
        #expect(result.standings.map(\.entry) == ["b", "a"])
        #expect(result.standings.map(\.raw.description) == ["33/5", "31/5"])
        #expect(result.standings[1].decision == .score)
    }

    @Test("a juror who gives everybody the same moves nobody after rescaling")
    func jurorWithoutSpread() throws {
        let scores = Self.threeJurors + [Self.score("flat", "a", 10), Self.score("flat", "b", 10)]
        let result = try rankJury(scores, rule: Self.oneCriterion)
        let flat = try #require(result.jurors.first { $0.juror == "flat" })
        #expect(flat.spread == 0)
        let a = try #require(result.standings.first { $0.entry == "a" })
        let b = try #require(result.standings.first { $0.entry == "b" })
        #expect(b.rescaled > a.rescaled)
    }

    @Test("a recused juror's scores leave, and the rest is no longer a full panel")
    func recusal() throws {
        let scores = ["j1", "j2", "j3", "j4"].flatMap { [Self.score($0, "a", $0 == "j4" ? 10 : 4), Self.score($0, "b", 5)] }
        let before = try rankJury(scores, rule: Self.oneCriterion)
        #expect(before.basis == .raw && before.ranking.map(\.entry) == ["a", "b"])
        let after = try rankJury(scores, rule: Self.oneCriterion, recusals: [JuryRecusal(juror: "j4", entry: "a")])
        #expect(after.basis == .rescaled)
        #expect(after.standings.first { $0.entry == "a" }?.scores == 3)
        #expect(after.ranking.map(\.entry) == ["b", "a"])
    }

    @Test("ties fall to the heaviest criterion, then to the lower spread, then to the lot; each is named")
    func tieBreaks() throws {
        var rule = JuryRule(criteria: [JuryCriterion("plan", weight: 1), JuryCriterion("idea", weight: 2)], seed: "2026-11")
        let table: [(String, [(idea: Int, plan: Int)])] = [
            ("heavy", [(6, 2), (6, 2), (6, 2)]),
            ("calm", [(5, 4), (5, 4), (5, 4)]),
            ("wild", [(4, 4), (5, 4), (6, 4)]),
            ("twin", [(6, 4), (5, 4), (4, 4)]),
        ]
        let scores = table.flatMap { entry, rows in
            zip(["j1", "j2", "j3"], rows).flatMap { juror, row in
                [Self.score(juror, entry, row.idea), Self.score(juror, entry, row.plan, on: "plan")]
            }
        }
        let result = try rankJury(scores, rule: rule)
        let byLot = ["wild", "twin"].sorted { juryLot(entry: $0, seed: "2026-11") < juryLot(entry: $1, seed: "2026-11") }
        #expect(result.standings.map(\.entry) == ["heavy", "calm"] + byLot)
        #expect(result.standings.map(\.decision) == [nil, .heaviestCriterion, .spread, .lot])
        #expect(result.standings[0].tiedWith == ["calm", "twin", "wild"])
        rule.seed = nil
        let shared = try rankJury(scores, rule: rule)
        #expect(shared.standings.map(\.place) == [1, 2, 3, 3])
        #expect(shared.standings[3].decision == .shared)
    }

    @Test("the lot is a hash that anybody can compute")
    func lot() {
        // printf '%s' '2026-11/wild' | sha256sum
        #expect(juryLot(entry: "wild", seed: "2026-11")
            == "9dce1b099a9774d88a16eff30be0f8294a7351893a395f2e531360939988e6a8")
    }

    @Test("equal rescaled totals are seen as equal although they are sums of roots")
    func exactTieOfRoots() throws {
        // j1's spread is √½ and j2's is √2: twice as far below the mean on a scale twice as wide is just as low.
        let scores = [
            Self.score("j1", "a", 6), Self.score("j1", "b", 4), Self.score("j1", "c", 5), Self.score("j1", "d", 5),
            Self.score("j2", "a", 3), Self.score("j2", "b", 7), Self.score("j2", "c", 5), Self.score("j2", "d", 5),
            Self.score("j3", "c", 9), Self.score("j3", "d", 2), Self.score("j3", "e", 1),
        ]
        var rule = Self.oneCriterion
        rule.minimumScores = 2
        let result = try rankJury(scores, rule: rule)
        #expect(result.basis == .rescaled)
        #expect(result.standings.first { $0.entry == "a" }?.tiedWith == ["b"])
    }

    /// (2 − t)/√(2(1 + t² − t)) with t = y/x, the rescaled place of a, comes within 10⁻¹³ of b's 8/√40 without ever
    /// meeting it; y/x are two neighbouring convergents of the root, so a lies first just below and then just above b.
    @Test("totals closer than floating point can tell are still put in their true order", arguments: [
        (x: 1_091_609, y: 489_061, first: "b"), (x: 4_704_181, y: 2_107_560, first: "a"),
    ])
    func narrowDecision(x: Int, y: Int, first: String) throws {
        let million = 1_000_000
        let scores = [
            Self.score("j1", "a", x), Self.score("j1", "c", y), Self.score("j1", "d", 0),
            Self.score("j2", "b", 6 * million), Self.score("j2", "c", 5 * million), Self.score("j2", "d", 2 * million),
            Self.score("j2", "e", 3 * million),
        ]
        let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 1)], minimumScores: 1, unitsPerPoint: million)
        let result = try rankJury(scores, rule: rule)
        let pair = result.ranking.filter { ["a", "b"].contains($0.entry) }
        #expect(pair.map(\.entry).first == first)
        #expect(pair[1].decision == .score && pair[0].tiedWith.isEmpty)
        #expect(abs(pair[0].rescaled - pair[1].rescaled) < 1e-12)
    }

    @Test("the order in which scores arrive changes nothing", arguments: 0..<20 as Range<UInt64>)
    func anonymity(seed: UInt64) throws {
        var generator = PublishedRandom(seed: seed)
        let scores = Self.randomPanel(entries: 12, jurors: 6, perEntry: 3, using: &generator)
        let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 1)], seed: "s")
        let shuffled = scores.shuffled(using: &generator)
        #expect(try rankJury(scores, rule: rule) == rankJury(shuffled, rule: rule))
    }

    @Test("moving every score of one juror up leaves the rescaled ranking as it was", arguments: 0..<20 as Range<UInt64>)
    func strictnessDoesNotCount(seed: UInt64) throws {
        var generator = PublishedRandom(seed: seed)
        let scores = Self.randomPanel(entries: 10, jurors: 5, perEntry: 3, highest: 7, using: &generator)
        let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 1)], basis: .rescaled)
        let kinder = scores.map { Self.score($0.juror, $0.entry, $0.value + ($0.juror == "j1" ? 3 : 0)) }
        let first = try rankJury(scores, rule: rule).standings
        let second = try rankJury(kinder, rule: rule).standings
        let places = { (all: [JuryStanding]) in all.map { "\($0.tiedWith.count)" } }
        #expect(places(first) == places(second))
        let total = { (all: [JuryStanding], entry: String) in all.firstIndex { $0.entry == entry } }
        for standing in first where standing.tiedWith.isEmpty {
            #expect(total(first, standing.entry) == total(second, standing.entry))
        }
    }

    @Test("the published order agrees with the published totals", arguments: 0..<40 as Range<UInt64>)
    func orderAgreesWithTotals(seed: UInt64) throws {
        var generator = PublishedRandom(seed: seed &+ 100)
        let scores = Self.randomPanel(entries: 15, jurors: 7, perEntry: 3, using: &generator)
        let result = try rankJury(scores, rule: Self.oneCriterion)
        for (above, below) in zip(result.ranking, result.ranking.dropFirst()) {
            #expect(above.rescaled > below.rescaled - 1e-12)
            #expect((below.decision == .score) == !above.tiedWith.contains(below.entry))
        }
    }

    static func randomPanel(
        entries: Int, jurors: Int, perEntry: Int, highest: Int = 10, using generator: inout PublishedRandom
    ) -> [JuryScore] {
        (0..<entries).flatMap { entry in
            (0..<jurors).shuffled(using: &generator).prefix(perEntry).map { juror in
                score("j\(juror)", "e\(entry)", Int.random(in: 0...highest, using: &generator))
            }
        }
    }
}

@Suite("Scores that cannot be counted say why")
struct JuryProblemTests {
    let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 2), JuryCriterion("plan", weight: 1)])

    @Test("a forgotten criterion names juror and entry")
    func missing() {
        let scores = [JuryScore(entry: "a", juror: "j", criterion: "idea", value: 3)]
        #expect(throws: JuryProblem.missingScore(entry: "a", juror: "j", criterion: "plan")) {
            try rankJury(scores, rule: rule)
        }
    }

    @Test("values outside the scale, unknown criteria and repeats are refused")
    func refusals() {
        let high = JuryScore(entry: "a", juror: "j", criterion: "idea", value: 11)
        #expect(throws: JuryProblem.valueOutOfRange(high)) { try rankJury([high], rule: rule) }
        let strange = JuryScore(entry: "a", juror: "j", criterion: "price", value: 1)
        #expect(throws: JuryProblem.unknownCriterion(strange)) { try rankJury([strange], rule: rule) }
        let once = JuryScore(entry: "a", juror: "j", criterion: "idea", value: 1)
        #expect(throws: JuryProblem.repeatedScore(once)) { try rankJury([once, once], rule: rule) }
        #expect(throws: JuryProblem.noCriteria) { try rankJury([], rule: JuryRule(criteria: [])) }
        #expect(throws: JuryProblem.repeatedCriterion("x")) {
            try rankJury([], rule: JuryRule(criteria: [JuryCriterion("x", weight: 1), JuryCriterion("x", weight: 1)]))
        }
    }

    @Test("no scores give an empty ranking")
    func empty() throws {
        #expect(try rankJury([], rule: rule).standings.isEmpty)
    }
}

@Suite("Rank stability tells how much one juror decides")
struct JuryStabilityTests {
    @Test("an extreme juror is found by leaving each one out")
    func extremeJuror() throws {
        let scores = ["j1", "j2", "j3", "x"].flatMap { juror in
            [
                JuryRankingTests.score(juror, "a", juror == "x" ? 10 : 5),
                JuryRankingTests.score(juror, "b", juror == "x" ? 0 : 6),
            ]
        }
        let stability = try juryStability(scores, rule: JuryRankingTests.oneCriterion, places: 1)
        #expect(stability.share == ExactScore(3, over: 4))
        #expect(stability.changes == [.init(juror: "x", first: ["b"])])
    }

    @Test("it is the same as counting again without each juror", arguments: 0..<20 as Range<UInt64>)
    func recount(seed: UInt64) throws {
        var random = PublishedRandom(seed: seed)
        let scores = JuryRankingTests.randomPanel(entries: 9, jurors: 5, perEntry: 3, highest: 3, using: &random)
        let rule = JuryRule(criteria: [JuryCriterion("idea", weight: 1)], minimumScores: 1, basis: .rescaled, seed: "s")
        let first = Set(try rankJury(scores, rule: rule).ranking.prefix(3).map(\.entry))
        let kept = try Set(scores.map(\.juror)).filter { juror in
            let rest = scores.filter { $0.juror != juror }
            return Set(try rankJury(rest, rule: rule).ranking.prefix(3).map(\.entry)) == first
        }
        #expect(try juryStability(scores, rule: rule, places: 3).kept == kept.count)
    }

    @Test("an entry with just enough scores keeps its right to a place")
    func minimumIsRelaxed() throws {
        let scores = ["j1", "j2", "j3"].flatMap { [JuryRankingTests.score($0, "a", 9), JuryRankingTests.score($0, "b", 2)] }
        let stability = try juryStability(scores, rule: JuryRankingTests.oneCriterion, places: 1)
        #expect(stability.share == ExactScore(1))
        #expect(stability.jurors == 3)
    }
}
