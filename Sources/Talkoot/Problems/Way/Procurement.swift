public import Storage

/// By which procedure something is bought, where something is.
public enum Procurement: String, CaseIterable, Sendable, SQLBindable {
    case nothingBought, directAward, openProcedure, negotiated, designContest, innovationPartnership

    /// What counts for the thresholds of procurement law: all parts of a whole together, so that nobody comes below one by splitting.
    static func value(of problem: CityProblem, _ scene: Scene) throws -> Money {
        let whole = try problem.parent.flatMap { try ProblemTable.find(code: $0, scene) } ?? problem
        return Money(cents: max(try LotPlan.of(whole, scene)?.sum.cents ?? 0, try Comparison.cost(of: whole, scene).cents, try Comparison.cost(of: problem, scene).cents))
    }
    /// Above it the law asks for a procedure that others can take part in.
    public static func threshold(in city: City) -> Money { Money(cents: Int64(city.value(of: .procurementLimit))) }

    /// What is wrong with the procedure that somebody chose for a way.
    static func problems(_ chosen: Procurement?, for route: CityProblem.Route, _ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        if route == .buy && (chosen ?? .nothingBought) == .nothingBought { return [Problem("procurement", "problem.procurementMissing")] }
        let sum = try value(of: problem, scene), limit = threshold(in: scene.city)
        return chosen == .directAward && sum.cents > limit.cents ? [Problem("procurement", "problem.aboveThreshold", ["sum": sum.text, "limit": limit.text])] : []
    }
}

/// Together with others, by purchase or in house: the department decides and says why; above its limit, or where the map names somebody else, it writes down whose
/// decision it was.
public struct RouteProblem: ProblemMove {
    public static let name = "problem.route"
    static let event = ProblemEvent.routed
    static let gate: Gate? = .route
    public static let form = Form(
        .choice("route", of: CityProblem.Route.self), .text("reason", max: 2_000), .optional(.choice("procurement", of: Procurement.self)), .optional(.line("behalf", max: 300))
    ) { RouteProblem(route: $0, reason: $1, procurement: $2, behalf: $3) }
    let route: CityProblem.Route, reason: String, procurement: Procurement?, behalf: String?

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        try GateSheet.problems(at: .route, problem, scene) + Procurement.problems(procurement, for: route, problem, scene) + (behalf == nil ? whose(problem, scene) : [])
    }
    private func whose(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let sum = try Procurement.value(of: problem, scene), limit = Money(cents: Int64(scene.city.value(of: .mandateLimit)))
        if sum.cents > limit.cents { return [Problem("behalf", "problem.bodyDecides", ["sum": sum.text, "limit": limit.text])] }
        let seats = try ParticipationMap.inForce(for: problem, scene)?.seats.filter { $0.decision == .route && $0.part == .decides && $0.role != nil } ?? []
        if seats.isEmpty || seats.contains(where: { $0.isHeld(by: scene.standing) }) { return [] }
        return [Problem("behalf", "problem.othersDecide", ["who": seats.map(\.who).joined(separator: ", ")])]
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let facts: [String: JSON] = ["route": .text(route.rawValue), "reason": .text(reason), "procurement": .text(procurement?.rawValue ?? "")]
        return try move(problem, setting: ", route = \(route), route_reason = \(reason), procurement = \(procurement), route_behalf = \(behalf)", facts: facts.merging(behalf.behalfFact) { $1 }, change)
    }
}
