import Storage

enum OrganisationTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE organisation (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, folded_name TEXT NOT NULL,
            registration_number TEXT, sector TEXT NOT NULL, size TEXT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, registration_number))
        """,
        "CREATE INDEX organisation_name ON organisation (city, folded_name)",
        """
        CREATE TABLE membership (
            city TEXT NOT NULL, organisation TEXT NOT NULL, person TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'ended')),
            since_at BIGINT NOT NULL, PRIMARY KEY (city, organisation, person),
            FOREIGN KEY (city, organisation) REFERENCES organisation (city, id), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX membership_person ON membership (city, person)",
    ]

    static func find(code: PublicCode, _ city: ID<City>, _ tx: any Transaction) throws -> Organisation? {
        try tx.first("SELECT \(Organisation.columns) FROM organisation WHERE city = \(city) AND code = \(code)", Organisation.init(row:))
    }
    static func find(_ id: ID<Organisation>, _ city: ID<City>, _ tx: any Transaction) throws -> Organisation? {
        try tx.first("SELECT \(Organisation.columns) FROM organisation WHERE city = \(city) AND id = \(id)", Organisation.init(row:))
    }
    static func members(of organisation: ID<Organisation>, _ city: ID<City>, _ tx: any Transaction) throws -> [ID<Person>] {
        try tx.rows("SELECT person FROM membership WHERE city = \(city) AND organisation = \(organisation) AND state = 'confirmed' ORDER BY person") { try $0.value() }
    }
    static func organisations(of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> [Organisation] {
        try tx.rows("""
            SELECT \(Organisation.columns) FROM organisation JOIN membership ON membership.city = organisation.city AND membership.organisation = organisation.id
            WHERE organisation.city = \(city) AND membership.person = \(person) AND membership.state = 'confirmed' ORDER BY organisation.name, organisation.id
            """, Organisation.init(row:))
    }
    static func insert(_ id: ID<Organisation>, _ code: PublicCode, name: String, number: String?, _ sector: Organisation.Sector, _ size: Organisation.Size,
                       _ state: Organisation.State, _ visibility: Visibility, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO organisation (city, id, code, name, folded_name, registration_number, sector, size, state, created_at, visibility)
            VALUES (\(city), \(id), \(code), \(name), \(Folding.fold(name)), \(number), \(sector), \(size), \(state), \(now), \(visibility))
            """)
    }
    static func join(_ person: ID<Person>, _ organisation: ID<Organisation>, state: String, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO membership (city, organisation, person, state, since_at) VALUES (\(city), \(organisation), \(person), \(state), \(now))
            ON CONFLICT (city, organisation, person) DO UPDATE SET state = excluded.state, since_at = excluded.since_at
            """)
    }
}
