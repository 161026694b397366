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

/// The test town on one of this machine's engines, with a stopped clock, for the stories of imports.
enum ImportTown: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite = "SQLite", postgresql = "PostgreSQL"
    var testDescription: String { rawValue }

    static let here: [ImportTown] = {
        guard let reason = PrivatePostgreSQL.reasonMissing else { return allCases }
        print("The stories of imports are told on SQLite only: \(reason)")
        return [.sqlite]
    }()

    func story(_ story: (Town, TestClock) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/talkoot-import-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database: any Database = switch self {
        case .sqlite: try SQLiteDatabase(path: folder + "/talkoot.sqlite", readers: 2)
        case .postgresql: try PostgreSQLDatabase(url: try PrivatePostgreSQL.shared.get().freshDatabase())
        }
        do {
            try await Migrator.migrate(database, Platform.migrations)
            let clock = TestClock(at: Instant(milliseconds: 1_773_304_496_000))
            let platform = Platform(database: database, random: Self.chance()) { clock.now }
            try await story(try await TestTown.found(on: platform, clock: clock), clock)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// The same bytes in every run.
    private static func chance() -> Randomness {
        let drawn = Mutex(0)
        return Randomness { count in
            var bytes: [UInt8] = []
            while bytes.count < count { bytes += SHA256.hash(data: Array("import \(drawn.withLock { $0 += 1; return $0 })".utf8)) }
            return Array(bytes.prefix(count))
        }
    }
}

extension Town {
    func count(_ sql: SQLText) async throws -> Int { try await platform.reading { try $0.count(sql) } }
    func importing(_ lines: String, dryRun: Bool = false) async throws -> ImportReport {
        try await platform.importProposals(Data(lines.utf8), from: "proposals.jsonl", in: kuusila, dryRun: dryRun)
    }
    func signals() async throws -> [Signal] {
        try await look(as: .liisa) { scene in
            try SignalQueries.list(SignalFilter(), limit: 200, scene).rows.map { try SignalQueries.signal(Target($0.code.rawValue), scene) }
        }
    }
    /// How many objects a visitor finds.
    func found(_ words: String) async throws -> [String] {
        try await look { try SearchQueries.find(words, $0).hits.map(\.title) }
    }
}
