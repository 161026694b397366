import Dispatch
import Storage

extension CredentialTable {
    static let passwords: [SQLText] = [
        """
        CREATE TABLE password (
            city TEXT NOT NULL, person TEXT NOT NULL, hash TEXT NOT NULL, set_at BIGINT NOT NULL,
            PRIMARY KEY (city, person), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
    ]
    static func password(of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> PasswordHash? {
        try tx.first("SELECT hash FROM password WHERE city = \(city) AND person = \(person)") { try $0.text() }.flatMap(PasswordHash.init(kept:))
    }
    static func set(_ hash: PasswordHash, of person: ID<Person>, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO password (city, person, hash, set_at) VALUES (\(city), \(person), \(hash.kept), \(now))
            ON CONFLICT (city, person) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
            """)
    }
}

public enum Passwords {
    /// Since when the signed-in person has one.
    public static func since(_ scene: Scene) throws -> Instant? {
        guard let person = scene.standing.person?.id else { return nil }
        return try scene.tx.first("SELECT set_at FROM password WHERE city = \(scene.city.id) AND person = \(person)") { try $0.instant() }
    }
}

extension Platform {
    /// Whose address and password these are; nil where they fit nobody, which takes as long as where they do.
    public func passwordOwner(_ email: EmailAddress, _ password: String, in city: ID<City>) async throws -> ID<Person>? {
        let found = try await reading { tx -> (person: ID<Person>, hash: PasswordHash)? in
            guard let person = try PersonTable.find(email: email.text, city, tx), person.state == .active else { return nil }
            return try CredentialTable.password(of: person.id, city, tx).map { (person.id, $0) }
        }
        let nobodys = "scrypt$ln=15,r=8,p=3$00000000000000000000000000000000$0000000000000000000000000000000000000000000000000000000000000000"
        guard let hash = found?.hash ?? PasswordHash(kept: nobodys) else { return nil }
        let given = String(password.prefix(PasswordRules.most))
        let isRight = try await Self.scrypt { try hash.matches(given) }
        guard let found, isRight else { return nil }
        return found.person
    }
    /// Whether it is this person's own, as for changing it.
    public func isPassword(_ password: String, of person: ID<Person>, in city: ID<City>) async throws -> Bool {
        guard let hash = try await reading({ try CredentialTable.password(of: person, city, $0) }) else { return false }
        return try await Self.scrypt { try hash.matches(String(password.prefix(PasswordRules.most))) }
    }

    /// Sets or changes a password; the person's other sessions end, and a letter says so. Throws ``Refusal/invalid(_:)`` for one that is too weak.
    public func setPassword(_ password: String, of person: Person, session: String, in city: City) async throws {
        try await setPassword(password, of: person, session: session, in: city, cost: .usual)
    }
    func setPassword(_ password: String, of person: Person, session: String, in city: City, cost: PasswordHash.Cost) async throws {
        if let problem = PasswordRules.problem(of: password, own: [person.email ?? "", person.displayName, city.name]) { throw Refusal.invalid([problem]) }
        if try isLost(password) { throw Refusal.invalid([Problem("password", "problem.passwordLost")]) }
        let salt = random.bytes(16), id = person.id, place = city.id
        let hash = try await Self.scrypt { try PasswordHash(of: password, salt: salt, cost: cost) }
        try await keepHouse { tx, now in
            try CredentialTable.set(hash, of: id, place, now, tx)
            try SessionTable.endOthers(of: id, place, except: session, tx)
        }
        try await tell(.passwordSet, id, in: place)
    }
    /// A list that is set and cannot be read lets nothing pass.
    private func isLost(_ password: String) throws -> Bool {
        do { return try lostPasswords?.contains(password) ?? false } catch { throw Refusal.busy }
    }
    public func removePassword(of person: ID<Person>, session: String, in city: ID<City>) async throws {
        let removed = try await keepHouse { tx, _ in
            try SessionTable.endOthers(of: person, city, except: session, tx)
            return try tx.run("DELETE FROM password WHERE city = \(city) AND person = \(person)")
        }
        if removed > 0 { try await tell(.passwordRemoved, person, in: city) }
    }

    /// Notes that somebody has proved the first of two factors by password, as a right code by mail does. The answer is the request's name.
    public func passFirstFactor(_ email: EmailAddress, _ language: Language, in city: ID<City>) async throws -> String {
        let id = Hex.text(random.bytes(16))
        try await keepHouse { tx, now in
            _ = try tx.run("""
                INSERT INTO sign_in_request (id, city, email, language, created_at, expires_at, attempts, used_at)
                VALUES (\(id), \(city), \(email.text), \(language), \(now), \(now.adding(seconds: 15 * 60)), \(0), \(now))
                """)
        }
        return id
    }

    /// One at a time on a thread of its own: each takes 32 MiB and a good part of a second, which must hold up nothing else.
    private static let queue = DispatchQueue(label: "talkoot.passwords")
    private static func scrypt<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
