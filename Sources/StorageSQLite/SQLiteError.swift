internal import CSQLite
internal import Storage

extension StorageError {
    /// What the last call on a connection failed with. Read it at once: the next call overwrites it.
    init(lastErrorOf handle: OpaquePointer?) {
        let code = sqlite3_extended_errcode(handle)
        let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "error \(code)"
        self.init(sqliteCode: code, message: message)
    }

    init(sqliteCode code: Int32, message: String) {
        // Messages read “UNIQUE constraint failed: idea.city, idea.id”.
        let subject = message.firstRange(of: "failed: ").map { String(message[$0.upperBound...]) } ?? message
        switch code {
        case SQLiteCode.unique, SQLiteCode.primaryKey, SQLiteCode.rowID: self = .unique(subject)
        case SQLiteCode.foreignKey: self = .foreignKey
        case SQLiteCode.notNull: self = .check("\(subject) is null")
        case SQLiteCode.check, SQLiteCode.trigger, SQLiteCode.dataType: self = .check(subject)
        default: self = Self.transient.contains(code & 0xff) ? .busy(message) : .other(message)
        }
    }

    /// Full disks and failing ones are temporary too: somebody makes room, and the next write succeeds.
    private static let transient: Set<Int32> = [
        SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_PROTOCOL,
    ]
}

/// The extended codes of `SQLITE_CONSTRAINT`, which are macros that Swift does not import.
private enum SQLiteCode {
    static let check = SQLITE_CONSTRAINT | 1 << 8
    static let foreignKey = SQLITE_CONSTRAINT | 3 << 8
    static let notNull = SQLITE_CONSTRAINT | 5 << 8
    static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
    static let trigger = SQLITE_CONSTRAINT | 7 << 8
    static let unique = SQLITE_CONSTRAINT | 8 << 8
    static let rowID = SQLITE_CONSTRAINT | 10 << 8
    static let dataType = SQLITE_CONSTRAINT | 12 << 8
}
