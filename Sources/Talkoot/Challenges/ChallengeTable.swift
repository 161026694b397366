import Storage

enum ChallengeTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE challenge (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, problem TEXT NOT NULL, kind TEXT NOT NULL,
            title TEXT NOT NULL, summary TEXT NOT NULL, text TEXT NOT NULL, eligibility TEXT NOT NULL, prize_cents BIGINT NOT NULL, department TEXT NOT NULL,
            opens_at BIGINT, closes_at BIGINT, decision_by TEXT, state TEXT NOT NULL, is_public BOOLEAN NOT NULL, owner TEXT, version BIGINT NOT NULL,
            created_at BIGINT NOT NULL, moved_at BIGINT NOT NULL, origin TEXT, origin_status TEXT, origin_address TEXT,
            PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, origin), CHECK (closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at),
            FOREIGN KEY (city, initiative) REFERENCES initiative (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id),
            FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX challenge_public ON challenge (city, is_public, created_at, id)",
        "CREATE INDEX challenge_state ON challenge (city, state, created_at, id)",
        "CREATE INDEX challenge_initiative ON challenge (city, initiative)",
        """
        CREATE TABLE criterion (
            city TEXT NOT NULL, id TEXT NOT NULL, challenge TEXT NOT NULL, place BIGINT NOT NULL, name TEXT NOT NULL,
            weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 100), PRIMARY KEY (city, id), UNIQUE (city, challenge, place),
            FOREIGN KEY (city, challenge) REFERENCES challenge (city, id))
        """,
    ]

    static func find(code: PublicCode, _ scene: Scene) throws -> Challenge? {
        try scene.tx.first("SELECT \(Challenge.columns) FROM challenge WHERE city = \(scene.city.id) AND code = \(code)", Challenge.init(row:))
    }
    static func find(_ id: ID<Challenge>, _ scene: Scene) throws -> Challenge? {
        try scene.tx.first("SELECT \(Challenge.columns) FROM challenge WHERE city = \(scene.city.id) AND id = \(id)", Challenge.init(row:))
    }
    static func criteria(of challenge: ID<Challenge>, _ scene: Scene) throws -> [Criterion] {
        try scene.tx.rows("SELECT id, name, weight FROM criterion WHERE city = \(scene.city.id) AND challenge = \(challenge) ORDER BY place") {
            Criterion(id: try $0.value(), name: try $0.text(), weight: try $0.int())
        }
    }
    static func replaceCriteria(of challenge: ID<Challenge>, with criteria: [CriterionDraft], _ change: Change) throws {
        try change.tx.run("DELETE FROM criterion WHERE city = \(change.city.id) AND challenge = \(challenge)")
        for (place, criterion) in criteria.enumerated() {
            let id: ID<Criterion> = change.newID()
            try change.tx.run("""
                INSERT INTO criterion (city, id, challenge, place, name, weight) VALUES (\(change.city.id), \(id), \(challenge), \(place), \(criterion.name), \(criterion.weight))
                """)
        }
    }

    static func move(_ challenge: Challenge, _ state: Challenge.State, setting values: SQLText = "", _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE challenge SET state = \(state), is_public = \(challenge.isPublic(in: state)), version = version + 1, moved_at = \(change.now)\(values)
            WHERE city = \(change.city.id) AND id = \(challenge.id) AND state = \(challenge.state) AND version = \(challenge.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}
