internal import Foundation
public import Storage

/// The embedded database: one file, written by one thread and read by several.
///
/// Commits are durable (`synchronous = FULL`) and waiting writes share one, so many clients together write several times as fast as one.
/// Other processes may use the same file; each waits for the other up to `patience`.
public final class SQLiteDatabase: Database {
    private typealias Reading = @Sendable (SQLiteReader) -> Void
    private let reads: WorkQueue<Reading>
    private let writes: WorkQueue<PendingWrite>
    private let changes: Locked<ChangeWatch>

    /// Opens the file, or makes it.
    /// - Parameters:
    ///   - path: where it lies; beside it SQLite keeps `-wal` and `-shm` files, which belong to it.
    ///   - readers: threads that read, each with a connection and at most 4 MB of page cache.
    ///   - patience: how long a write waits for another process before ``StorageError/busy(_:)``.
    ///   - sizeLimit: the largest size in bytes that the file may grow to; beyond it writes are ``StorageError/busy(_:)`` until rows are
    ///     deleted. Nil for as much as the disk holds.
    public init(path: String, readers: Int = SQLiteDatabase.usualReaders, patience: Duration = .seconds(5), sizeLimit: Int? = nil) throws {
        let connection = try SQLiteConnection(path: path, writing: true, patience: patience)
        if let sizeLimit { try connection.limit(size: sizeLimit) }
        changes = Locked(ChangeWatch(try SQLiteConnection(path: path, writing: false, patience: patience)))
        let reads = WorkQueue<Reading>(threads: max(1, readers))
        let writes = WorkQueue<PendingWrite>(threads: 1)
        (self.reads, self.writes) = (reads, writes)
        for _ in 0..<max(1, readers) {
            Thread.detachNewThread {
                let reader = SQLiteReader(path: path, patience: patience)
                while let reading = reads.take(upTo: 1).first { reading(reader) }
                reader.close()
                reads.leave()
            }
        }
        Thread.detachNewThread { SQLiteWriter(connection: connection, queue: writes).work() }
    }
    deinit {
        reads.close()
        writes.close()
    }

    /// As many as there are processors, at least two and at most eight.
    public static let usualReaders = min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 8)

    public var dialect: Dialect { .sqlite }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let accepted = reads.add { reader in
                    continuation.resume(with: Result {
                        if cancellation.isCancelled { throw CancellationError() }
                        return try reader.snapshot(body)
                    })
                }
                if !accepted { continuation.resume(throwing: StorageError.closed) }
            }
        } onCancel: { cancellation.cancel() }
    }

    @discardableResult public func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let accepted = writes.add(PendingWrite(cancellation: cancellation) { transaction in
                    let value = try body(transaction)
                    return { continuation.resume(returning: value) }
                } fail: { continuation.resume(throwing: $0) })
                if !accepted { continuation.resume(throwing: StorageError.closed) }
            }
        } onCancel: { cancellation.cancel() }
    }

    /// How many writes wait for the writer, beyond the group under way: a sign of overload.
    public var waitingWrites: Int { writes.count }

    /// `PRAGMA data_version` on a connection that does nothing else: a look into shared memory, some microseconds, no thread changed.
    public func changeCount() async throws -> Int64 {
        try changes.withLock { (watch) throws(StorageError) in try watch.count() }
    }

    public func close() async {
        await writes.closeAndWait()
        await reads.closeAndWait()
        changes.withLock { $0.close() }
    }
}
