import Storage

/// Addresses that refused a letter for good. Nothing more is sent there until their owner shows that letters arrive, by signing in with a code that
/// came by mail, or says on the desk that it should be tried again. Codes for signing in are always sent.
enum MailPauses {
    static let migration: [SQLText] = [
        """
        CREATE TABLE mail_pause (
            city TEXT NOT NULL, person TEXT NOT NULL, since BIGINT NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (city, person), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "ALTER TABLE notice_setting ADD COLUMN rhythm TEXT",
        "ALTER TABLE notice ADD COLUMN rhythm TEXT",
    ]
    static func pause(_ person: ID<Person>, _ city: ID<City>, _ why: String, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("INSERT INTO mail_pause (city, person, since, why) VALUES (\(city), \(person), \(now), \(why)) ON CONFLICT DO NOTHING")
    }
    static func end(email: String, _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("DELETE FROM mail_pause WHERE city = \(city) AND person IN (SELECT id FROM person WHERE city = \(city) AND email = \(email))")
    }
    static func isPaused(_ person: ID<Person>, _ scene: Scene) throws -> Bool {
        try scene.tx.exists("SELECT 1 FROM mail_pause WHERE city = \(scene.city.id) AND person = \(person)")
    }
}

extension NoticeSettings {
    /// Since when the signed-in person's address has been refusing letters; nil where it has not.
    public static func pausedSince(_ scene: Scene) throws -> Instant? {
        guard let person = scene.standing.person else { return nil }
        return try scene.tx.first("SELECT since FROM mail_pause WHERE city = \(scene.city.id) AND person = \(person.id)") { try $0.instant() }
    }
}

extension Platform {
    public func resumeMail(for person: ID<Person>, in city: ID<City>) async throws {
        try await keepHouse { tx, _ in _ = try tx.run("DELETE FROM mail_pause WHERE city = \(city) AND person = \(person)") }
    }
    /// A letter came back, as the mail server of the city tells (`talkoot mail bounced`).
    /// - Returns: how many accounts have the address.
    public func pauseMail(to address: EmailAddress, because why: String) async throws -> Int {
        try await keepHouse { tx, now in
            let owners = try tx.rows("SELECT city, id FROM person WHERE email = \(address.text)") { (try $0.value(ID<City>.self), try $0.value(ID<Person>.self)) }
            for (city, person) in owners { try MailPauses.pause(person, city, why, now, tx) }
            return owners.count
        }
    }
}
