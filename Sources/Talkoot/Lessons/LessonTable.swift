public import Storage

enum LessonTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE lesson (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, pilot TEXT NOT NULL, department TEXT NOT NULL, organisation TEXT,
            kind TEXT NOT NULL, title TEXT NOT NULL, expected TEXT NOT NULL, happened TEXT NOT NULL, cause TEXT, advice TEXT NOT NULL, applies_to TEXT NOT NULL, state TEXT NOT NULL,
            is_public BOOLEAN NOT NULL, author TEXT, uses BIGINT NOT NULL, created_at BIGINT NOT NULL, published_at BIGINT,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, pilot) REFERENCES pilot (city, id))
        """,
        "CREATE INDEX lesson_public ON lesson (city, is_public, created_at, id)",
        "CREATE INDEX lesson_initiative ON lesson (city, initiative)",
        """
        CREATE TABLE lesson_use (
            city TEXT NOT NULL, lesson TEXT NOT NULL, organisation TEXT NOT NULL, person TEXT, context TEXT NOT NULL, used_at BIGINT NOT NULL,
            PRIMARY KEY (city, lesson, organisation), FOREIGN KEY (city, lesson) REFERENCES lesson (city, id))
        """,
    ]
    /// A problem teaches something too. SQLite cannot take `NOT NULL` from a column, so the tables are made anew there.
    static let ofProblems = Migration("lessonsOfProblems") { dialect in
        if dialect == .postgresql {
            return ["ALTER TABLE lesson ALTER COLUMN pilot DROP NOT NULL", "ALTER TABLE lesson ADD COLUMN problem TEXT",
                    "ALTER TABLE lesson ADD FOREIGN KEY (city, problem) REFERENCES problem (city, id)", "CREATE INDEX lesson_problem ON lesson (city, problem)"]
        }
        return [
            """
            CREATE TABLE lesson_anew (
                city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, pilot TEXT, department TEXT NOT NULL, organisation TEXT,
                kind TEXT NOT NULL, title TEXT NOT NULL, expected TEXT NOT NULL, happened TEXT NOT NULL, cause TEXT, advice TEXT NOT NULL, applies_to TEXT NOT NULL, state TEXT NOT NULL,
                is_public BOOLEAN NOT NULL, author TEXT, uses BIGINT NOT NULL, created_at BIGINT NOT NULL, published_at BIGINT, problem TEXT,
                PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, pilot) REFERENCES pilot (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
            """,
            """
            INSERT INTO lesson_anew SELECT city, id, code, initiative, pilot, department, organisation, kind, title, expected, happened, cause, advice, applies_to, state, is_public, author,
                uses, created_at, published_at, NULL FROM lesson
            """,
            """
            CREATE TABLE lesson_use_anew (
                city TEXT NOT NULL, lesson TEXT NOT NULL, organisation TEXT NOT NULL, person TEXT, context TEXT NOT NULL, used_at BIGINT NOT NULL,
                PRIMARY KEY (city, lesson, organisation), FOREIGN KEY (city, lesson) REFERENCES lesson_anew (city, id))
            """,
            "INSERT INTO lesson_use_anew SELECT city, lesson, organisation, person, context, used_at FROM lesson_use",
            "DROP TABLE lesson_use",
            "DROP TABLE lesson",
            "ALTER TABLE lesson_anew RENAME TO lesson",
            "ALTER TABLE lesson_use_anew RENAME TO lesson_use",
            "CREATE INDEX lesson_public ON lesson (city, is_public, created_at, id)",
            "CREATE INDEX lesson_initiative ON lesson (city, initiative)",
            "CREATE INDEX lesson_problem ON lesson (city, problem)",
        ]
    }
    static func find(code: PublicCode, _ scene: Scene) throws -> Lesson? {
        try scene.tx.first("SELECT \(Lesson.columns) FROM lesson WHERE city = \(scene.city.id) AND code = \(code)", Lesson.init(row:))
    }
    static func published(of pilot: ID<Pilot>, _ scene: Scene) throws -> [Lesson] {
        try scene.tx.rows("SELECT \(Lesson.columns) FROM lesson WHERE city = \(scene.city.id) AND pilot = \(pilot) AND state = 'published' ORDER BY created_at, id", Lesson.init(row:))
    }
}

enum LessonRules {
    static func mayRead(_ lesson: Lesson, _ standing: Standing) -> Bool {
        lesson.isPublic || standing.isStaff || standing.isSystem || standing.matches(.author, lesson.bearings) || standing.matches(.representative, lesson.bearings)
    }
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isStaff || standing.isSystem { return "TRUE" }
        var ways: [SQLText] = ["lesson.is_public"]
        if let person = standing.person { ways.append("lesson.author = \(person.id)") }
        if !standing.organisations.isEmpty { ways.append("lesson.organisation IN (\(list: standing.organisations.sorted { $0.rawValue < $1.rawValue }))") }
        return "(\(SQLText(joining: ways, by: " OR ")))"
    }
}

public enum LessonQueries {
    public static func lesson(_ target: Target, _ scene: Scene) throws -> Lesson {
        guard let lesson = try LessonTable.find(code: target.code, scene), LessonRules.mayRead(lesson, scene.standing) else { throw Refusal.notFound }
        return lesson
    }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Lesson> {
        Query("""
            SELECT \(Lesson.columns) FROM lesson WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(LessonRules.scope(scene.standing)) ORDER BY created_at, id
            """, Lesson.init(row:))
    }
    /// What a problem taught when its work ended.
    public static func of(_ problem: CityProblem, _ scene: Scene) throws -> [Lesson] {
        try scene.tx.rows("SELECT \(Lesson.columns) FROM lesson WHERE city = \(scene.city.id) AND problem = \(problem.id) AND \(LessonRules.scope(scene.standing)) ORDER BY created_at, id", Lesson.init(row:))
    }
    public static func list(kind: Lesson.Kind? = nil, cause: Lesson.Cause? = nil, department: ID<Department>? = nil, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Lesson> {
        var conditions: [SQLText] = ["lesson.city = \(scene.city.id)", LessonRules.scope(scene.standing)]
        if let kind { conditions.append("lesson.kind = \(kind)") }
        if let cause { conditions.append("lesson.cause = \(cause)") }
        if let department { conditions.append("lesson.department = \(department)") }
        return try Listing.read(
            Lesson.columns, from: "lesson", where: conditions, by: "lesson.created_at", id: "lesson.id",
            after: cursor, limit: limit, scene.tx, Lesson.init(row:)) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
