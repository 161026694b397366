import Storage

/// Plans the experiment that the decision's mandate allows.
public struct PlanPilot: Act {
    public static let name = "pilot.plan"
    public static let target: ObjectKind? = .decision
    public static let permitted: [Who] = [.author, .representative, .role(.innovationOfficer)]
    public static let form = Form(
        .line("title", max: 120), .text("hypothesis", max: 2_000), .line("metric", max: 120), .line("unit", max: 40), .choice("direction", of: Pilot.Direction.self),
        .decimal("baseline"), .decimal("threshold"), .line("site"), .day("startsOn"), .day("endsOn"), .money("budget")
    ) {
        PlanPilot(title: $0, hypothesis: $1, metric: $2, unit: $3, direction: $4, baseline: $5, threshold: $6, site: $7, startsOn: $8, endsOn: $9, budget: $10)
    }
    let title: String, hypothesis: String, metric: String, unit: String, direction: Pilot.Direction, baseline: String, threshold: String
    let site: String, startsOn: Day, endsOn: Day, budget: Money

    /// A decision with the submission it chose, whose team plans.
    public struct Mandate: ActSubject, Sendable {
        public let decision: Decision, submission: Submission
        public var bearings: Bearings { submission.bearings }
        public var stateName: String? { decision.state.rawValue }
    }
    public static func load(_ target: Target, _ scene: Scene) throws -> Mandate {
        let decision = try DecisionQueries.decision(target, scene)
        guard let submission = try SubmissionTable.find(decision.chosen, scene) else { throw Refusal.notFound }
        return Mandate(decision: decision, submission: submission)
    }
    /// One pilot a decision, within its mandate.
    public static func isOpen(_ mandate: Mandate, _ scene: Scene) throws -> Bool {
        guard mandate.decision.state == .published || mandate.decision.state == .final else { return false }
        return try !scene.tx.exists("SELECT 1 FROM pilot WHERE city = \(scene.city.id) AND decision = \(mandate.decision.id)")
    }
    public static func prefill(_ mandate: Mandate, _ scene: Scene) throws -> [String: JSON] {
        let problem = try ChallengeTable.find(mandate.decision.challenge, scene).flatMap { try ProblemTable.find($0.problem, scene) }
        let starts = scene.today.adding(days: scene.city.value(of: .pilotLeadDays))
        return ["title": .text(mandate.submission.title), "metric": .text(problem?.metric ?? ""), "baseline": .text(problem?.baseline ?? ""), "threshold": .text(problem?.target ?? ""),
                "budget": .text(mandate.submission.budget.text), "startsOn": .text(starts.description), "endsOn": .text(starts.adding(days: scene.city.value(of: .pilotLengthDays)).description)]
    }
    public func problems(_ mandate: Mandate, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if endsOn <= startsOn { problems.append(Problem("endsOn", "problem.endsTooEarly")) }
        if endsOn > mandate.decision.mandateUntil { problems.append(Problem("endsOn", "problem.outsideMandate", ["until": mandate.decision.mandateUntil.description])) }
        if budget > mandate.decision.mandate { problems.append(Problem("budget", "problem.aboveMandate", ["limit": mandate.decision.mandate.text])) }
        return problems
    }
    public func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome {
        let (decision, submission) = (mandate.decision, mandate.submission)
        let id: ID<Pilot> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO pilot (city, id, code, initiative, decision, submission, organisation, department, title, hypothesis, metric, unit, direction, baseline, threshold, site,
                starts_on, ends_on, budget_cents, state, finding, lead, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(decision.initiative), \(decision.id), \(submission.id), \(submission.organisation), \(decision.department), \(title), \(hypothesis),
                \(metric), \(unit), \(direction), \(baseline), \(threshold), \(site), \(startsOn), \(endsOn), \(budget), \(Pilot.State.planned), '', \(submission.author), \(1), \(change.now))
            """)
        guard let pilot = try PilotTable.find(id, change) else { throw Refusal.notFound }
        return try change.moved(pilot, to: .planned, PilotEvent.planned, facts: ["hypothesis": .text(hypothesis), "metric": .text(metric), "threshold": .text(threshold)])
    }
}

protocol PilotMove: Act where Subject == Pilot {
    static var event: PilotEvent { get }
}
extension PilotMove {
    public static var target: ObjectKind? { .pilot }
    public static var permitted: [Who] { Pilot.lifecycle.by(name) }
    public static func isOpen(_ pilot: Pilot, _ scene: Scene) -> Bool { Pilot.lifecycle.allows(name, in: pilot.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Pilot { try PilotQueries.pilot(target, scene) }

    func move(_ pilot: Pilot, setting values: SQLText = "", facts: [String: JSON] = [:], promisedAt: Instant? = nil, _ change: Change) throws -> Outcome {
        let state = try Pilot.lifecycle.next(Self.name, from: pilot.state)
        try PilotTable.move(pilot, state, setting: values, change)
        return try change.moved(pilot, to: state, Self.event, facts: facts, promisedAt: promisedAt)
    }
}

/// The innovation officer confirms that the mandate covers it: money, end and site are in order.
public struct ReadyPilot: PilotMove {
    public static let name = "pilot.ready"
    static let event = PilotEvent.ready
    public static let form = Form(.text("reason", max: 2_000), .optional(.line("behalf", max: 300))) { ReadyPilot(reason: $0, behalf: $1) }
    let reason: String, behalf: String?
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] { try ParticipationMap.problems(.pilot, about: pilot, behalf: behalf, scene) }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome { try move(pilot, facts: ["reason": .text(reason)].merging(behalf.behalfFact) { $1 }, change) }
}

/// Starts it and locks the threshold: from here on nobody can change what counts as success.
public struct StartPilot: PilotMove {
    public static let name = "pilot.start"
    static let event = PilotEvent.started
    public static let form = Form { StartPilot() }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        let end = change.city.calendar.end(of: pilot.endsOn)
        try change.schedule(FinishPilot.name, on: pilot.reference, at: end)
        return try move(pilot, setting: ", started_at = \(change.now)",
                        facts: ["metric": .text(pilot.metric), "direction": .text(pilot.direction.rawValue), "threshold": .text(pilot.threshold), "baseline": .text(pilot.baseline)],
                        promisedAt: end, change)
    }
}

/// Adds one value of the metric. Values are never changed; a second one for the same day is refused.
public struct MeasurePilot: Act {
    public static let name = "pilot.measure"
    public static let target: ObjectKind? = .pilot
    public static let permitted: [Who] = Pilot.leads + [.role(.innovationOfficer)]
    public static let form = Form(.day("measuredOn"), .decimal("value"), .optional(.text("note", max: 1_000))) { MeasurePilot(measuredOn: $0, value: $1, note: $2) }
    let measuredOn: Day, value: String, note: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> Pilot { try PilotQueries.pilot(target, scene) }
    public static func isOpen(_ pilot: Pilot, _ scene: Scene) -> Bool { pilot.state == .running || pilot.state == .measuring }
    public static func prefill(_ pilot: Pilot, _ scene: Scene) throws -> [String: JSON] { ["measuredOn": .text(scene.today.description)] }
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] {
        if measuredOn > scene.today { return [Problem("measuredOn", "problem.future")] }
        return try PilotTable.measurements(of: pilot.id, scene).contains { $0.measuredOn == measuredOn } ? [Problem("measuredOn", "problem.measuredAlready")] : []
    }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        let id: ID<Measurement> = change.newID()
        try change.tx.run("""
            INSERT INTO measurement (city, id, pilot, measured_on, value, note, entered_at)
            VALUES (\(change.city.id), \(id), \(pilot.id), \(measuredOn), \(value), \(note ?? ""), \(change.now))
            """)
        return try change.noted(pilot, PilotEvent.measured, facts: ["on": .text(measuredOn.description), "value": .text(value), "note": .text(note ?? "")])
    }
}

public struct PausePilot: PilotMove {
    public static let name = "pilot.pause"
    static let event = PilotEvent.paused
    public static let form = Form(.text("reason", max: 1_000)) { PausePilot(reason: $0) }
    let reason: String
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome { try move(pilot, facts: ["reason": .text(reason)], change) }
}

public struct ResumePilot: PilotMove {
    public static let name = "pilot.resume"
    static let event = PilotEvent.resumed
    public static let form = Form(.text("reason", max: 1_000)) { ResumePilot(reason: $0) }
    let reason: String
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        try move(pilot, facts: ["reason": .text(reason)], promisedAt: change.city.calendar.end(of: pilot.endsOn), change)
    }
}

/// Ends the experiment, by its lead or on its last day.
public struct FinishPilot: PilotMove {
    public static let name = "pilot.finish"
    static let event = PilotEvent.ended
    public static let form = Form(.optional(.text("reason", max: 1_000))) { FinishPilot(reason: $0) }
    let reason: String?
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        try change.unschedule(Self.name, on: pilot.reference)
        return try move(pilot, facts: ["reason": .text(reason ?? "")], change)
    }
}

/// The verdict, by somebody who is not paid from it. Supported and refuted follow from the numbers; a person can only say that they do not suffice.
public struct JudgePilot: PilotMove {
    public static let name = "pilot.judge"
    static let event = PilotEvent.judged
    public static let form = Form(.choice("verdict", of: Pilot.Verdict.self), .text("finding", max: 4_000)) { JudgePilot(verdict: $0, finding: $1) }
    let verdict: Pilot.Verdict, finding: String

    public static func objection(_ standing: Standing, _ pilot: Pilot) -> String? {
        standing.matches(.author, pilot.bearings) || standing.matches(.representative, pilot.bearings) ? "denied.ownPilot" : nil
    }
    public static func prefill(_ pilot: Pilot, _ scene: Scene) throws -> [String: JSON] {
        ["verdict": .text(Pilot.outcome(of: try PilotTable.measurements(of: pilot.id, scene), threshold: pilot.threshold, pilot.direction).rawValue)]
    }
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] {
        let spoken = Pilot.outcome(of: try PilotTable.measurements(of: pilot.id, scene), threshold: pilot.threshold, pilot.direction)
        return (verdict == .supported || verdict == .refuted) && verdict != spoken ? [Problem("verdict", "problem.numbersSayOtherwise")] : []
    }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        try move(pilot, setting: ", verdict = \(verdict), finding = \(finding), verdict_at = \(change.now)", facts: ["verdict": .text(verdict.rawValue), "finding": .text(finding)], change)
    }
}

/// Ends it for good. A refuted or stopped pilot needs its failure report first, any other its lesson.
public struct ClosePilot: PilotMove {
    public static let name = "pilot.close"
    static let event = PilotEvent.closed
    public static let form = Form { ClosePilot() }
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] {
        let lessons = try LessonTable.published(of: pilot.id, scene)
        if pilot.verdict == .refuted || pilot.verdict == .stoppedEarly {
            return lessons.contains { $0.kind == .failureReport } ? [] : [Problem("", "problem.failureReportMissing")]
        }
        return lessons.isEmpty ? [Problem("", "problem.lessonMissing")] : []
    }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome { try move(pilot, change) }
}
