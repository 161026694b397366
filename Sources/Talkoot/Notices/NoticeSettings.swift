import Storage

/// Whether and how a person wants mail about what happens. Codes for signing in, and what concerns the account's own safety, always come at once.
public enum MailWish: String, CaseIterable, Sendable {
    case each
    /// Collected, on the morning of each business day.
    case daily
    /// Collected, on the first business morning of each week.
    case weekly
    case never

    var rhythm: String? { self == .daily || self == .weekly ? rawValue : nil }
}

public enum NoticeSettings {
    /// The signed-in person's own wish; `each` where none was made.
    public static func mail(_ scene: Scene) throws -> MailWish {
        guard let person = scene.standing.person else { return .never }
        let kept = try scene.tx.first("SELECT mail, rhythm FROM notice_setting WHERE city = \(scene.city.id) AND person = \(person.id)") { (try $0.text(), try $0.optionalText()) }
        return kept.flatMap { MailWish(rawValue: $0.1 ?? $0.0) } ?? .each
    }
}

extension Platform {
    /// Keeps a person's wish about mail. What waits already follows it too.
    public func setMail(_ wish: MailWish, for person: ID<Person>, in city: ID<City>) async throws {
        try await keepHouse { tx, now in
            guard try PersonTable.find(person, city, tx) != nil, let place = try CityTable.find(city, tx) else { throw Refusal.notFound }
            try tx.run("""
                INSERT INTO notice_setting (city, person, mail, rhythm, set_at) VALUES (\(city), \(person), \(wish == .never ? "never" : "each"), \(wish.rhythm), \(now))
                ON CONFLICT (city, person) DO UPDATE SET mail = excluded.mail, rhythm = excluded.rhythm, set_at = excluded.set_at
                """)
            try tx.run("""
                UPDATE notice SET rhythm = \(wish.rhythm), next_at = \(DigestTimes.next(wish, after: now, place.calendar))
                WHERE city = \(city) AND person = \(person) AND state = 'waiting' AND event NOT LIKE 'person.%'
                """)
        }
    }
}

/// The one-click way out of the mails (RFC 8058): a token that names the person and is worth nothing else.
public enum UnsubscribeToken {
    public static func make(for person: ID<Person>, in city: ID<City>, _ secrets: Secrets) -> String {
        person.rawValue + "." + secrets.seal("unsubscribe", city.rawValue + " " + person.rawValue)
    }
    /// Whose token it is, or nil when this installation did not make it for this city.
    public static func person(of token: String, in city: ID<City>, _ secrets: Secrets) -> ID<Person>? {
        guard let mark = token.lastIndex(of: ".") else { return nil }
        let person = String(token[..<mark])
        guard secrets.matches(String(token[token.index(after: mark)...]), "unsubscribe", city.rawValue + " " + person) else { return nil }
        return ID(person)
    }
}
