internal import Storage
internal import Synchronization
@testable internal import Talkoot
internal import Testing
internal import TestTown

/// Kuusila with two people alone, an innovation officer and a resident: for stories about the house itself, which need no town.
final class SmallCity: Sendable {
    let city = ID<City>("city-kuusila"), officer = ID<Person>("person-officer"), resident = ID<Person>("person-resident")
    let clock = TestClock(at: Instant(milliseconds: 1_773_304_496_000))
    let place: TestPlace
    private let acts = Mutex(0)

    init(on engine: HouseEngine) throws { place = try engine.place() }

    /// The database as one process has it, each with chance of its own.
    func platform(seed: UInt64, recordKey: RecordKey? = nil) throws -> Platform {
        let clock = clock
        return Platform(database: try place.open(), random: seededChance(seed), recordKey: recordKey) { clock.now }
    }

    /// Founds it on a platform, lets the story happen, and closes.
    func story(on platform: Platform, residentSpeaks language: Language = .english, _ story: () async throws -> Void) async throws {
        try await closing(platform.database) {
            try await Migrator.migrate(platform.database, Platform.migrations)
            try await platform.keepHouse { [city, officer, resident] tx, now in
                try CityTable.insert(city, CityPlan(slug: "kuusila", name: "Kuusila", codePrefix: "KU"), now, tx)
                try PersonTable.insert(officer, email: "olga@kuusila.example", name: "Olga", .english, city, now, tx)
                try PersonTable.insert(resident, email: "rami@mail.example", name: "Rami", language, city, now, tx)
                try tx.run("INSERT INTO role_grant (city, id, person, role, from_at) VALUES (\(city), 'grant', \(officer), \(Role.innovationOfficer), \(now))")
            }
            try await story()
        }
    }

    func nextAct() throws -> ActID { try #require(ActID(rawValue: "act-\(10_000 + acts.withLock { $0 += 1; return $0 })")) }
}
