internal import CSQLite
internal import Storage

/// A prepared statement, and the cells of the row it stands on.
final class SQLiteStatement: RowCells {
    let handle: OpaquePointer
    let count: Int
    /// Whether it changes nothing in the file, as the engine knows it.
    let isReading: Bool
    /// In use further up the stack: a query inside the decoding of another with the same text needs a statement of its own.
    var isRunning = false
    /// When it was last taken from the cache, counted in takings.
    var lastUse = 0
    private let connection: OpaquePointer

    init(_ text: String, on connection: OpaquePointer) throws(StorageError) {
        var handle: OpaquePointer?
        var rest = ""
        let code = text.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(connection, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
            if code == SQLITE_OK, let tail, tail.pointee != 0 { rest = String(cString: tail) }
            return code
        }
        guard code == SQLITE_OK else { throw StorageError(lastErrorOf: connection) }
        guard let handle else { throw .other("an empty statement") }
        guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
            sqlite3_finalize(handle)
            throw .other("more than one statement in one text")
        }
        self.handle = handle
        self.connection = connection
        count = Int(sqlite3_column_count(handle))
        isReading = sqlite3_stmt_readonly(handle) != 0
    }
    deinit { sqlite3_finalize(handle) }

    func bind(_ values: [SQLValue]) throws(StorageError) {
        for (index, value) in values.enumerated() {
            try value.refuseUnportable()
            guard bind(value, at: Int32(index + 1)) == SQLITE_OK else { throw StorageError(lastErrorOf: connection) }
        }
    }
    private func bind(_ value: SQLValue, at place: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .bool(let flag): sqlite3_bind_int64(handle, place, flag ? 1 : 0)
        case .real(let number): sqlite3_bind_double(handle, place, number)
        case .bytes(let bytes): bytes.withUnsafeBytes { csqlite_bind_bytes(handle, place, $0.baseAddress, UInt64($0.count)) }
        case .text(var text):
            text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { csqlite_bind_text(handle, place, $0.baseAddress, UInt64($0.count)) }
            }
        }
    }

    /// Goes to the next row; false after the last.
    func step() throws(StorageError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw StorageError(lastErrorOf: connection)
        }
    }
    /// Lets go of the row, its locks and the bound values.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}

/// Cells. SQLite keeps a type with each value, not with each column, so every reading asks for it. A cell is fetched once and then asked,
/// because each fetching has a price of its own; the connection belongs to one thread, so its values need no protection.
extension SQLiteStatement {
    func isNull(_ column: Int) -> Bool {
        column >= count || sqlite3_value_type(sqlite3_column_value(handle, Int32(column))) == SQLITE_NULL
    }
    func integer(_ column: Int) throws -> Int64 {
        sqlite3_value_int64(try cell(column, SQLITE_INTEGER, "an integer"))
    }
    func bool(_ column: Int) throws -> Bool {
        switch try integer(column) {
        case 0: return false
        case 1: return true
        case let other: throw StorageError.column("\(name(column)) holds \(other), not a boolean")
        }
    }
    func real(_ column: Int) throws -> Double {
        let cell = sqlite3_column_value(handle, Int32(column)), found = sqlite3_value_type(cell)
        guard found == SQLITE_FLOAT || found == SQLITE_INTEGER else { throw mismatch(column, found, "a real") }
        return sqlite3_value_double(cell)
    }
    func text(_ column: Int) throws -> String {
        let cell = try cell(column, SQLITE_TEXT, "a text")
        let start = sqlite3_value_text(cell)
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(cell))), as: UTF8.self)
    }
    func bytes(_ column: Int) throws -> [UInt8] {
        let cell = try cell(column, SQLITE_BLOB, "bytes")
        let start = sqlite3_value_blob(cell)
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(cell))))
    }

    @inline(__always) private func cell(_ column: Int, _ wanted: Int32, _ kind: StaticString) throws -> OpaquePointer? {
        let cell = sqlite3_column_value(handle, Int32(column)), found = sqlite3_value_type(cell)
        if found != wanted { throw mismatch(column, found, kind) }
        return cell
    }
    private func mismatch(_ column: Int, _ found: Int32, _ wanted: StaticString) -> StorageError {
        let names = [SQLITE_INTEGER: "an integer", SQLITE_FLOAT: "a real", SQLITE_TEXT: "a text", SQLITE_BLOB: "bytes", SQLITE_NULL: "null"]
        return .column("\(name(column)) holds \(names[found] ?? "nothing"), not \(wanted)")
    }
    private func name(_ column: Int) -> String {
        sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? "column \(column)"
    }
}
