/// One open transaction. Not Sendable and never stored: it lives for the length of one synchronous closure.
///
/// A statement that fails spoils its transaction, alike on both engines: whatever the body does with the error, later statements throw
/// it again and nothing is committed. To go on after a conflict, write `ON CONFLICT DO NOTHING`. A body may throw an error of its own instead.
/// Texts hold one statement each, and none that begins or ends a transaction.
public protocol Transaction {
    /// Which engine the transaction is open on, for the named places where the engines differ.
    var dialect: Dialect { get }

    /// Runs a query and decodes each row in order.
    func rows<Value>(_ sql: SQLText, _ decode: (inout Row) throws -> Value) throws -> [Value]

    /// Runs several queries and hands over each row with the index of its query. ``Query`` is the way to call it.
    func together(_ statements: [SQLText], _ take: (Int, inout Row) throws -> Void) throws

    /// Runs a statement that returns nothing of interest. Returns the number of rows it changed.
    @discardableResult func run(_ sql: SQLText) throws -> Int

    /// Waits until no other transaction, of any process, holds the lock of that name, and holds it until this one ends.
    ///
    /// For work of which only one may be under way, such as giving places in a log. Say it before any statement: then what the body reads
    /// is as fresh as the lock. On SQLite a writer is alone anyway, so there it does nothing. A holder on PostgreSQL that dies loses the lock with its connection,
    /// and one that says nothing for three seconds loses it with its transaction, which then fails.
    func lock(_ name: String) throws
}

extension Transaction {
    /// The first row, or nil. Add `LIMIT 1` where more than one can match.
    public func first<Value>(_ sql: SQLText, _ decode: (inout Row) throws -> Value) throws -> Value? {
        try rows(sql, decode).first
    }
    /// Whether the query has any row.
    public func exists(_ sql: SQLText) throws -> Bool {
        try !rows(sql) { _ in }.isEmpty
    }
    /// A single integer, such as a count; 0 where there is no row.
    public func count(_ sql: SQLText) throws -> Int {
        try first(sql) { try $0.int() } ?? 0
    }
}

/// A database of one engine.
///
/// Bodies are synchronous on purpose: nothing can await, so no call of the network happens while a transaction is open.
/// They run on threads of the driver, never on Swift's cooperative ones.
/// A task that is cancelled while it waits for its turn gets `CancellationError`; a body that has begun is finished.
public protocol Database: Sendable {
    /// Which engine it is.
    var dialect: Dialect { get }

    /// A consistent snapshot. Writing inside it throws.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// All or nothing, and durable when it returns.
    /// The body may run more than once (after a serialization failure, or when an innocent member of a failed group is tried again),
    /// so it does nothing but SQL. Throws ``StorageError/busy`` when every retry failed, and
    /// ``StorageError/uncertain`` when the connection was lost while committing and the outcome cannot be known from here.
    @discardableResult func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// A number that differs from an earlier answer whenever a commit became visible in between; it may also differ without one.
    /// Commits through this value show at once, those of other processes within 50 ms. For caches: read the number first, then what is
    /// cached. Meaningless to another `Database` value.
    func changeCount() async throws -> Int64

    /// Closes all connections after the work under way and waiting; later calls throw.
    func close() async
}

/// What can go wrong in storage, alike on both engines.
public enum StorageError: Error, Equatable, Sendable {
    /// A unique key holds already. The name is the constraint's or the columns', as the engine tells it.
    case unique(String)
    /// A row points to one that is not there, or is still pointed at.
    case foreignKey
    /// A check failed (its name), a column that must have a value has none (`table.column is null`), or a trigger refused (its message).
    case check(String)
    /// Try again later: locked, no connection, serialization failures without end, a full disk.
    case busy(String)
    /// The connection was lost during COMMIT: look for the act id before trying again.
    case uncertain
    /// A column was missing, null or of another type than the decoder wanted.
    case column(String)
    /// A mistake in the program or its text: no retry helps.
    case other(String)
}
