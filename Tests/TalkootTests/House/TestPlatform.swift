import Foundation
import PrivatePostgreSQL
import Storage
import StoragePostgreSQL
import StorageSQLite
import Synchronization
import Talkoot
import Testing
import TestTown

/// The two databases that every story runs on.
enum HouseEngine: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case sqlite, postgresql
    var testDescription: String { rawValue }
    /// Those of this machine; a missing server is said once.
    static let available: [HouseEngine] = {
        guard let reason = PrivatePostgreSQL.reasonMissing else { return allCases }
        print("The stories are told on SQLite only: \(reason)")
        return [.sqlite]
    }()

    func open() async throws -> any Database { try place().open() }
    /// A fresh place, for stories that open it more than once.
    func place() throws -> TestPlace {
        let folder = try TestFolder.fresh()
        return TestPlace(engine: self, folder: folder, address: self == .sqlite ? folder + "/talkoot.sqlite" : try PrivatePostgreSQL.shared.get().freshDatabase())
    }
}

/// Where a story's database is, with a folder of its own. A second process opens it once more.
struct TestPlace: Sendable {
    let engine: HouseEngine, folder: String, address: String
    /// Few lanes each: many stories are told at once, to one server.
    func open() throws -> any Database {
        engine == .sqlite ? try SQLiteDatabase(path: address, readers: 2) : try PostgreSQLDatabase(url: address, connections: 4)
    }
}

/// Folders that live as long as the test process.
enum TestFolder {
    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: TestFolder.path) }
        return path
    }()
    private static var path: String { FileManager.default.temporaryDirectory.path + "/talkoot-tests-\(ProcessInfo.processInfo.processIdentifier)" }
    static func fresh() throws -> String {
        let folder = "\(root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// Lets a story happen, and closes its database however it ends.
func closing<Value>(_ database: any Database, _ story: () async throws -> Value) async throws -> Value {
    do {
        let value = try await story()
        await database.close()
        return value
    } catch {
        await database.close()
        throw error
    }
}

/// Kuusila on a Thursday in March, with a clock that only the story moves and chance that repeats.
func house(on engine: HouseEngine, at start: Instant = Instant(milliseconds: 1_773_302_400_000)) async throws -> (town: Town, clock: TestClock) {
    try await house(in: engine.open(), at: start)
}
func house(in database: any Database, darkroom: Darkroom = .own, at start: Instant = Instant(milliseconds: 1_773_302_400_000)) async throws -> (town: Town, clock: TestClock) {
    _ = try await Migrator.migrate(database, Platform.migrations)
    let clock = TestClock(at: start)
    let town = try await TestTown.found(on: Platform(database: database, random: seededChance(), darkroom: darkroom) { clock.now }, clock: clock)
    return (town, clock)
}

/// Bytes that are the same in each run (SplitMix64, public domain).
func seededChance(_ seed: UInt64 = 7) -> Randomness {
    let state = SeedBox(seed)
    return Randomness { count in (0..<count).map { _ in state.next() } }
}
final class SeedBox: Sendable {
    private let state: Mutex<UInt64>
    init(_ seed: UInt64) { state = Mutex(seed) }
    func next() -> UInt8 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return UInt8(truncatingIfNeeded: z ^ (z >> 31))
        }
    }
}
