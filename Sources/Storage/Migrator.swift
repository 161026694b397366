/// Brings a database up to the program's schema.
public enum Migrator {
    /// Runs the migrations that the database has not had, in the order of the list, each in one transaction, and gives the names of those it ran.
    ///
    /// Names are kept in the table `schema_migration`, with the place in which the database had them. Each part of a program keeps its own steps in
    /// order and adds new ones at its end, so a new step may stand before one of another part that the database has had long ago: what has not run
    /// runs, and the comparison of schemas in the tests holds that the way makes no difference. Two processes that start at once run each migration
    /// once: the second waits, on PostgreSQL for a lock, on SQLite for the writer.
    /// - Parameter announce: hears of each step before it runs: its name, its number from 1 among those that are due, and how many are.
    /// - Throws: ``StorageError/other(_:)`` when the database has had a migration that the list does not know (an older program on a newer
    ///   database), or when two migrations share a name; whatever a statement throws. What was finished before stays.
    @discardableResult public static func migrate(
        _ database: any Database, _ migrations: [Migration], announce: (_ name: String, _ number: Int, _ count: Int) -> Void = { _, _, _ in }
    ) async throws -> [String] {
        let names = migrations.map(\.name)
        guard Set(names).count == names.count else { throw StorageError.other("two migrations have the same name: \(names)") }
        let past = try await database.write { transaction in
            try transaction.lock(lockName)
            try transaction.run(table)
            return try applied(transaction)
        }
        try check(past, against: names)
        let due = migrations.filter { !past.contains($0.name) }
        var done: [String] = []
        for (number, migration) in due.enumerated() {
            announce(migration.name, number + 1, due.count)
            let ran = try await database.write { transaction in
                try transaction.lock(lockName)
                let past = try applied(transaction)
                try check(past, against: names)
                if past.contains(migration.name) { return false }
                for statement in migration.statements(transaction.dialect) { try transaction.run(statement) }
                try transaction.run("INSERT INTO schema_migration (place, name) VALUES (\(past.count), \(migration.name))")
                return true
            }
            if ran { done.append(migration.name) }
        }
        // A new index without statistics among old ones with them misleads the planner into reading whole tables.
        if !past.isEmpty && !done.isEmpty { try await database.write { try studyRows($0) } }
        return done
    }

    /// Lets the engine look anew how many rows there are of what, by which it chooses the way to them. On SQLite nobody else does so;
    /// PostgreSQL's own housekeeping does, except right after a change of the schema.
    public static func studyRows(_ transaction: any Transaction) throws { try transaction.run("ANALYZE") }

    /// The names of the migrations that a database has had, in their order. The table must be there.
    public static func applied(_ transaction: any Transaction) throws -> [String] {
        try transaction.rows("SELECT name FROM schema_migration ORDER BY place") { try $0.text() }
    }

    private static let lockName = "schema_migration"
    private static let table: SQLText =
        "CREATE TABLE IF NOT EXISTS schema_migration (place BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE)"

    private static func check(_ past: [String], against names: [String]) throws(StorageError) {
        let unknown = past.filter { !names.contains($0) }
        if !unknown.isEmpty {
            throw .other("the database has had migrations that this program does not know (\(unknown.joined(separator: ", "))): use a newer program")
        }
    }
}
