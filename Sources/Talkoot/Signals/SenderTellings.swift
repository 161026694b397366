import Storage

/// An answer that a person of the city has to pass on: by telephone, by a text message or by a letter.
public struct SenderTelling: Sendable, Hashable {
    public let id: ID<SenderTelling>
    public let signal: Signal
    public let way: AnswerWay
    /// A number or an address, as it was written down.
    public let contact: String
    public let at: Instant
}

extension SenderTelling: ActSubject {
    public var bearings: Bearings { signal.bearings }
    public var stateName: String? { signal.state.rawValue }
}

/// Answers that wait to be passed on. A row says that there is something to tell; the words are the signal's answer.
public enum SenderTellings {
    static let migration: [SQLText] = [
        "ALTER TABLE signal_contact ADD COLUMN answer_by TEXT NOT NULL DEFAULT 'none'",
        "ALTER TABLE signal_contact ADD COLUMN contact TEXT",
        """
        CREATE TABLE sender_telling (
            city TEXT NOT NULL, id TEXT NOT NULL, signal TEXT NOT NULL, at BIGINT NOT NULL, person TEXT, reached BOOLEAN, told_at BIGINT,
            PRIMARY KEY (city, id), FOREIGN KEY (city, signal) REFERENCES signal (city, id))
        """,
        "CREATE INDEX sender_telling_open ON sender_telling (city, at, id) WHERE told_at IS NULL",
        "CREATE INDEX sender_telling_signal ON sender_telling (city, signal)",
        "CREATE INDEX signal_channel ON signal (city, district, channel, created_at)",
    ]

    /// After an answer: nothing where the sender reads it by code or gets a mail.
    static func queue(_ signal: Signal, _ change: Change) throws {
        let way = try change.tx.first("SELECT answer_by FROM signal_contact WHERE city = \(change.city.id) AND signal = \(signal.id) AND contact IS NOT NULL") { try $0.value(AnswerWay.self) }
        guard let way, way.isByHand else { return }
        let id: ID<SenderTelling> = change.newUndatedID()
        try change.tx.run("INSERT INTO sender_telling (city, id, signal, at) VALUES (\(change.city.id), \(id), \(signal.id), \(change.now))")
    }

    /// What waits, the oldest first, at most fifty: for the whole city, or for the departments that the reader works for.
    public static func waiting(_ scene: Scene) throws -> [SenderTelling] {
        guard scene.standing.isStaff else { return [] }
        return try rows("sender_telling.told_at IS NULL", scene).filter { TellSender.permission(scene.standing, $0) == .allowed }
    }
    static func open(of signal: Signal, _ scene: Scene) throws -> SenderTelling? {
        try rows("sender_telling.told_at IS NULL AND sender_telling.signal = \(signal.id)", scene).first
    }
    private static func rows(_ condition: SQLText, _ scene: Scene) throws -> [SenderTelling] {
        try scene.tx.rows("""
            SELECT sender_telling.id, sender_telling.at, signal_contact.answer_by, signal_contact.contact, \(Signal.columns)
            FROM sender_telling JOIN signal ON signal.city = sender_telling.city AND signal.id = sender_telling.signal
            JOIN signal_contact ON signal_contact.city = signal.city AND signal_contact.signal = signal.id
            WHERE sender_telling.city = \(scene.city.id) AND \(condition) AND \(SignalRules.scope(scene.standing)) ORDER BY sender_telling.at, sender_telling.id LIMIT 50
            """) { row in
            let (id, at, way, contact) = (try row.value(ID<SenderTelling>.self), try row.instant(), try row.value(AnswerWay.self), try row.optionalText() ?? "")
            return SenderTelling(id: id, signal: try Signal(row: &row), way: way, contact: contact, at: at)
        }
    }
}

/// Ticks off that the sender was told, or could not be reached.
public struct TellSender: Act {
    public enum Reached: String, CaseIterable, Sendable { case told, unreachable }

    public static let name = "signal.tell"
    public static let target: ObjectKind? = .signal
    public static let permitted: [Who] = [.role(.staff), .role(.departmentHead), .role(.innovationOfficer)]
    public static let form = Form(.choice("reached", of: Reached.self)) { TellSender(reached: $0) }
    let reached: Reached

    public static func load(_ target: Target, _ scene: Scene) throws -> SenderTelling {
        let signal = try SignalQueries.signal(target, scene)
        guard scene.standing.isStaff || scene.standing.isSystem, let open = try SenderTellings.open(of: signal, scene) else { throw Refusal.notFound }
        return open
    }
    public func apply(_ telling: SenderTelling, _ change: Change) throws -> Outcome {
        let changed = try change.tx.run("""
            UPDATE sender_telling SET told_at = \(change.now), person = \(change.standing.person?.id), reached = \(reached == .told)
            WHERE city = \(change.city.id) AND id = \(telling.id) AND told_at IS NULL
            """)
        if changed == 0 { throw Refusal.stale }
        let event = Event(SignalEvent.told, on: telling.signal.reference, of: telling.signal.initiative, isPublic: false, facts: ["reached": .text(reached.rawValue), "by": .text(telling.way.rawValue)])
        try change.happened(event)
        return Outcome(telling.signal.reference)
    }
}
