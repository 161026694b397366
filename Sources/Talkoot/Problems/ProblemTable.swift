import Storage

enum ProblemTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE problem (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, title TEXT NOT NULL, statement TEXT NOT NULL,
            affected TEXT NOT NULL, department TEXT NOT NULL, district TEXT, quadrant TEXT, outcome TEXT NOT NULL, metric TEXT NOT NULL, baseline TEXT NOT NULL,
            target TEXT NOT NULL, route TEXT, route_reason TEXT NOT NULL, state TEXT NOT NULL, is_public BOOLEAN NOT NULL, owner TEXT, version BIGINT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code),
            FOREIGN KEY (city, initiative) REFERENCES initiative (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX problem_public ON problem (city, is_public, created_at, id)",
        "CREATE INDEX problem_initiative ON problem (city, initiative)",
    ]

    /// What came with the room's depth: several owners, resting, joining, splitting, and the people who define.
    static let depth: [SQLText] = [
        "ALTER TABLE problem ADD COLUMN co_owners TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE problem ADD COLUMN accepted_at BIGINT",
        "ALTER TABLE problem ADD COLUMN openness TEXT",
        "ALTER TABLE problem ADD COLUMN wakes_on TEXT",
        "ALTER TABLE problem ADD COLUMN merged_into TEXT",
        "ALTER TABLE problem ADD COLUMN parent TEXT",
        """
        CREATE TABLE problem_member (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (city, problem, person),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ]

    /// What is said when it is solved.
    static let ends: [SQLText] = ["ALTER TABLE problem ADD COLUMN reached TEXT", "ALTER TABLE problem ADD COLUMN civic_value TEXT"]

    /// Who brings one, how something is bought, and whose decision that was.
    static let origins: [SQLText] = [
        "ALTER TABLE problem ADD COLUMN brought_by TEXT", "ALTER TABLE problem ADD COLUMN procurement TEXT", "ALTER TABLE problem ADD COLUMN route_behalf TEXT",
    ]

    static func find(code: PublicCode, _ scene: Scene) throws -> CityProblem? {
        try scene.tx.first("SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id) AND code = \(code)", CityProblem.init(row:))
    }
    static func find(_ id: ID<CityProblem>, _ scene: Scene) throws -> CityProblem? {
        try scene.tx.first("SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id) AND id = \(id)", CityProblem.init(row:))
    }

    /// Who owns it beside the first department, as those acts left it.
    static func keepCoOwners(_ departments: Set<ID<Department>>, of problem: ID<CityProblem>, _ change: Change) throws {
        let listed = departments.map(\.rawValue).sorted().joined(separator: ",")
        try change.tx.run("UPDATE problem SET co_owners = \(listed) WHERE city = \(change.city.id) AND id = \(problem)")
    }

    /// Sets something without moving it, or says that somebody was faster.
    static func set(_ values: SQLText, of problem: CityProblem, _ change: Change) throws {
        let changed = try change.tx.run("UPDATE problem SET \(values), version = version + 1 WHERE city = \(change.city.id) AND id = \(problem.id) AND version = \(problem.version)")
        if changed == 0 { throw Refusal.stale }
    }

    /// Moves it with whatever else the move sets, or says that somebody was faster.
    static func move(_ problem: CityProblem, _ state: CityProblem.State, setting values: SQLText = "", _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE problem SET state = \(state), is_public = \(state != .draft && problem.visibility.isShown), version = version + 1\(values)
            WHERE city = \(change.city.id) AND id = \(problem.id) AND state = \(problem.state) AND version = \(problem.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}
