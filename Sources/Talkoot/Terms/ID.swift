public import Storage

/// An identifier of one kind of thing: a challenge's id can never be passed for a pilot's.
/// The text is a UUID made by the platform; it orders by time unless the thing must not be datable (ballots, hidden authors).
public struct ID<Of>: RawRepresentable, Hashable, Sendable, Codable, SQLBindable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }
    public var description: String { rawValue }

    public init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// A short public identifier such as `KU-7F3K2M`: random, so it tells nothing of how many there are, and easy to read out.
public struct PublicCode: RawRepresentable, Hashable, Sendable, Codable, SQLBindable, CustomStringConvertible {
    public let rawValue: String
    /// Most codes come from the database, as they are; they are not made anew.
    public init(rawValue: String) {
        let isMade = rawValue.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        self.rawValue = isMade ? rawValue : rawValue.uppercased()
    }
    public init(_ text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }

    /// No letters or digits that are mistaken for each other on paper or on the phone.
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func make(prefix: String, length: Int = 6, from random: Randomness) -> PublicCode {
        PublicCode(prefix + "-" + random.letters(length, of: alphabet))
    }
}
