import Storage

/// One change of a setting: who set what, when, why, from when on, and what held before.
public struct SettingChange: Sendable {
    /// Counts the city's changes from 1; the later one holds.
    public let number: Int
    public let name: String
    public let at: Instant
    /// When it takes effect; the same as `at` unless it was planned ahead.
    public let from: Instant
    /// As JSON: a number, a text, a list or an object.
    public let value: JSON
    public let previous: JSON
    /// Who set it; nil once that person has left.
    public let person: ID<Person>?
    public let reason: String

    init(row: inout Row) throws {
        number = try row.int()
        name = try row.text()
        at = try row.instant()
        from = try row.instant()
        value = try JSON(parsing: try row.text())
        previous = try JSON(parsing: try row.text())
        person = try row.optionalValue()
        reason = try row.text()
    }
    static let columns: SQLText = "number, name, at, from_at, value, previous, person, reason"
}

/// The history of all settings, to which rows are only added, and the rows that pages and rules read: what holds now and what is planned.
enum SettingTable {
    static func migration(_ dialect: Dialect) -> [SQLText] {
        let bytes: SQLText = dialect == .sqlite ? "BLOB" : "BYTEA"
        return [
            """
            CREATE TABLE setting_change (
                city TEXT NOT NULL REFERENCES city (id), number BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL, from_at BIGINT NOT NULL,
                value TEXT NOT NULL, previous TEXT NOT NULL, person TEXT, reason TEXT NOT NULL, PRIMARY KEY (city, number))
            """,
            "CREATE INDEX setting_change_name ON setting_change (city, name, number)",
            // What every page of the city shows of its look, and the days on which it works.
            "ALTER TABLE city ADD COLUMN profile TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE city ADD COLUMN working_week TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE department ADD COLUMN parent TEXT",
            "ALTER TABLE department ADD COLUMN budget_codes TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE department ADD COLUMN successor TEXT",
            "ALTER TABLE department ADD COLUMN closed_on TEXT",
            "ALTER TABLE district ADD COLUMN closed_on TEXT",
            "CREATE TABLE crest (city TEXT NOT NULL REFERENCES city (id), digest TEXT NOT NULL, picture \(bytes) NOT NULL, PRIMARY KEY (city, digest))",
            """
            CREATE TABLE statement (
                city TEXT NOT NULL REFERENCES city (id), page TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (city, page, language))
            """,
            """
            CREATE TABLE district_plan (
                city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, districts TEXT NOT NULL, author TEXT,
                created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code))
            """,
        ] + guards(dialect)
    }

    /// The database itself refuses to rewrite the history; only a person may be forgotten.
    private static func guards(_ dialect: Dialect) -> [SQLText] {
        let columns: SQLText = "city, number, name, at, from_at, value, previous, reason"
        switch dialect {
        case .sqlite:
            let refuse: SQLText = "BEGIN SELECT RAISE(ABORT, 'the history of settings is append-only'); END"
            return ["CREATE TRIGGER setting_unchanged BEFORE UPDATE OF \(columns) ON setting_change \(refuse)", "CREATE TRIGGER setting_kept BEFORE DELETE ON setting_change \(refuse)"]
        case .postgresql:
            return [
                "CREATE FUNCTION settings_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the history of settings is append-only''; END'",
                "CREATE TRIGGER setting_unchanged BEFORE UPDATE OF \(columns) ON setting_change FOR EACH ROW EXECUTE FUNCTION settings_append_only()",
                "CREATE TRIGGER setting_kept BEFORE DELETE ON setting_change FOR EACH ROW EXECUTE FUNCTION settings_append_only()",
            ]
        }
    }

    static func append(_ name: String, _ value: JSON, was previous: JSON, from: Instant, because reason: String, _ change: Change) throws {
        let last = try change.tx.first("SELECT number FROM setting_change WHERE city = \(change.city.id) ORDER BY number DESC LIMIT 1") { try $0.int() } ?? 0
        try change.tx.run("""
            INSERT INTO setting_change (city, number, name, at, from_at, value, previous, person, reason)
            VALUES (\(change.city.id), \(last + 1), \(name), \(change.now), \(from), \(value.canonical), \(previous.canonical), \(change.standing.person?.id), \(reason))
            """)
    }

    /// Puts a number where the pages read it. What was planned for that day or later falls; what held before it is not read any more.
    static func put(_ name: String, _ value: Int, from: Instant, because reason: String, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("DELETE FROM setting WHERE city = \(city) AND name = \(name) AND from_at >= \(from)")
        try change.tx.run("""
            INSERT INTO setting (city, name, from_at, value, set_by, reason) VALUES (\(city), \(name), \(from), \(value), \(change.standing.person?.id), \(reason))
            """)
        let holding = try change.tx.first("SELECT from_at FROM setting WHERE city = \(city) AND name = \(name) AND from_at <= \(change.now) ORDER BY from_at DESC LIMIT 1") { try $0.instant() }
        if let holding { try change.tx.run("DELETE FROM setting WHERE city = \(city) AND name = \(name) AND from_at < \(holding)") }
    }

    /// The values that hold from some later moment on, soonest first.
    static func planned(_ scene: Scene) throws -> [(name: String, value: Int, from: Instant)] {
        try scene.tx.rows("SELECT name, value, from_at FROM setting WHERE city = \(scene.city.id) AND from_at > \(scene.now) ORDER BY from_at, name") {
            (try $0.text(), try $0.int(), try $0.instant())
        }
    }
}

extension Tunable {
    /// What held at a moment of the past: what runs keeps the rules that it began with.
    func value(at moment: Instant, _ scene: Scene) throws -> Int {
        let found = try scene.tx.first("""
            SELECT value FROM setting_change WHERE city = \(scene.city.id) AND name = \(name) AND at <= \(moment) AND from_at <= \(moment) ORDER BY number DESC LIMIT 1
            """) { try $0.text() }
        return try found.flatMap { try JSON(parsing: $0).integer.map(Int.init) } ?? standard
    }
}
