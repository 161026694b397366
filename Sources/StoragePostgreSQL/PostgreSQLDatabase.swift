internal import CPostgreSQL
internal import Foundation
public import Storage

/// A PostgreSQL server (12 or later), through a fixed number of connections with a thread each.
///
/// Reads are `REPEATABLE READ READ ONLY`. Writes are `SERIALIZABLE` and repeated when others were in the way. A server that goes away is
/// looked for again; until it is back, calls fail with ``StorageError/busy(_:)`` after a bounded time.
/// The server's text order must be that of the code points (`C` or `C.UTF-8`), as SQLite's is.
public final class PostgreSQLDatabase: Database {
    private typealias Work = @Sendable (PostgreSQLLane) -> Void
    private let queue: WorkQueue<Work>
    private let patience: Duration
    private let changes = Locked(SnapshotWatch())

    /// Connects when the first work comes. Throws only for an address that cannot be read.
    /// - Parameters:
    ///   - url: `postgresql://user@host/database`, or keywords as libpq reads them.
    ///   - connections: how many transactions run at once.
    ///   - patience: how long a call looks for a lost server.
    public init(url: String, connections: Int = 8, patience: Duration = .seconds(2)) throws {
        try Self.checkAddress(url)
        self.patience = patience
        let queue = WorkQueue<Work>(threads: max(1, connections))
        self.queue = queue
        for _ in 0..<max(1, connections) {
            Thread.detachNewThread {
                let lane = PostgreSQLLane(url: url)
                while let work = queue.take(upTo: 1).first { work(lane) }
                lane.close()
                queue.leave()
            }
        }
    }
    deinit { queue.close() }

    public var dialect: Dialect { .postgresql }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await repeating(.reading, body)
    }

    @discardableResult public func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        // Also when it failed: whether the server committed may be unknown.
        defer { changes.withLock { $0.forget() } }
        return try await repeating(.writing, body)
    }

    /// Compares the server's snapshots: as long as no transaction that wrote began or ended, anywhere in the cluster, they are equal.
    /// One round trip, at most every ``SnapshotWatch/freshness``. (Notifications would make every writer wait for one lock at its commit.)
    public func changeCount() async throws -> Int64 {
        let (known, asking) = changes.withLock { ($0.count(at: .now), $0.asking) }
        if let known { return known }
        let asked = ContinuousClock.now, deadline = asked + patience
        let snapshot = try await onLane { lane in
            try lane.query("SELECT CAST(pg_current_snapshot() AS TEXT)", until: deadline) { try $0.text() }
        }
        return changes.withLock { $0.learn(snapshot, asked: asked, asking) }
    }

    public func close() async { await queue.closeAndWait() }

    /// Runs the body until it succeeds, fails for good, or was in others' way for too long. Between tries it holds no connection.
    private func repeating<Value: Sendable>(
        _ kind: PostgreSQLTransaction.Kind, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let giveUp = ContinuousClock.now + Self.longestContention
        var tries = 0
        while true {
            let deadline = ContinuousClock.now + patience
            switch try await onLane({ try $0.transaction(kind, until: deadline, body) }) {
            case .value(let value): return value
            case .again(let error):
                if ContinuousClock.now > giveUp { throw error }
                tries += 1
                // Spread out, and further with each try, or the same writers meet again.
                try await Task.sleep(for: .microseconds(Int.random(in: 200...(1000 << min(tries, 6)))))
            }
        }
    }
    private static let longestContention = Duration.seconds(15)

    private func onLane<Value: Sendable>(_ work: @escaping @Sendable (PostgreSQLLane) throws -> Value) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let accepted = queue.add { lane in
                    continuation.resume(with: Result {
                        if cancellation.isCancelled { throw CancellationError() }
                        return try work(lane)
                    })
                }
                if !accepted { continuation.resume(throwing: StorageError.closed) }
            }
        } onCancel: { cancellation.cancel() }
    }

    private static func checkAddress(_ url: String) throws(StorageError) {
        var reason: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(url, &reason)
        defer {
            PQconninfoFree(options)
            PQfreemem(reason)
        }
        if options == nil { throw .other(reason.map { String(cString: $0) } ?? "an address that cannot be read") }
    }
}
