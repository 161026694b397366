import Storage

enum SignalTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE signal (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, text TEXT NOT NULL, description TEXT NOT NULL,
            category TEXT NOT NULL, place TEXT NOT NULL, department TEXT, district TEXT, channel TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('new', 'accepted', 'merged', 'declined')), is_public BOOLEAN NOT NULL, author TEXT, answer TEXT NOT NULL,
            answered_by TEXT, merged_into TEXT, created_at BIGINT NOT NULL, answered_at BIGINT, origin TEXT, origin_status TEXT, language TEXT,
            PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, origin),
            FOREIGN KEY (city, initiative) REFERENCES initiative (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id),
            FOREIGN KEY (city, district) REFERENCES district (city, id))
        """,
        "CREATE INDEX signal_recent ON signal (city, created_at, id)",
        "CREATE INDEX signal_public ON signal (city, is_public, created_at, id)",
        "CREATE INDEX signal_state ON signal (city, state, created_at, id)",
        "CREATE INDEX signal_district ON signal (city, district, created_at, id)",
        "CREATE INDEX signal_initiative ON signal (city, initiative)",
        "CREATE INDEX signal_author ON signal (city, author, created_at)",
        """
        CREATE TABLE signal_contact (
            city TEXT NOT NULL, signal TEXT NOT NULL, email TEXT, tracking TEXT NOT NULL, PRIMARY KEY (city, signal), UNIQUE (city, tracking),
            FOREIGN KEY (city, signal) REFERENCES signal (city, id))
        """,
    ]
    /// What waits is counted without reading a single signal.
    static let countedFromIndex: [SQLText] = [
        "DROP INDEX signal_state",
        "CREATE INDEX signal_state ON signal (city, state, created_at, id, visibility, department)",
    ]

    static func find(code: PublicCode, _ scene: Scene) throws -> Signal? {
        try scene.tx.first("SELECT \(Signal.columns) FROM signal WHERE city = \(scene.city.id) AND code = \(code)", Signal.init(row:))
    }
    static func find(tracking: String, _ scene: Scene) throws -> Signal? {
        try scene.tx.first("""
            SELECT \(Signal.columns) FROM signal JOIN signal_contact ON signal_contact.city = signal.city AND signal_contact.signal = signal.id
            WHERE signal.city = \(scene.city.id) AND signal_contact.tracking = \(tracking)
            """, Signal.init(row:))
    }

    /// Moves it, or says that somebody was faster.
    static func answer(_ signal: Signal, _ state: Signal.State, reason: String, mergedInto: PublicCode? = nil, initiative: ID<Initiative>? = nil, _ change: Change) throws {
        try SpotCounts.keep(signal.id, change) {
            let changed = try change.tx.run("""
                UPDATE signal SET state = \(state), is_public = \(state != .declined && signal.visibility.isShown), answer = \(reason), answered_by = \(change.standing.person?.id),
                    answered_at = \(change.now), merged_into = \(mergedInto), initiative = \(initiative ?? signal.initiative)
                WHERE city = \(change.city.id) AND id = \(signal.id) AND state = \(signal.state)
                """)
            if changed == 0 { throw Refusal.stale }
        }
    }
}
