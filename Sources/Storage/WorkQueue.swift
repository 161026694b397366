internal import Dispatch
internal import Synchronization

/// Work that waits for one of a driver's threads, first in, first out.
///
/// A thread that finds nothing sleeps on a semaphore and is woken for exactly one piece of work, so handing over costs a system call
/// only when a thread is asleep.
package final class WorkQueue<Work: Sendable>: Sendable {
    private struct State {
        var waiting: [Work] = []
        var first = 0
        var sleeping = 0
        var threads: Int
        var closed = false
        var closing: [CheckedContinuation<Void, Never>] = []

        /// Takes from the front. The array is compacted only when half of it is used up, so each piece is moved O(1) times.
        mutating func remove(_ count: Int) -> [Work] {
            let taken = Array(waiting[first..<first + count])
            first += count
            if first == waiting.count {
                waiting.removeAll(keepingCapacity: first <= 1024)
                first = 0
            } else if first > 64, first * 2 > waiting.count {
                waiting.removeFirst(first)
                first = 0
            }
            return taken
        }
    }
    private let state: Locked<State>
    private let bell = DispatchSemaphore(value: 0)

    /// - Parameter threads: how many threads will take work and say ``leave()`` in the end.
    package init(threads: Int) {
        state = Locked(State(threads: threads))
    }

    /// Adds work, or answers false when the queue is closed.
    package func add(_ work: Work) -> Bool {
        let (accepted, wake) = state.withLock { state -> (Bool, Bool) in
            if state.closed { return (false, false) }
            state.waiting.append(work)
            guard state.sleeping > 0 else { return (true, false) }
            state.sleeping -= 1
            return (true, true)
        }
        if wake { bell.signal() }
        return accepted
    }

    /// How many pieces no thread has taken yet.
    package var count: Int { state.withLock { $0.waiting.count - $0.first } }

    /// Waits for work and takes up to `limit` pieces in order. Empty when the queue is closed and nothing waits any more.
    package func take(upTo limit: Int) -> [Work] {
        while true {
            let taken = state.withLock { state -> [Work]? in
                let count = min(limit, state.waiting.count - state.first)
                if count > 0 { return state.remove(count) }
                if state.closed { return [] }
                state.sleeping += 1
                return nil
            }
            if let taken { return taken }
            bell.wait()
        }
    }

    /// Refuses new work; what waits is still done.
    package func close() {
        let sleeping = state.withLock { state -> Int in
            state.closed = true
            defer { state.sleeping = 0 }
            return state.sleeping
        }
        for _ in 0..<sleeping { bell.signal() }
    }

    /// Closes, and returns when every thread has left.
    package func closeAndWait() async {
        close()
        await withCheckedContinuation { continuation in
            let done = state.withLock { state -> Bool in
                if state.threads > 0 { state.closing.append(continuation) }
                return state.threads == 0
            }
            if done { continuation.resume() }
        }
    }

    /// Said by each thread when it takes no more work.
    package func leave() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.threads -= 1
            guard state.threads == 0 else { return [] }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// Whether the task that asked has been cancelled, readable from a driver's thread.
package final class Cancellation: Sendable {
    private let cancelled = Atomic(false)
    package init() {}
    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    package func cancel() { cancelled.store(true, ordering: .relaxed) }
}

extension StorageError {
    /// What every call answers after `close()`.
    package static let closed = StorageError.other("the database is closed")
}
