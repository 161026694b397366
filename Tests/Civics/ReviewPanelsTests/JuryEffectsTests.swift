import Testing

import ReviewPanels

@Suite("Quality and strictness are told apart")
struct JuryEffectsTests {
    struct Panel {
        var observations: [JuryObservation] = []
        var truth: [Double]
    }

    /// Entries with quality of spread 1.2, jurors with the given bias, each entry read by `perEntry` jurors.
    static func simulate(
        entries: Int = 60, jurors: Int = 15, perEntry: Int = 4, bias: Double = 1.5, noise: Double = 0.6, seed: UInt64
    ) -> Panel {
        var random = PublishedRandom(seed: seed)
        let truth = (0..<entries).map { _ in 1.2 * random.normal() }
        let biases = (0..<jurors).map { _ in bias * random.normal() }
        var panel = Panel(truth: truth)
        for entry in 0..<entries {
            for juror in (0..<jurors).shuffled(using: &random).prefix(perEntry) {
                let score = 6 + truth[entry] + biases[juror] + noise * random.normal()
                panel.observations.append(JuryObservation(entry: entry, juror: juror, score: score))
            }
        }
        return panel
    }

    static func kendall(_ a: [Double], _ b: [Double]) -> Double {
        var (agree, all) = (0.0, 0.0)
        for i in a.indices {
            for j in 0..<i {
                agree += ((a[i] - a[j]) * (b[i] - b[j])).sign == .plus ? 1 : -1
                all += 1
            }
        }
        return agree / all
    }

    @Test("with estimated variances the order of the true qualities is found back, and intervals hold what they promise")
    func monteCarlo() throws {
        var (agreement, held, count) = (0.0, 0, 0)
        for seed in 0..<100 as Range<UInt64> {
            let panel = Self.simulate(seed: seed)
            let effects = try JuryEffects(panel.observations, entries: 60, jurors: 15)
            agreement += Self.kendall(effects.entryEffects, panel.truth)
            for entry in panel.truth.indices {
                let range = effects.interval(entry, level: 0.9)
                held += range.contains(effects.mean + panel.truth[entry]) ? 1 : 0
                count += 1
            }
        }
        #expect(agreement / 100 >= 0.835)
        #expect((0.87...0.93).contains(Double(held) / Double(count)))
    }

    @Test("a juror's constant strictness moves no entry against another")
    func shift() throws {
        let panel = Self.simulate(entries: 20, jurors: 6, perEntry: 3, seed: 4)
        let kinder = panel.observations.map {
            JuryObservation(entry: $0.entry, juror: $0.juror, score: $0.score + ($0.juror == 2 ? 0.001 : 0))
        }
        let (first, second) = (
            try JuryEffects(panel.observations, entries: 20, jurors: 6), try JuryEffects(kinder, entries: 20, jurors: 6)
        )
        for entry in 0..<20 { #expect(abs(first.entryEffects[entry] - second.entryEffects[entry]) < 1e-3) }
        #expect(second.jurorEffects[2] > first.jurorEffects[2])
    }

    @Test("it does not matter which side is larger")
    func sides() throws {
        let panel = Self.simulate(entries: 12, jurors: 9, perEntry: 4, seed: 8)
        let mirrored = panel.observations.map { JuryObservation(entry: $0.juror, juror: $0.entry, score: $0.score) }
        let (plain, turned) = (
            try JuryEffects(panel.observations, entries: 12, jurors: 9), try JuryEffects(mirrored, entries: 9, jurors: 12)
        )
        #expect(abs(plain.entryVariance - turned.jurorVariance) < 1e-6)
        #expect(abs(plain.residualVariance - turned.residualVariance) < 1e-6)
        for entry in 0..<12 {
            #expect(abs(plain.entryEffects[entry] - turned.jurorEffects[entry]) < 1e-6)
            #expect(abs(plain.entryErrors[entry] - turned.jurorErrors[entry]) < 1e-6)
        }
    }

    @Test("places come as ranges: wide in the crowd, narrow for the outstanding")
    func rankIntervals() throws {
        var panel = Self.simulate(entries: 30, jurors: 10, perEntry: 4, seed: 3)
        panel.observations += (0..<10).map { JuryObservation(entry: 30, juror: $0, score: 30) }
        let intervals = try JuryEffects(panel.observations, entries: 31, jurors: 10).rankIntervals()
        #expect(intervals[30] == RankInterval(best: 1, worst: 1))
        #expect(intervals.prefix(30).allSatisfy { 2 <= $0.best && $0.best <= $0.worst && $0.worst <= 31 })
        #expect(intervals.contains { $0.worst - $0.best >= 3 })
    }

    @Test("panels without a common juror are reported")
    func groups() throws {
        let observations = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (3, 2)].map {
            JuryObservation(entry: $0.0, juror: $0.1, score: Double($0.0 + $0.1))
        }
        #expect(try JuryEffects(observations, entries: 4, jurors: 3).groups == [[0, 1], [2, 3]])
    }

