public import Storage

/// For the demo only: everybody with their roles, and how far its clock runs ahead. `serve` has no door to any of it.
public enum DemoQueries {
    public static func people(_ scene: Scene) throws -> [(Person, [Grant])] {
        try scene.tx.rows("SELECT \(Person.columns) FROM person WHERE city = \(scene.city.id) AND state = 'active' ORDER BY created_at, display_name, id LIMIT 60", Person.init(row:))
            .map { person in
                var known: Set<Role> = []
                // A juror of three challenges is a juror.
                let grants = try PersonTable.grants(of: person.id, scene.city.id, scene.now, scene.tx).filter { $0.scope == nil || known.insert($0.role).inserted }
                return (person, grants)
            }
    }
    /// When the clock next does something in this city.
    public static func nextDueTime(_ scene: Scene) throws -> Instant? {
        try scene.tx.first("SELECT at FROM due WHERE city = \(scene.city.id) AND done_at IS NULL ORDER BY at LIMIT 1") { try $0.instant() }
    }
    /// Takes what waits to be told about the made-up history out of the outbox.
    public static func dropNotices(_ platform: Platform) async throws {
        try await platform.keepHouse { tx, _ in _ = try tx.run("DELETE FROM notice") }
    }
    public static func clockAhead(_ tx: any Transaction) throws -> Int64 {
        try tx.first("SELECT ahead FROM demo_clock WHERE id = \(1)") { try $0.integer() } ?? 0
    }
    public static func setClockAhead(_ milliseconds: Int64, _ tx: any Transaction) throws {
        try tx.run("INSERT INTO demo_clock (id, ahead) VALUES (\(1), \(milliseconds)) ON CONFLICT (id) DO UPDATE SET ahead = excluded.ahead")
    }
}
