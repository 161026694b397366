import Storage

/// Acts on a problem that do not move it. Each says in which states it is open.
protocol ProblemAct: Act where Subject == CityProblem {
    static var openStates: Set<CityProblem.State> { get }
}
extension ProblemAct {
    public static var target: ObjectKind? { .problem }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) throws -> Bool { openStates.contains(problem.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
}

/// The head of the department says that it is theirs.
public struct OwnProblem: ProblemAct {
    public static let name = "problem.own"
    public static let permitted: [Who] = [.role(.departmentHead)]
    static let openStates: Set<CityProblem.State> = [.draft, .submitted]
    public static let form = Form { OwnProblem() }

    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { openStates.contains(problem.state) && problem.acceptedAt == nil }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try ProblemTable.set("accepted_at = \(change.now)", of: problem, change)
        try change.noted(problem, ProblemEvent.owned, isOpen: true, facts: [:])
        return Outcome(problem.reference)
    }
}

/// Says anew of which kind it is. What was done stays.
public struct ReclassifyProblem: ProblemAct {
    public static let name = "problem.reclassify"
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    static let openStates: Set<CityProblem.State> = [.triaged, .defining, .defined, .split, .routed, .inSolution]
    public static let form = Form(.choice("quadrant", of: CityProblem.Quadrant.self), .optional(.choice("openness", of: CityProblem.Openness.self)), .text("reason", max: 2_000)) {
        ReclassifyProblem(quadrant: $0, openness: $1, reason: $2)
    }
    let quadrant: CityProblem.Quadrant, openness: CityProblem.Openness?, reason: String

    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        ["quadrant": .text(problem.quadrant?.rawValue ?? ""), "openness": .text(problem.openness?.rawValue ?? "")]
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try ProblemTable.set("quadrant = \(quadrant), openness = \(openness)", of: problem, change)
        try change.noted(problem, ProblemEvent.reclassified, isOpen: true, facts: ["quadrant": .text(quadrant.rawValue), "openness": .text(openness?.rawValue ?? ""), "reason": .text(reason)])
        return Outcome(problem.reference)
    }
}
