internal import Foundation
internal import Storage
internal import Synchronization
@testable internal import Talkoot
internal import Testing
internal import TestTown

/// A small city where people are told things, on either engine.
final class NoticeTown: Sendable {
    let platform: Platform
    let secrets = Secrets(key: Array(repeating: 7, count: 32))
    let city = ID<City>("city-kuusila")
    let elsewhere = ID<City>("city-koivula")
    let officer = ID<Person>("person-olga")
    let resident = ID<Person>("person-rami")
    let clock = TestClock(at: Instant(milliseconds: 1_773_304_496_000))
    private let place: TestPlace
    private let acts = Mutex(0)

    private init(_ engine: HouseEngine) throws {
        place = try engine.place()
        let clock = clock
        platform = Platform(database: try place.open(), random: seededChance(1)) { clock.now }
    }

    /// Founds two cities, lets the story happen, and closes.
    static func story(on engine: HouseEngine, _ story: (NoticeTown) async throws -> Void) async throws {
        let town = try NoticeTown(engine)
        try await closing(town.platform.database) {
            try await town.found()
            try await story(town)
        }
    }

    /// The same database as a second process has it.
    func secondProcess() throws -> Platform {
        let clock = clock
        return Platform(database: try place.open(), random: seededChance(2)) { clock.now }
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
