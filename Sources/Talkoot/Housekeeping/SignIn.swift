import Storage

extension Platform {
    /// Asks for a code by mail. Whether the address is known shows neither in the answer nor in its time.
    public func askForCode(_ email: EmailAddress, _ language: Language, in city: ID<City>) async throws -> String {
        let id = Hex.text(random.bytes(16))
        let notice = random.undatedID()
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO sign_in_request (id, city, email, language, created_at, expires_at, attempts)
                VALUES (\(id), \(city), \(email.text), \(language), \(now), \(now.adding(seconds: 15 * 60)), \(0))
                """)
            // The notice refers to the request; the code is worked out when the courier writes the mail.
            try tx.run("""
                INSERT INTO notice (city, id, at, event, object_kind, object_id, object_code, is_public, is_contact, recipient, state, attempts, next_at)
                VALUES (\(city), \(notice), \(now), 'signIn.asked', 'signInRequest', \(id), '', \(false), \(true), \("signInRequest/" + id), 'waiting', \(0), \(now))
                """)
        }
        return id
    }

    /// Checks a code: five tries, a quarter of an hour. On success the person, who is made a member of the city on the first visit.
    public func signIn(request: String, code: String, secrets: Secrets, in city: ID<City>) async throws -> ID<Person>? {
        let isRight = Secrets.equal(code.filter(\.isASCIIDigit), secrets.code(of: request))
        let email = try await keepHouse { tx, now -> (String, Language)? in
            // The attempt is counted whether it is right or not, before anybody learns which.
            let found = try tx.first("""
                UPDATE sign_in_request SET attempts = attempts + 1, used_at = CASE WHEN \(isRight) AND attempts < 5 THEN \(now) ELSE used_at END
                WHERE id = \(request) AND city = \(city) AND expires_at > \(now) AND used_at IS NULL RETURNING email, language, used_at IS NOT NULL
                """) { (try $0.text(), try $0.value(Language.self), try $0.bool()) }
            guard let found, found.2 else { return nil }
            // The code came by mail, so letters arrive.
            try MailPauses.end(email: found.0, city, tx)
            return (found.0, found.1)
        }
        guard let email else { return nil }
        return try await member(email.0, email.1, in: city)
    }

    /// Who has proved the first of two factors for a request, within its quarter of an hour.
    public func halfSignedIn(_ request: String, in city: ID<City>) async throws -> ID<Person>? {
        let now = now()
        return try await reading { tx in
            let email = try tx.first("SELECT email FROM sign_in_request WHERE id = \(request) AND city = \(city) AND expires_at > \(now) AND used_at IS NOT NULL") { try $0.text() }
            return try email.flatMap { try PersonTable.find(email: $0, city, tx) }.flatMap { $0.state == .active ? $0.id : nil }
        }
    }
    /// A request opens one session: after it nothing remains of it.
    public func forgetRequest(_ request: String) async throws {
        try await keepHouse { tx, _ in _ = try tx.run("DELETE FROM sign_in_request WHERE id = \(request) AND used_at IS NOT NULL") }
    }

    /// The person with this address, made by the act `person.join` where there is none yet.
    public func member(_ email: String, _ language: Language, in city: ID<City>) async throws -> ID<Person> {
        let known = try await look(in: city, as: .visitor) { try PersonTable.find(email: email, city, $0.tx)?.id }
        if let known { return known }
        let outcome = try await perform(JoinCity(email: email, language: language), in: city, as: .system(because: "signIn"), id: newActID())
        guard let id = outcome.object?.id else { throw Refusal.busy }
        return ID(id)
    }
}

public enum SignIn {
    /// Where the code of a request goes, for the courier.
    static func address(of request: String, _ tx: any Transaction, _ now: Instant) throws -> (email: String, language: Language)? {
        try tx.first("SELECT email, language FROM sign_in_request WHERE id = \(request) AND expires_at > \(now) AND used_at IS NULL") { (try $0.text(), try $0.value()) }
    }
}
