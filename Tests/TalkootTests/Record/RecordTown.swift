internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TestTown
internal import TransparencyLog

/// A small city in which people do real things, on either engine.
final class RecordTown: Sendable {
    let platform: Platform
    private let small: SmallCity
    var directory: String { small.place.folder }
    var url: String? { small.place.engine == .postgresql ? small.place.address : nil }
    var city: ID<City> { small.city }
    var officer: ID<Person> { small.officer }
    var resident: ID<Person> { small.resident }

    private init(_ engine: HouseEngine, seed: UInt64) throws {
        small = try SmallCity(on: engine)
        let key = try RecordKey.load(in: small.place.folder, installation: "talkoot.example", random: seededChance(seed))
        platform = try small.platform(seed: seed, recordKey: key)
    }

    /// Founds the city, lets the story happen, and closes.
    static func story(on engine: HouseEngine, seed: UInt64 = 1, _ story: (RecordTown) async throws -> Void) async throws {
        let town = try RecordTown(engine, seed: seed)
        try await town.small.story(on: town.platform) { try await story(town) }
    }

    /// The same database as a second process has it, with the same key and other chance.
    func secondProcess() throws -> Platform { try small.platform(seed: 99, recordKey: platform.recordKey) }

    /// A resident sends a signal; nobody but staff sees it yet, so its entry is sealed.
    @discardableResult func sendSignal(_ text: String, with platform: Platform? = nil) async throws -> ObjectReference {
        let platform = platform ?? self.platform
        let outcome = try await platform.perform("signal.send", ["text": .text(text)], in: city, as: .person(resident), id: small.nextAct())
        return try #require(outcome.object)
    }
    /// The officer accepts it; from then on it is public.
    func accept(_ signal: ObjectReference) async throws {
        _ = try await platform.perform("signal.accept", on: Target(signal.code.rawValue), ["reason": "We will look into it."], in: city, as: .person(officer), id: small.nextAct())
    }
    /// Sends and accepts that many signals: two entries each, the first of them sealed.
    @discardableResult func signals(_ count: Int) async throws -> [ObjectReference] {
        var sent: [ObjectReference] = []
        for number in 0..<count {
            sent.append(try await sendSignal("The lamp at number \(number) is dark."))
            try await accept(sent[number])
            small.clock.move(to: Instant(milliseconds: small.clock.now.milliseconds + 1500))
        }
        return sent
    }
    /// The resident leaves the city.
    func leave() async throws {
        _ = try await platform.perform("person.leave", ["sure": true], in: city, as: .person(resident), id: small.nextAct())
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
