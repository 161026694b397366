public import Storage

/// What kind of answer to a problem is looked for; each part may stay open.
public struct AnswerKind: Sendable, Hashable {
    /// What the city does in it.
    public enum CityRole: String, CaseIterable, Sendable, SQLBindable { case producer, buyer, initiator, enabler, orchestrator }
    public enum Novelty: String, CaseIterable, Sendable, SQLBindable { case incremental, substantial, radical }
    /// What would be different.
    public enum Change: String, CaseIterable, Sendable, SQLBindable { case product, service, process, practice, rule, governance }

    public let cityRole: CityRole?
    public let novelty: Novelty?
    public let change: Change?
    public var isOpen: Bool { cityRole == nil && novelty == nil && change == nil }

    static let migration: [SQLText] = [
        "ALTER TABLE problem ADD COLUMN city_role TEXT", "ALTER TABLE problem ADD COLUMN novelty TEXT", "ALTER TABLE problem ADD COLUMN what_changes TEXT",
    ]
}

/// Says what kind of answer is looked for, so that problems can be compared by it.
public struct DescribeAnswer: ProblemAct {
    public static let name = "problem.describe"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.submitted, .triaged, .defining, .defined, .split, .routed, .inSolution]
    public static let form = Form(
        .optional(.choice("cityRole", of: AnswerKind.CityRole.self)), .optional(.choice("novelty", of: AnswerKind.Novelty.self)), .optional(.choice("whatChanges", of: AnswerKind.Change.self))
    ) { DescribeAnswer(kind: AnswerKind(cityRole: $0, novelty: $1, change: $2)) }
    let kind: AnswerKind

    private static func texts(_ kind: AnswerKind) -> [String: JSON] {
        ["cityRole": .text(kind.cityRole?.rawValue ?? ""), "novelty": .text(kind.novelty?.rawValue ?? ""), "whatChanges": .text(kind.change?.rawValue ?? "")]
    }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) -> [String: JSON] { texts(problem.answer) }
    public func problems(_ problem: CityProblem, _ scene: Scene) -> [Problem] { kind.isOpen && problem.answer.isOpen ? [Problem("cityRole", "problem.missing")] : [] }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try ProblemTable.set("city_role = \(kind.cityRole), novelty = \(kind.novelty), what_changes = \(kind.change)", of: problem, change)
        try change.noted(problem, ProblemEvent.described, isOpen: true, facts: Self.texts(kind))
        return Outcome(problem.reference)
    }
}
