/// The scores of a jury, checked and summed per (juror, entry) in whole numbers.
///
/// A weighted score is kept as `Σ weight · value`; dividing by `unit` gives points.
struct JuryPanel {
    struct Mark {
        var entry: Int
        var juror: Int
        var weighted: Int
        var heaviest: Int
    }

    let entries: [String]
    let jurors: [String]
    /// One per (juror, entry) pair that counts, in ascending order of entry, then juror.
    private(set) var marks: [Mark]
    /// Σ weights × units per point.
    let unit: Int
    let unitsPerPoint: Int

    init(scores: [JuryScore], rule: JuryRule, recusals: Set<JuryRecusal>) throws(JuryProblem) {
        let weights = try Self.weights(of: rule)
        guard scores.count <= 100_000 else { throw .tooManyScores }
        let heaviest = Self.heaviest(of: rule)
        let kept = scores.filter { !recusals.contains(JuryRecusal(juror: $0.juror, entry: $0.entry)) }
        let entries = Set(scores.map(\.entry)).sorted()
        let jurors = Set(kept.map(\.juror)).sorted()
        let sums = try Self.sums(of: kept, weights: weights, rule: rule)
        let entryIndex = Dictionary(uniqueKeysWithValues: zip(entries, entries.indices))
        let jurorIndex = Dictionary(uniqueKeysWithValues: zip(jurors, jurors.indices))
        var marks: [Mark] = []
        for (pair, values) in sums {
            guard let entry = entryIndex[pair.entry], let juror = jurorIndex[pair.juror] else { continue }
            let weighted = values.reduce(0) { $0 + (weights[$1.key] ?? 0) * $1.value }
            marks.append(Mark(entry: entry, juror: juror, weighted: weighted, heaviest: values[heaviest] ?? 0))
        }
        self.entries = entries
        self.jurors = jurors
        self.marks = marks.sorted { ($0.entry, $0.juror) < ($1.entry, $1.juror) }
        self.unit = weights.values.reduce(0, +) * rule.unitsPerPoint
        self.unitsPerPoint = rule.unitsPerPoint
    }

    /// The same panel without one juror's scores.
    func without(juror: Int) -> JuryPanel {
        var panel = self
        panel.marks.removeAll { $0.juror == juror }
        return panel
    }

    /// Whether every juror judged every entry.
    var isComplete: Bool { marks.count == entries.count * jurors.count }

    /// The limits keep every sum of weighted scores within 64 bits.
    private static func weights(of rule: JuryRule) throws(JuryProblem) -> [String: Int] {
        guard (1...1_000_000).contains(rule.unitsPerPoint), rule.points.lowerBound >= -1_000, rule.points.upperBound <= 1_000
        else { throw .scaleOutOfRange }
        var weights: [String: Int] = [:]
        guard rule.criteria.count <= 1_000 else { throw .weightsTooLarge }
        for criterion in rule.criteria {
            guard (0...10_000).contains(criterion.weight) else { throw .weightOutOfRange(criterion.name) }
            guard weights.updateValue(criterion.weight, forKey: criterion.name) == nil else {
                throw .repeatedCriterion(criterion.name)
            }
        }
        guard weights.values.contains(where: { $0 > 0 }) else { throw .noCriteria }
        guard weights.values.reduce(0, +) <= 10_000 else { throw .weightsTooLarge }
        return weights
    }

    private static func heaviest(of rule: JuryRule) -> String {
        let greatest = rule.criteria.map(\.weight).max() ?? 0
        return rule.criteria.first { $0.weight == greatest }?.name ?? ""
    }

    /// Every pair's values by criterion; each pair has each criterion exactly once.
    private static func sums(
        of scores: [JuryScore], weights: [String: Int], rule: JuryRule
    ) throws(JuryProblem) -> [JuryRecusal: [String: Int]] {
        let low = rule.points.lowerBound * rule.unitsPerPoint
        let high = rule.points.upperBound * rule.unitsPerPoint
        var sums: [JuryRecusal: [String: Int]] = [:]
        for score in scores {
            guard weights[score.criterion] != nil else { throw .unknownCriterion(score) }
            guard (low...high).contains(score.value) else { throw .valueOutOfRange(score) }
            let pair = JuryRecusal(juror: score.juror, entry: score.entry)
            guard sums[pair, default: [:]].updateValue(score.value, forKey: score.criterion) == nil else {
                throw .repeatedScore(score)
            }
        }
        let partial = sums.filter { $0.value.count < weights.count }.keys
            .min { ($0.entry, $0.juror) < ($1.entry, $1.juror) }
        if let pair = partial, let missing = rule.criteria.first(where: { sums[pair]?[$0.name] == nil }) {
            throw .missingScore(entry: pair.entry, juror: pair.juror, criterion: missing.name)
        }
        return sums
    }
}
