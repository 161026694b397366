import Storage

enum DecisionTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE decision (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, challenge TEXT NOT NULL, department TEXT NOT NULL,
            question TEXT NOT NULL, chosen TEXT NOT NULL, reasons TEXT NOT NULL, against TEXT NOT NULL, feedback TEXT NOT NULL, mandate_cents BIGINT NOT NULL,
            mandate_until TEXT NOT NULL, appeal_until TEXT NOT NULL, state TEXT NOT NULL, is_public BOOLEAN NOT NULL, decider TEXT, decider_name TEXT NOT NULL,
            taken_at BIGINT NOT NULL, published_at BIGINT, PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, challenge),
            FOREIGN KEY (city, challenge) REFERENCES challenge (city, id), FOREIGN KEY (city, chosen) REFERENCES submission (city, id))
        """,
        "CREATE INDEX decision_public ON decision (city, is_public, taken_at, id)",
        "CREATE INDEX decision_initiative ON decision (city, initiative)",
    ]
    /// Whose decision somebody wrote down.
    static let behalf: [SQLText] = ["ALTER TABLE decision ADD COLUMN behalf TEXT NOT NULL DEFAULT ''"]
    static func find(code: PublicCode, _ scene: Scene) throws -> Decision? {
        try scene.tx.first("SELECT \(Decision.columns) FROM decision WHERE city = \(scene.city.id) AND code = \(code)", Decision.init(row:))
    }
    static func find(_ id: ID<Decision>, _ scene: Scene) throws -> Decision? {
        try scene.tx.first("SELECT \(Decision.columns) FROM decision WHERE city = \(scene.city.id) AND id = \(id)", Decision.init(row:))
    }
    /// Whether nobody has decided on the challenge yet.
    static func none(of challenge: ID<Challenge>, _ scene: Scene) throws -> Bool {
        try !scene.tx.exists("SELECT 1 FROM decision WHERE city = \(scene.city.id) AND challenge = \(challenge)")
    }
    static func move(_ decision: Decision, _ state: Decision.State, setting values: SQLText = "", _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE decision SET state = \(state), is_public = \(decision.isPublic(in: state))\(values)
            WHERE city = \(change.city.id) AND id = \(decision.id) AND state = \(decision.state)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}
