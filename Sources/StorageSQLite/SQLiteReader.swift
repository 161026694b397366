internal import CSQLite
internal import Storage

/// A thread's reading connection, opened when it is first needed, after a failure to open, and every hour:
/// a connection learns the planner's statistics when it opens and never again.
final class SQLiteReader {
    private let path: String
    private let patience: Duration
    private var connection: SQLiteConnection?
    private var openedAt = ContinuousClock.now
    private static let longest = Duration.seconds(3_600)

    init(path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    func snapshot<Value>(_ body: (any Transaction) throws -> Value) throws -> Value {
        let connection = try open()
        try connection.control("BEGIN")
        let transaction = SQLiteTransaction(connection)
        let outcome = Result { try body(transaction) }
        // Nothing was written, so an end that fails loses nothing; but no later read may inherit this snapshot.
        do { if !connection.isIdle { try connection.control("COMMIT") } } catch { self.connection = nil }
        let value = try outcome.get()
        if let failure = transaction.failure { throw failure }
        return value
    }

    private func open() throws(StorageError) -> SQLiteConnection {
        let now = ContinuousClock.now
        if let connection, now - openedAt < Self.longest { return connection }
        let new = try SQLiteConnection(path: path, writing: false, patience: patience)
        (connection, openedAt) = (new, now)
        return new
    }

    func close() { connection = nil }
}

/// Counts commits as one connection sees them. That connection never writes, so those of this process count too.
struct ChangeWatch {
    private var connection: SQLiteConnection?
    private var version: Int64 = -1
    private var changes: Int64 = 0

    /// Opening may have to wait, since settings read the schema while another process recovers or closes the file; looking never waits.
    init(_ connection: SQLiteConnection) {
        self.connection = connection
        sqlite3_busy_timeout(connection.handle, 0)
    }

    mutating func count() throws(StorageError) -> Int64 {
        guard let connection else { throw .closed }
        let statement = try connection.statement("PRAGMA data_version")
        defer { connection.finish(statement) }
        // Not readable for a moment (another process recovers the file): say “changed”, which is always allowed.
        let seen = (try? statement.step()) == true ? sqlite3_column_int64(statement.handle, 0) : -1
        if seen != version || seen == -1 { changes += 1 }
        version = seen
        return changes
    }
    mutating func close() { connection = nil }
}

extension SQLiteConnection {
    /// Lets the file grow no further than that many bytes.
    func limit(size: Int) throws(StorageError) {
        let statement = try statement("PRAGMA page_size")
        defer { finish(statement) }
        guard try statement.step() else { throw .other("the file tells no page size") }
        try set("PRAGMA max_page_count = \(max(1, Int64(size) / max(1, sqlite3_column_int64(statement.handle, 0))))")
    }
}
