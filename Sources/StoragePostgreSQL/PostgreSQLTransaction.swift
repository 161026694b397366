internal import CPostgreSQL
internal import Storage

/// A transaction on one connection. It begins with its first statement and remembers its first failure.
final class PostgreSQLTransaction: Transaction {
    enum Kind: String {
        case reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case writing = "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }
    private let connection: PostgreSQLConnection
    private let kind: Kind
    private var hasBegun = false
    private var hasSessionLock = false
    private(set) var failure: PostgreSQLFailure?

    init(_ connection: PostgreSQLConnection, _ kind: Kind) {
        self.connection = connection
        self.kind = kind
    }

    var dialect: Dialect { .postgresql }

    func rows<Value>(_ sql: SQLText, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        let result = try execute(sql)
        var values: [Value] = []
        values.reserveCapacity(Int(result.rows))
        try result.forEach { values.append(try decode(&$0)) }
        return values
    }

    func together(_ statements: [SQLText], _ take: (Int, inout Row) throws -> Void) throws {
        let results = try remembering { () throws(PostgreSQLFailure) in
            let results = try connection.execute(statements.map { $0.render(.postgresql) }, opening: hasBegun ? nil : kind.rawValue)
            hasBegun = true
            return results
        }
        for (index, result) in results.enumerated() { try result.forEach { try take(index, &$0) } }
    }

    func run(_ sql: SQLText) throws -> Int { try execute(sql).changes }

    /// Before the first statement the lock is taken outside the transaction, because any statement inside would already fix the snapshot,
    /// and whoever waited would then read what was true before the lock.
    func lock(_ name: String) throws {
        if hasBegun {
            _ = try execute("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))")
        } else {
            hasSessionLock = true
            _ = try remembering { () throws(PostgreSQLFailure) in
                // First, so that a process that stands still right after it got the lock is thrown out, too.
                try connection.control(connection.patience(Self.lockedSeconds))
                return try connection.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", [.text(name)])
            }
        }
    }

    private func execute(_ sql: SQLText) throws(StorageError) -> PostgreSQLResult {
        let (text, values) = sql.render(.postgresql)
        return try remembering { () throws(PostgreSQLFailure) in
            if hasBegun { return try connection.execute(text, values) }
            let results = try connection.execute([(text, values)], opening: kind.rawValue)
            hasBegun = true
            return results[0]
        }
    }
    private func remembering<Value>(_ body: () throws(PostgreSQLFailure) -> Value) throws(StorageError) -> Value {
        if let failure { throw failure.error }
        do { return try body() } catch {
            failure = error
            throw error.error
        }
    }

    /// Commits. Fails with ``StorageError/uncertain`` when the connection breaks before the answer to a write comes;
    /// a read has all it wanted by then and does not wait.
    func commit() throws(PostgreSQLFailure) {
        if hasBegun, kind == .reading {
            connection.send("COMMIT")
        } else if hasBegun {
            do throws(PostgreSQLFailure) {
                let word = try connection.control("COMMIT")
                if word != "COMMIT" { throw PostgreSQLFailure(.other("the server answered COMMIT with \(word)")) }
            } catch {
                throw error.consequence == .lost ? PostgreSQLFailure(.uncertain) : error
            }
        }
        unlock()
    }
    /// Gives everything up. On a lost connection there is nothing left to undo.
    func rollBack() {
        if connection.isLost { return }
        if connection.isInTransaction { _ = try? connection.control("ROLLBACK") }
        unlock()
    }
    /// A connection that fails here is lost, and its locks with it.
    private func unlock() {
        if hasSessionLock { _ = try? connection.control("SELECT pg_advisory_unlock_all(); " + connection.patience(nil)) }
        hasSessionLock = false
    }
    /// Whoever holds a lock and says nothing for so long loses it: others wait for it with all their work.
    private static let lockedSeconds = 3
}
