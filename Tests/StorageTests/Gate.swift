internal import Dispatch
internal import Storage

/// Holds a body inside its transaction until the story goes on.
final class Gate: Sendable {
    private let release = DispatchSemaphore(value: 0)
    private let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)

    /// Said in the body: tells the story that it is here, and waits.
    func wait() {
        arrival.yield()
        release.wait()
    }
    /// Returns when a body waits at the gate.
    func reached() async {
        for await _ in arrivals { return }
    }
    /// Lets one body through.
    func open() { release.signal() }
}

extension Database {
    /// A table with one tally, which starts at nought.
    func makeTally() async throws {
        try await write { tx in
            try tx.run("CREATE TABLE tally (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)")
            try tx.run("INSERT INTO tally VALUES ('a', 0)")
        }
    }
    /// Reads the tally and writes the next number, as an act does.
    func countUp() async throws {
        try await write { tx in
            let n = try tx.count("SELECT n FROM tally WHERE id = 'a'")
            try tx.run("UPDATE tally SET n = \(n + 1) WHERE id = 'a'")
        }
    }
    func tally() async throws -> Int {
        try await read { try $0.count("SELECT n FROM tally WHERE id = 'a'") }
    }
}
