import Storage

/// Somebody signed in on one device. The table holds only hashes of what the cookies say.
public struct Session: Sendable, Hashable {
    public let id: String
    public let person: ID<Person>
    public let device: String
    public let createdAt: Instant
    public let seenAt: Instant
    /// What the next cookie says, while it was given but not yet used.
    let successor: String?

    public func isOf(token: String) -> Bool { [id, successor].contains(Secrets.hash(token)) }
}

/// How long a session lasts without being used, and in all: shorter for those who work for the city, as the city sets it.
public struct SessionLimits: Sendable, Equatable {
    public let idleSeconds: Int64
    public let wholeSeconds: Int64

    static func of(_ city: City, isStaff: Bool) -> SessionLimits {
        func seconds(_ days: Tunable) -> Int64 { Int64(city.value(of: days)) * 86_400 }
        return isStaff ? SessionLimits(idleSeconds: seconds(.staffIdleDays), wholeSeconds: seconds(.staffDays)) : SessionLimits(idleSeconds: seconds(.idleDays), wholeSeconds: seconds(.sessionDays))
    }
    func end(created: Instant, seen: Instant) -> Instant { min(seen.adding(seconds: idleSeconds), created.adding(seconds: wholeSeconds)) }
}

extension Platform {
    /// Signs a person in on a device and returns the token for the cookie. Whoever calls has checked everything that the account asks for.
    public func beginSession(of person: ID<Person>, in city: ID<City>, device: String) async throws -> String {
        let token = Hex.text(random.bytes(32)), id = Secrets.hash(token)
        try await keepHouse { tx, now in
            guard let place = try CityTable.find(city, tx) else { throw Refusal.notFound }
            let longest = [true, false].map { SessionLimits.of(place, isStaff: $0).wholeSeconds }.max() ?? 0
            try tx.run("""
                INSERT INTO session (id, city, person, device, created_at, seen_at, expires_at, checked_at, turned_at, family)
                VALUES (\(id), \(city), \(person), \(String(device.prefix(200))), \(now), \(now), \(now.adding(seconds: longest)), \(now), \(now), \(id))
                """)
        }
        return token
    }

    public func endSession(_ token: String) async throws {
        try await keepHouse { tx, _ in _ = try tx.run("DELETE FROM session WHERE \(SessionTable.has(token))") }
    }
    /// Ends one of somebody's sessions, or all but the one at hand.
    public func endSessions(of person: ID<Person>, in city: ID<City>, id: String?, except token: String) async throws {
        try await keepHouse { tx, _ in
            if let id { try tx.run("DELETE FROM session WHERE city = \(city) AND person = \(person) AND id = \(id)") }
            else { try SessionTable.endOthers(of: person, city, except: token, tx) }
        }
    }
}

public enum Sessions {
    /// Those that still hold, the last used first.
    public static func all(of person: ID<Person>, _ scene: Scene) throws -> [Session] {
        let limits = SessionLimits.of(scene.city, isStaff: scene.standing.isStaff)
        return try scene.tx.rows("""
            SELECT id, person, device, created_at, seen_at, successor FROM session WHERE city = \(scene.city.id) AND person = \(person) AND expires_at > \(scene.now) ORDER BY seen_at DESC, id
            """) { Session(id: try $0.text(), person: try $0.value(), device: try $0.text(), createdAt: try $0.instant(), seenAt: try $0.instant(), successor: try $0.optionalText()) }
            .filter { limits.end(created: $0.createdAt, seen: $0.seenAt) > scene.now }
    }
}

extension Platform {
    /// A look at the city of an address as whoever the session belongs to, in one transaction.
    /// - Parameters:
    ///   - page: its address within the site. What shows something under a broken seal is written down by it before its reader sees it.
    ///   - body: gets the scene, and what is to be done about the session afterwards.
    public func look<Value: Sendable>(citySlug: String, session token: String?, page: String, _ body: @escaping @Sendable (Scene, SessionUpkeep) throws -> Value) async throws -> Value {
        let now = now(), version = try await changeCount(), entrances = entrances
        let key = KeptEntrances.Key(slug: citySlug, session: token)
        let kept = entrances.find(key, version: version, now: now)
        let (value, city, readings) = try await reading { tx in
            let found = try kept ?? Self.enter(key, now, tx)
            if kept == nil { entrances.keep(found, key, version: version, now: now) }
            let entrance = found.entrance
            let upkeep: SessionUpkeep = token == nil ? .none : entrance.session?.upkeep(at: now) ?? .question
            let scene = Scene(tx: tx, city: entrance.city, standing: entrance.standing, now: now, names: found.names, version: version)
            return (try body(scene, upkeep), entrance.city.id, try SealViews.readings(scene))
        }
        if !readings.isEmpty { try await keepHouse { tx, now in try SealViews.note(readings, page: page, in: city, tx, now) } }
        return value
    }
    private static func enter(_ key: KeptEntrances.Key, _ now: Instant, _ tx: any Transaction) throws -> KeptEntrances.Kept {
        guard let entrance = try Entrance.open(.slug(key.slug), key.session.map { .session($0) } ?? .actor(.visitor), now, tx) else { throw Refusal.notFound }
        return KeptEntrances.Kept(entrance: entrance, names: try CityNames.read(entrance.city.id, tx))
    }
}
