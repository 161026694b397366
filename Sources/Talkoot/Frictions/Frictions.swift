public import Storage

enum FrictionEvent: String, EventName {
    case reported = "friction.reported"
    case mediated = "friction.mediated"
    case settled = "friction.settled"
    case escalated = "friction.escalated"
    case withdrawn = "friction.withdrawn"
    /// All that the public learns: how it ended.
    case published = "friction.published"
}

/// The room of what stands between people: reported in confidence, talked through with somebody neutral, within ten days.
public enum Frictions: Room {
    public static let name = "frictions"
    public static let migrations = [Migration("frictions", [
        // Ids tell no time, and the order of the rows tells nobody who reported first.
        """
        CREATE TABLE friction (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, kind TEXT NOT NULL, reporter TEXT, department TEXT, rule TEXT NOT NULL, text TEXT NOT NULL,
            state TEXT NOT NULL, mediator TEXT, talk_until BIGINT NOT NULL, outcome TEXT NOT NULL, settled_at BIGINT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX friction_problem ON friction (city, problem)",
        "CREATE INDEX friction_reporter ON friction (city, reporter)",
        "CREATE INDEX friction_mediator ON friction (city, mediator)",
    ])]
    public static let acts: [any Act.Type] = [
        ReportFriction.self, RaiseObjection.self, FindMediator.self, SettleFriction.self, EscalateFriction.self, DecideFriction.self, OverruleObjection.self, WithdrawFriction.self,
        PublishFrictionOutcome.self,
    ]
    public static let lifecycles = [Friction.lifecycle.outline]
    public static let events = FrictionEvent.allCases.map(\.rawValue)
    public static let reactions = [
        Reaction(to: FrictionEvent.settled, perform: PublishFrictionOutcome.name) { event, _ in [(Target(event.object.code.rawValue), .object([:]))] },
    ]

    /// Only those who have to act, and whoever spoke.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = FrictionEvent(rawValue: event.name), name != .published, let found = try Friction.find(code: event.object.code, scene) else { return [] }
        let both = [found.reporter, found.mediator].compactMap { $0.map(Hearer.person) }
        switch name {
        case .reported:
            guard found.frictionKind == .objection, found.rule == .leadAfterHearing, let problem = try ProblemTable.find(found.problem, scene) else { return [.role(.innovationOfficer, nil)] }
            return [.role(.innovationOfficer, nil), .role(.departmentHead, problem.department)]
        case .mediated, .settled, .withdrawn: return both
        case .escalated: return both + [.role(.sponsor, nil)]
        case .published: return []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == Friction.kind else { return nil }
        return try tx.first("SELECT state FROM friction WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT \(Friction.columns) FROM friction WHERE city = \(scene.city.id) AND reporter = \(person) ORDER BY created_at, id") { try Friction(row: &$0) }
        return ["frictions": .list(own.map { ["kind": .text($0.frictionKind.rawValue), "text": .text($0.text), "state": .text($0.state.rawValue), "outcome": .text($0.outcome)] })]
    }
    /// What somebody confided goes with them; the outcome, which names nobody, stays.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("""
            UPDATE friction SET text = '', reporter = NULL, state = CASE WHEN state IN ('reported', 'talking', 'escalated') THEN 'withdrawn' ELSE state END, version = version + 1
            WHERE city = \(city) AND reporter = \(person)
            """)
        try change.tx.run("UPDATE friction SET mediator = NULL WHERE city = \(city) AND mediator = \(person)")
    }
}

extension Frictions {
    /// The end of the tenth day, in the city's own days.
    static func talkEnd(_ change: Change) -> Instant { change.city.calendar.end(of: change.today.adding(days: Friction.talkDays)) }

    static func begin(_ kind: Friction.Kind, _ text: String, of department: ID<Department>?, _ rule: Ownership.Rule, _ part: ProblemPart, _ change: Change) throws -> Outcome {
        let id: ID<Friction> = change.newUndatedID(), code = try change.newCode(), until = talkEnd(change)
        try change.tx.run("""
            INSERT INTO friction (city, id, code, problem, kind, reporter, department, rule, text, state, talk_until, outcome, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(kind), \(change.standing.person?.id), \(department), \(rule), \(text), \(Friction.State.reported), \(until), '', \(1), \(change.now))
            """)
        guard let made = try Friction.find(code: code, change) else { throw Refusal.stale }
        let line = PartLine(made, in: part)
        // Also where nobody is found to mediate, it does not lie about.
        try change.schedule(EscalateFriction.name, on: line.reference, at: until)
        return try change.tellSealed(.reported, line)
    }
}

extension Change {
    /// Sealed, on the friction itself: neither the initiative nor the problem shows that there is one.
    func tellSealed(_ event: FrictionEvent, _ line: PartLine<Friction>, personal: [String: JSON] = [:]) throws -> Outcome {
        try happened(Event(event, on: line.reference, of: nil, isPublic: false, facts: ["kind": .text(line.element.frictionKind.rawValue)], personal: personal))
        return Outcome(line.part.reference, ["code": .text(line.element.code.rawValue)])
    }
}

public enum FrictionQueries {
    /// Those that the reader may know of, and how the others ended.
    public static func path(of problem: CityProblem, _ scene: Scene) throws -> (own: [Friction], outcomes: [FrictionOutcome]) {
        let own = try scene.tx.rows("""
            SELECT friction.id, friction.code, friction.problem, friction.kind, friction.reporter, friction.department, friction.rule, friction.text, friction.state, friction.mediator,
                friction.talk_until, friction.outcome, friction.settled_at, friction.version
            FROM friction JOIN problem ON problem.city = friction.city AND problem.id = friction.problem
            WHERE friction.city = \(scene.city.id) AND friction.problem = \(problem.id) AND \(Friction.scope(scene.standing)) ORDER BY friction.created_at, friction.id LIMIT 200
            """) { try Friction(row: &$0) }
        let outcomes = try scene.tx.rows("""
            SELECT outcome, settled_at FROM friction WHERE city = \(scene.city.id) AND problem = \(problem.id) AND state IN ('agreed', 'decided') ORDER BY settled_at DESC, id LIMIT 100
            """) { FrictionOutcome(outcome: try $0.text(), settledAt: try $0.instant()) }
        return (own, outcomes)
    }

    /// Whether open objections keep the owners from taking a gate, by the rule they chose.
    static func stopsGate(_ problem: CityProblem, _ scene: Scene) throws -> Bool {
        let open = try scene.tx.rows("SELECT \(Friction.columns) FROM friction WHERE city = \(scene.city.id) AND problem = \(problem.id) AND kind = 'objection' AND state IN ('reported', 'talking', 'escalated')") {
            try Friction(row: &$0)
        }
        if open.isEmpty { return false }
        guard try OwnershipQueries.ownership(of: problem, scene).rule == .majority else { return true }
        let owners = try CoOwnerTable.joined(problem.id, scene).union([problem.department])
        return Set(open.compactMap(\.department)).count * 2 >= owners.count
    }

    /// Those who take the gate are told that an objection keeps it shut; neither the public nor other staff is.
    static func maySeeStop(_ problem: CityProblem, _ scene: Scene) throws -> Bool {
        let standing = scene.standing
        if standing.isSystem || standing.holds(.innovationOfficer) || standing.holds(.sponsor) { return true }
        let part = try ProblemPart(.frictionPath, of: problem, scene)
        return standing.matches(.role(.departmentHead), part.bearings)
    }
}
