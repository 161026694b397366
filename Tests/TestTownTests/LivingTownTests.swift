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

    /// An empty database with its tables, on a clock, for the length of a story.
    func story(at clock: TestClock, _ story: (Platform) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("talkoot-town-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database: any Database = switch self {
        case .sqlite: try SQLiteDatabase(path: folder + "/talkoot.sqlite", readers: 2)
        case .postgresql: try PostgreSQLDatabase(url: try PrivatePostgreSQL.shared.get().freshDatabase())
        }
        do {
            try await Migrator.migrate(database, Platform.migrations)
            try await story(Platform(database: database, random: .counted()) { clock.now })
        } catch {
            await database.close()
            throw error
        }
        await database.close()
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

@Suite("A town that lives")
struct LivingTownTests {
    @Test("fourteen months go by, and every room has something to show", arguments: TownPlace.here)
    func lives(_ place: TownPlace) async throws {
        let ending = Instant(milliseconds: 1_790_000_000_000)
        let clock = TestClock(at: ending)
        try await place.story(at: clock) { platform in
            let began = ContinuousClock.now
            let town = try await TestTown.live(on: platform, clock: clock, endingAt: ending)
            print("The town lived for", ContinuousClock.now - began, "on", place.rawValue)
            #expect(clock.now == ending)
            let counts = try await town.look(as: .liisa) { scene in
                (signals: try SignalQueries.list(SignalFilter(), limit: 200, scene).rows.count,
                 open: try ChallengeQueries.list(ChallengeFilter(isOpen: true), scene).rows.map(\.title).sorted(),
                 evaluating: try ChallengeQueries.list(scene: scene).filter { $0.state == .evaluating }.count)
            }
            #expect(counts.signals > 40)
            print(counts)
        }
    }
}

extension ChallengeQueries {
    static func list(scene: Scene) throws -> [Challenge] { try list(limit: 200, scene).rows }
}
