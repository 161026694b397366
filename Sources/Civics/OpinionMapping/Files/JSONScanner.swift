/// Walks through a JSON document (RFC 8259) without building it: callers take what they need and skip the rest, so the
/// memory needed does not depend on what a stranger's file holds. Arrays and objects nest at most 64 deep.
struct JSONScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0
    private(set) var line = 1

    private static let deepest = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    func problem(_ reason: String) -> ReadingProblem { ReadingProblem(line: line, reason: reason) }

    /// The byte that the next value starts with, 0 at the end.
    mutating func peek() -> UInt8 {
        while at < bytes.count {
            switch bytes[at] {
            case 10: line += 1
            case 9, 13, 32: break
            default: return bytes[at]
            }
            at += 1
        }
        return 0
    }

    /// Calls `element` at each element, which has to read or skip it.
    mutating func array(_ element: (inout JSONScanner) throws -> Void) throws {
        try container(from: "[", to: "]", element)
    }

    /// Calls `member` at each member's value, which has to read or skip it.
    mutating func object(_ member: (inout JSONScanner, String) throws -> Void) throws {
        try container(from: "{", to: "}") { scanner in
            let key = try scanner.string()
            try scanner.expect(":")
            try member(&scanner, key)
        }
    }

    /// A string, a number or a truth value as text; nil for null.
    mutating func scalar() throws -> String? {
        switch peek() {
        case UInt8(ascii: "\""): return try string()
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw problem("a plain value is needed here")
        default:
            let word = try word()
            return word == "null" ? nil : word
        }
    }

    mutating func number() throws -> Double {
        guard let text = try scalar(), let number = Double(text), number.isFinite else {
            throw problem("a number is needed here")
        }
        return number
    }

    mutating func numbers() throws -> [Double] {
        var numbers: [Double] = []
        try array { numbers.append(try $0.number()) }
        return numbers
    }

    mutating func skip() throws {
        switch peek() {
        case UInt8(ascii: "{"): try object { scanner, _ in try scanner.skip() }
        case UInt8(ascii: "["): try array { try $0.skip() }
        case UInt8(ascii: "\""): try skipString()
        default: _ = try word()
        }
    }

    mutating func finish() throws {
        if peek() != 0 || at < bytes.count { throw problem("text follows the end of the document") }
    }

    private mutating func container(
        from opening: Unicode.Scalar, to closing: Unicode.Scalar, _ element: (inout JSONScanner) throws -> Void
    ) throws {
        try expect(opening)
        depth += 1
        guard depth <= Self.deepest else { throw problem("the document nests deeper than \(Self.deepest) levels") }
        defer { depth -= 1 }
        if peek() == UInt8(ascii: closing) {
            at += 1
            return
        }
        while true {
            try element(&self)
            if peek() == UInt8(ascii: closing) {
                at += 1
                return
            }
            try expect(",")
        }
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard peek() == UInt8(ascii: scalar) else {
            throw problem(at < bytes.count ? "“\(scalar)” is needed here" : "the document ends too early")
        }
        at += 1
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws -> String {
        _ = peek()
        let start = at
        while at < bytes.count, Self.belongsToWord(bytes[at]), at - start < 400 { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        guard word == "null" || word == "true" || word == "false" || isNumber(start..<at) else {
            throw problem("a value is needed here")
        }
        return word
    }

    /// Optional minus, digits without a leading zero, optional fraction, optional exponent.
    private func isNumber(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        func digits() -> Int {
            let start = place
            while place < range.upperBound, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") {
                place += 1
            }
            return place - start
        }
        func takes(_ options: UInt8...) -> Bool {
            guard place < range.upperBound, options.contains(bytes[place]) else { return false }
            place += 1
            return true
        }
        _ = takes(UInt8(ascii: "-"))
        let first = place
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[first] != UInt8(ascii: "0")) else { return false }
        if takes(UInt8(ascii: ".")), digits() == 0 { return false }
        if takes(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = takes(UInt8(ascii: "+"), UInt8(ascii: "-"))
            if digits() == 0 { return false }
        }
        return place == range.upperBound
    }

    private static func belongsToWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

// MARK: Strings

extension JSONScanner {
    private mutating func skipString() throws {
        try expect("\"")
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            guard bytes[at] >= 0x20 else { throw problem("a control character stands in a text") }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard at < bytes.count else { throw problem("a text is opened and never closed") }
        at += 1
    }

    mutating func string() throws -> String {
        guard peek() == UInt8(ascii: "\"") else { throw problem("a text is needed here") }
        let start = at + 1
        try skipString()
        let slice = bytes[start..<at - 1]
        let raw = slice.contains(UInt8(ascii: "\\")) ? try unescaped(slice)[...] : slice
        guard let text = OpinionMapping.text(raw) else { throw problem("the text is not UTF-8") }
        return text
    }

    private func unescaped(_ slice: ArraySlice<UInt8>) throws -> [UInt8] {
        var out: [UInt8] = []
        var index = slice.startIndex
        while index < slice.endIndex {
            guard slice[index] == UInt8(ascii: "\\") else {
                out.append(slice[index])
                index += 1
                continue
            }
            let code = slice[index + 1]
            index += 2
            guard code == UInt8(ascii: "u") else {
                out.append(try plainEscape(code))
                continue
            }
            let unit = try hexUnit(slice, &index)
            var scalar = unit
            if unit >> 10 == 0x36, slice.endIndex - index >= 6, slice[index] == UInt8(ascii: "\\") {
                index += 2
                let low = try hexUnit(slice, &index)
                guard low >> 10 == 0x37 else { throw problem("half a character stands in a text") }
                scalar = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
            }
            guard let character = Unicode.Scalar(scalar) else { throw problem("half a character stands in a text") }
            out += Array(Character(character).utf8)
        }
        return out
    }

    private func plainEscape(_ code: UInt8) throws -> UInt8 {
        switch code {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): code
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "f"): 12
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "t"): 9
        default: throw problem("an unknown escape stands in a text")
        }
    }

    private func hexUnit(_ slice: ArraySlice<UInt8>, _ index: inout Int) throws -> UInt32 {
        guard slice.endIndex - index >= 4,
            let unit = UInt32(String(decoding: slice[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw problem("an unknown escape stands in a text") }
        index += 4
        return unit
    }
}
