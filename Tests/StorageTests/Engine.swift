internal import Foundation
internal import PrivatePostgreSQL
internal import Storage
internal import StoragePostgreSQL
internal import StorageSQLite
internal import Testing

/// Each of the two engines, so that every story of the suite is told twice.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite = "SQLite"
    case postgresql = "PostgreSQL"
    var testDescription: String { rawValue }

    /// The engines of this machine. SQLite is always there; a missing server is said once, in the log.
    static let here: [Engine] = {
        if let reason = PrivatePostgreSQL.reasonMissing {
            print("The suite runs on SQLite only: \(reason)")
            return [.sqlite]
        }
        return allCases
    }()

    /// An empty database. With one lane it does one read, or one write, at a time.
    func open(lanes: Int = 8) throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase(path: TemporaryFile.path(), readers: lanes)
        case .postgresql: try PostgreSQLDatabase(url: PrivatePostgreSQL.shared.get().freshDatabase(), connections: lanes)
        }
    }

    /// Two databases over the same content, as two processes have them.
    func openTwice() throws -> (any Database, any Database) {
        switch self {
        case .sqlite:
            let path = try TemporaryFile.path()
            return (try SQLiteDatabase(path: path), try SQLiteDatabase(path: path))
        case .postgresql:
            let url = try PrivatePostgreSQL.shared.get().freshDatabase()
            return (try PostgreSQLDatabase(url: url), try PostgreSQLDatabase(url: url))
        }
    }

    /// Opens a database, lets the story use it, and closes it.
    func withDatabase(lanes: Int = 8, _ story: (any Database) async throws -> Void) async throws {
        let database = try open(lanes: lanes)
        do { try await story(database) } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// Files that live as long as the test process.
enum TemporaryFile {
    private static let folder: String = {
        atexit { try? FileManager.default.removeItem(atPath: TemporaryFile.folderPath) }
        return folderPath
    }()
    private static var folderPath: String {
        FileManager.default.temporaryDirectory.path + "/talkoot-storage-\(ProcessInfo.processInfo.processIdentifier)"
    }
    static func path() throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return "\(folder)/\(UUID().uuidString).sqlite"
    }
}
