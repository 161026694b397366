import Storage

enum SubmissionTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE submission (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, challenge TEXT NOT NULL, organisation TEXT,
            team TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, text TEXT NOT NULL, budget_cents BIGINT NOT NULL, state TEXT NOT NULL,
            is_public BOOLEAN NOT NULL, author TEXT, feedback TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, submitted_at BIGINT,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, challenge) REFERENCES challenge (city, id),
            FOREIGN KEY (city, initiative) REFERENCES initiative (city, id), FOREIGN KEY (city, organisation) REFERENCES organisation (city, id))
        """,
        "CREATE INDEX submission_challenge ON submission (city, challenge, created_at)",
        "CREATE INDEX submission_initiative ON submission (city, initiative)",
        "CREATE INDEX submission_author ON submission (city, author)",
    ]

    static func find(code: PublicCode, _ scene: Scene) throws -> Submission? {
        try scene.tx.first("SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND code = \(code)", Submission.init(row:))
    }
    static func find(_ id: ID<Submission>, _ scene: Scene) throws -> Submission? {
        try scene.tx.first("SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND id = \(id)", Submission.init(row:))
    }
    static func all(of challenge: ID<Challenge>, _ scope: SQLText, _ scene: Scene) throws -> [Submission] {
        try scene.tx.rows("""
            SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND challenge = \(challenge) AND \(scope) ORDER BY created_at, id
            """, Submission.init(row:))
    }
    static func count(of challenge: ID<Challenge>, _ scene: Scene) throws -> Int {
        try scene.tx.count("SELECT count(*) FROM submission WHERE city = \(scene.city.id) AND challenge = \(challenge) AND submitted_at IS NOT NULL AND state <> 'withdrawn'")
    }
    static func states(of challenge: ID<Challenge>, _ scene: Scene) throws -> Set<Submission.State> {
        Set(try scene.tx.rows("SELECT DISTINCT state FROM submission WHERE city = \(scene.city.id) AND challenge = \(challenge)") { try $0.value() })
    }
    /// Everybody with a live draft or submission.
    static func submitters(of challenge: ID<Challenge>, _ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("""
            SELECT DISTINCT author FROM submission WHERE city = \(scene.city.id) AND challenge = \(challenge) AND author IS NOT NULL AND state <> 'withdrawn' ORDER BY author
            """) { try $0.value() }
    }

    static func move(_ submission: Submission, _ state: Submission.State, setting values: SQLText = "", _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE submission SET state = \(state), is_public = \(submission.isOpen(in: state)), version = version + 1\(values)
            WHERE city = \(change.city.id) AND id = \(submission.id) AND state = \(submission.state) AND version = \(submission.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}
