import Storage

/// Makes an accepted signal a problem that a department owns.
public struct DraftProblem: Act {
    public static let name = "problem.draft"
    public static let target: ObjectKind? = .signal
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    public static let form = Form(.line("title", max: 120), .text("statement", max: 4_000), .text("affected", max: 1_000), .pick("department")) {
        DraftProblem(title: $0, statement: $1, affected: $2, department: $3)
    }
    let title: String, statement: String, affected: String, department: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Signal { try SignalQueries.signal(target, scene) }
    public static func isOpen(_ signal: Signal, _ scene: Scene) -> Bool { signal.state == .accepted }
    public static func options(_ signal: Signal, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public static func prefill(_ signal: Signal, _ scene: Scene) throws -> [String: JSON] {
        let slug = try CityQueries.departments(scene).first { $0.id == signal.department }?.slug
        return ["title": .text(String(signal.text.prefix(120))), "statement": .text(signal.description.isEmpty ? signal.text : signal.description), "department": .text(slug ?? "")]
    }
    public func problems(_ signal: Signal, _ scene: Scene) throws -> [Problem] { try CityQueries.check(district: nil, department: department, scene) }

    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let draft = ProblemDraft(title: title, statement: statement, affected: affected, department: department.id, district: signal.district, initiative: signal.initiative)
        return Outcome(try draft.enter(change).reference)
    }
}

/// What is known of a problem when it begins; imports use it too.
struct ProblemDraft {
    let title: String, statement: String, affected: String
    let department: ID<Department>, district: ID<District>?
    let initiative: ID<Initiative>
    /// The association or group that brings it.
    var broughtBy: ID<Organisation>?

    func enter(_ change: Change) throws -> CityProblem {
        let id: ID<CityProblem> = change.newID()
        let code = try change.newCode()
        // A head who writes it down for the own department has thereby said that it is theirs.
        let accepted = change.standing.matches(.role(.departmentHead), Bearings(departments: [department])) ? change.now : nil
        try change.tx.run("""
            INSERT INTO problem (city, id, code, initiative, title, statement, affected, department, district, outcome, metric, baseline, target, route_reason,
                state, is_public, owner, version, created_at, binding_gates, accepted_at, brought_by)
            VALUES (\(change.city.id), \(id), \(code), \(initiative), \(title), \(statement), \(affected), \(department), \(district), '', '', '', '', '',
                \(CityProblem.State.draft), \(false), \(change.standing.person?.id), \(1), \(change.now), \(change.city.value(of: .bindingGates)), \(accepted), \(broughtBy))
            """)
        guard let problem = try ProblemTable.find(id, change) else { throw Refusal.notFound }
        _ = try change.moved(problem, to: .draft, ProblemEvent.drafted, facts: ["title": .text(title)])
        return problem
    }
}

/// The moves share their subject and what every move does.
protocol ProblemMove: Act where Subject == CityProblem {
    static var event: ProblemEvent { get }
    /// The gate that the move goes through, if any.
    static var gate: Gate? { get }
}
extension ProblemMove {
    static var gate: Gate? { nil }
    public static var target: ObjectKind? { .problem }
    public static var permitted: [Who] { CityProblem.lifecycle.by(name) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { CityProblem.lifecycle.allows(name, in: problem.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }

    /// A gate that binds is passed when nothing is missing; all that is missing is said at once.
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        try Self.gate.map { try GateSheet.problems(at: $0, problem, scene) } ?? []
    }

    func move(_ problem: CityProblem, setting values: SQLText = "", facts: [String: JSON] = [:], _ change: Change) throws -> Outcome {
        var facts = facts
        if let gate = Self.gate {
            let missing = try GateSheet.at(gate, problem, change).missing
            if !missing.isEmpty { facts["missing"] = .list(missing.map { .text($0.name) }) }
        }
        let state = try CityProblem.lifecycle.next(Self.name, from: problem.state)
        try ProblemTable.move(problem, state, setting: values, change)
        return try change.moved(problem, to: state, Self.event, facts: facts, titled: problem.title)
    }
}

public struct SubmitProblem: ProblemMove {
    public static let name = "problem.submit"
    static let event = ProblemEvent.submitted
    public static let form = Form { SubmitProblem() }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try move(problem, facts: ["title": .text(problem.title), "statement": .text(problem.statement)], change)
    }
}

/// The innovation officer says that it suits open innovation, and of which kind.
public struct TriageProblem: ProblemMove {
    public static let name = "problem.triage"
    static let event = ProblemEvent.triaged
    static let gate: Gate? = .triage
    public static let form = Form(.choice("quadrant", of: CityProblem.Quadrant.self), .optional(.choice("openness", of: CityProblem.Openness.self)), .text("reason", max: 2_000)) {
        TriageProblem(quadrant: $0, openness: $1, reason: $2)
    }
    let quadrant: CityProblem.Quadrant, openness: CityProblem.Openness?, reason: String
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try move(problem, setting: ", quadrant = \(quadrant), openness = \(openness)", facts: ["quadrant": .text(quadrant.rawValue), "openness": .text(openness?.rawValue ?? ""), "reason": .text(reason)], change)
    }
}

/// The department signs what it wants to reach and how that is seen.
public struct DefineProblem: ProblemMove {
    public static let name = "problem.define"
    static let event = ProblemEvent.defined
    static let gate: Gate? = .definition
    public static let form = Form(.text("outcome", max: 1_000), .line("metric"), .decimal("baseline"), .decimal("goal")) {
        DefineProblem(outcome: $0, metric: $1, baseline: $2, goal: $3)
    }
    let outcome: String, metric: String, baseline: String, goal: String
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try move(problem, setting: ", outcome = \(outcome), metric = \(metric), baseline = \(baseline), target = \(goal)",
                 facts: ["outcome": .text(outcome), "metric": .text(metric), "baseline": .text(baseline), "goal": .text(goal)], change)
    }
}

/// Somebody works on it now: follows from the publication of a challenge.
public struct TakeProblem: ProblemMove {
    public static let name = "problem.take"
    static let event = ProblemEvent.taken
    public static let form = Form { TakeProblem() }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome { try move(problem, change) }
}

public struct DeclineProblem: ProblemMove {
    public static let name = "problem.decline"
    static let event = ProblemEvent.declined
    public static let form = Form(.text("reason", max: 2_000)) { DeclineProblem(reason: $0) }
    let reason: String
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome { try move(problem, facts: ["reason": .text(reason)], change) }
}
