import Crypto
import Storage

/// The rows behind the public record. An act appends its entry without a place; the sequencer gives places, a moment later.
enum RecordTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE entry (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL,
            object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL, initiative TEXT, is_public BOOLEAN NOT NULL,
            part TEXT NOT NULL, person TEXT, mandate_of TEXT, act TEXT NOT NULL, act_id TEXT NOT NULL, body TEXT NOT NULL,
            position BIGINT, PRIMARY KEY (city, id), UNIQUE (city, position))
        """,
        "CREATE INDEX entry_waiting ON entry (city, at, id) WHERE position IS NULL",
        "CREATE INDEX entry_object ON entry (city, object_kind, object_id, at)",
        "CREATE INDEX entry_initiative ON entry (city, initiative, at)",
        """
        CREATE TABLE opening (
            city TEXT NOT NULL, entry TEXT NOT NULL, part TEXT NOT NULL CHECK (part IN ('facts', 'person')), person TEXT,
            salt TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (city, entry, part), FOREIGN KEY (city, entry) REFERENCES entry (city, id))
        """,
        "CREATE INDEX opening_person ON opening (city, person)",
    ]

    static func append(_ event: Event, _ change: Change) throws {
        let id: ID<Entry> = event.isPublic ? change.newID() : change.newUndatedID()
        let person = change.standing.person?.id
        var personal = event.personal
        if let person { personal["person"] = .text(person.rawValue) }
        let facts = Commitment(to: .object(event.facts), salt: change.newSecret())
        let who = personal.isEmpty ? nil : Commitment(to: .object(personal), salt: change.newSecret())
        let part = change.part
        let body = EntryBody(event: event, act: change.act, part: part, city: change.city, at: change.now, facts: facts, person: who)
        let mandate = part == "author" || part == "anyone" ? nil : change.standing.mandate
        try change.tx.run("""
            INSERT INTO entry (city, id, at, event, object_kind, object_id, object_code, initiative, is_public, part, person, mandate_of, act, act_id, body)
            VALUES (\(change.city.id), \(id), \(change.now), \(event.name), \(event.object.kind), \(event.object.id), \(event.object.code), \(event.initiative),
                \(event.isPublic), \(part), \(person), \(mandate), \(change.act), \(change.actID), \(body.canonical))
            """)
        try keep(facts, "facts", of: id, person: nil, change)
        if let who { try keep(who, "person", of: id, person: person, change) }
    }

    private static func keep(_ commitment: Commitment, _ part: String, of entry: ID<Entry>, person: ID<Person>?, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO opening (city, entry, part, person, salt, content)
            VALUES (\(change.city.id), \(entry), \(part), \(person), \(commitment.saltText), \(commitment.content))
            """)
    }
}

/// One line of the public record.
public enum Entry {}

/// A promise to a content that does not show it: SHA-256 over a random salt of 16 bytes and the content's canonical JSON.
/// Whoever is given salt and content can check; nobody can guess without the salt, and erasing both leaves the log whole.
struct Commitment {
    let salt: [UInt8]
    let content: String
    init(to content: JSON, salt: [UInt8]) {
        self.content = content.canonical
        self.salt = salt
    }
    init(content: String, saltText: String) {
        self.content = content
        salt = Hex.bytes(saltText)
    }
    var saltText: String { Hex.text(salt) }
    var hash: String {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: Array(content.utf8))
        return Hex.text(hash.finalize())
    }
}

/// What the log publishes: for public objects who did what in which part and when; for the rest an opaque commitment and the day.
struct EntryBody {
    let event: Event
    let act: String
    let part: String
    let city: City
    let at: Instant
    let facts: Commitment
    let person: Commitment?

    var canonical: String {
        guard event.isPublic else {
            // Facts and person together, so that not even the presence of a person shows.
            let sealed = Commitment(to: ["facts": .text(facts.hash), "person": .text(person?.hash ?? "")], salt: facts.salt)
            return JSON.object(["v": 1, "city": .text(city.slug), "day": .text(city.calendar.day(of: at).description), "sealed": .text(sealed.hash)]).canonical
        }
        var members: [String: JSON] = [
            "v": 1, "city": .text(city.slug), "at": .text(at.rfc3339), "event": .text(event.name), "act": .text(act), "part": .text(part),
            "object": .text("\(event.object.kind)/\(event.object.code)"), "facts": .text(facts.hash),
        ]
        if let person { members["person"] = .text(person.hash) }
        return JSON.object(members).canonical
    }
}

enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }
    static func bytes(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = digits.firstIndex(of: digit).map({ UInt8($0) }) else { return [] }
            if let first = high { out.append(first << 4 | value); high = nil } else { high = value }
        }
        return out
    }
}
