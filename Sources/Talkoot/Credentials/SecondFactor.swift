import Storage

/// A second factor on offer: a secret that an app can keep. Nothing of it is stored until a first code of it was right; the form carries it locked.
public struct SecondFactorOffer: Sendable {
    /// For the form.
    public let locked: String
    /// `otpauth://totp/…`, also drawn as a picture.
    public let address: String
    /// The secret in groups of four letters, for typing it into an app.
    public let typed: String
}

/// How a code was found.
public enum CodeCheck: Sendable, Equatable {
    case right, wrong
    /// Too many were tried within the hour.
    case tooMany
}

public enum SecondFactors {
    /// Whether the signed-in person has one, and how many recovery codes are left.
    public static func own(_ scene: Scene) throws -> (addedAt: Instant, codesLeft: Int)? {
        guard let person = scene.standing.person?.id else { return nil }
        let city = scene.city.id
        return try scene.tx.first("""
            SELECT added_at, (SELECT count(*) FROM recovery_code WHERE city = \(city) AND person = \(person) AND used_at IS NULL) FROM second_factor
            WHERE city = \(city) AND person = \(person)
            """) { (addedAt: try $0.instant(), codesLeft: try $0.int()) }
    }
    static func purpose(_ person: ID<Person>, _ city: ID<City>) -> String { "second factor of \(person) in \(city)" }

    /// Ten codes of fifty bits, in letters that nobody mistakes for another: `4F7K2-9QXM3`.
    static func newCodes(_ random: Randomness) -> [String] {
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return (0..<10).map { _ in
            let code = random.bytes(10).map { letters[Int($0 & 31)] }
            return String(code[..<5]) + "-" + String(code[5...])
        }
    }
    static func hash(_ code: String, of person: ID<Person>, in city: ID<City>, _ secrets: Secrets) -> String {
        let known = code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
        return secrets.seal("recovery code", "\(city) \(person) \(String(known))")
    }
}

extension Platform {
    public func offerSecondFactor(to person: Person, in city: City, _ secrets: Secrets) throws -> SecondFactorOffer {
        try offer(random.bytes(20), to: person, city, secrets)
    }
    /// The same offer again, for a form whose code was wrong. Nil for what was not offered to this person.
    public func offer(again locked: String, to person: Person, in city: City, _ secrets: Secrets) throws -> SecondFactorOffer? {
        try secrets.unlock(locked, for: SecondFactors.purpose(person.id, city.id)).map { try offer($0, to: person, city, secrets) }
    }
    private func offer(_ secret: [UInt8], to person: Person, _ city: City, _ secrets: Secrets) throws -> SecondFactorOffer {
        let text = Base32.text(secret)
        let groups = stride(from: 0, to: text.count, by: 4).map { text.dropFirst($0).prefix(4) }
        return SecondFactorOffer(
            locked: try secrets.lock(secret, for: SecondFactors.purpose(person.id, city.id), nonce: random.bytes(12)),
            address: TOTP.address(secret, account: person.email ?? person.displayName, city: city.name), typed: groups.joined(separator: " "))
    }

    /// Takes an offer whose first code is right. From then on signing in asks for a code; the person's other sessions end, and a letter says so.
    /// - Returns: the ten recovery codes, which are never shown again; nil where the code is wrong.
    public func addSecondFactor(_ locked: String, code: String, of person: ID<Person>, session: String, in city: ID<City>, _ secrets: Secrets) async throws -> [String]? {
        let now = now()
        guard try await !isTooMany(Self.tries(person, city), limit: Self.mostTries) else { throw Refusal.invalid([Problem("code", "problem.codesTooMany")]) }
        guard let secret = secrets.unlock(locked, for: SecondFactors.purpose(person, city)), let step = TOTP.step(of: code.filter(\.isASCIIDigit), secret, at: now) else { return nil }
        let codes = SecondFactors.newCodes(random)
        let hashes = codes.map { SecondFactors.hash($0, of: person, in: city, secrets) }
        let isNew = try await keepHouse { tx, now in
            let added = try tx.run("""
                INSERT INTO second_factor (city, person, secret, added_at, last_step) VALUES (\(city), \(person), \(locked), \(now), \(step)) ON CONFLICT DO NOTHING
                """) == 1
            guard added else { return false }
            try CredentialTable.replaceRecoveryCodes(hashes, of: person, city, tx)
            try CredentialTable.forgetTries(Self.tries(person, city), tx)
            try SessionTable.endOthers(of: person, city, except: session, tx)
            try tx.run("UPDATE session SET checked_at = \(now) WHERE \(SessionTable.has(session)) AND city = \(city) AND person = \(person)")
            return true
        }
        // Somebody added one from another device meanwhile.
        guard isNew else { throw Refusal.stale }
        try await tell(.secondFactorAdded, person, in: city)
        return codes
    }

