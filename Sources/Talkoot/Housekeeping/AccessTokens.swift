public import Storage

extension Platform {
    /// A personal token for programs and the command line; shown once, kept as a hash.
    public func newAccessToken(for person: ID<Person>, in city: ID<City>, named name: String, days: Int = 90) async throws -> String {
        let token = "tk_" + Hex.text(random.bytes(24))
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO access_token (id, city, person, name, created_at, expires_at)
                VALUES (\(Secrets.hash(token)), \(city), \(person), \(String(name.prefix(80))), \(now), \(now.adding(days: days)))
                """)
        }
        return token
    }
    public func endAccessToken(_ id: String, of person: ID<Person>, in city: ID<City>) async throws {
        try await keepHouse { tx, _ in _ = try tx.run("DELETE FROM access_token WHERE id = \(id) AND city = \(city) AND person = \(person)") }
    }
}

public struct AccessToken: Sendable {
    public let id: String, name: String, createdAt: Instant, expiresAt: Instant
}

public enum AccessTokens {
    public static func owner(_ token: String, _ now: Instant, _ tx: any Transaction) throws -> (city: ID<City>, person: ID<Person>)? {
        try tx.first("SELECT city, person FROM access_token WHERE id = \(Secrets.hash(token)) AND expires_at > \(now)") { (try $0.value(), try $0.value()) }
    }
    public static func all(_ scene: Scene) throws -> [AccessToken] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("""
            SELECT id, name, created_at, expires_at FROM access_token WHERE city = \(scene.city.id) AND person = \(person.id) AND expires_at > \(scene.now) ORDER BY created_at, id
            """) { AccessToken(id: try $0.text(), name: try $0.text(), createdAt: try $0.instant(), expiresAt: try $0.instant()) }
    }
}
