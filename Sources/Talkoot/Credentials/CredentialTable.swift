import Storage

/// What somebody signs in with beside the mail. Secrets are kept locked or as keyed hashes: without the installation's key, which lies beside the
/// database, the rows are worth nothing.
enum CredentialTable {
    static let secondFactors: [SQLText] = [
        """
        CREATE TABLE second_factor (
            city TEXT NOT NULL, person TEXT NOT NULL, secret TEXT NOT NULL, added_at BIGINT NOT NULL, last_step BIGINT NOT NULL,
            PRIMARY KEY (city, person), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        """
        CREATE TABLE recovery_code (
            city TEXT NOT NULL, person TEXT NOT NULL, hash TEXT NOT NULL, used_at BIGINT,
            PRIMARY KEY (city, person, hash), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "ALTER TABLE session ADD COLUMN checked_at BIGINT",
    ]

    static func secret(of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        try tx.first("SELECT secret FROM second_factor WHERE city = \(city) AND person = \(person)") { try $0.text() }
    }
    /// Takes a step once: false where it, or a later one, was taken before.
    static func take(step: Int64, of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> Bool {
        try tx.run("UPDATE second_factor SET last_step = \(step) WHERE city = \(city) AND person = \(person) AND last_step < \(step)") == 1
    }
    static func takeRecoveryCode(_ hash: String, of person: ID<Person>, _ city: ID<City>, _ now: Instant, _ tx: any Transaction) throws -> Bool {
        try tx.run("UPDATE recovery_code SET used_at = \(now) WHERE city = \(city) AND person = \(person) AND hash = \(hash) AND used_at IS NULL") == 1
    }
    static func replaceRecoveryCodes(_ hashes: [String], of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("DELETE FROM recovery_code WHERE city = \(city) AND person = \(person)")
        for hash in hashes { try tx.run("INSERT INTO recovery_code (city, person, hash) VALUES (\(city), \(person), \(hash)) ON CONFLICT DO NOTHING") }
    }
    /// What was kept of the second factor, and every session that might rest on it.
    static func dropSecondFactor(of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws {
        for table: SQLText in ["second_factor", "recovery_code", "session", "session_past"] { try tx.run("DELETE FROM \(table) WHERE city = \(city) AND person = \(person)") }
    }
    static func forgetTries(_ key: String, _ tx: any Transaction) throws { try tx.run("DELETE FROM throttle WHERE key = \(Secrets.hash(key))") }
}
