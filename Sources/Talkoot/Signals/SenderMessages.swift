import Storage

/// What the sender of a signal wrote afterwards, in answer to a letter of the city. The city's staff and the sender read it.
public struct SenderMessage: Sendable, Hashable {
    public let at: Instant
    public let text: String
}

public enum SenderMessages {
    static let migration: [SQLText] = [
        "ALTER TABLE signal_contact ADD COLUMN message_id TEXT",
        "ALTER TABLE signal_contact ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX signal_contact_message ON signal_contact (city, message_id) WHERE message_id IS NOT NULL",
        """
        CREATE TABLE signal_message (
            city TEXT NOT NULL, id TEXT NOT NULL, signal TEXT NOT NULL, at BIGINT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (city, id), FOREIGN KEY (city, signal) REFERENCES signal (city, id))
        """,
        "CREATE INDEX signal_message_signal ON signal_message (city, signal, at)",
    ]

    /// Oldest first, at most a hundred; nothing for those who only read what is public.
    public static func of(_ signal: Signal, _ scene: Scene) throws -> [SenderMessage] {
        guard scene.standing.isStaff || scene.standing.isSystem || scene.standing.person.map({ $0.id == signal.author }) ?? false else { return [] }
        return try all(signal, scene)
    }
    /// For whoever holds the tracking code.
    public static func ofTracked(_ code: String, _ scene: Scene) throws -> [SenderMessage] {
        try SignalTable.find(tracking: TrackingCode.hash(code), scene).map { try all($0, scene) } ?? []
    }
    private static func all(_ signal: Signal, _ scene: Scene) throws -> [SenderMessage] {
        try scene.tx.rows("SELECT at, text FROM signal_message WHERE city = \(scene.city.id) AND signal = \(signal.id) ORDER BY at, id LIMIT 100") {
            SenderMessage(at: try $0.instant(), text: try $0.text())
        }
    }

    /// The signal whose letter this one answers: our letters are named after their notices, and only whoever got one knows its name.
    /// The address must be the signal's too, so that a letter that was passed on opens nothing.
    static func thread(of mail: IncomingMail, _ scene: Scene) throws -> ObjectReference? {
        let known = mail.references.filter { (8...300).contains($0.utf8.count) }.suffix(20)
        if known.isEmpty { return nil }
        let notices = known.map { String($0.prefix { $0 != "@" }) }
        let signals: SQLText = """
            SELECT object_id FROM notice WHERE city = \(scene.city.id) AND object_kind = 'signal' AND is_contact AND id IN (\(list: Array(notices)))
            UNION SELECT signal FROM signal_contact WHERE city = \(scene.city.id) AND message_id IN (\(list: Array(known)))
            """
        return try scene.tx.first("""
            SELECT signal.id, signal.code FROM signal JOIN signal_contact ON signal_contact.city = signal.city AND signal_contact.signal = signal.id
            WHERE signal.city = \(scene.city.id) AND signal_contact.email = \(mail.from.text) AND signal.id IN (\(signals)) ORDER BY signal.created_at DESC LIMIT 1
            """) { ObjectReference(.signal, id: try $0.text(), code: try $0.value()) }
    }
}

/// A further message of a signal's sender, by mail or from the page of the own signal.
struct AddSenderMessage: Act {
    static let name = "signal.addMessage"
    static let target: ObjectKind? = .signal
    static let permitted: [Who] = [.author, .system]
    static let form = Form(.text("text", max: 20_000), .files("photos", picturesOnly: true)) { AddSenderMessage(text: $0, photos: $1) }
    let text: String, photos: [String]

    static func load(_ target: Target, _ scene: Scene) throws -> Signal { try SignalQueries.signal(target, scene) }
    static func objection(_ standing: Standing, _ signal: Signal) -> String? { standing.limitation }
    /// Letters are counted at the post; what comes by the site is counted here.
    func problems(_ signal: Signal, _ scene: Scene) throws -> [Problem] { scene.standing.isSystem ? [] : try SenderMessages.room(for: signal, scene) }

    func apply(_ signal: Signal, _ change: Change) throws -> Outcome {
        if change.standing.isSystem { change.part = Who.anyone.name }
        return try SenderMessages.add(text, photos: photos, to: signal, change)
    }
}
