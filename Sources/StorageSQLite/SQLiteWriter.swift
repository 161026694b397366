internal import Foundation
internal import Storage

/// A write that waits for the writer. Nobody is answered before the COMMIT that decides.
struct PendingWrite: Sendable {
    let cancellation: Cancellation
    /// Runs the body; gives what to do when its outcome is durable, or throws the body's error.
    let perform: @Sendable (any Transaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
}

/// The one writer: it takes whatever waits, runs the bodies one after the other and commits them together,
/// so that many writes share one flush of the disk.
struct SQLiteWriter {
    let connection: SQLiteConnection
    let queue: WorkQueue<PendingWrite>
    /// Enough to share a flush, few enough that the first of a group does not wait long for the last.
    private static let groupLimit = 128

    func work() {
        var last = (size: 0, took: Duration.zero)
        while true {
            if last.size > 1 { gather(last.size, for: last.took / 4) }
            let group = queue.take(upTo: Self.groupLimit)
            if group.isEmpty { break }
            let start = ContinuousClock.now
            commit(group)
            last = (group.count, ContinuousClock.now - start)
        }
        connection.close()
        queue.leave()
    }

    /// Those who were just answered often write again at once. Waiting a moment for them, a small part of what a flush takes, keeps them
    /// together; without it they fall into two halves that wait for each other's flush.
    private func gather(_ size: Int, for patience: Duration) {
        let end = ContinuousClock.now + patience
        while queue.count < size, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.00005) }
    }

    /// Commits a group, or none of it. A body that fails after it wrote sends the group through again, each in a savepoint of its own.
    /// When the engine gave the whole group up (a full disk, a deferred constraint), each member is tried again alone, so that the next
    /// failure is its own.
    private func commit(_ group: [PendingWrite], inSavepoints: Bool = false) {
        let wanted = group.filter { write in
            let isWanted = !write.cancellation.isCancelled
            if !isWanted { write.fail(CancellationError()) }
            return isWanted
        }
        if wanted.isEmpty { return }
        do { try connection.control("BEGIN IMMEDIATE") } catch {
            for write in wanted { write.fail(error) }
            return
        }
        do {
            let answers = try finish(wanted, inSavepoints: inSavepoints)
            for answer in answers { answer() }
        } catch {
            if error is HalfDone {
                commit(wanted, inSavepoints: true)
            } else if wanted.count == 1 {
                wanted[0].fail(error)
            } else {
                for write in wanted { commit([write]) }
            }
        }
    }

    /// A body failed and left changes behind.
    private struct HalfDone: Error {}

    /// Runs the bodies and commits. Throws when nothing was committed.
    private func finish(_ group: [PendingWrite], inSavepoints: Bool) throws -> [@Sendable () -> Void] {
        do {
            var answers: [@Sendable () -> Void] = []
            for write in group { answers.append(try inSavepoints ? inSavepoint(write) : plainly(write)) }
            try connection.control("COMMIT")
            return answers
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs one body without a savepoint, which costs a copy of every page that it touches, and a flush of the full-text index. Most bodies
    /// succeed, and most that are refused are refused before they write; then there is nothing to take back.
    private func plainly(_ write: PendingWrite) throws -> @Sendable () -> Void {
        let transaction = SQLiteTransaction(connection)
        do {
            let answer = try write.perform(transaction)
            if let failure = transaction.failure { throw failure }
            return answer
        } catch {
            if connection.isIdle { throw transaction.failure ?? .busy("the transaction was rolled back") }
            if transaction.hasWritten { throw HalfDone() }
            return { write.fail(error) }
        }
    }

    /// Runs one body. Its own error is an answer like any other; only the loss of the whole transaction is thrown.
    private func inSavepoint(_ write: PendingWrite) throws(StorageError) -> @Sendable () -> Void {
        let transaction = SQLiteTransaction(connection)
        try connection.control("SAVEPOINT act")
        let answer: @Sendable () -> Void
        do {
            answer = try write.perform(transaction)
            if let failure = transaction.failure { throw failure }
        } catch {
            if connection.isIdle { throw transaction.failure ?? .busy("the transaction was rolled back") }
            try connection.control("ROLLBACK TO act")
            try connection.control("RELEASE act")
            return { write.fail(error) }
        }
        try connection.control("RELEASE act")
        return answer
    }

    /// The engine may have rolled back already; then there is nothing to do. A rollback itself cannot fail in a way that leaves changes.
    private func rollBack() {
        if !connection.isIdle { try? connection.control("ROLLBACK") }
    }
}