    /// A new set of recovery codes; the old ones are worth nothing from then on. Whoever calls has checked the person just before.
    public func newRecoveryCodes(of person: ID<Person>, in city: ID<City>, _ secrets: Secrets) async throws -> [String] {
        let codes = SecondFactors.newCodes(random)
        let hashes = codes.map { SecondFactors.hash($0, of: person, in: city, secrets) }
        try await keepHouse { tx, _ in
            guard try CredentialTable.secret(of: person, city, tx) != nil else { throw Refusal.notFound }
            try CredentialTable.replaceRecoveryCodes(hashes, of: person, city, tx)
        }
        try await tell(.recoveryCodesMade, person, in: city)
        return codes
    }

    /// Checks a code from the app, or a recovery code. Each is right once only.
    public func checkSecondFactor(_ typed: String, of person: ID<Person>, in city: ID<City>, _ secrets: Secrets) async throws -> CodeCheck {
        // Counted before anybody learns whether it is right, and in a transaction that no refusal takes back.
        if try await isTooMany(Self.tries(person, city), limit: Self.mostTries) { return .tooMany }
        let digits = typed.filter { !$0.isWhitespace }
        let isFromApp = digits.utf8.count == 6 && digits.allSatisfy(\.isASCIIDigit)
        let hash = SecondFactors.hash(typed, of: person, in: city, secrets)
        let result = try await keepHouse { tx, now -> (isRight: Bool, isRecovery: Bool) in
            guard let locked = try CredentialTable.secret(of: person, city, tx), let secret = secrets.unlock(locked, for: SecondFactors.purpose(person, city)) else { return (false, false) }
            let isRight = if isFromApp { try TOTP.step(of: digits, secret, at: now).map { try CredentialTable.take(step: $0, of: person, city, tx) } ?? false }
                else { try CredentialTable.takeRecoveryCode(hash, of: person, city, now, tx) }
            if isRight { try CredentialTable.forgetTries(Self.tries(person, city), tx) }
            return (isRight, !isFromApp)
        }
        if result.isRight && result.isRecovery { try await tell(.recoveryCodeUsed, person, in: city) }
        return result.isRight ? .right : .wrong
    }

    /// Notes that whoever uses this session has just been checked.
    public func noteCheck(of session: String) async throws {
        try await keepHouse { tx, now in _ = try tx.run("UPDATE session SET checked_at = \(now) WHERE \(SessionTable.has(session))") }
    }

    /// For somebody who has lost it with all recovery codes: recorded with the reason, and the person is told.
    public func removeSecondFactor(of person: ID<Person>, reason: String, in city: ID<City>) async throws {
        _ = try await perform(DropSecondFactor(person: person, reason: reason), in: city, as: .system(because: "command line"), id: newActID())
    }

    public func hasSecondFactor(_ person: ID<Person>, in city: ID<City>) async throws -> Bool {
        try await reading { try CredentialTable.secret(of: person, city, $0) != nil }
    }

    private static var mostTries: Int { 10 }
    private static func tries(_ person: ID<Person>, _ city: ID<City>) -> String { "second factor of \(person) in \(city)" }

    /// What changed about how somebody signs in is recorded without naming them, and they are told.
    func tell(_ event: CredentialEvent, _ person: ID<Person>, in city: ID<City>) async throws {
        _ = try await perform(NoteCredential(person: person, event: event), in: city, as: .system(because: event.rawValue), id: newActID())
    }
}
