internal import CSQLite
internal import Storage

/// A transaction on one connection. It remembers its first failure: PostgreSQL would go no further, so neither does SQLite.
final class SQLiteTransaction: Transaction {
    private let connection: SQLiteConnection
    private(set) var failure: StorageError?
    /// Whether a statement ran that may have changed something.
    private(set) var hasWritten = false

    init(_ connection: SQLiteConnection) { self.connection = connection }

    var dialect: Dialect { .sqlite }

    func rows<Value>(_ sql: SQLText, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        try with(sql) { statement in
            var values: [Value] = []
            while try step(statement) {
                var row = Row(statement)
                values.append(try decode(&row))
            }
            return values
        }
    }

    func run(_ sql: SQLText) throws -> Int {
        try with(sql) { statement in
            let before = sqlite3_total_changes64(connection.handle)
            while try step(statement) {}
            // The count of changes belongs to the last statement that changed anything, which need not be this one.
            return sqlite3_total_changes64(connection.handle) == before ? 0 : Int(sqlite3_changes64(connection.handle))
        }
    }

    /// The writer is alone: the file's own lock stands for every name.
    func lock(_ name: String) throws {}

    private func with<Value>(_ sql: SQLText, _ body: (SQLiteStatement) throws -> Value) throws -> Value {
        if let failure { throw failure }
        let (text, values) = sql.render(.sqlite)
        let statement = try remembering { () throws(StorageError) in try connection.statement(text) }
        defer { connection.finish(statement) }
        try remembering { () throws(StorageError) in try statement.bind(values) }
        if !statement.isReading { hasWritten = true }
        return try body(statement)
    }
    private func step(_ statement: SQLiteStatement) throws -> Bool {
        try remembering { () throws(StorageError) in try statement.step() }
    }
    @inline(__always) private func remembering<Value>(_ body: () throws(StorageError) -> Value) throws(StorageError) -> Value {
        do { return try body() } catch {
            failure = error
            throw error
        }
    }
}
