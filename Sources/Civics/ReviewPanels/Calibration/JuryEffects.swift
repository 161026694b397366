import Foundation

/// One juror's whole score of one entry, both as indices.
public struct JuryObservation: Sendable, Hashable {
    public var entry: Int
    public var juror: Int
    public var score: Double

    public init(entry: Int, juror: Int, score: Double) {
        self.entry = entry
        self.juror = juror
        self.score = score
    }
}

/// Why a jury's scores cannot be modelled.
public enum JuryEffectsProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case tooFewScores
    case badObservation(Int)
    case tooLarge

    public var description: String {
        switch self {
        case .tooFewScores: "at least two scores are needed"
        case .badObservation(let place): "score number \(place) names an unknown entry or juror, or is not within ±1000000"
        case .tooLarge: "more than \(JuryEffects.largestPanel) entries and as many jurors"
        }
    }
}

/// Entry quality and juror strictness told apart: score = mean + entry + juror + chance, entries and jurors drawn from
/// normal distributions whose variances are estimated from the scores themselves.
///
/// A juror who is always two points low costs his entries nothing; an entry with few scores is drawn towards the mean
/// in proportion to how little is known about it. Estimates are best linear unbiased predictions from Henderson's
/// mixed-model equations (1975); variances maximise the restricted likelihood (Patterson and Thompson 1971).
public struct JuryEffects: Sendable {
    /// The smaller of the two sides, entries or jurors, may be at most this large.
    public static let largestPanel = 1_000

    /// The overall level, in points.
    public let mean: Double
    /// Variances of entries, jurors and chance, in points squared.
    public let entryVariance: Double
    public let jurorVariance: Double
    public let residualVariance: Double
    /// How far each entry lies above the mean, in points, freed of its jurors' strictness.
    public let entryEffects: [Double]
    /// Standard errors of `entryEffects` (of the difference between the estimate and the entry's true effect).
    public let entryErrors: [Double]
    /// How far each juror scores above the panel; negative is strict.
    public let jurorEffects: [Double]
    public let jurorErrors: [Double]
    /// Entries linked by common jurors, largest group first. With more than one group, places across groups rest on
    /// the assumption that the groups' jurors are alike.
    public let groups: [[Int]]

    private let solution: MixedModelSolution
    private let swapped: Bool

    /// - Parameters:
    ///   - observations: one per (entry, juror) pair; leave out what a conflict of interest forbids.
    ///   - entries, jurors: how many there are; those without a score keep the mean.
    /// - Complexity: about 100 evaluations of O(scores · jurors per entry + m³ / 6), m the smaller side.
    /// - Throws: `JuryEffectsProblem`.
    public init(_ observations: [JuryObservation], entries: Int, jurors: Int) throws(JuryEffectsProblem) {
        guard observations.count >= 2 else { throw .tooFewScores }
        guard min(entries, jurors) <= Self.largestPanel else { throw .tooLarge }
        let bad = observations.firstIndex {
            !(0..<entries).contains($0.entry) || !(0..<jurors).contains($0.juror) || !(abs($0.score) <= 1e6)
        }
        if let bad { throw .badObservation(bad + 1) }
        let swapped = jurors > entries
        let equations = MixedModelEquations(
            observations.map { swapped ? ($0.juror, $0.entry, $0.score) : ($0.entry, $0.juror, $0.score) },
            absorbed: swapped ? jurors : entries, kept: swapped ? entries : jurors)
        let solution = equations.solveByRestrictedLikelihood()
        let variance = solution.residualVariance
        mean = solution.mean
        residualVariance = variance
        entryVariance = variance * (swapped ? solution.keptRatio : solution.absorbedRatio)
        jurorVariance = variance * (swapped ? solution.absorbedRatio : solution.keptRatio)
        (entryEffects, jurorEffects) = swapped ? (solution.kept, solution.absorbed) : (solution.absorbed, solution.kept)
        (entryErrors, jurorErrors) = swapped
            ? (solution.keptErrors, solution.absorbedErrors) : (solution.absorbedErrors, solution.keptErrors)
        groups = Self.linkedEntries(observations, entries: entries, jurors: jurors)
        self.solution = solution
        self.swapped = swapped
    }

    /// The entry's quality in points.
    public func estimate(_ entry: Int) -> Double { mean + entryEffects[entry] }

    /// The range that holds the entry's quality, relative to the panel's level, with the given confidence.
    public func interval(_ entry: Int, level: Double = 0.9) -> ClosedRange<Double> {
        let margin = normalQuantile(twoSided: level) * entryErrors[entry]
        return (estimate(entry) - margin)...(estimate(entry) + margin)
    }

    /// Whether a juror is certainly stricter than the panel's average at the given confidence.
    public func isStrict(_ juror: Int, level: Double = 0.9) -> Bool {
        jurorEffects[juror] + normalQuantile(twoSided: level) * jurorErrors[juror] < 0
    }

    /// Entries from best to worst; equal estimates in the order given.
    public var ranking: [Int] {
        entryEffects.indices.sorted { (entryEffects[$1], $0) < (entryEffects[$0], $1) }
    }

    /// For each entry the places it takes with the given confidence, from draws of all effects together with a fixed seed.
    public func rankIntervals(level: Double = 0.9, draws: Int = 2_000, seed: UInt64 = 1) -> [RankInterval] {
        var random = PublishedRandom(seed: seed)
        var count = RankCount(items: entryEffects.count)
        for _ in 0..<draws {
            let effects = solution.draw(&random)
            count.add(swapped ? effects.kept : effects.absorbed)
        }
        return count.intervals(level: level)
    }

    private static func linkedEntries(_ observations: [JuryObservation], entries: Int, jurors: Int) -> [[Int]] {
        var parent = Array(0..<(entries + jurors))
        func root(_ node: Int) -> Int {
            var node = node
            while parent[node] != node {
                parent[node] = parent[parent[node]]
                node = parent[node]
            }
            return node
        }
        for observation in observations { parent[root(observation.entry)] = root(entries + observation.juror) }
        let groups = Dictionary(grouping: 0..<entries, by: root)
        return groups.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}

extension JuryEffects {
    /// The mixed model of a jury's weighted scores, with the names in ascending order.
    ///
    /// - Throws: `JuryProblem` when a score cannot be counted, `JuryEffectsProblem` when the panel cannot be modelled.
    public static func fit(
        _ scores: [JuryScore], rule: JuryRule, recusals: Set<JuryRecusal> = []
    ) throws -> (entries: [String], jurors: [String], effects: JuryEffects) {
        let panel = try JuryPanel(scores: scores, rule: rule, recusals: recusals)
        let observations = panel.marks.map {
            JuryObservation(entry: $0.entry, juror: $0.juror, score: Double($0.weighted) / Double(panel.unit))
        }
        let effects = try JuryEffects(observations, entries: panel.entries.count, jurors: panel.jurors.count)
        return (panel.entries, panel.jurors, effects)
    }
}
