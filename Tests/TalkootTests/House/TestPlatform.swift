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
    static var available: [HouseEngine] { PrivatePostgreSQL.reasonMissing == nil ? allCases : [.sqlite] }

    func open() async throws -> any Database {
        switch self {
        case .sqlite: return try SQLiteDatabase(path: NSTemporaryDirectory() + "house-\(UUID().uuidString).sqlite")
        case .postgresql: return try PostgreSQLDatabase(url: try PrivatePostgreSQL.shared.get().freshDatabase())
        }
    }
}

/// Kuusila on a Thursday in March, with a clock that only the story moves and chance that repeats.
func house(on engine: HouseEngine) async throws -> (town: Town, clock: TestClock) {
    let database = try await engine.open()
    _ = try await Migrator.migrate(database, Platform.migrations)
    let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
    let town = try await TestTown.found(on: Platform(database: database, random: seededChance()) { clock.now }, clock: clock)
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
