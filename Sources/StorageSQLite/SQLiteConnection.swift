internal import CSQLite
internal import Foundation
internal import Storage

/// One connection with its prepared statements.
///
/// @unchecked: it is opened without SQLite's own mutex and used by one thread at a time, either the thread that owns it or under a lock.
final class SQLiteConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// `BEGIN` and its kind, kept apart so that no body finds them.
    private var controls: [String: SQLiteStatement] = [:]
    private var takings = 0
    private var isClosed = false
    private static let cacheLimit = 256
    /// Once for the process. Refused where somebody else uses the library already, who then keeps the settings that were there.
    private static let configured = csqlite_configure()

    /// Opens the file. A reader refuses to write whatever it is asked.
    init(path: String, writing: Bool, patience: Duration) throws(StorageError) {
        _ = Self.configured
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writing ? SQLITE_OPEN_CREATE : 0)
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw StorageError(sqliteCode: code, message: "\(path): \(String(cString: sqlite3_errstr(code)))")
        }
        handle = opened
        sqlite3_extended_result_codes(opened, 1)
        csqlite_keep_small_blocks(opened, 1200, 300)
        sqlite3_busy_timeout(opened, Int32(clamping: patience.components.seconds * 1000 + patience.components.attoseconds / 1_000_000_000_000_000))
        if writing { try keepLog(patience) }
        for setting in writing ? Self.writerSettings : Self.readerSettings { try set(setting) }
    }
    /// Opens an empty file that will become a copy: no settings of ours, since the copied pages bring the file's own.
    init(copyAt path: String) throws(StorageError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw StorageError(sqliteCode: code, message: "\(path): \(String(cString: sqlite3_errstr(code)))")
        }
        handle = opened
        sqlite3_extended_result_codes(opened, 1)
    }
    deinit { close() }

    /// Closes for good; the last connection to a file also empties its log into it. Nothing may be asked of the connection afterwards.
    func close() {
        if isClosed { return }
        isClosed = true
        (statements, controls) = ([:], [:])
        sqlite3_close_v2(handle)
    }

    /// Turns the write-ahead log on. SQLite does not wait by itself when another process does so at the same moment.
    private func keepLog(_ patience: Duration) throws(StorageError) {
        let end = ContinuousClock.now + patience
        while true {
            do { return try set("PRAGMA journal_mode = WAL") } catch {
                guard case .busy = error, ContinuousClock.now < end else { throw error }
                Thread.sleep(forTimeInterval: 0.005)
            }
        }
    }

    /// Durable commits: in WAL mode anything below FULL may lose the last ones when the power fails.
    private static let writerSettings = [
        "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY", "PRAGMA journal_size_limit = 67108864", "PRAGMA cache_size = -32000",
        // Sixteen times the usual: between two checkpoints the same pages are written often, and each is copied into the file once.
        "PRAGMA wal_autocheckpoint = 16000",
        // Statistics for the planner come from a few hundred rows of each index: some milliseconds whatever the size.
        "PRAGMA analysis_limit = 400",
    ]
    private static let readerSettings = ["PRAGMA query_only = ON", "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -4000"]

    /// Runs a setting of the connection and drops its answer.
    func set(_ text: String) throws(StorageError) {
        guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw StorageError(lastErrorOf: handle) }
    }

    /// Whether no transaction is open, also because the engine itself rolled it back.
    var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// The prepared statement of a text, from the cache where it can be. Give it back with ``finish(_:)``.
    func statement(_ text: String) throws(StorageError) -> SQLiteStatement {
        takings += 1
        if let known = statements[text], !known.isRunning {
            known.isRunning = true
            known.lastUse = takings
            return known
        }
        try SQLText.refuseTransactionControl(text)
        let new = try SQLiteStatement(text, on: handle)
        new.isRunning = true
        new.lastUse = takings
        if statements[text] == nil {
            if statements.count >= Self.cacheLimit { forgetOldStatements() }
            statements[text] = new
        }
        return new
    }
    func finish(_ statement: SQLiteStatement) {
        statement.reset()
        statement.isRunning = false
    }

    /// Runs `BEGIN` and its kind.
    func control(_ text: String) throws(StorageError) {
        let statement: SQLiteStatement
        if let known = controls[text] { statement = known } else {
            statement = try SQLiteStatement(text, on: handle)
            controls[text] = statement
        }
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// Lists with many different lengths make many texts; the half not used for the longest time goes.
    private func forgetOldStatements() {
        let oldest = statements.filter { !$0.value.isRunning }.sorted { $0.value.lastUse < $1.value.lastUse }
        for (text, _) in oldest.prefix(Self.cacheLimit / 2) { statements[text] = nil }
    }
}
