import Storage

enum PersonTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE person (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, email TEXT, display_name TEXT NOT NULL,
            language TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'left')), created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, email))
        """,
        """
        CREATE TABLE role_grant (
            city TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, department TEXT, scope TEXT,
            mandate_of TEXT, from_at BIGINT NOT NULL, until_at BIGINT, given_by TEXT, ended_at BIGINT,
            PRIMARY KEY (city, id), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX role_grant_person ON role_grant (city, person)",
        "CREATE INDEX role_grant_role ON role_grant (city, role)",
    ]

    static func find(_ id: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> Person? {
        try tx.first("SELECT \(Person.columns) FROM person WHERE city = \(city) AND id = \(id)", Person.init(row:))
    }
    static func find(email: String, _ city: ID<City>, _ tx: any Transaction) throws -> Person? {
        try tx.first("SELECT \(Person.columns) FROM person WHERE city = \(city) AND email = \(email)", Person.init(row:))
    }
    static func insert(_ id: ID<Person>, email: String?, name: String, _ language: Language, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO person (city, id, email, display_name, language, state, created_at)
            VALUES (\(city), \(id), \(email), \(name), \(language), \(Person.State.active), \(now))
            """)
    }

    static func grants(of person: ID<Person>, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws -> [Grant] {
        try tx.rows("""
            SELECT id, role, department, scope, mandate_of, phases, until_at FROM role_grant
            WHERE city = \(city) AND person = \(person) AND from_at <= \(now) AND (until_at IS NULL OR until_at > \(now)) AND ended_at IS NULL
            ORDER BY from_at, id
            """) { row in
            Grant(id: try row.value(), role: try row.value(), department: try row.optionalValue(), scope: try row.optionalText(),
                  mandateOf: try row.optionalValue(), phases: try row.optionalText().map(MandatePhase.read), until: try row.optionalInstant())
        }
    }
    static func grant(_ role: Role, to person: ID<Person>, department: ID<Department>? = nil, scope: String? = nil, under mandate: Mandate? = nil,
                      standIn: ID<Person>? = nil, from: Instant? = nil, until: Instant? = nil, because reason: String? = nil, _ change: Change) throws {
        let id: ID<Grant> = change.newID()
        try change.tx.run("""
            INSERT INTO role_grant (city, id, person, role, department, scope, mandate_of, mandate, phases, stand_in, from_at, until_at, given_by, reason)
            VALUES (\(change.city.id), \(id), \(person), \(role), \(department), \(scope), \(mandate?.organisation), \(mandate?.code), \(mandate.map { MandatePhase.written($0.phases) }), \(standIn), \(from ?? change.now), \(until), \(change.standing.person?.id), \(reason))
            """)
    }
    /// Whether the city would still have an administrator for good without this person: one for the whole city, without an end, who is here.
    static func hasLastingAdministrator(without person: ID<Person>, _ scene: Scene) throws -> Bool {
        try scene.tx.exists("""
            SELECT 1 FROM role_grant JOIN person ON person.city = role_grant.city AND person.id = role_grant.person
            WHERE role_grant.city = \(scene.city.id) AND role_grant.role = \(Role.administrator) AND role_grant.department IS NULL AND role_grant.scope IS NULL
            AND role_grant.from_at <= \(scene.now) AND role_grant.until_at IS NULL AND role_grant.ended_at IS NULL AND person.state = 'active' AND person.id <> \(person)
            """)
    }
    static func endGrants(of person: ID<Person>, _ role: Role, scope: String, _ change: Change) throws {
        try change.tx.run("""
            UPDATE role_grant SET ended_at = \(change.now) WHERE city = \(change.city.id) AND person = \(person) AND role = \(role) AND scope = \(scope) AND ended_at IS NULL
            """)
    }
    /// Everybody who works for the city now, in whatever role and department.
    static func officials(_ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("""
            SELECT DISTINCT person FROM role_grant WHERE city = \(scene.city.id) AND role IN (\(list: Role.allCases.filter(\.isOfCity)))
            AND from_at <= \(scene.now) AND (until_at IS NULL OR until_at > \(scene.now)) AND ended_at IS NULL ORDER BY person
            """) { try $0.value() }
    }
    /// Everybody who holds the role now, for the department or for the whole city.
    static func holders(of role: Role, _ department: ID<Department>?, _ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("""
            SELECT DISTINCT person FROM role_grant
            WHERE city = \(scene.city.id) AND role = \(role) AND (department IS NULL OR department = \(department)) AND scope IS NULL
            AND from_at <= \(scene.now) AND (until_at IS NULL OR until_at > \(scene.now)) AND ended_at IS NULL ORDER BY person
            """) { try $0.value() }
    }
}
