public import Storage

/// A problem with those who work on it, whose sheet they draw up.
public struct SupportedProblem: ActSubject, Sendable {
    public let problem: CityProblem
    let sheet: SupportSheet?, isOwn: Bool
    let coreGroup: Set<ID<Person>>
    public var bearings: Bearings { problem.canvasBearings(coreGroup) }
    public var stateName: String? { problem.state.rawValue }
}

struct SupportDraft: Sendable {
    let support: String, detail: String?
    static let form = Form(.pick("support"), .optional(.line("detail", max: 200))) { SupportDraft(support: $0, detail: $1) }
}
struct OutputDraft: Sendable {
    let output: String, detail: String?
    static let form = Form(.pick("output"), .optional(.line("detail", max: 200))) { OutputDraft(output: $0, detail: $1) }
}

/// Writes down what the city gives, what should come of it and who steers; each version is kept, with the reason for the next.
struct SetSupport: Act {
    static let name = "support.set"
    static let target: ObjectKind? = .problem
    static let permitted: [Who] = [.author, .role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    static let form = Form(
        .rows("supports", max: 20, of: SupportDraft.form), .rows("outputs", max: 20, of: OutputDraft.form), .choice("steering", of: SupportSheet.Steering.self), .optional(.text("reason", max: 1_000)), .version
    ) { SetSupport(supports: $0, outputs: $1, steering: $2, reason: $3, version: $4) }
    let supports: [SupportDraft], outputs: [OutputDraft], steering: SupportSheet.Steering, reason: String?, version: Int?

    static func load(_ target: Target, _ scene: Scene) throws -> SupportedProblem {
        let problem = try ProblemQueries.problem(target, scene), own = try SupportTable.last(problem, scene)
        return SupportedProblem(problem: problem, sheet: try own ?? SupportQueries.sheet(of: problem, scene), isOwn: own != nil, coreGroup: try ProblemGroup.members(of: problem.id, scene))
    }
    static func isOpen(_ subject: SupportedProblem, _ scene: Scene) -> Bool { subject.problem.quadrant != nil && ReclassifyProblem.openStates.contains(subject.problem.state) }
    static func options(_ subject: SupportedProblem, _ scene: Scene) -> [String: [Option]] {
        ["support": SupportSheet.Support.allCases.map { Option($0.rawValue, "choice.support.\($0.rawValue)", isKey: true) },
         "output": SupportSheet.Output.allCases.map { Option($0.rawValue, "choice.output.\($0.rawValue)", isKey: true) }]
    }
    static func prefill(_ subject: SupportedProblem, _ scene: Scene) -> [String: JSON] {
        guard let quadrant = subject.problem.quadrant, let sheet = subject.sheet?.proposed(for: quadrant) else { return [:] }
        return ["supports": .list(sheet.supports.map { ["support": .text($0.kind.rawValue), "detail": .text($0.detail)] }),
                "outputs": .list(sheet.outputs.map { ["output": .text($0.kind.rawValue), "detail": .text($0.detail)] }),
                "steering": .text(sheet.steering.rawValue), "version": .integer(Int64(subject.isOwn ? sheet.version ?? 0 : 0))]
    }
    func problems(_ subject: SupportedProblem, _ scene: Scene) -> [Problem] {
        var problems: [Problem] = []
        for (index, line) in supports.enumerated() where SupportSheet.Support(rawValue: line.support) == nil { problems.append(Problem("supports.\(index).support", "problem.choice")) }
        for (index, line) in outputs.enumerated() where SupportSheet.Output(rawValue: line.output) == nil { problems.append(Problem("outputs.\(index).output", "problem.choice")) }
        if outputs.isEmpty { problems.append(Problem("outputs", "problem.missing")) }
        if reason == nil && subject.isOwn { problems.append(Problem("reason", "problem.supportReason")) }
        return problems
    }

    func apply(_ subject: SupportedProblem, _ change: Change) throws -> Outcome {
        let problem = subject.problem, known = subject.isOwn ? subject.sheet?.version ?? 0 : 0
        guard let quadrant = problem.quadrant, version == nil || version == known else { throw Refusal.stale }
        try change.tx.run("""
            INSERT INTO support_sheet (city, problem, version, quadrant, steering, reason, person, at)
            VALUES (\(change.city.id), \(problem.id), \(known + 1), \(quadrant), \(steering), \(reason ?? ""), \(change.standing.person?.id), \(change.now))
            """)
        let lines = supports.map { (isOutput: false, kind: $0.support, detail: $0.detail ?? "") } + outputs.map { (isOutput: true, kind: $0.output, detail: $0.detail ?? "") }
        for (place, line) in lines.enumerated() {
            try change.tx.run("""
                INSERT INTO support_line (city, problem, version, place, is_output, kind, detail)
                VALUES (\(change.city.id), \(problem.id), \(known + 1), \(place), \(line.isOutput), \(line.kind), \(line.detail))
                """)
        }
        func told(_ isOutput: Bool) -> JSON { .list(lines.filter { $0.isOutput == isOutput }.map { ["kind": .text($0.kind), "detail": .text($0.detail)] }) }
        try change.happened(Event(SupportEvent.set, on: problem.reference, of: problem.initiative, isPublic: problem.isPublic, facts: [
            "state": .text(problem.state.rawValue), "quadrant": .text(quadrant.rawValue), "supports": told(false), "outputs": told(true), "steering": .text(steering.rawValue), "reason": .text(reason ?? ""),
        ], tellsFollowers: false))
        return Outcome(problem.reference, ["version": .integer(Int64(known + 1))])
    }
}

enum SupportEvent: String, EventName { case set = "support.set" }

/// The room of what the city gives to those who take up a problem, and what should come of it.
public enum Supports: Room {
    public static let name = "supports"
    public static let migrations = [Migration("supports", SupportTable.migration)]
    public static let acts: [any Act.Type] = [SetSupport.self]
    public static let events = SupportEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard event.name == SupportEvent.set.rawValue, let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
        return (problem.owner.map { [.person($0)] } ?? []) + [.role(.departmentHead, problem.department)]
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT version, reason, at FROM support_sheet WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, version") {
            ["version": .integer(try $0.integer()), "reason": .text(try $0.text()), "at": .text(try $0.instant().rfc3339)] as JSON
        }
        return own.isEmpty ? [:] : ["supports": .list(own)]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE support_sheet SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}
