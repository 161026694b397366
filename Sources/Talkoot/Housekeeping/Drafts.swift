import Storage

extension Platform {
    /// Keeps a half-written form, for its writer only.
    public func saveDraft(_ input: JSON, of act: String, on target: Target, by person: ID<Person>, in city: ID<City>) async throws {
        let text = input.canonical
        guard text.utf8.count <= 200_000 else { throw Refusal.invalid([Problem("", "problem.tooMuch")]) }
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO draft (city, person, act, target, input, saved_at) VALUES (\(city), \(person), \(act), \(target.text), \(text), \(now))
                ON CONFLICT (city, person, act, target) DO UPDATE SET input = excluded.input, saved_at = excluded.saved_at
                """)
        }
    }
    public func dropDraft(of act: String, on target: Target, by person: ID<Person>, in city: ID<City>) async throws {
        try await keepHouse { tx, _ in
            _ = try tx.run("DELETE FROM draft WHERE city = \(city) AND person = \(person) AND act = \(act) AND target = \(target.text)")
        }
    }
}

public enum Drafts {
    public static func find(_ act: String, _ target: Target, _ scene: Scene) throws -> (input: JSON, savedAt: Instant)? {
        guard let person = scene.standing.person else { return nil }
        let found = try scene.tx.first("""
            SELECT input, saved_at FROM draft WHERE city = \(scene.city.id) AND person = \(person.id) AND act = \(act) AND target = \(target.text)
            """) { (try $0.text(), try $0.instant()) }
        return try found.map { (try JSON(parsing: $0.0), $0.1) }
    }
    public static func exists(_ act: String, _ target: Target, _ scene: Scene) throws -> Bool {
        guard let person = scene.standing.person else { return false }
        return try scene.tx.exists("SELECT 1 FROM draft WHERE city = \(scene.city.id) AND person = \(person.id) AND act = \(act) AND target = \(target.text)")
    }
    public static func all(_ scene: Scene) throws -> [(act: String, target: Target, savedAt: Instant)] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("SELECT act, target, saved_at FROM draft WHERE city = \(scene.city.id) AND person = \(person.id) ORDER BY saved_at DESC LIMIT 50") {
            (try $0.text(), Target(try $0.text()), try $0.instant())
        }
    }
}
