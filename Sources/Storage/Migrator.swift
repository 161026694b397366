/// Brings a database up to the program's schema.
public enum Migrator {
    /// Runs the migrations that the database has not had, in order, each in one transaction, and gives the names of those it ran.
    ///
    /// Names are kept in the table `schema_migration`. Two processes that start at once run each migration once: the second waits, on
    /// PostgreSQL for a lock, on SQLite for the writer. Nothing but SQL decides the order, so the list may only grow at its end.
    /// - Throws: ``StorageError/other(_:)`` when the database has had a migration that the list does not know (an older program on a newer
    ///   database), when the list and the past disagree about the order, or when two migrations share a name; whatever a statement throws.
    ///   What was finished before stays.
    @discardableResult public static func migrate(_ database: any Database, _ migrations: [Migration]) async throws -> [String] {
        let names = migrations.map(\.name)
        guard Set(names).count == names.count else { throw StorageError.other("two migrations have the same name: \(names)") }
        try await database.write { transaction in
            try transaction.lock(lockName)
            try transaction.run(table)
        }
        var done: [String] = []
        for (index, migration) in migrations.enumerated() {
            let ran = try await database.write { transaction in
                try transaction.lock(lockName)
                let past = try applied(transaction)
                try compare(past: past, with: names)
                if index < past.count { return false }
                for statement in migration.statements(transaction.dialect) { try transaction.run(statement) }
                try transaction.run("INSERT INTO schema_migration (place, name) VALUES (\(index), \(migration.name))")
                return true
            }
            if ran { done.append(migration.name) }
        }
        if migrations.isEmpty { try await database.read { try compare(past: applied($0), with: []) } }
        return done
    }

    /// The names of the migrations that a database has had, in their order. The table must be there.
    public static func applied(_ transaction: any Transaction) throws -> [String] {
        try transaction.rows("SELECT name FROM schema_migration ORDER BY place") { try $0.text() }
    }

    private static let lockName = "schema_migration"
    private static let table: SQLText =
        "CREATE TABLE IF NOT EXISTS schema_migration (place BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE)"

    private static func compare(past: [String], with names: [String]) throws(StorageError) {
        let unknown = past.filter { !names.contains($0) }
        if !unknown.isEmpty {
            throw .other("the database has had migrations that this program does not know (\(unknown.joined(separator: ", "))): use a newer program")
        }
        if past != Array(names.prefix(past.count)) {
            throw .other("the database has had the migrations \(past.joined(separator: ", ")), which is not how this program orders them")
        }
    }
}
