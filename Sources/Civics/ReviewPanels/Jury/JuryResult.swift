/// What placed an entry below the one before it.
public enum JuryDecision: String, Sendable, Hashable {
    case score
    case heaviestCriterion = "heaviest-criterion"
    case spread
    case lot
    /// Equal in everything and no seed given: both hold the same place.
    case shared
}

/// One entry's totals and its place.
public struct JuryStanding: Sendable, Hashable {
    public var entry: String
    /// From 1; `nil` when fewer jurors than the rule asks for scored the entry.
    public var place: Int?
    /// How many jurors' scores count.
    public var scores: Int
    /// Mean over jurors of the weighted score as given, in points; exact.
    public var raw: ExactScore
    /// Mean over jurors after rescaling, in points; the nearest `Double`, the ranking itself uses the exact value.
    public var rescaled: Double
    /// Mean on the heaviest criterion, in points; the first tie-break.
    public var heaviest: ExactScore
    /// Population standard deviation of the entry's weighted scores; the second tie-break, lower first.
    public var spread: Double
    /// What separates it from the entry one place above; `nil` for the first and for those without a place.
    public var decision: JuryDecision?
    /// Entries whose deciding total is exactly the same, in ascending order.
    public var tiedWith: [String]
}

/// How one juror used the scale.
public struct JurorProfile: Sendable, Hashable {
    public var juror: String
    public var scores: Int
    /// Mean of the juror's weighted scores, in points; exact.
    public var mean: ExactScore
    /// Population standard deviation, in points; 0 means the juror moves no entry after rescaling.
    public var spread: Double
}

/// A counted jury: totals, ranking, and what anybody needs to count again.
public struct JuryResult: Sendable, Hashable {
    /// The total that decided.
    public var basis: JuryBasis
    public var panelMean: ExactScore
    public var panelSpread: Double
    /// Ascending by name.
    public var jurors: [JurorProfile]
    /// Ranked entries from first to last, then those without a place by name.
    public var standings: [JuryStanding]

    /// The ranked entries alone.
    public var ranking: [JuryStanding] { standings.filter { $0.place != nil } }
}
