import Crypto

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

    /// Facts and person together, so that not even the presence of a person shows.
    static func sealing(facts: String, person: String?, salt: [UInt8]) -> Commitment {
        Commitment(to: ["facts": .text(facts), "person": .text(person ?? "")], salt: salt)
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
            let sealed = Commitment.sealing(facts: facts.hash, person: person?.hash, salt: facts.salt)
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
