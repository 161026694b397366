public import Storage

/// The time that an object spends in one state: when it began, by when it was promised to end, when it ended.
/// The lifeline draws these rows; the medians are recomputed from them.
public struct Stage: Sendable, Hashable {
    public let id: ID<Stage>
    public let object: ObjectReference
    public let state: String
    public let actsNext: String
    public let enteredAt: Instant
    public let promisedAt: Instant?
    /// When whoever acts next is reminded; fixed when the stage began, so that no later setting moves it.
    public let nearAt: Instant?
    public let leftAt: Instant?
    public let pausedAt: Instant?
    public let pauseCode: PauseCode?
    public let pausedDays: Int
    public let pauseReason: String
    public let department: ID<Department>?

    init(row: inout Row) throws {
        id = try row.value()
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        state = try row.text()
        actsNext = try row.text()
        enteredAt = try row.instant()
        promisedAt = try row.optionalInstant()
        nearAt = try row.optionalInstant()
        leftAt = try row.optionalInstant()
        pausedAt = try row.optionalInstant()
        pauseCode = try row.optionalValue()
        pausedDays = try row.int()
        pauseReason = try row.optionalText() ?? ""
        department = try row.optionalValue()
    }
    static let columns: SQLText = """
        stage.id, stage.object_kind, stage.object_id, stage.object_code, stage.state, stage.acts_next, stage.entered_at, stage.promised_at, stage.near_at, stage.left_at, stage.paused_at,
        stage.pause_code, stage.paused_days, stage.pause_reason, stage.department
        """

    /// Business days since it began, without those on which the clock stood.
    public func age(at now: Instant, _ calendar: CityCalendar) -> Int {
        max(0, calendar.businessDays(from: calendar.day(of: enteredAt), to: calendar.day(of: leftAt ?? now)) - stood(at: now, calendar))
    }
    /// Business days on which the clock stood, up to now.
    public func stood(at now: Instant, _ calendar: CityCalendar) -> Int {
        pausedDays + (pausedAt.map { calendar.businessDays(from: calendar.day(of: $0), to: calendar.day(of: now)) } ?? 0)
    }
    /// What began in the same moment ended in order: a call that is published for today opens at once.
    public static func isBefore(_ one: Stage, _ other: Stage) -> Bool {
        let never = Instant(milliseconds: .max)
        return (one.enteredAt, one.leftAt ?? never, one.id.rawValue) < (other.enteredAt, other.leftAt ?? never, other.id.rawValue)
    }
    public func isOverdue(at now: Instant) -> Bool { leftAt == nil && pausedAt == nil && promisedAt.map { $0 < now } ?? false }
}

/// A stage as lists draw it.
public struct InitiativeMark: Sendable, Hashable {
    public let initiative: ID<Initiative>, kind: ObjectKind, state: String, enteredAt: Instant, promisedAt: Instant?, nearAt: Instant?, leftAt: Instant?
    public let isPaused: Bool
    init(row: inout Row) throws {
        (initiative, kind, state, enteredAt) = (try row.value(), try row.value(), try row.text(), try row.instant())
        (promisedAt, nearAt, leftAt) = (try row.optionalInstant(), try row.optionalInstant(), try row.optionalInstant())
        isPaused = try row.optionalInstant() != nil
    }
}

/// The only reasons for which a clock may stand.
public enum PauseCode: String, Sendable, CaseIterable, SQLBindable { case statutoryWait, applicantsTurn, appeal, forceMajeure }

