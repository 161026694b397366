internal import Crypto
internal import Foundation
internal import PrivatePostgreSQL
internal import Storage
internal import StoragePostgreSQL
internal import StorageSQLite
internal import Synchronization
@testable internal import Talkoot
internal import Testing

/// A small city where people are told things, on either engine.
final class NoticeTown: Sendable {
    enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case sqlite = "SQLite", postgresql = "PostgreSQL"
        var testDescription: String { rawValue }
        /// Those of this machine; a missing server is said once.
        static let here: [Engine] = {
            guard let reason = PrivatePostgreSQL.reasonMissing else { return allCases }
            print("The stories of search and notices are told on SQLite only: \(reason)")
            return [.sqlite]
        }()
    }

    let platform: Platform
    let secrets = Secrets(key: Array(repeating: 7, count: 32))
    let city = ID<City>("city-kuusila")
    let elsewhere = ID<City>("city-koivula")
    let officer = ID<Person>("person-olga")
    let resident = ID<Person>("person-rami")
    let clock = Clock()
    private let address: String
    private let engine: Engine
    private let acts = Mutex(0)

    private init(_ engine: Engine) throws {
        self.engine = engine
        address = try engine == .sqlite ? Files.fresh() + "/talkoot.sqlite" : PrivatePostgreSQL.shared.get().freshDatabase()
        let clock = clock
        platform = Platform(database: try Self.open(engine, address), random: Self.chance(1)) { clock.now }
    }
    private static func open(_ engine: Engine, _ address: String) throws -> any Database {
        engine == .sqlite ? try SQLiteDatabase(path: address, readers: 2) : try PostgreSQLDatabase(url: address, connections: 4)
    }

    /// Founds two cities, lets the story happen, and closes.
    static func story(on engine: Engine, _ story: (NoticeTown) async throws -> Void) async throws {
        let town = try NoticeTown(engine)
        do {
            try await town.found()
            try await story(town)
        } catch {
            await town.platform.database.close()
            throw error
        }
        await town.platform.database.close()
    }

    /// The same database as a second process has it.
    func secondProcess() throws -> Platform {
        let clock = clock
        return Platform(database: try Self.open(engine, address), random: Self.chance(2)) { clock.now }
    }

    private func found() async throws {
        try await Migrator.migrate(platform.database, Platform.migrations)
        try await platform.keepHouse { [city, elsewhere, officer, resident] tx, now in
            try CityTable.insert(city, CityPlan(slug: "kuusila", name: "Kuusila", codePrefix: "KU"), now, tx)
            try CityTable.insert(elsewhere, CityPlan(slug: "koivula", name: "Koivula", codePrefix: "KO"), now, tx)
            try PersonTable.insert(officer, email: "olga@kuusila.example", name: "Olga", .english, city, now, tx)
            try PersonTable.insert(resident, email: "rami@mail.example", name: "Rami", .finnish, city, now, tx)
            try tx.run("INSERT INTO role_grant (city, id, person, role, from_at) VALUES (\(city), 'grant', \(officer), \(Role.innovationOfficer), \(now))")
        }
    }

    func nextAct() throws -> ActID { try #require(ActID(rawValue: "act-\(10_000 + acts.withLock { $0 += 1; return $0 })")) }

    @discardableResult func sendSignal(_ text: String, place: String = "", email: String = "", as actor: Actor? = nil, in city: ID<City>? = nil) async throws -> ObjectReference {
        clock.advance(seconds: 1)
        let outcome = try await platform.perform(
            "signal.send", ["text": .text(text), "place": .text(place), "email": .text(email)], in: city ?? self.city, as: actor ?? .person(resident), id: nextAct())
        return try #require(outcome.object)
    }
    func answer(_ signal: ObjectReference, _ act: String = "signal.accept", reason: String = "We look into it.") async throws {
        clock.advance(seconds: 1)
        _ = try await platform.perform(act, on: Target(signal.code.rawValue), ["reason": .text(reason)], in: city, as: .person(officer), id: nextAct())
    }
    func keepHouse(_ statement: SQLText) async throws { try await platform.keepHouse { tx, _ in _ = try tx.run(statement) } }

    /// What the courier was told to say; every text names its key and values, so that a story can look for them.
    static let texts: NoticeTexts = { language, key, values in
        if key.hasPrefix("notice.unheard") || key.contains(".sender.") || key.hasPrefix("notice.foot.") { return nil }
        return "\(language.rawValue) \(key) " + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
    var style: NoticeStyle {
        get throws { NoticeStyle(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@talkoot.example")), texts: Self.texts) }
    }
    func courier(_ platform: Platform? = nil, mailer: @escaping Mailer) throws -> Courier {
        Courier(platform ?? self.platform, secrets, try style, mailer: mailer)
    }

    private static func chance(_ seed: UInt64) -> Randomness {
        let drawn = Mutex<UInt64>(0)
        return Randomness { count in
            var bytes: [UInt8] = []
            while bytes.count < count {
                let number = drawn.withLock { $0 += 1; return $0 }
                bytes += SHA256.hash(data: Array("notices \(seed) \(number)".utf8))
            }
            return Array(bytes.prefix(count))
        }
    }

    final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_773_304_496_000)
        var now: Instant { Instant(milliseconds: milliseconds.withLock { $0 }) }
        func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
    }

    /// Folders that live as long as the test process.
    enum Files {
        private static let root: String = {
            atexit { try? FileManager.default.removeItem(atPath: Files.path) }
            return path
        }()
        private static var path: String { FileManager.default.temporaryDirectory.path + "/talkoot-notices-\(ProcessInfo.processInfo.processIdentifier)" }
        static func fresh() throws -> String {
            let folder = "\(root)/\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return folder
        }
    }
}

/// A postbox that keeps what it is given, and does before it what a story asks for.
final class Postbox: Sendable {
    private let kept = Mutex<[Letter]>([])
    private let before: @Sendable (Letter) throws -> Void
    init(before: @escaping @Sendable (Letter) throws -> Void = { _ in }) { self.before = before }

    var letters: [Letter] { kept.withLock { $0 } }
    var mailer: Mailer {
        { [self] letter in
            try before(letter)
            kept.withLock { $0.append(letter) }
        }
    }
}
