import Storage

/// Acts on an experiment share their subject.
protocol ExperimentAct: Act where Subject == MicroExperiment {}
extension ExperimentAct {
    public static var target: ObjectKind? { .experiment }
    /// Its lead may be the hidden author of the idea.
    public static var mayHideActor: Bool { true }
    public static func load(_ target: Target, _ scene: Scene) throws -> MicroExperiment { try ExperimentQueries.experiment(target, scene) }
}

extension Change {
    /// The lead's part would tell a head from a clerk; a hidden lead is told by nothing at all.
    func act(for one: MicroExperiment) {
        guard one.isOwn else { return }
        part = Role.staff.rawValue
        if one.isHidden { hideActor() }
    }
    /// Sealed, since only those who work for the city know of it. Its stages are its own and not the initiative's, whose line everybody sees.
    func told(_ one: MicroExperiment, _ event: ExperimentEvent, facts: [String: JSON] = [:], entering state: MicroExperiment.State? = nil) throws -> Outcome {
        if let state { try enters(state, MicroExperiment.lifecycle, one.reference, of: nil, department: one.department) }
        try keepIndexed(one)
        try happened(Event(event, on: one.reference, of: one.initiative, isPublic: false, facts: facts.merging(["state": .text(one.state.rawValue)]) { $1 }))
        return Outcome(one.reference)
    }
}

