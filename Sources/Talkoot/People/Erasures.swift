import Foundation
import Storage

/// Somebody who was erased, by ids that name nobody any more. A backup knows nothing of the erasures after it; whoever restores it needs this list.
public struct Erasure: Hashable, Sendable, Comparable {
    let city: String
    let person: String
    public static func < (a: Erasure, b: Erasure) -> Bool { (a.city, a.person) < (b.city, b.person) }
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
    /// Everybody who was erased from this installation.
    public func erasures() async throws -> Set<Erasure> {
        Set(try await reading { tx in
            try tx.rows("SELECT city, person FROM erasure ORDER BY city, person") { Erasure(city: try $0.text(), person: try $0.text()) }
        })
    }
    /// How many they are: one look, to see whether a ledger is behind.
    public func erasureCount() async throws -> Int { try await reading { try $0.count("SELECT count(*) FROM erasure") } }

    /// Erases those of the list who are here and whole. Returns how many they were.
    func eraseAgain(_ wanted: Set<Erasure>) async throws -> Int {
        var count = 0
        for erasure in wanted.sorted() {
            let (city, person) = (ID<City>(erasure.city), ID<Person>(erasure.person))
            let isHere = try await reading { try $0.exists("SELECT 1 FROM person WHERE city = \(city) AND id = \(person) AND state <> 'left'") }
            guard isHere else { continue }
            _ = try await perform(EraseAgain(person: person), in: city, as: .system(because: "restore"), id: newActID())
            count += 1
        }
        return count
    }
}

/// The list as a file, `erasures`, beside the keys and beside the backups: it outlives a database that is lost or taken back.
public struct ErasureLedger: Sendable {
    public let path: String
    public init(in folder: String) { path = folder + "/erasures" }

    /// Empty where there is no such file yet.
    public func read() throws -> Set<Erasure> {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return Set(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ").map(String.init)
            return parts.count == 2 ? Erasure(city: parts[0], person: parts[1]) : nil
        })
    }

    /// Adds what it lacks. Nothing is ever taken out: somebody who is erased stays erased.
    public func add(_ erasures: Set<Erasure>) throws {
        let known = try read()
        if erasures.isSubset(of: known) && FileManager.default.fileExists(atPath: path) { return }
        let text = known.union(erasures).sorted().map { "\($0.city) \($0.person)\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
