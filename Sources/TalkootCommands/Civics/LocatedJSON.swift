/// A JSON value (RFC 8259) that knows its line and keeps numbers as they were written, so that money stays exact.
struct LocatedJSON {
    enum Content {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([LocatedJSON])
        case object([(key: String, value: LocatedJSON)])
    }

    let line: Int
    let content: Content

    /// - Parameter firstLine: the line of the first byte, for documents that are one line of a file.
    init(bytes: some Sequence<UInt8>, file: String, firstLine: Int = 1) throws {
        var reader = JSONReader(bytes: Array(bytes), file: file, line: firstLine)
        self = try reader.document()
    }

    /// Hands over the elements of a list one by one, so that a long list is never in memory as a whole; nothing else is
    /// taken for a list.
    static func forEachElement(of bytes: [UInt8], file: String, _ body: (LocatedJSON) throws -> Void) throws {
        var reader = JSONReader(bytes: bytes, file: file, line: 1)
        try reader.elements(depth: 0, body)
        try reader.expectEnd()
    }

    init(line: Int, content: Content) { (self.line, self.content) = (line, content) }

    var string: String? { if case .string(let text) = content { text } else { nil } }

    /// A number as written, or a string that a file may give instead to stay exact.
    var numeral: String? {
        switch content {
        case .number(let text), .string(let text): text
        default: nil
        }
    }

    /// What would stand in a cell of a table; nil for lists and objects.
    var plainText: String? {
        switch content {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array, .object: nil
        }
    }

    /// The value of a key; nil where this is no object or has no such key.
    subscript(key: String) -> LocatedJSON? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    let file: String
    var line: Int
    private var at = 0
    private static let deepest = 200
    /// So many keys are sooner compared one by one than hashed.
    private static let few = 8

    init(bytes: [UInt8], file: String, line: Int) {
        (self.bytes, self.file, self.line) = (bytes, file, line)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func document() throws -> LocatedJSON {
        let value = try value(depth: 0)
        try expectEnd()
        return value
    }

    mutating func expectEnd() throws {
        guard next() == nil else { throw problem("text follows the end of the JSON document") }
    }

    private func problem(_ reason: String) -> InputProblem { InputProblem(file: file, line: line, reason: reason) }

    /// The next byte that is not white space, not yet taken.
    private mutating func next() -> UInt8? {
        while at < bytes.count {
            switch bytes[at] {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return bytes[at]
            }
            at += 1
        }
        return nil
    }

    private mutating func take(_ byte: Character) throws {
        guard next() == byte.asciiValue else { throw problem("“\(byte)” is missing in the JSON") }
        at += 1
    }

    private mutating func value(depth: Int) throws -> LocatedJSON {
        guard depth < Self.deepest else { throw problem("the JSON is nested too deeply") }
        guard let first = next() else { throw problem("the JSON ends too early") }
        let start = line
        let content: LocatedJSON.Content =
            switch first {
            case UInt8(ascii: "{"): .object(try members(depth: depth))
            case UInt8(ascii: "["): .array(try elements(depth: depth))
            case UInt8(ascii: "\""): .string(try string())
            default: try literal()
            }
        return LocatedJSON(line: start, content: content)
    }

    private mutating func members(depth: Int) throws -> [(key: String, value: LocatedJSON)] {
        try take("{")
        var members: [(key: String, value: LocatedJSON)] = []
        var names: Set<String> = []
        if next() == UInt8(ascii: "}") { at += 1; return [] }
        while true {
            guard next() == UInt8(ascii: "\"") else { throw problem("a key in quotes is missing in the JSON") }
            let key = try string()
            let isNew = members.count < Self.few ? !members.contains { $0.key == key } : names.insert(key).inserted
            guard isNew else { throw problem("“\(key)” stands twice") }
            try take(":")
            members.append((key, try value(depth: depth + 1)))
            if members.count == Self.few { names = Set(members.map(\.key)) }
            if next() == UInt8(ascii: ",") { at += 1; continue }
            try take("}")
            return members
        }
    }

    private mutating func elements(depth: Int) throws -> [LocatedJSON] {
        var elements: [LocatedJSON] = []
        try self.elements(depth: depth) { elements.append($0) }
        return elements
    }

    mutating func elements(depth: Int, _ body: (LocatedJSON) throws -> Void) throws {
        try take("[")
        if next() == UInt8(ascii: "]") { at += 1; return }
        while true {
            try body(value(depth: depth + 1))
            if next() == UInt8(ascii: ",") { at += 1; continue }
            return try take("]")
        }
    }

    private mutating func literal() throws -> LocatedJSON.Content {
        let start = at
        while at < bytes.count, isPartOfLiteral(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        switch text {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard isNumber(bytes[start..<at]) else { throw problem("“\(text.prefix(40))” is no JSON value") }
            return .number(text)
        }
    }

    private func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { (48...57).contains($0) }.count
            rest.removeFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let leadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || (whole > 1 && !leadingZero) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits() > 0 else { return false }
        }
        guard let mark = rest.first else { return true }
        guard mark | 0x20 == UInt8(ascii: "e") else { return false }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return digits() > 0 && rest.isEmpty
    }

    private func isPartOfLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension JSONReader {
    private mutating func string() throws -> String {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return try stringWithEscapes(Array(bytes[start..<at])) }
        at += 1
        return try text(bytes[start..<(at - 1)])
    }

    private mutating func stringWithEscapes(_ beginning: [UInt8]) throws -> String {
        var content = beginning
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(content[...])
            case UInt8(ascii: "\\"): try content.append(contentsOf: String(escaped()).utf8)
            case 0..<0x20: throw problem("a text in the JSON is not closed on its line")
            default: content.append(byte)
            }
        }
        throw problem("a text in the JSON is never closed")
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("the text is not UTF-8") }
        return text
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        guard at < bytes.count else { throw problem("a text in the JSON is never closed") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedUnit()
        default: throw problem("an unknown escape stands in a text of the JSON")
        }
    }

    /// `\uXXXX`, or a surrogate pair of them; a lone surrogate becomes U+FFFD.
    private mutating func escapedUnit() throws -> Unicode.Scalar {
        let first = try hexadecimal()
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return "\u{FFFD}" }
        let before = at
        at += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else { at = before; return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws -> UInt32 {
        let digits = bytes[at...].prefix(4)
        guard digits.count == 4, digits.first != UInt8(ascii: "+"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("an unknown escape stands in a text of the JSON") }
        at += 4
        return value
    }
}
