import Foundation
import Logging
import ServiceLifecycle
import Talkoot

/// What goes on beside the requests: moves that are due, the sequencer of the record, the courier, and the sweeping.
struct Clockwork: Service {
    let platform: Platform
    let courier: Courier
    let erasures: ErasureKeeping
    let log: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await every(.milliseconds(250), "record") { try await sequence() } }
            group.addTask { await every(.seconds(1), "due moves") { _ = try await platform.performDueMoves() } }
            group.addTask { await every(.seconds(1), "courier") { try await courier.deliverAll() } }
            group.addTask { await every(.seconds(1), "erasures") { try await erasures.keep() } }
            group.addTask { await every(.seconds(600), "sweep") { try await platform.sweep() } }
            group.addTask { await every(.seconds(86_400), "statistics") { try await platform.studyRows() } }
            group.addTask { await leaveInTime() }
            for _ in 0..<Self.workers { await group.next() }
            group.cancelAll()
        }
    }
    private static let workers = 6

    /// Places what waits. After a whole batch more is likely to wait, and nobody should have to for the pause's sake.
    private func sequence() async throws {
        let batch = 5_000
        while try await platform.recordIsWaiting(), try await platform.sequenceRecord(upTo: batch) >= batch, !Task.isShuttingDownGracefully {}
    }

    /// A mail server that hangs must not keep the program from ending. What was under way is marked, and is taken up at the next start.
    private func leaveInTime() async {
        do {
            try await gracefulShutdown()
            try await Task.sleep(for: .seconds(8))
        } catch { return }
        log.warning("ended without waiting for what was under way")
        exit(0)
    }

    /// Goes on until the program is asked to stop. A failure is noted and tried again, at most every ten seconds while it lasts.
    private func every(_ pause: Duration, _ name: String, _ work: @escaping @Sendable () async throws -> Void) async {
        var wait = pause
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await work()
                wait = pause
            } catch is CancellationError { return }
            catch {
                log.warning("\(name) failed", metadata: ["error": .string("\(error)")])
                wait = min(.seconds(10), wait * 2)
            }
            let rest = wait
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: rest) } } catch { return }
        }
    }
}
