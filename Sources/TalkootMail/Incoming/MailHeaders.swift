internal import Foundation

/// The headers of a letter or of one of its parts (RFC 5322 §2.2): the first 300 of at most 200 kilobytes, unfolded, by their names in small letters.
/// Whatever does not look like a header is passed over.
struct MailHeaders: Sendable {
    static let mostBytes = 200_000, mostFields = 300
    private var values: [String: [String]] = [:]
    /// Where the body begins.
    private(set) var end: Int

    init(_ bytes: ArraySlice<UInt8>) {
        var lines = MailLines(bytes)
        var fields: [[UInt8]] = []
        end = bytes.startIndex
        while let line = lines.next() {
            end = lines.place
            if line.isEmpty { break }
            if end - bytes.startIndex > Self.mostBytes { continue }
            let isFolded = line.first == 32 || line.first == 9
            if isFolded, !fields.isEmpty { fields[fields.count - 1] += line } else if fields.count < Self.mostFields { fields.append(Array(line)) }
        }
        for field in fields {
            guard let colon = field.firstIndex(of: UInt8(ascii: ":")), colon > 0, field[..<colon].allSatisfy({ (33...126).contains($0) }) else { continue }
            let name = String(decoding: field[..<colon], as: UTF8.self).lowercased()
            values[name, default: []].append(Self.text(field[(colon + 1)...]))
        }
    }

    subscript(_ name: String) -> String? { values[name]?.first }
    func all(_ name: String) -> [String] { values[name] ?? [] }
    func has(_ name: String) -> Bool { values[name] != nil }

    /// UTF-8 (RFC 6532), or what old programs wrote instead of it. Controls cannot begin anything of their own further on.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let whole = String(validating: bytes, as: UTF8.self) ?? Charset.western(bytes)
        return String(String.UnicodeScalarView(whole.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 })).trimmingSpaces
    }
}

/// Lines of a letter, without their ends; CRLF and LF alike.
struct MailLines {
    private let bytes: ArraySlice<UInt8>
    private(set) var place: Int
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }
    mutating func next() -> ArraySlice<UInt8>? {
        guard place < bytes.endIndex else { return nil }
        let start = place
        guard let end = bytes[start...].firstIndex(of: 10) else {
            place = bytes.endIndex
            return bytes[start...]
        }
        place = end + 1
        return end > start && bytes[end - 1] == 13 ? bytes[start..<(end - 1)] : bytes[start..<end]
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}

/// A value with parameters: `text/plain; charset="utf-8"` (RFC 2045 §5.1), with what RFC 2231 writes as `name*=utf-8''…`.
struct ParameterValue: Sendable {
    let value: String
    private var parameters: [String: String] = [:]
    subscript(_ name: String) -> String? { parameters[name] }

    init(_ text: String) {
        var parts: [String] = [], part = "", isQuoted = false, isEscaped = false
        for character in text.prefix(5_000) {
            if isEscaped { part.append(character); isEscaped = false; continue }
            switch character {
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted: parts.append(part); part = ""
            default: part.append(character)
            }
        }
        parts.append(part)
        value = parts[0].trimmingSpaces.lowercased()
        for part in parts.dropFirst().prefix(20) {
            guard let mark = part.firstIndex(of: "=") else { continue }
            let name = part[..<mark].trimmingSpaces.lowercased(), given = part[part.index(after: mark)...].trimmingSpaces
            let plain = String(name.prefix { $0 != "*" })
            parameters[plain, default: ""] += name.hasSuffix("*") ? Self.unescaped(given) : given
        }
    }

    private static func unescaped(_ text: String) -> String {
        let marks = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        let rest = marks.count == 3 ? marks[2] : text[...]
        return rest.removingPercentEncoding ?? String(rest)
    }
}
