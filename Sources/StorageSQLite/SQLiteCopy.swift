internal import CSQLite
internal import Foundation
public import Storage

extension SQLiteDatabase {
    /// Copies a database file as it is at one moment, page by page, while others go on reading and writing it.
    ///
    /// The copy shares the moment of a reading transaction, so writers neither wait nor show in it; only the log beside the source cannot
    /// shrink before the end. The copy is on the disk when this returns, and nobody but its owner may read it.
    /// - Parameters:
    ///   - path: the file to copy, which has to be there.
    ///   - other: where the copy goes; no file may be there.
    ///   - progress: told, after each portion, how many of how many pages are copied.
    /// - Throws: ``StorageError``: `.busy` for a full or failing disk, `.other` where there is a file already.
    /// - Complexity: O(pages of the file).
    public static func copy(_ path: String, to other: String, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.other("there is no file \(path)") }
        guard makePrivateFile(other) else { throw StorageError.other("\(other) cannot be made: \(String(cString: strerror(errno)))") }
        let source = try SQLiteConnection(path: path, writing: false, patience: .seconds(5))
        try source.control("BEGIN")
        // The transaction gets its moment with its first look.
        _ = try source.holds("SELECT 1 FROM sqlite_schema LIMIT 1")
        let target = try SQLiteConnection(copyAt: other)
        guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else { throw StorageError(lastErrorOf: target.handle) }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, portion)
            let all = Int(sqlite3_backup_pagecount(backup))
            progress(all - Int(sqlite3_backup_remaining(backup)), all)
        }
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw StorageError(sqliteCode: code, message: String(cString: sqlite3_errstr(code))) }
    }
    /// Sixteen megabytes of the usual pages.
    private static let portion: Int32 = 4096

    /// What is wrong with a database file, in the engine's words; nil where every page is in order.
    public static func fault(in path: String) throws -> String? {
        let connection = try SQLiteConnection(path: path, writing: false, patience: .seconds(5))
        let statement = try connection.statement("PRAGMA quick_check(1)")
        defer { connection.finish(statement) }
        guard try statement.step() else { return "the check gave no answer" }
        let answer = try statement.text(0)
        return answer == "ok" ? nil : answer
    }
}

extension SQLiteConnection {
    func holds(_ text: String) throws(StorageError) -> Bool {
        let statement = try statement(text)
        defer { finish(statement) }
        return try statement.step()
    }
}

/// Makes an empty file for its owner alone; false where there is one already, or none can be.
private func makePrivateFile(_ path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    return file >= 0 && close(file) == 0
}
