import Storage

/// How long people wait, in the unit in which it was told.
public enum WaitUnit: String, CaseIterable, Sendable {
    case minutes, hours, days
    /// Days of the calendar: people wait at night too.
    var minutes: Int { self == .minutes ? 1 : self == .hours ? 60 : 1_440 }

    /// The largest unit that shows it whole.
    public static func of(_ minutes: Int) -> (count: Int, unit: WaitUnit) {
        let unit = allCases.reversed().first { minutes % $0.minutes == 0 } ?? .minutes
        return minutes == 0 ? (0, .minutes) : (minutes / unit.minutes, unit)
    }
}

/// The texts of a step as they are kept.
struct StepText {
    var title = "", person = "", front = "", back = "", support = ""
    var department: ID<Department>?
    var outside = ""
    var feeling: JourneyStep.Feeling?
    var waitMinutes: Int?
    var pain = "", evidence = ""

    init(_ step: JourneyStep) {
        (title, person, front, back, support, department, outside) = (step.title, step.person, step.front, step.back, step.support, step.department, step.outside)
        (feeling, waitMinutes, pain, evidence) = (step.feeling, step.waitMinutes, step.pain, step.evidence)
    }
    init(_ typed: TypedStep, _ scene: Scene) throws {
        (title, person, front, back, support) = (typed.title, typed.person ?? "", typed.front ?? "", typed.back ?? "", typed.support ?? "")
        department = try CityQueries.department(typed.department, scene)?.id
        outside = typed.outside ?? ""
        feeling = typed.feeling
        waitMinutes = typed.wait.map { $0 * (typed.waitUnit ?? .minutes).minutes }
        (pain, evidence) = (typed.pain ?? "", typed.evidence ?? "")
    }
    /// What the record commits to.
    var facts: [String: JSON] { ["title": .text(title), "wait": .integer(Int64(waitMinutes ?? 0)), "pain": .text(pain), "evidence": .text(evidence)] }
}

/// A step as somebody types it, for adding and for changing.
struct TypedStep: Sendable {
    let title: String, person: String?, front: String?, back: String?, support: String?, department: String?, outside: String?
    let feeling: JourneyStep.Feeling?, wait: Int?, waitUnit: WaitUnit?, pain: String?, evidence: String?

    func problems(_ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        if department != nil && outside != nil { problems.append(Problem("outside", "problem.oneKeeper")) }
        if wait != nil && waitUnit == nil { problems.append(Problem("waitUnit", "problem.missing")) }
        return problems
    }
}

private let (most, longest) = (40, 300)

/// Adds a step at its end, or after another one.
public struct AddStep: JourneyAct {
    public static let name = "journey.addStep"
    public static let form = Form(
        .choice("edition", of: Journey.Edition.self), .optional(.integer("afterStep", in: 0...40)), .line("title", max: 80), .optional(.text("personDoes", max: longest)), .optional(.text("frontStage", max: longest)),
        .optional(.text("backStage", max: longest)), .optional(.text("supportedBy", max: longest)), .optional(.pick("department")), .optional(.line("outside", max: 80)),
        .optional(.choice("feeling", of: JourneyStep.Feeling.self)), .optional(.integer("wait", in: 0...10_000)), .optional(.choice("waitUnit", of: WaitUnit.self)), .optional(.text("pain", max: longest)),
        .optional(.text("stepEvidence", max: longest))
    ) {
        AddStep(edition: $0, after: $1, typed: TypedStep(title: $2, person: $3, front: $4, back: $5, support: $6, department: $7, outside: $8, feeling: $9, wait: $10, waitUnit: $11, pain: $12, evidence: $13))
    }
    let edition: Journey.Edition, after: Int?, typed: TypedStep

