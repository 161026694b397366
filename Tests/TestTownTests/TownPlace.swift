internal import Crypto
internal import Foundation
internal import PrivatePostgreSQL
internal import Storage
internal import StoragePostgreSQL
internal import StorageSQLite
internal import Synchronization
internal import Talkoot
internal import TestTown
internal import Testing

/// A place for a town on each engine of this machine.
enum TownPlace: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite = "SQLite", postgresql = "PostgreSQL"
    var testDescription: String { rawValue }

    static let here: [TownPlace] = {
        guard let reason = PrivatePostgreSQL.reasonMissing else { return allCases }
        print("The towns are founded on SQLite only: \(reason)")
        return [.sqlite]
    }()

    /// An empty database with its tables and a key for its record, on a clock, for the length of a story.
    func story(at clock: TestClock, _ story: (Platform) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/talkoot-town-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database: any Database = switch self {
        case .sqlite: try SQLiteDatabase(path: folder + "/talkoot.sqlite", readers: 2)
        case .postgresql: try PostgreSQLDatabase(url: try PrivatePostgreSQL.shared.get().freshDatabase())
        }
        do {
            try await Migrator.migrate(database, Platform.migrations)
            let random = Randomness.counted()
            let key = try RecordKey.load(in: folder, installation: "talkoot.example", random: random)
            try await story(Platform(database: database, random: random, recordKey: key) { clock.now })
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// A founded town on a stopped clock.
    func town(_ story: (Town) async throws -> Void) async throws {
        let clock = TestClock(at: Instant(milliseconds: 1_773_304_496_000))
        try await self.story(at: clock) { try await story(try await TestTown.found(on: $0, clock: clock)) }
    }
}

extension Randomness {
    /// The same bytes in every run.
    static func counted() -> Randomness {
        let drawn = Mutex(0)
        return Randomness { count in
            var bytes: [UInt8] = []
            while bytes.count < count { bytes += SHA256.hash(data: Array("town \(drawn.withLock { $0 += 1; return $0 })".utf8)) }
            return Array(bytes.prefix(count))
        }
    }
}
