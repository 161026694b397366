/// One criterion of a jury and its weight.
///
/// Weights are whole numbers in any unit (percent, points); only their proportions count.
public struct JuryCriterion: Sendable, Hashable {
    public var name: String
    public var weight: Int

    public init(_ name: String, weight: Int) {
        self.name = name
        self.weight = weight
    }
}

/// What one juror gave one entry on one criterion.
///
/// `value` counts units of `1 / JuryRule.unitsPerPoint`: with two units per point, 15 means 7.5 points.
public struct JuryScore: Sendable, Hashable {
    public var entry: String
    public var juror: String
    public var criterion: String
    public var value: Int

    public init(entry: String, juror: String, criterion: String, value: Int) {
        self.entry = entry
        self.juror = juror
        self.criterion = criterion
        self.value = value
    }
}

/// A juror and an entry between which a conflict stands: the juror's scores of that entry leave the count.
public struct JuryRecusal: Sendable, Hashable {
    public var juror: String
    public var entry: String

    public init(juror: String, entry: String) {
        self.juror = juror
        self.entry = entry
    }
}

/// Which of the two totals decides the ranking.
public enum JuryBasis: String, Sendable, Hashable {
    /// The mean of the weighted scores as given.
    case raw
    /// The mean after each juror is moved to the panel's mean and spread.
    case rescaled
}

/// The published rule by which a jury's scores become a ranking.
public struct JuryRule: Sendable, Hashable {
    /// The criteria in their published order; of several with the greatest weight the first is "the heaviest".
    public var criteria: [JuryCriterion]
    /// An entry with fewer complete scores gets totals but no place.
    public var minimumScores: Int
    /// The points a juror may give.
    public var points: ClosedRange<Int>
    /// How finely a point is divided; at most 1 000 000.
    public var unitsPerPoint: Int
    /// `nil` means: raw if every juror judged every entry, else rescaled.
    public var basis: JuryBasis?
    /// The published seed of the last resort, the lot. Without one, entries equal in everything share a place.
    public var seed: String?

    public init(
        criteria: [JuryCriterion], minimumScores: Int = 3, points: ClosedRange<Int> = 0...10,
        unitsPerPoint: Int = 1, basis: JuryBasis? = nil, seed: String? = nil
    ) {
        self.criteria = criteria
        self.minimumScores = minimumScores
        self.points = points
        self.unitsPerPoint = unitsPerPoint
        self.basis = basis
        self.seed = seed
    }
}

/// Why a set of scores cannot be counted.
public enum JuryProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case noCriteria
    case repeatedCriterion(String)
    case weightOutOfRange(String)
    case weightsTooLarge
    case scaleOutOfRange
    case unknownCriterion(JuryScore)
    case valueOutOfRange(JuryScore)
    case repeatedScore(JuryScore)
    case missingScore(entry: String, juror: String, criterion: String)
    case tooManyScores

    public var description: String {
        switch self {
        case .noCriteria:
            "no criterion with a weight above 0"
        case .repeatedCriterion(let name):
            "criterion “\(name)” is named twice"
        case .weightOutOfRange(let name):
            "the weight of “\(name)” is not between 0 and 10000"
        case .weightsTooLarge:
            "more than 1000 criteria, or weights that sum to more than 10000"
        case .scaleOutOfRange:
            "points must lie within ±1000 and be divided into 1 to 1000000 units"
        case .unknownCriterion(let score):
            "“\(score.criterion)” is not a criterion of this jury"
        case .valueOutOfRange(let score):
            "\(score.juror) gave \(score.entry) \(score.value) units on \(score.criterion), outside the scale"
        case .repeatedScore(let score):
            "\(score.juror) scored \(score.entry) twice on \(score.criterion)"
        case .missingScore(let entry, let juror, let criterion):
            "\(juror) scored \(entry), but not on \(criterion)"
        case .tooManyScores:
            "more than 100000 scores"
        }
    }
}