    @Test("a strict juror is recognised")
    func strict() throws {
        var panel = Self.simulate(entries: 40, jurors: 8, perEntry: 4, bias: 0.1, noise: 0.4, seed: 5)
        panel.observations = panel.observations.map {
            JuryObservation(entry: $0.entry, juror: $0.juror, score: $0.score - ($0.juror == 3 ? 2 : 0))
        }
        let effects = try JuryEffects(panel.observations, entries: 40, jurors: 8)
        #expect((0..<8).filter { effects.isStrict($0) } == [3])
    }

    @Test("degenerate panels are answered or refused", arguments: [[5.0, 5.0, 5.0, 5.0], [1.0, 2.0, 3.0, 4.0], [0.0, 10.0, 10.0, 0.0]])
    func degenerate(scores: [Double]) throws {
        let observations = scores.enumerated().map { JuryObservation(entry: $0 / 2, juror: $0 % 2, score: $1) }
        let effects = try JuryEffects(observations, entries: 2, jurors: 2)
        #expect(effects.entryEffects.allSatisfy { $0.isFinite })
        #expect(effects.entryErrors.allSatisfy { $0.isFinite && $0 >= 0 })
        #expect(abs(effects.mean - scores.reduce(0, +) / 4) < 1e-9)
        #expect(effects.rankIntervals(draws: 50).count == 2)
        #expect(throws: JuryEffectsProblem.tooFewScores) { try JuryEffects([], entries: 0, jurors: 0) }
        let stray = [JuryObservation(entry: 2, juror: 0, score: 1), JuryObservation(entry: 0, juror: 0, score: 1)]
        #expect(throws: JuryEffectsProblem.badObservation(1)) { try JuryEffects(stray, entries: 2, jurors: 1) }
    }
}

@Suite("The mixed model agrees with the published estimates", .enabled(if: GoldenFolder.isThere, Comment(rawValue: GoldenFolder.absence)))
struct JuryEffectsGoldenTests {
    private struct Golden: Decodable {
        struct Score: Decodable {
            var proposal: Int
            var juror: Int
            var score: Double
        }
        var scores: [Score]
        var beta: Double
        var var_proposal: Double
        var var_juror: Double
        var var_residual: Double
        var proposal_blup: [Double]
        var juror_blup: [Double]
    }

    @Test("sixty proposals, fifteen jurors: variances and predictions")
    func published() throws {
        let golden = try GoldenFolder.decode(Golden.self, "golden/jury_scores.json")
        let effects = try JuryEffects(
            golden.scores.map { JuryObservation(entry: $0.proposal, juror: $0.juror, score: $0.score) }, entries: 60, jurors: 15)
        #expect(abs(effects.entryVariance - golden.var_proposal) < 1e-4)
        #expect(abs(effects.jurorVariance - golden.var_juror) < 1e-4)
        #expect(abs(effects.residualVariance - golden.var_residual) < 1e-4)
        #expect(abs(effects.mean - golden.beta) < 1e-4)
        for (mine, theirs) in zip(effects.entryEffects, golden.proposal_blup) { #expect(abs(mine - theirs) < 1e-4) }
        for (mine, theirs) in zip(effects.jurorEffects, golden.juror_blup) { #expect(abs(mine - theirs) < 1e-4) }
        #expect(effects.groups.count == 1)
    }
}
