internal import Crypto
internal import Foundation
internal import PrivatePostgreSQL
internal import Storage
internal import StoragePostgreSQL
internal import StorageSQLite
internal import Synchronization
@testable internal import Talkoot
internal import Testing
internal import TransparencyLog

/// A small city in which people do real things, on either engine.
final class RecordTown: Sendable {
    let platform: Platform
    let directory: String
    let url: String?
    let city = ID<City>("city-kuusila")
    let officer = ID<Person>("person-officer")
    let resident = ID<Person>("person-resident")
    private let clock = StoppedClock()
    private let acts = Mutex(0)

    enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case sqlite = "SQLite", postgresql = "PostgreSQL"
        var testDescription: String { rawValue }
        /// Those of this machine; a missing server is said once.
        static let here: [Engine] = {
            guard let reason = PrivatePostgreSQL.reasonMissing else { return allCases }
            print("The stories of the record are told on SQLite only: \(reason)")
            return [.sqlite]
        }()
    }

    private init(database: any Database, directory: String, url: String?, seed: UInt64) throws {
        self.directory = directory
        self.url = url
        let random = Randomness.seeded(seed)
        let key = try RecordKey.load(in: directory, installation: "talkoot.example", random: random)
        let clock = clock
        platform = Platform(database: database, random: random, recordKey: key) { clock.now }
    }

    /// Founds the city, with an innovation officer and a resident, lets the story happen, and closes.
    static func story(on engine: Engine, seed: UInt64 = 1, _ story: (RecordTown) async throws -> Void) async throws {
        let directory = try TemporaryFolder.fresh()
        let url = engine == .postgresql ? try PrivatePostgreSQL.shared.get().freshDatabase() : nil
        let town = try RecordTown(database: open(directory, url), directory: directory, url: url, seed: seed)
        do {
            try await town.found()
            try await story(town)
        } catch {
            await town.platform.database.close()
            throw error
        }
        await town.platform.database.close()
    }

    private static func open(_ directory: String, _ url: String?) throws -> any Database {
        // Few lanes each: many stories are told at once, to one server.
        if let url { return try PostgreSQLDatabase(url: url, connections: 3) }
        return try SQLiteDatabase(path: directory + "/talkoot.sqlite", readers: 2)
    }

    /// The same database as a second process has it, with the same key and other chance.
    func secondProcess() throws -> Platform {
        let clock = clock
        return Platform(database: try Self.open(directory, url), random: .seeded(99), recordKey: platform.recordKey) { clock.now }
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
            clock.advance(by: 1500)
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

final class StoppedClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_773_304_496_000)
    var now: Instant { Instant(milliseconds: milliseconds.withLock { $0 }) }
    func advance(by step: Int64) { milliseconds.withLock { $0 += step } }
}

extension Randomness {
    /// The same bytes for the same seed, in the order in which they are asked for.
    static func seeded(_ seed: UInt64) -> Randomness {
        let drawn = Mutex<UInt64>(0)
        return Randomness { count in
            var bytes: [UInt8] = []
            while bytes.count < count {
                let number = drawn.withLock { $0 += 1; return $0 }
                bytes += SHA256.hash(data: Array("\(seed) \(number)".utf8))
            }
            return Array(bytes.prefix(count))
        }
    }
}

/// Folders that live as long as the test process.
enum TemporaryFolder {
    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: TemporaryFolder.path) }
        return path
    }()
    private static var path: String { FileManager.default.temporaryDirectory.path + "/talkoot-record-\(ProcessInfo.processInfo.processIdentifier)" }
    static func fresh() throws -> String {
        let folder = "\(root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
