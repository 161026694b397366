internal import Foundation
internal import Synchronization

/// A PostgreSQL server for one test process: in a temporary folder, on a Unix socket, gone when the process is gone.
///
///     let url = try PrivatePostgreSQL.shared.get().freshDatabase()
///
/// A shell watches over the server. It holds the reading end of a pipe, so it notices when this process ends in whatever way,
/// stops the server and removes the folder.
public final class PrivatePostgreSQL: Sendable {
    /// One server for all tests of this process, started when it is first asked for. The failure says in a sentence why there is none.
    public static let shared = Result { try PrivatePostgreSQL() }
    /// Why there is no server, or nil when there is one: for `.enabled(if: PrivatePostgreSQL.reasonMissing == nil)`.
    public static var reasonMissing: String? {
        if case .failure(let error) = shared { "\(error)" } else { nil }
    }

    private struct State {
        var watcher: Process?
        var leash: Pipe?
        var databases = 0
    }
    private let state = Mutex(State())
    private let folder: String
    private let programs: ServerPrograms
    private let durable: Bool

    /// Makes a cluster and starts its server. Takes one or two seconds.
    /// - Parameter durable: whether commits wait for the disk. Tests of logic need not; measurements must.
    public init(durable: Bool = false) throws {
        programs = try ServerPrograms.find().get()
        self.durable = durable
        let name = "talkoot-postgresql-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
        folder = "\(FileManager.default.temporaryDirectory.path)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if Self.isRoot { _ = try ServerPrograms.run(["/bin/chown", "postgres", folder], in: "/") }
        _ = try ServerPrograms.run(
            Self.asServerUser + ["\(programs.folder)/initdb", "-D", "\(folder)/cluster", "-U", "talkoot", "-A", "trust"]
                + ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            in: folder)
        try start()
    }
    deinit { try? stop() }

    /// Makes an empty database, or a copy of another one (to which nobody may be connected), and gives its address.
    public func freshDatabase(template: String? = nil) throws -> String {
        let number = state.withLock { state -> Int in
            state.databases += 1
            return state.databases
        }
        try run("CREATE DATABASE t\(number)" + (template.map { " TEMPLATE \($0)" } ?? ""))
        return address(of: "t\(number)")
    }

    /// The address of a database by its name.
    public func address(of database: String) -> String {
        "postgresql://talkoot@/\(database)?host=\(folder)"
    }

    /// Runs one statement with `psql` in the database `postgres`, for what no transaction may do.
    @discardableResult public func run(_ statement: String) throws -> String {
        let plainly = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"]
        return try ServerPrograms.run(["\(programs.folder)/psql", "-d", address(of: "postgres"), "-c", statement] + plainly, in: folder)
    }

    /// Starts the server and returns when it accepts connections.
    public func start() throws {
        let leash = Pipe()
        let watcher = Process()
        watcher.executableURL = URL(fileURLWithPath: "/bin/sh")
        watcher.arguments = ["-c", Self.watch, "watch", folder] + Self.asServerUser + ["\(programs.folder)/postgres", "-D", "\(folder)/cluster"] + settings
        watcher.currentDirectoryURL = URL(fileURLWithPath: "/")
        watcher.standardInput = leash
        watcher.standardOutput = FileHandle.nullDevice
        watcher.standardError = FileHandle.nullDevice
        try? FileManager.default.removeItem(atPath: "\(folder)/cluster/postmaster.pid")
        try watcher.run()
        state.withLock { ($0.watcher, $0.leash) = (watcher, leash) }
        try waitUntilReady(watcher)
    }

    /// Stops the server at once, cutting all connections; `start()` brings it back with what was committed.
    public func interrupt() throws { try end(with: "stop\n") }

    /// Stops the server and removes everything.
    public func stop() throws { try end(with: "remove\n") }

    private func end(with word: String) throws {
        let (watcher, leash) = state.withLock { state in
            defer { (state.watcher, state.leash) = (nil, nil) }
            return (state.watcher, state.leash)
        }
        guard let watcher, let leash else { return }
        try leash.fileHandleForWriting.write(contentsOf: [UInt8](word.utf8))
        try leash.fileHandleForWriting.close()
        watcher.waitUntilExit()
    }

    /// Runs the server beside it and waits for a word, or for the end of whoever would say one. INT is the server's fast shutdown.
    /// It looks for the server's file instead of waiting for the child: a process started from a thread with blocked signals
    /// never hears that a child ended.
    private static let watch = """
        folder=$1; shift
        "$@" >"$folder/log" 2>&1 </dev/null &
        server=$!
        word=remove
        read -r word || word=remove
        kill -INT $server 2>/dev/null
        tries=0
        while [ -e "$folder/cluster/postmaster.pid" ] && [ $tries -lt 300 ]; do sleep 0.05; tries=$((tries + 1)); done
        kill -KILL $server 2>/dev/null
        if [ "$word" = remove ]; then rm -rf "$folder"; fi
        """

    private var settings: [String] {
        let flush = durable ? "on" : "off"
        return [
            "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=\(flush)", "full_page_writes=\(flush)",
            "max_connections=600", "shared_buffers=64MB", "autovacuum_naptime=10min",
        ].flatMap { ["-c", $0] }
    }

    private func waitUntilReady(_ watcher: Process) throws {
        for _ in 0..<1500 {
            // The eighth line of this file is the server's state.
            let file = (try? String(contentsOfFile: "\(folder)/cluster/postmaster.pid", encoding: .utf8)) ?? ""
            let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.count > 7, lines[7].hasPrefix("ready") { return }
            if !watcher.isRunning { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw NotStarted(log: (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "no log")
    }

    /// What a server that does not come up wrote.
    public struct NotStarted: Error, CustomStringConvertible {
        let log: String
        public var description: String { "PostgreSQL did not start: \(log)" }
    }

    private static var isRoot: Bool { getuid() == 0 }
    /// The server refuses to run as root.
    private static var asServerUser: [String] {
        isRoot ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
    }
}
