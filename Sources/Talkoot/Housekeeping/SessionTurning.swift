import Storage

/// What a session needs after a look. Its token is changed every day, so that a copied cookie is soon worth nothing, and gives itself away:
///
/// a new token is offered and the old one still holds → the browser comes with the new one, and the old one is put among the past ones
/// → whoever comes with a past one has a copy, or had the original: the session ends for both, and the person is told.
///
/// An answer that is lost on its way costs nobody the session, since the old token holds until the new one was used.
public enum SessionUpkeep: Sendable, Equatable {
    case none
    /// It was used.
    case touch
    /// It is due for a new token.
    case renew
    /// The browser came with the new token for the first time.
    case settle
    /// There is a cookie but no session for it here.
    case question
}

enum SessionTable {
    static let turning: [SQLText] = [
        "ALTER TABLE session ADD COLUMN turned_at BIGINT", "ALTER TABLE session ADD COLUMN offered_at BIGINT", "ALTER TABLE session ADD COLUMN family TEXT",
        "CREATE INDEX session_successor ON session (successor) WHERE successor IS NOT NULL",
        "CREATE TABLE session_past (id TEXT PRIMARY KEY, city TEXT NOT NULL, person TEXT NOT NULL, family TEXT NOT NULL, retired_at BIGINT NOT NULL, FOREIGN KEY (city, person) REFERENCES person (city, id))",
        "CREATE INDEX session_past_person ON session_past (city, person)",
    ]
    static func has(_ token: String) -> SQLText {
        let hash = Secrets.hash(token)
        return "(session.id = \(hash) OR session.successor = \(hash))"
    }
    static func endOthers(of person: ID<Person>, _ city: ID<City>, except token: String, _ tx: any Transaction) throws {
        let hash = Secrets.hash(token)
        try tx.run("DELETE FROM session WHERE city = \(city) AND person = \(person) AND id <> \(hash) AND (successor IS NULL OR successor <> \(hash))")
    }
    static let turnSeconds: Int64 = 86_400, touchSeconds: Int64 = 3_600
    /// Requests that were under way while the token changed are no copies.
    static let graceSeconds: Int64 = 60
}

extension Platform {
    /// Offers a session that is due a new token, once within a minute; nil where somebody was faster.
    public func renewSession(_ token: String) async throws -> String? {
        let fresh = Hex.text(random.bytes(32)), grace = SessionTable.graceSeconds
        return try await keepHouse { tx, now in
            let changed = try tx.run("""
                UPDATE session SET successor = \(Secrets.hash(fresh)), offered_at = \(now), seen_at = \(now)
                WHERE id = \(Secrets.hash(token)) AND (offered_at IS NULL OR offered_at < \(now.adding(seconds: -grace)))
                """)
            return changed == 1 ? fresh : nil
        }
    }
    /// The new token was used: the old one is past.
    public func settleSession(_ token: String) async throws {
        let hash = Secrets.hash(token)
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO session_past (id, city, person, family, retired_at) SELECT id, city, person, COALESCE(family, id), \(now) FROM session WHERE successor = \(hash)
                ON CONFLICT DO NOTHING
                """)
            try tx.run("UPDATE session SET id = \(hash), successor = NULL, offered_at = NULL, turned_at = \(now), seen_at = \(now), family = COALESCE(family, id) WHERE successor = \(hash)")
        }
    }
    public func touchSession(_ token: String) async throws {
        try await keepHouse { tx, now in _ = try tx.run("UPDATE session SET seen_at = \(now) WHERE \(SessionTable.has(token))") }
    }
    /// Looks whether a token without a session is a past one of a session that goes on: then that session ends, and its owner is told.
    /// - Returns: whether it was.
    public func questionSession(_ token: String) async throws -> Bool {
        let hash = Secrets.hash(token), grace = SessionTable.graceSeconds
        guard try await reading({ try $0.exists("SELECT 1 FROM session_past WHERE id = \(hash)") }) else { return false }
        let owner = try await keepHouse { tx, now -> (ID<City>, ID<Person>)? in
            let past = try tx.first("SELECT city, person, family FROM session_past WHERE id = \(hash) AND retired_at < \(now.adding(seconds: -grace))") {
                (try $0.value(ID<City>.self), try $0.value(ID<Person>.self), try $0.text())
            }
            guard let past, try tx.run("DELETE FROM session WHERE city = \(past.0) AND person = \(past.1) AND family = \(past.2)") > 0 else { return nil }
            return (past.0, past.1)
        }
        guard let owner else { return false }
        try await tell(.sessionCopied, owner.1, in: owner.0)
        return true
    }
}

/// A session as an entrance knows it.
struct SessionGlance: Sendable {
    let seenAt: Instant
    let createdAt: Instant
    let turnedAt: Instant
    let offeredAt: Instant?
    let isSuccessor: Bool

    func upkeep(at now: Instant) -> SessionUpkeep {
        if isSuccessor { return .settle }
        let mayOffer = offeredAt.map { $0 < now.adding(seconds: -SessionTable.graceSeconds) } ?? true
        if mayOffer && turnedAt < now.adding(seconds: -SessionTable.turnSeconds) { return .renew }
        return seenAt < now.adding(seconds: -SessionTable.touchSeconds) ? .touch : .none
    }
}
