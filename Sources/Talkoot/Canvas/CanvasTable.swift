import Storage

enum CanvasTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE canvas (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (city, problem),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE canvas_answer (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, version BIGINT NOT NULL, author TEXT,
            at BIGINT NOT NULL, ground TEXT NOT NULL, PRIMARY KEY (city, problem, field), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE canvas_version (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, field TEXT NOT NULL, version BIGINT NOT NULL, text TEXT NOT NULL, author TEXT,
            at BIGINT NOT NULL, PRIMARY KEY (city, problem, field, version), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE canvas_beside (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, problem TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, based_on BIGINT NOT NULL,
            author TEXT, at BIGINT NOT NULL, settled_at BIGINT, PRIMARY KEY (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX canvas_beside_open ON canvas_beside (city, problem, settled_at)",
        """
        CREATE TABLE canvas_sign (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, problem TEXT NOT NULL, question BIGINT NOT NULL, role TEXT NOT NULL, department TEXT,
            person TEXT, at BIGINT NOT NULL, versions TEXT NOT NULL, PRIMARY KEY (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX canvas_sign_problem ON canvas_sign (city, problem, at)",
    ]
    /// What was taken over from another room.
    static let rooms: [SQLText] = ["ALTER TABLE canvas_answer ADD COLUMN is_taken BOOLEAN NOT NULL DEFAULT FALSE"]

    /// One number for the whole canvas, so that a page can ask cheaply whether anything is new.
    static func touch(_ problem: ID<CityProblem>, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO canvas (city, problem, version) VALUES (\(change.city.id), \(problem), \(1)) ON CONFLICT (city, problem) DO UPDATE SET version = canvas.version + 1
            """)
    }
    static func version(_ problem: ID<CityProblem>, _ scene: Scene) throws -> Int {
        try scene.tx.first("SELECT version FROM canvas WHERE city = \(scene.city.id) AND problem = \(problem)") { try $0.int() } ?? 0
    }

    static func answers(_ problem: CityProblem, _ scene: Scene) throws -> [CanvasAnswer] {
        let group = try ProblemGroup.members(of: problem.id, scene)
        let found = try scene.tx.rows("SELECT field, text, version, author, at, ground, is_taken FROM canvas_answer WHERE city = \(scene.city.id) AND problem = \(problem.id)") { row in
            (field: try row.text(), text: try row.text(), version: try row.int(), author: try row.optionalValue(ID<Person>.self), at: try row.instant(), ground: try row.text(),
             isTaken: try row.bool())
        }
        return CanvasField.all.map { field in
            let kept = found.first { $0.field == field.name }
            return CanvasAnswer(problem: problem, field: field, text: kept?.text ?? "", version: kept?.version ?? 0, author: kept?.author, at: kept?.at, ground: kept?.ground ?? "", coreGroup: group,
                                isTaken: kept?.isTaken ?? false)
        }
    }

    /// The next version, or false where somebody was faster.
    static func write(_ text: String, in answer: CanvasAnswer, isTaken: Bool = false, _ change: Change) throws {
        let (city, problem, field, next) = (change.city.id, answer.problem.id, answer.field.name, answer.version + 1)
        let written = try answer.version == 0
            ? change.tx.run("""
                INSERT INTO canvas_answer (city, problem, field, text, version, author, at, ground, is_taken)
                VALUES (\(city), \(problem), \(field), \(text), \(next), \(change.standing.person?.id), \(change.now), '', \(isTaken)) ON CONFLICT DO NOTHING
                """)
            : change.tx.run("""
                UPDATE canvas_answer SET text = \(text), version = \(next), author = \(change.standing.person?.id), at = \(change.now), is_taken = \(isTaken)
                WHERE city = \(city) AND problem = \(problem) AND field = \(field) AND version = \(answer.version)
                """)
        if written == 0 { throw Refusal.stale }
        try change.tx.run("""
            INSERT INTO canvas_version (city, problem, field, version, text, author, at)
            VALUES (\(city), \(problem), \(field), \(next), \(text), \(change.standing.person?.id), \(change.now))
            """)
    }
    static func writeBeside(_ text: String, _ answer: CanvasAnswer, from version: Int, _ change: Change) throws {
        let id: ID<BesideText> = change.newID()
        try change.tx.run("""
            INSERT INTO canvas_beside (city, id, problem, field, text, based_on, author, at)
            VALUES (\(change.city.id), \(id), \(answer.problem.id), \(answer.field.name), \(text), \(version), \(change.standing.person?.id), \(change.now))
            """)
    }
    /// Empties the sheet; who wrote and signed when stays.
    static func wipe(_ problem: ID<CityProblem>, _ change: Change) throws {
        for table: SQLText in ["canvas_answer", "canvas_version", "canvas_beside"] {
            try change.tx.run("UPDATE \(table) SET text = '' WHERE city = \(change.city.id) AND problem = \(problem)")
        }
    }
    /// A lot begins with the canvas of its whole and the signatures under it.
    static func copy(from whole: ID<CityProblem>, to lot: ID<CityProblem>, suffix: String, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("INSERT INTO canvas (city, problem, version) SELECT city, \(lot), version FROM canvas WHERE city = \(city) AND problem = \(whole)")
        try change.tx.run("""
            INSERT INTO canvas_answer (city, problem, field, text, version, author, at, ground)
            SELECT city, \(lot), field, text, version, author, at, ground FROM canvas_answer WHERE city = \(city) AND problem = \(whole)
            """)
        try change.tx.run("""
            INSERT INTO canvas_version (city, problem, field, version, text, author, at)
            SELECT city, \(lot), field, version, text, author, at FROM canvas_version WHERE city = \(city) AND problem = \(whole)
            """)
        try change.tx.run("""
            INSERT INTO canvas_sign (city, id, problem, question, role, department, person, at, versions)
            SELECT city, id || '-' || \(suffix), \(lot), question, role, department, person, at, versions FROM canvas_sign WHERE city = \(city) AND problem = \(whole)
            """)
    }

    /// The texts that still stand beside others; of one field or of all.
    static func beside(_ problem: ID<CityProblem>, field: String? = nil, _ scene: Scene) throws -> [BesideText] {
        let only: SQLText = field.map { "AND field = \($0)" } ?? ""
        return try scene.tx.rows("""
            SELECT id, field, text, based_on, author, at FROM canvas_beside
            WHERE city = \(scene.city.id) AND problem = \(problem) AND settled_at IS NULL \(only) ORDER BY at, id
            """, BesideText.init(row:))
    }
    static func versions(_ answer: CanvasAnswer, _ scene: Scene) throws -> [CanvasVersion] {
        try scene.tx.rows("""
            SELECT field, version, text, author, at FROM canvas_version
            WHERE city = \(scene.city.id) AND problem = \(answer.problem.id) AND field = \(answer.field.name) ORDER BY version DESC LIMIT 100
            """, CanvasVersion.init(row:))
    }
}
