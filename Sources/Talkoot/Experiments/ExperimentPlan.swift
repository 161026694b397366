import Storage

/// What is written down before anything is tried.
struct ExperimentPlan: Sendable {
    let title: String, plan: String, place: String, expected: String, measure: String, startsOn: Day, endsOn: Day, hours: Int, money: Money, department: String

    func problems(_ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        let days = ExperimentLimits(scene.city).days
        if endsOn < scene.today { problems.append(Problem("lastDay", "problem.past")) }
        if endsOn < startsOn { problems.append(Problem("lastDay", "problem.beforeStart")) }
        else if endsOn >= startsOn.adding(days: days) { problems.append(Problem("lastDay", "problem.longExperiment", ["days": "\(days)"])) }
        return problems
    }
    func department(_ scene: Scene) throws -> ID<Department> {
        guard let found = try CityQueries.department(department, scene) else { throw Refusal.notFound }
        return found.id
    }
    var facts: [String: JSON] {
        ["expected": .text(expected), "measure": .text(measure), "startsOn": .text(startsOn.description), "endsOn": .text(endsOn.description), "hours": .integer(Int64(hours)), "money": .text(money.text)]
    }
}

/// Writes down a small trial of an idea. Whoever hides as its author stays hidden here too.
public struct WriteExperiment: IdeaAct {
    public static let name = "experiment.write"
    public static let mayHideActor = true
    public static let form = Form(
        .line("title", max: 120), .text("plan", max: 2_000), .line("place"), .text("expects", max: 1_000), .text("measure", max: 1_000), .day("firstDay"), .day("lastDay"),
        .integer("hours", in: 0...10_000), .money("money"), .pick("department")
    ) { WriteExperiment(plan: ExperimentPlan(title: $0, plan: $1, place: $2, expected: $3, measure: $4, startsOn: $5, endsOn: $6, hours: $7, money: $8, department: $9)) }
    let plan: ExperimentPlan

    public static func isOpen(_ idea: Idea, _ scene: Scene) -> Bool { idea.signal.state == .new || idea.signal.state == .accepted }
    public static func options(_ idea: Idea, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    /// One that was to be changed is the beginning of the next.
    public static func prefill(_ idea: Idea, _ scene: Scene) throws -> [String: JSON] {
        let known = try ExperimentQueries.of(idea.signal, scene).last { $0.state == .changed }
        let slug = try CityQueries.departments(scene).first { $0.id == known?.department ?? idea.signal.department }?.slug
        let fresh: [String: JSON] = ["firstDay": .text(scene.today.description), "lastDay": .text(scene.today.adding(days: 13).description), "department": .text(slug ?? "")]
        guard let known else { return fresh.merging(["place": .text(idea.signal.place), "money": "0"]) { $1 } }
        return fresh.merging(["title": .text(known.title), "plan": .text(known.plan), "place": .text(known.place), "expects": .text(known.expected), "measure": .text(known.measure),
                              "hours": .integer(Int64(known.hours)), "money": .text(known.money.text)]) { $1 }
    }
    public func problems(_ idea: Idea, _ scene: Scene) throws -> [Problem] { try plan.problems(scene) }

    public func apply(_ idea: Idea, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let hides = idea.isHidden && idea.isOwn
        change.part = Role.staff.rawValue
        if hides { change.hideActor() }
        let id: ID<MicroExperiment> = change.newUndatedID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO experiment (city, id, code, signal, department, title, plan, place, expected, measure, starts_on, ends_on, hours, money_cents, state, lead, is_by_author, is_hidden,
                answer, happened, hours_spent, money_spent_cents, reasons, lesson, reminders, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(idea.signal.id), \(try plan.department(change)), \(plan.title), \(plan.plan), \(plan.place), \(plan.expected), \(plan.measure),
                \(plan.startsOn), \(plan.endsOn), \(plan.hours), \(plan.money.cents), \(MicroExperiment.State.written), \(hides ? nil : person.id), \(idea.isOwn), \(hides), '', '', \(0), \(0),
                '', '', \(0), \(1), \(change.now))
            """)
        return try change.told(try ExperimentQueries.experiment(Target(code.rawValue), change), .written, facts: plan.facts, entering: .written)
    }
}

/// Rewrites it while nothing has begun.
public struct ReviseExperiment: ExperimentAct {
    public static let name = "experiment.revise"
    public static let permitted: [Who] = [.author]
    public static let form = Form(
        .line("title", max: 120), .text("plan", max: 2_000), .line("place"), .text("expects", max: 1_000), .text("measure", max: 1_000), .day("firstDay"), .day("lastDay"),
        .integer("hours", in: 0...10_000), .money("money"), .pick("department"), .version
    ) { ReviseExperiment(plan: ExperimentPlan(title: $0, plan: $1, place: $2, expected: $3, measure: $4, startsOn: $5, endsOn: $6, hours: $7, money: $8, department: $9), version: $10) }
    let plan: ExperimentPlan, version: Int?

    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.state == .written }
    public static func options(_ one: MicroExperiment, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public static func prefill(_ one: MicroExperiment, _ scene: Scene) throws -> [String: JSON] {
        let slug = try CityQueries.departments(scene).first { $0.id == one.department }?.slug
        return ["title": .text(one.title), "plan": .text(one.plan), "place": .text(one.place), "expects": .text(one.expected), "measure": .text(one.measure),
                "firstDay": .text(one.startsOn.description), "lastDay": .text(one.endsOn.description), "hours": .integer(Int64(one.hours)), "money": .text(one.money.text),
                "department": .text(slug ?? ""), "version": .integer(Int64(one.version))]
    }
    public func problems(_ one: MicroExperiment, _ scene: Scene) throws -> [Problem] { try plan.problems(scene) }

    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        if let version, version != one.version { throw Refusal.stale }
        let written = try change.tx.run("""
            UPDATE experiment SET title = \(plan.title), plan = \(plan.plan), place = \(plan.place), expected = \(plan.expected), measure = \(plan.measure), starts_on = \(plan.startsOn),
                ends_on = \(plan.endsOn), hours = \(plan.hours), money_cents = \(plan.money.cents), department = \(try plan.department(change)), version = version + 1
            WHERE city = \(change.city.id) AND id = \(one.id) AND version = \(one.version) AND state = \(one.state)
            """)
        if written == 0 { throw Refusal.stale }
        change.act(for: one)
        return try change.told(try ExperimentQueries.experiment(Target(one.code.rawValue), change), .revised, facts: plan.facts)
    }
}
