import Storage

/// The thread through all rooms: one matter of one city, from the first signal to the last adoption.
/// It keeps nothing but its code and title; its page draws the chain from the rooms' own queries.
public struct Initiative: Sendable, Hashable {
    public let id: ID<Initiative>
    public let code: PublicCode
    public let title: String
    /// False until something of it is public.
    public let isPublic: Bool
    public let startedAt: Instant
    public let movedAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        title = try row.text()
        isPublic = try row.bool()
        startedAt = try row.instant()
        movedAt = try row.instant()
    }
    static let columns: SQLText = "id, code, title, is_public, started_at, moved_at"
}

enum InitiativeTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE initiative (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, is_public BOOLEAN NOT NULL,
            started_at BIGINT NOT NULL, moved_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code))
        """,
        "CREATE INDEX initiative_moved ON initiative (city, is_public, moved_at, id)",
    ]
    static func find(code: PublicCode, _ city: ID<City>, _ tx: any Transaction) throws -> Initiative? {
        try tx.first("SELECT \(Initiative.columns) FROM initiative WHERE city = \(city) AND code = \(code)", Initiative.init(row:))
    }
    static func find(_ id: ID<Initiative>, _ city: ID<City>, _ tx: any Transaction) throws -> Initiative? {
        try tx.first("SELECT \(Initiative.columns) FROM initiative WHERE city = \(city) AND id = \(id)", Initiative.init(row:))
    }
}

extension Change {
    /// Begins a new thread.
    /// - Parameter isUndated: whether its id must not tell when it began.
    public func beginInitiative(titled title: String, isPublic: Bool, isUndated: Bool = false) throws -> (id: ID<Initiative>, code: PublicCode) {
        let id: ID<Initiative> = isUndated ? newUndatedID() : newID()
        let code = try newCode()
        try tx.run("""
            INSERT INTO initiative (city, id, code, title, is_public, started_at, moved_at)
            VALUES (\(city.id), \(id), \(code), \(String(title.prefix(200))), \(isPublic), \(now), \(now))
            """)
        return (id, code)
    }
    /// Notes that something of it moved, with a better title or its first public part.
    public func initiativeMoved(_ id: ID<Initiative>, title: String? = nil, becomesPublic: Bool = false) throws {
        try tx.run("""
            UPDATE initiative SET moved_at = \(now), title = COALESCE(\(title.map { String($0.prefix(200)) }), title), is_public = (is_public OR \(becomesPublic))
            WHERE city = \(city.id) AND id = \(id)
            """)
    }
}
