public import Storage

/// A limited experiment in real life, with a threshold that is locked before the first measurement.
public struct Pilot: Sendable, Hashable {
    /// `checked` and `retrospective` have names and no moves yet.
    public enum State: String, LifecycleState { case planned, checked, ready, running, paused, measuring, verdict, retrospective, closed }
    public enum Verdict: String, CaseIterable, Sendable, SQLBindable { case supported, refuted, inconclusive, stoppedEarly }
    public enum Direction: String, CaseIterable, Sendable, SQLBindable { case atLeast, atMost }

    public let id: ID<Pilot>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let decision: ID<Decision>
    public let submission: ID<Submission>
    public let organisation: ID<Organisation>?
    public let department: ID<Department>
    public let title: String
    public let hypothesis: String
    public let metric: String
    public let unit: String
    public let direction: Direction
    public let baseline: String
    public let threshold: String
    public let site: String
    public let startsOn: Day
    public let endsOn: Day
    public let budget: Money
    public let state: State
    public let verdict: Verdict?
    public let finding: String
    public let lead: ID<Person>?
    public let version: Int
    public let createdAt: Instant
    public let startedAt: Instant?
    public let verdictAt: Instant?

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        decision = try row.value()
        submission = try row.value()
        organisation = try row.optionalValue()
        department = try row.value()
        title = try row.text()
        hypothesis = try row.text()
        metric = try row.text()
        unit = try row.text()
        direction = try row.value()
        baseline = try row.text()
        threshold = try row.text()
        site = try row.text()
        startsOn = try row.day()
        endsOn = try row.day()
        budget = try row.money()
        state = try row.value()
        verdict = try row.optionalValue()
        finding = try row.text()
        lead = try row.optionalValue()
        version = try row.int()
        createdAt = try row.instant()
        startedAt = try row.optionalInstant()
        verdictAt = try row.optionalInstant()
    }
    static let columns: SQLText = """
        pilot.id, pilot.code, pilot.initiative, pilot.decision, pilot.submission, pilot.organisation, pilot.department, pilot.title, pilot.hypothesis, pilot.metric, pilot.unit,
        pilot.direction, pilot.baseline, pilot.threshold, pilot.site, pilot.starts_on, pilot.ends_on, pilot.budget_cents, pilot.state, pilot.verdict, pilot.finding, pilot.lead,
        pilot.version, pilot.created_at, pilot.started_at, pilot.verdict_at
        """
    public var reference: ObjectReference { ObjectReference(.pilot, id: id.rawValue, code: code) }
}

/// One value of the pilot's metric, as measured.
public struct Measurement: Sendable, Hashable {
    public let id: ID<Measurement>
    public let measuredOn: Day
    public let value: String
    public let note: String
}

extension ObjectKind { public static let pilot = ObjectKind("pilot") }

extension Pilot: Moving {
    public var bearings: Bearings {
        Bearings(authors: Set(lead.map { [$0] } ?? []), departments: [department], organisations: Set(organisation.map { [$0] } ?? []))
    }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { hypothesis + " " + site + " " + finding }
    /// A pilot runs among people, so they may know of it from its plan on.
    public func isPublic(in state: State) -> Bool { true }
}

enum PilotEvent: String, EventName {
    case planned = "pilot.planned"
    case ready = "pilot.ready"
    case started = "pilot.started"
    case measured = "pilot.measured"
    case paused = "pilot.paused"
    case resumed = "pilot.resumed"
    case ended = "pilot.ended"
    case judged = "pilot.judged"
    case closed = "pilot.closed"
}

extension Pilot {
    static let leads: [Who] = [.author, .representative]

    public static let lifecycle = Lifecycle<State>(
        .pilot, initial: .planned, path: [.planned, .ready, .running, .measuring, .verdict, .closed],
        promises: [
            .planned: StagePromise("pilot.readyDays", days: 20, actsNext: .role(.innovationOfficer)),
            .ready: StagePromise("pilot.startDays", days: 20, actsNext: .representative),
            .measuring: StagePromise("pilot.verdictDays", days: 10, actsNext: .role(.innovationOfficer)),
            .verdict: StagePromise("pilot.lessonDays", days: 20, actsNext: .representative),
        ],
        moves: [
            Move("pilot.ready", from: [.planned, .checked], to: .ready, by: [.role(.innovationOfficer)]),
            Move("pilot.start", from: [.ready], to: .running, by: leads),
            Move("pilot.pause", from: [.running], to: .paused, by: leads + [.role(.innovationOfficer)]),
            Move("pilot.resume", from: [.paused], to: .running, by: leads + [.role(.innovationOfficer)]),
            Move("pilot.finish", from: [.running, .paused], to: .measuring, by: leads + [.system]),
            Move("pilot.judge", from: [.measuring], to: .verdict, by: [.role(.innovationOfficer)]),
            Move("pilot.close", from: [.verdict, .retrospective], to: .closed, by: [.role(.innovationOfficer), .role(.departmentHead)]),
        ])

    /// The verdict that the numbers speak: the last measurement against the locked threshold. Exact decimals, no floats.
    static func outcome(of measurements: [Measurement], threshold: String, _ direction: Direction) -> Verdict {
        guard let last = measurements.last.flatMap({ Decimal6($0.value) }), let limit = Decimal6(threshold) else { return .inconclusive }
        return (direction == .atLeast ? last >= limit : last <= limit) ? .supported : .refuted
    }
}
