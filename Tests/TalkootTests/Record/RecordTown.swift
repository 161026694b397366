internal import Storage
internal import Synchronization
@testable internal import Talkoot
internal import Testing
internal import TestTown
internal import TransparencyLog

/// A small city in which people do real things, on either engine.
final class RecordTown: Sendable {
    let platform: Platform
    private let place: TestPlace
    var directory: String { place.folder }
    var url: String? { place.engine == .postgresql ? place.address : nil }
    let city = ID<City>("city-kuusila")
    let officer = ID<Person>("person-officer")
    let resident = ID<Person>("person-resident")
    private let clock = TestClock(at: Instant(milliseconds: 1_773_304_496_000))
    private let acts = Mutex(0)

    private init(_ engine: HouseEngine, seed: UInt64) throws {
        place = try engine.place()
        let random = seededChance(seed)
        let key = try RecordKey.load(in: place.folder, installation: "talkoot.example", random: random)
        let clock = clock
        platform = Platform(database: try place.open(), random: random, recordKey: key) { clock.now }
    }

    /// Founds the city, with an innovation officer and a resident, lets the story happen, and closes.
    static func story(on engine: HouseEngine, seed: UInt64 = 1, _ story: (RecordTown) async throws -> Void) async throws {
        let town = try RecordTown(engine, seed: seed)
        try await closing(town.platform.database) {
            try await town.found()
            try await story(town)
        }
    }

    /// The same database as a second process has it, with the same key and other chance.
    func secondProcess() throws -> Platform {
        let clock = clock
        return Platform(database: try place.open(), random: seededChance(99), recordKey: platform.recordKey) { clock.now }
    }

    private func found() async throws {
        try await Migrator.migrate(platform.database, Platform.migrations)
        try await platform.keepHouse { [city, officer, resident] tx, now in
            try CityTable.insert(city, CityPlan(slug: "kuusila", name: "Kuusila", codePrefix: "KU"), now, tx)
            try PersonTable.insert(officer, email: "olga@kuusila.example", name: "Olga", .english, city, now, tx)
            try PersonTable.insert(resident, email: "rami@mail.example", name: "Rami", .english, city, now, tx)
            try tx.run("""
                INSERT INTO role_grant (city, id, person, role, from_at) VALUES (\(city), \("grant"), \(officer), \(Role.innovationOfficer), \(now))
                """)
        }
    }

    /// A resident sends a signal; nobody but staff sees it yet, so its entry is sealed.
    @discardableResult func sendSignal(_ text: String, with platform: Platform? = nil) async throws -> ObjectReference {
        let platform = platform ?? self.platform
        let outcome = try await platform.perform("signal.send", ["text": .text(text)], in: city, as: .person(resident), id: nextAct())
        return try #require(outcome.object)
    }
    /// The officer accepts it; from then on it is public.
    func accept(_ signal: ObjectReference) async throws {
        _ = try await platform.perform("signal.accept", on: Target(signal.code.rawValue), ["reason": "We will look into it."], in: city, as: .person(officer), id: nextAct())
    }
    /// Sends and accepts that many signals: two entries each, the first of them sealed.
    @discardableResult func signals(_ count: Int) async throws -> [ObjectReference] {
        var sent: [ObjectReference] = []
        for number in 0..<count {
            sent.append(try await sendSignal("The lamp at number \(number) is dark."))
            try await accept(sent[number])
            clock.move(to: Instant(milliseconds: clock.now.milliseconds + 1500))
        }
        return sent
    }
    /// The resident leaves the city.
    func leave() async throws {
        _ = try await platform.perform("person.leave", ["sure": true], in: city, as: .person(resident), id: nextAct())
    }
    private func nextAct() throws -> ActID {
        let number = acts.withLock { $0 += 1; return $0 }
        return try #require(ActID(rawValue: "act-\(10_000 + number)"))
    }

    /// Looks with nobody's eyes.
    func look<Value: Sendable>(_ body: @escaping @Sendable (Scene) throws -> Value) async throws -> Value {
        try await platform.look(in: city, as: .visitor, body)
    }
    func key() async throws -> VerifierKey { try VerifierKey(try #require(try await look(RecordQueries.key))) }

    /// What somebody with the database in hand could do: change rows behind the guards.
    func tamper(_ statement: SQLText) async throws {
        let isPostgreSQL = url != nil
        try await platform.keepHouse { tx, _ in
            if isPostgreSQL { try tx.run("SET LOCAL session_replication_role = replica") } else {
                for name in ["entry_unchanged", "entry_stays", "entry_kept"] { try tx.run(SQLText(stringLiteral: "DROP TRIGGER IF EXISTS \(name)")) }
            }
            try tx.run(statement)
        }
    }
}