enum StageTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE stage (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL,
            initiative TEXT, state TEXT NOT NULL, acts_next TEXT NOT NULL, department TEXT, entered_at BIGINT NOT NULL, promised_at BIGINT, left_at BIGINT,
            paused_at BIGINT, pause_code TEXT, pause_reason TEXT, paused_days BIGINT NOT NULL, PRIMARY KEY (city, id))
        """,
        "CREATE INDEX stage_object ON stage (city, object_kind, object_id, entered_at)",
        "CREATE INDEX stage_initiative ON stage (city, initiative, entered_at)",
        "CREATE INDEX stage_left ON stage (city, object_kind, state, left_at)",
        "CREATE INDEX stage_open ON stage (city, acts_next, promised_at) WHERE left_at IS NULL",
    ]

    /// As ``Stage/isBefore(_:_:)``.
    private static let inOrder: SQLText = "entered_at, left_at NULLS LAST, id"

    /// As they were entered; those of one moment in any order, see ``Stage/isBefore(_:_:)``.
    static func ofInitiative(_ initiative: ID<Initiative>, _ city: ID<City>) -> Query<Stage> {
        Query("SELECT \(Stage.columns) FROM stage WHERE city = \(city) AND initiative = \(initiative) ORDER BY entered_at", Stage.init(row:))
    }
    /// Of many initiatives at once, what a short line needs: of each state the last stage, and the last that is open. Of signals the last alone: hundreds
    /// may have been joined in one initiative, and are passed over here. Complexity: for each initiative one range of an index, and one look for each state
    /// of a signal.
    static func marks(of initiatives: [ID<Initiative>], _ city: ID<City>, _ tx: any Transaction) throws -> [ID<Initiative>: [InitiativeMark]] {
        if initiatives.isEmpty { return [:] }
        let cells: SQLText = "initiative, object_kind, state, entered_at, promised_at, near_at, left_at, paused_at, id"
        let states = SQLText(joining: Signal.State.allCases.map { "SELECT \($0) AS state" }, by: " UNION ALL ")
        let marks = try tx.rows("""
            SELECT \(cells) FROM (
                SELECT \(cells) FROM (
                    SELECT \(cells), row_number() OVER (
                        PARTITION BY initiative, object_kind, state, left_at IS NULL ORDER BY entered_at DESC, left_at DESC, id DESC) AS place
                    FROM stage WHERE city = \(city) AND initiative IN (\(list: initiatives))
                    AND object_kind IN (\(ObjectKind.problem), \(ObjectKind.challenge), \(ObjectKind.pilot))) AS steps
                WHERE place = 1
                UNION ALL
                SELECT \(cells) FROM stage WHERE city = \(city) AND id IN (
                    SELECT (
                        SELECT id FROM stage AS signals WHERE signals.city = \(city) AND signals.initiative = initiative.id
                        AND signals.object_kind = \(ObjectKind.signal) AND signals.state = states.state ORDER BY entered_at DESC, left_at DESC NULLS FIRST, id DESC LIMIT 1)
                    FROM initiative CROSS JOIN (\(states)) AS states WHERE initiative.city = \(city) AND initiative.id IN (\(list: initiatives)))
            ) AS marks ORDER BY initiative, \(inOrder)
            """, InitiativeMark.init(row:))
        return Dictionary(grouping: marks, by: \.initiative)
    }
    static func of(_ object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> [Stage] {
        try tx.rows("""
            SELECT \(Stage.columns) FROM stage WHERE city = \(city) AND object_kind = \(object.kind) AND object_id = \(object.id) ORDER BY \(inOrder)
            """, Stage.init(row:))
    }
}

extension Change {
    /// Ends the stage the object is in and begins the next, with the promise of its lifecycle or a date of its own.
    public func enters<State>(_ state: State, _ lifecycle: Lifecycle<State>, _ object: ObjectReference, of initiative: ID<Initiative>?,
                              department: ID<Department>? = nil, promisedAt: Instant? = nil) throws {
        // A stage that ends while its clock stands keeps the days that it stood. An object's first stage has none before it to look for.
        if state != lifecycle.initial, try StageTable.of(object, city.id, tx).contains(where: { $0.leftAt == nil && $0.pausedAt != nil }) { try resume(object) }
        try tx.run("""
            UPDATE stage SET left_at = \(now) WHERE city = \(city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND left_at IS NULL
            """)
        try begins(state, lifecycle, object, of: initiative, department: department, promisedAt: promisedAt)
    }

    /// Begins a stage of an object that is in none.
    func begins<State>(_ state: State, _ lifecycle: Lifecycle<State>, _ object: ObjectReference, of initiative: ID<Initiative>?,
                       department: ID<Department>? = nil, promisedAt: Instant? = nil) throws {
        let promise = lifecycle.promises[state]
        let days = promise.map { city.setting($0.setting, default: $0.days) }
        let due = promisedAt ?? days.map { city.calendar.end(of: city.calendar.adding(businessDays: $0, to: today)) }
        let near = due.map { due in
            let count = promisedAt == nil ? days ?? 0 : city.calendar.businessDays(from: today, to: city.calendar.day(of: due))
            return city.calendar.nearing(businessDays: count, after: today, percent: city.value(of: .warningShare))
        }
        let isFinal = lifecycle.isFinal.contains(state)
        let id: ID<Stage> = newID()
        try tx.run("""
            INSERT INTO stage (city, id, object_kind, object_id, object_code, initiative, state, acts_next, department, entered_at, promised_at, near_at, left_at, paused_days)
            VALUES (\(city.id), \(id), \(object.kind), \(object.id), \(object.code), \(initiative), \(state.rawValue), \(promise?.actsNext.name ?? ""), \(department),
                \(now), \(due), \(near), \(isFinal ? now : nil), \(0))
            """)
    }

    /// Stops the clock of the stage the object is in, for one of the coded reasons.
    public func pause(_ object: ObjectReference, _ code: PauseCode, reason: String) throws {
        let changed = try tx.run("""
            UPDATE stage SET paused_at = \(now), pause_code = \(code), pause_reason = \(reason)
            WHERE city = \(city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND left_at IS NULL AND paused_at IS NULL
            """)
        if changed == 0 { throw Refusal.stale }
    }

    /// Lets it run again; the promised date moves by the business days that the clock stood.
    public func resume(_ object: ObjectReference) throws {
        let open = try StageTable.of(object, city.id, tx).last { $0.leftAt == nil && $0.pausedAt != nil }
        guard let open, let pausedAt = open.pausedAt else { throw Refusal.stale }
        let stood = city.calendar.businessDays(from: city.calendar.day(of: pausedAt), to: today)
        func later(_ time: Instant) -> Instant { city.calendar.end(of: city.calendar.adding(businessDays: stood, to: city.calendar.day(of: time))) }
        try tx.run("""
            UPDATE stage SET paused_at = NULL, promised_at = \(open.promisedAt.map(later)), near_at = \(open.nearAt.map(later)), paused_days = paused_days + \(stood) WHERE city = \(city.id) AND id = \(open.id)
            """)
    }
}

public enum StageQueries {
    /// What waits for the reader's roles, the most pressing first; for a head of department what is the department's own.
    public static func waiting(_ scene: Scene, limit: Int = 100) throws -> [Stage] {
        var ways: [SQLText] = []
        for grant in scene.standing.grants {
            if let department = grant.department { ways.append("(acts_next = \(grant.role) AND (department IS NULL OR department = \(department)))") }
            else if grant.scope == nil { ways.append("acts_next = \(grant.role)") }
        }
        if ways.isEmpty { return [] }
        return try scene.tx.rows("""
            SELECT \(Stage.columns) FROM stage WHERE city = \(scene.city.id) AND left_at IS NULL AND (\(SQLText(joining: ways, by: " OR ")))
            ORDER BY promised_at NULLS LAST, id LIMIT \(limit)
            """, Stage.init(row:))
    }

    /// Those that run now. Complexity: one question, however many objects.
    public static func running(of objects: [ObjectReference], _ scene: Scene) throws -> [ObjectReference: Stage] {
        if objects.isEmpty { return [:] }
        let kinds = Set(objects.map(\.kind.rawValue)).sorted()
        return Dictionary(try scene.tx.rows("""
            SELECT \(Stage.columns) FROM stage WHERE city = \(scene.city.id) AND object_kind IN (\(list: kinds)) AND object_id IN (\(list: objects.map(\.id))) AND left_at IS NULL
            """, Stage.init(row:)).map { ($0.object, $0) }) { $1 }
    }

    public static func of(_ object: ObjectReference, _ scene: Scene) throws -> [Stage] { try StageTable.of(object, scene.city.id, scene.tx) }
}