    public static func prefill(_ map: JourneyMap, _ scene: Scene) -> [String: JSON] { ["edition": "now", "waitUnit": "minutes"] }
    public static func options(_ map: JourneyMap, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public func problems(_ map: JourneyMap, _ scene: Scene) throws -> [Problem] {
        let count = map.steps(edition).count
        let full = count >= most ? [Problem("title", "problem.tooManySteps", ["limit": "\(most)"])] : []
        return try typed.problems(scene) + full + (after.map { $0 > count } ?? false ? [Problem("afterStep", "problem.range", ["low": "0", "high": "\(count)"])] : [])
    }
    public func apply(_ map: JourneyMap, _ change: Change) throws -> Outcome {
        let text = try StepText(typed, change)
        let place = (after ?? map.steps(edition).count) + 1
        let code = try JourneyTable.insert(text, into: map, edition, at: place, change)
        return try note(map, .changed, facts: text.facts.merging(["edition": .text(edition.rawValue), "step": .text(code.rawValue)]) { $1 }, change)
    }
}

/// What is about one step.
protocol StepAct: Act where Subject == StepOfMap {}
extension StepAct {
    public static var target: ObjectKind? { .journeyStep }
    public static var permitted: [Who] { JourneyMap.drawers }
    public static func load(_ target: Target, _ scene: Scene) throws -> StepOfMap { try JourneyQueries.step(target, scene) }
}

public struct ChangeStep: StepAct {
    public static let name = "journeyStep.change"
    public static let form = Form(
        .version, .line("title", max: 80), .optional(.text("personDoes", max: longest)), .optional(.text("frontStage", max: longest)), .optional(.text("backStage", max: longest)),
        .optional(.text("supportedBy", max: longest)), .optional(.pick("department")), .optional(.line("outside", max: 80)), .optional(.choice("feeling", of: JourneyStep.Feeling.self)),
        .optional(.integer("wait", in: 0...10_000)), .optional(.choice("waitUnit", of: WaitUnit.self)), .optional(.text("pain", max: longest)), .optional(.text("stepEvidence", max: longest))
    ) {
        ChangeStep(version: $0, typed: TypedStep(title: $1, person: $2, front: $3, back: $4, support: $5, department: $6, outside: $7, feeling: $8, wait: $9, waitUnit: $10, pain: $11, evidence: $12))
    }
    let version: Int?, typed: TypedStep

    public static func options(_ subject: StepOfMap, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public static func prefill(_ subject: StepOfMap, _ scene: Scene) throws -> [String: JSON] {
        let step = subject.step, wait = step.waitMinutes.map { WaitUnit.of($0) }
        var values: [String: JSON] = ["version": .integer(Int64(step.version)), "title": .text(step.title), "personDoes": .text(step.person), "frontStage": .text(step.front), "backStage": .text(step.back),
                                      "supportedBy": .text(step.support), "outside": .text(step.outside), "pain": .text(step.pain), "stepEvidence": .text(step.evidence)]
        if let slug = try CityQueries.departments(isOpenOnly: false, scene).first(where: { $0.id == step.department })?.slug { values["department"] = .text(slug) }
        if let feeling = step.feeling { values["feeling"] = .text(feeling.rawValue) }
        if let wait { (values["wait"], values["waitUnit"]) = (.integer(Int64(wait.count)), .text(wait.unit.rawValue)) }
        return values
    }
    public func problems(_ subject: StepOfMap, _ scene: Scene) throws -> [Problem] { try typed.problems(scene) }
    public func apply(_ subject: StepOfMap, _ change: Change) throws -> Outcome {
        if let version, version != subject.step.version { throw Refusal.stale }
        let text = try StepText(typed, change)
        try JourneyTable.update(subject.step, text, change)
        return try BeginJourney.note(subject.map, .changed, facts: text.facts.merging(["step": .text(subject.step.code.rawValue)]) { $1 }, change)
    }
}

public struct RemoveStep: StepAct {
    public static let name = "journeyStep.remove"
    public static let form = Form { RemoveStep() }
    public func apply(_ subject: StepOfMap, _ change: Change) throws -> Outcome {
        try JourneyTable.remove(subject.step, change)
        return try BeginJourney.note(subject.map, .changed, facts: ["step": .text(subject.step.code.rawValue), "removed": true], change)
    }
}

/// The pain of a step becomes the draft of a problem of its own, owned by the department whose step it is.
public struct LiftPain: StepAct {
    public static let name = "journeyStep.lift"
    public static let form = Form { LiftPain() }
    public static func isOpen(_ subject: StepOfMap, _ scene: Scene) -> Bool { subject.step.isPainful }
    public func apply(_ subject: StepOfMap, _ change: Change) throws -> Outcome {
        let (step, parent) = (subject.step, subject.map.problem)
        let (initiative, _) = try change.beginInitiative(titled: step.pain, isPublic: false)
        let statement = [step.pain, step.person, step.evidence].filter { !$0.isEmpty }.joined(separator: "\n\n")
        let draft = ProblemDraft(title: String(step.pain.prefix(120)), statement: statement, affected: parent.affected, department: step.department ?? parent.department, district: parent.district, initiative: initiative)
        let problem = try draft.enter(change)
        let changed = try change.tx.run("""
            UPDATE journey_step SET lifted = \(problem.code), version = version + 1 WHERE city = \(change.city.id) AND id = \(step.id) AND version = \(step.version)
            """)
        if changed == 0 { throw Refusal.stale }
        _ = try BeginJourney.note(subject.map, .lifted, facts: ["step": .text(step.code.rawValue), "pain": .text(step.pain)], change)
        return Outcome(problem.reference)
    }
}
