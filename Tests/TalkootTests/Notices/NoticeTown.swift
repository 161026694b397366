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
    let elsewhere = ID<City>("city-koivula")
    private let small: SmallCity
    var city: ID<City> { small.city }
    var officer: ID<Person> { small.officer }
    var resident: ID<Person> { small.resident }
    var clock: TestClock { small.clock }

    private init(_ engine: HouseEngine) throws {
        small = try SmallCity(on: engine)
        platform = try small.platform(seed: 1)
    }

    /// Founds two cities, lets the story happen, and closes.
    static func story(on engine: HouseEngine, _ story: (NoticeTown) async throws -> Void) async throws {
        let town = try NoticeTown(engine)
        try await town.small.story(on: town.platform, residentSpeaks: .finnish) {
            try await town.platform.keepHouse { [elsewhere = town.elsewhere] tx, now in
                try CityTable.insert(elsewhere, CityPlan(slug: "koivula", name: "Koivula", codePrefix: "KO"), now, tx)
            }
            try await story(town)
        }
    }

    /// The same database as a second process has it.
    func secondProcess() throws -> Platform { try small.platform(seed: 2) }

    func nextAct() throws -> ActID { try small.nextAct() }

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
