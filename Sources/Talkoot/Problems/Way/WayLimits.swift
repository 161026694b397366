import Storage

/// The amounts that the choice of a way is measured by: what a problem may cost, and from where on the city asks for more.
public struct WayLimits: Sendable, Hashable {
    /// What this problem may cost.
    public let cost: Money
    /// The same with all parts of its whole together, as the law of procurement counts.
    public let whole: Money
    /// Above it nobody chooses a way without comparing.
    public let comparison: Money
    /// Above it the law asks for a procedure that others can take part in.
    public let procurement: Money
    /// Above it a head does not decide alone.
    public let head: Money
    public var isComparisonAsked: Bool { cost > comparison }
    public var isAboveProcurement: Bool { whole > procurement }
    public var isAboveHead: Bool { whole > head }
}

extension ProblemQueries {
    public static func wayLimits(of problem: CityProblem, _ scene: Scene) throws -> WayLimits {
        let city = scene.city
        return WayLimits(
            cost: try Comparison.cost(of: problem, scene), whole: try Procurement.value(of: problem, scene), comparison: Money(cents: Int64(city.value(of: .comparisonLimit))),
            procurement: Procurement.threshold(in: city), head: Money(cents: Int64(city.value(of: .mandateLimit))))
    }
}
