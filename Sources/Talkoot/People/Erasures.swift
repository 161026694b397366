import Foundation
import Storage

/// Somebody who was erased, by an id that names nobody any more, or a text that stayed hidden and was erased, by its code.
/// A backup knows nothing of the erasures after it; whoever restores it needs this list.
public struct Erasure: Hashable, Sendable, Comparable {
    enum Erased: Hashable, Sendable {
        case person(ID<Person>)
        case text(PublicCode)
    }
    let city: ID<City>
    let erased: Erased

    /// As it stands in the file: `city person`, or `city text code`.
    var line: String {
        switch erased {
        case .person(let person): "\(city) \(person)"
        case .text(let code): "\(city) text \(code)"
        }
    }
    init(_ city: ID<City>, _ erased: Erased) {
        self.city = city
        self.erased = erased
    }
    init?(line: Substring) {
        let parts = line.split(separator: Character(" ")).map(String.init)
        switch parts.count {
        case 2: self.init(ID(parts[0]), .person(ID(parts[1])))
        case 3 where parts[1] == "text": self.init(ID(parts[0]), .text(PublicCode(parts[2])))
        default: return nil
        }
    }
    public static func < (a: Erasure, b: Erasure) -> Bool { a.line < b.line }
}

enum ErasureTable {
    static let migration: [SQLText] = [
        "CREATE TABLE erasure (city TEXT NOT NULL REFERENCES city (id), person TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (city, person))",
        // Those who left before there was a list; when is not known.
        "INSERT INTO erasure (city, person, at) SELECT city, id, 0 FROM person WHERE state = 'left'",
    ]
}

extension Change {
    /// Removes what names or describes a person, in every room and beside the record. The record itself stays whole.
    func erase(_ person: ID<Person>) throws {
        let city = city.id
        try happened(Event(PersonEvent.left, on: ObjectReference(.person, id: person.rawValue, code: PublicCode("")), of: nil, isPublic: false))
        for room in rooms.all { try room.erase(person, self) }
        for table: SQLText in ["session", "access_token", "draft", "follow", "membership", "notice_setting", "mail_pause"] {
            try tx.run("DELETE FROM \(table) WHERE city = \(city) AND person = \(person)")
        }
        try tx.run("UPDATE role_grant SET ended_at = \(now) WHERE city = \(city) AND person = \(person) AND ended_at IS NULL")
        try RecordTable.erase(person, city, tx)
        try tx.run("DELETE FROM notice WHERE city = \(city) AND person = \(person)")
        try tx.run("UPDATE person SET email = NULL, display_name = '', state = 'left' WHERE city = \(city) AND id = \(person)")
        try tx.run("INSERT INTO erasure (city, person, at) VALUES (\(city), \(person), \(now)) ON CONFLICT DO NOTHING")
    }
}

/// Erases, in a restored database, somebody who was erased after the backup was made. No door offers it.
struct EraseAgain: Act {
    static let name = "person.eraseAgain"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("person", max: 40)) { EraseAgain(person: ID($0)) }
    let person: ID<Person>

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        try change.erase(person)
        return Outcome(nil)
    }
}

extension Platform {
    /// Everybody and everything that was erased from this installation. A schema from before there was a list knows of none.
    public func erasures() async throws -> Set<Erasure> {
        try await reading { tx in
            let applied = try Migrator.applied(tx)
            let people = applied.contains("erasures") ? try tx.rows("SELECT city, person FROM erasure ORDER BY city, person") { Erasure(try $0.value(), .person(try $0.value())) } : []
            let texts = applied.contains("erasedTexts") ? try tx.rows("SELECT city, object_code FROM moderation_case WHERE erased_at IS NOT NULL ORDER BY city, object_code") { Erasure(try $0.value(), .text(try $0.value())) } : []
            return Set(people + texts)
        }
    }
    /// How many they are: one look, to see whether a ledger is behind.
    public func erasureCount() async throws -> Int {
        try await reading { try $0.count("SELECT (SELECT count(*) FROM erasure) + (SELECT count(*) FROM moderation_case WHERE erased_at IS NOT NULL)") }
    }

    /// Erases those of the list who are here and whole. Returns how many people and how many texts they were.
    func eraseAgain(_ wanted: Set<Erasure>) async throws -> (people: Int, texts: Int) {
        var people = 0, texts = 0
        for erasure in wanted.sorted() {
            guard try await isHereAndWhole(erasure) else { continue }
            let again: any Act = switch erasure.erased {
            case .person(let person): EraseAgain(person: person)
            case .text(let code): EraseTextAgain(code: code)
            }
            try await performAgain(again, in: erasure.city)
            if case .person = erasure.erased { people += 1 } else { texts += 1 }
        }
        return (people, texts)
    }
    private func performAgain(_ act: some Act, in city: ID<City>) async throws {
        _ = try await perform(act, in: city, as: .system(because: "restore"), id: newActID())
    }
    private func isHereAndWhole(_ erasure: Erasure) async throws -> Bool {
        let city = erasure.city
        switch erasure.erased {
        case .person(let person):
            return try await reading { try $0.exists("SELECT 1 FROM person WHERE city = \(city) AND id = \(person) AND state <> 'left'") }
        case .text(let code):
            return try await look(in: city, as: .system(because: "restore")) { try ModerationQueries.text(code, $0).map { $0.visibility != .erased } ?? false }
        }
    }
}

/// The list as a file, `erasures`, beside the keys and beside the backups: it outlives a database that is lost or taken back.
public struct ErasureLedger: Sendable {
    public let path: String
    public init(in folder: String) { path = folder + "/erasures" }

    /// Empty where there is no such file yet.
    public func read() throws -> Set<Erasure> {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return Set(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { Erasure(line: $0) })
    }

    /// Adds what it lacks. Nothing is ever taken out: somebody who is erased stays erased.
    public func add(_ erasures: Set<Erasure>) throws {
        let known = try read()
        if erasures.isSubset(of: known) && FileManager.default.fileExists(atPath: path) { return }
        let text = known.union(erasures).sorted().map { $0.line + "\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
