/// Why a file could not be read, and where.
public struct ReadingProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line in the file, from 1; 0 where the whole file is meant.
    public let line: Int
    public let reason: String

    public init(line: Int, reason: String) {
        (self.line, self.reason) = (line, reason)
    }

    public var description: String { "line \(line): \(reason)" }
}

/// The bytes as text, nil when they are not UTF-8. Nearly all ids and votes are ASCII, which needs no validation.
func text(_ bytes: ArraySlice<UInt8>) -> String? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    return String(validating: bytes, as: UTF8.self)
}

/// Text from outside, cut to a length that fits in a message.
func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.value < 0x20 ? " " : $0 }
    return "“" + String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 40 ? "…" : "") + "”"
}