/// A move along the table.
protocol ExperimentMove: ExperimentAct {
    static var event: ExperimentEvent { get }
}
extension ExperimentMove {
    public static var permitted: [Who] { MicroExperiment.lifecycle.by(name) }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) throws -> Bool { MicroExperiment.lifecycle.allows(name, in: one.state) }

    func move(_ one: MicroExperiment, setting values: SQLText = "", facts: [String: JSON] = [:], _ change: Change) throws -> Outcome {
        let state = try MicroExperiment.lifecycle.next(Self.name, from: one.state)
        let moved = try change.tx.run("""
            UPDATE experiment SET state = \(state), version = version + 1\(values) WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if moved == 0 { throw Refusal.stale }
        change.act(for: one)
        if one.state == .running { try change.unschedule(RemindOfExperiment.name, on: one.reference) }
        return try change.told(try ExperimentQueries.experiment(Target(one.code.rawValue), change), Self.event, facts: facts, entering: state)
    }
}

/// Above what the city lets anybody try, the head of the department is asked.
public struct AskForExperiment: ExperimentMove {
    public static let name = "experiment.ask"
    static let event = ExperimentEvent.asked
    public static let form = Form { AskForExperiment() }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.state == .written && ExperimentLimits(scene.city).ask(one) }
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome { try move(one, setting: ", answer = ''", change) }
}

/// The head of the department answers; the innovation officer where the head leads it.
protocol ExperimentAnswer: ExperimentMove {}
extension ExperimentAnswer {
    public static func objection(_ standing: Standing, _ one: MicroExperiment) -> String? { one.isOwn ? "denied.ownExperiment" : nil }
}
public struct AllowExperiment: ExperimentAnswer {
    public static let name = "experiment.allow"
    static let event = ExperimentEvent.allowed
    public static let form = Form(.optional(.text("answer", max: 1_000))) { AllowExperiment(answer: $0) }
    let answer: String?
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome { try move(one, setting: ", answer = \(answer ?? "")", facts: ["reason": .text(answer ?? "")], change) }
}
public struct RefuseExperiment: ExperimentAnswer {
    public static let name = "experiment.refuse"
    static let event = ExperimentEvent.refused
    public static let form = Form(.text("answer", max: 1_000)) { RefuseExperiment(answer: $0) }
    let answer: String
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome { try move(one, setting: ", answer = \(answer)", facts: ["reason": .text(answer)], change) }
}

public struct StartExperiment: ExperimentMove {
    public static let name = "experiment.start"
    static let event = ExperimentEvent.started
    public static let form = Form { StartExperiment() }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.state == .allowed || (one.state == .written && !ExperimentLimits(scene.city).ask(one)) }
    public func problems(_ one: MicroExperiment, _ scene: Scene) -> [Problem] { one.endsOn < scene.today ? [Problem("", "problem.experimentOver", ["until": one.endsOn.description])] : [] }
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        let outcome = try move(one, change)
        try change.schedule(RemindOfExperiment.name, on: one.reference, at: change.city.calendar.end(of: one.endsOn))
        return outcome
    }
}

/// The last day is over: those who try it are asked what happened; a week later the head of the department too.
struct RemindOfExperiment: ExperimentAct {
    static let name = "experiment.remind"
    static let permitted: [Who] = [.system]
    static let form = Form { RemindOfExperiment() }
    static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.state == .running && scene.now >= scene.city.calendar.end(of: one.endsOn) }
    func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE experiment SET reminders = reminders + 1 WHERE city = \(change.city.id) AND id = \(one.id)")
        if one.reminders == 0 { try change.schedule(Self.name, on: one.reference, at: change.city.calendar.end(of: one.endsOn.adding(days: 7))) }
        return try change.told(try ExperimentQueries.experiment(Target(one.code.rawValue), change), .due)
    }
}

/// What happened, beside what was expected.
public struct MeasureExperiment: ExperimentMove {
    public static let name = "experiment.measure"
    static let event = ExperimentEvent.measured
    public static let form = Form(.text("happened", max: 4_000), .choice("reached", of: MicroExperiment.Finding.self), .integer("hoursSpent", in: 0...10_000), .money("moneySpent")) {
        MeasureExperiment(happened: $0, finding: $1, hoursSpent: $2, moneySpent: $3)
    }
    let happened: String, finding: MicroExperiment.Finding, hoursSpent: Int, moneySpent: Money
    public static func prefill(_ one: MicroExperiment, _ scene: Scene) -> [String: JSON] { ["hoursSpent": .integer(Int64(one.hours)), "moneySpent": .text(one.money.text)] }
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        try move(one, setting: ", happened = \(happened), finding = \(finding), hours_spent = \(hoursSpent), money_spent_cents = \(moneySpent.cents)", facts: [
            "finding": .text(finding.rawValue), "hoursSpent": .integer(Int64(hoursSpent)), "moneySpent": .text(moneySpent.text),
        ], change)
    }
}

/// Keep, change or drop: each with its reasons and with what was learned. A result that was missed is learning like any other.
protocol ExperimentEnd: ExperimentMove {
    var reasons: String { get }
    var lesson: String { get }
    init(reasons: String, lesson: String)
}
extension ExperimentEnd {
    static var end: Form<Self> { Form(.text("reason", max: 2_000), .text("learned", max: 2_000)) { Self(reasons: $0, lesson: $1) } }
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        try move(one, setting: ", reasons = \(reasons), lesson = \(lesson)", facts: ["reason": .text(reasons)], change)
    }
}
public struct KeepExperiment: ExperimentEnd {
    public static let name = "experiment.keep"
    static let event = ExperimentEvent.kept
    public static let form = end
    let reasons: String, lesson: String
}
public struct ChangeExperiment: ExperimentEnd {
    public static let name = "experiment.change"
    static let event = ExperimentEvent.changed
    public static let form = end
    let reasons: String, lesson: String
}
public struct DropExperiment: ExperimentEnd {
    public static let name = "experiment.drop"
    static let event = ExperimentEvent.dropped
    public static let form = end
    let reasons: String, lesson: String
}

public struct CallOffExperiment: ExperimentMove {
    public static let name = "experiment.callOff"
    static let event = ExperimentEvent.calledOff
    public static let form = Form(.text("reason", max: 2_000)) { CallOffExperiment(reasons: $0) }
    let reasons: String
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome { try move(one, setting: ", reasons = \(reasons)", facts: ["reason": .text(reasons)], change) }
}
