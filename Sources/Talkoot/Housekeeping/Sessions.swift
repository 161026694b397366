public import Storage

/// Somebody signed in on one device. The table holds only the hash of what the cookie says.
public struct Session: Sendable, Hashable {
    public let id: String
    public let person: ID<Person>
    public let device: String
    public let createdAt: Instant
    public let seenAt: Instant
}

extension Platform {
    static var sessionSeconds: Int64 { 14 * 86_400 }

    /// Signs a person in on a device and returns the token for the cookie.
    public func beginSession(of person: ID<Person>, in city: ID<City>, device: String) async throws -> String {
        let token = Hex.text(random.bytes(32))
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO session (id, city, person, device, created_at, seen_at, expires_at)
                VALUES (\(Secrets.hash(token)), \(city), \(person), \(String(device.prefix(200))), \(now), \(now), \(now.adding(seconds: Self.sessionSeconds)))
                """)
        }
        return token
    }

    /// Gives a session that is a day old a new token; the old one ends. Nil where it is younger.
    public func renewSession(_ token: String) async throws -> String? {
        let fresh = Hex.text(random.bytes(32))
        return try await keepHouse { tx, now in
            let changed = try tx.run("""
                UPDATE session SET id = \(Secrets.hash(fresh)), seen_at = \(now), expires_at = \(now.adding(seconds: Self.sessionSeconds))
                WHERE id = \(Secrets.hash(token)) AND seen_at < \(now.adding(days: -1)) AND expires_at > \(now)
                """)
            return changed == 1 ? fresh : nil
        }
    }

    public func endSession(_ token: String) async throws {
        try await keepHouse { tx, _ in _ = try tx.run("DELETE FROM session WHERE id = \(Secrets.hash(token))") }
    }
    /// Ends one of somebody's sessions, or all but the one at hand.
    public func endSessions(of person: ID<Person>, in city: ID<City>, id: String?, except token: String) async throws {
        let own = Secrets.hash(token)
        try await keepHouse { tx, _ in
            if let id { try tx.run("DELETE FROM session WHERE city = \(city) AND person = \(person) AND id = \(id)") }
            else { try tx.run("DELETE FROM session WHERE city = \(city) AND person = \(person) AND id <> \(own)") }
        }
    }
}

public enum Sessions {
    public static func all(of person: ID<Person>, _ scene: Scene) throws -> [Session] {
        try scene.tx.rows("""
            SELECT id, person, device, created_at, seen_at FROM session WHERE city = \(scene.city.id) AND person = \(person) AND expires_at > \(scene.now) ORDER BY seen_at DESC, id
            """) { Session(id: try $0.text(), person: try $0.value(), device: try $0.text(), createdAt: try $0.instant(), seenAt: try $0.instant()) }
    }
    public static func identifier(of token: String) -> String { Secrets.hash(token) }
}

extension Platform {
    /// A look at the city of an address as whoever the session belongs to, in one transaction.
    /// - Parameter body: gets the scene, and whether the session is old enough to be given a new token.
    public func look<Value: Sendable>(citySlug: String, session token: String?, _ body: @escaping @Sendable (Scene, Bool) throws -> Value) async throws -> Value {
        let now = now(), version = try await changeCount(), entrances = entrances
        let key = KeptEntrances.Key(slug: citySlug, session: token)
        let kept = entrances.find(key, version: version, now: now)
        return try await reading { tx in
            let found = try kept ?? Self.enter(key, now, tx)
            if kept == nil { entrances.keep(found, key, version: version, now: now) }
            let entrance = found.entrance
            let isStale = entrance.seenAt.map { $0 < now.adding(days: -1) } ?? false
            return try body(Scene(tx: tx, city: entrance.city, standing: entrance.standing, now: now, names: found.names), isStale)
        }
    }
    private static func enter(_ key: KeptEntrances.Key, _ now: Instant, _ tx: any Transaction) throws -> KeptEntrances.Kept {
        guard let entrance = try Entrance.open(.slug(key.slug), key.session.map { .session($0) } ?? .actor(.visitor), now, tx) else { throw Refusal.notFound }
        return KeptEntrances.Kept(entrance: entrance, names: try CityNames.read(entrance.city.id, tx))
    }
}
