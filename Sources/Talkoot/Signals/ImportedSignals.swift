import Storage

/// A signal that was sent to another platform: it keeps that one's status and date, has no author here and no clock.
struct ImportedSignal {
    let id: ID<Signal>, code: PublicCode, initiative: ID<Initiative>
    let text: String, description: String, category: String, place: String, point: MapPoint?, district: ID<District>?
    let state: Signal.State, answer: String, createdAt: Instant, answeredAt: Instant?
    let origin: String, originStatus: String, language: String?

    var isPublic: Bool { state != .declined }
    var reference: ObjectReference { ObjectReference(.signal, id: id.rawValue, code: code) }
}

extension SignalTable {
    /// All in one statement; at most a thousand, since each takes 22 places and SQLite has 32 766.
    static func insert(_ signals: [ImportedSignal], _ city: ID<City>, _ tx: any Transaction) throws {
        guard !signals.isEmpty else { return }
        let rows: [SQLText] = signals.map { signal in
            """
            (\(city), \(signal.id), \(signal.code), \(signal.initiative), \(signal.text), \(signal.description), \(signal.category), \(signal.place), \(signal.district), \(Signal.Channel.imported),
                \(signal.state), \(signal.isPublic), \(signal.answer), \(signal.createdAt), \(signal.answeredAt), \(signal.origin), \(signal.originStatus), \(signal.language))
            """
        }
        try tx.run("""
            INSERT INTO signal (city, id, code, initiative, text, description, category, place, district, channel, state, is_public, answer, created_at, answered_at,
                origin, origin_status, language)
            VALUES \(SQLText(joining: rows, by: ", "))
            """)
        try SpotCounts.add(signals.map(\.id), city, tx)
    }
    /// Those of these origins that the city has already.
    static func known(_ origins: [String], _ scene: Scene) throws -> Set<String> {
        Set(try scene.tx.rows("SELECT origin FROM signal WHERE city = \(scene.city.id) AND origin IN (\(list: origins))") { try $0.text() })
    }
}
