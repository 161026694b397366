/// Walks through a CSV file (RFC 4180, any line ending, BOM allowed) field by field without copying it.
///
/// A wide export of votes has a field for each person and statement, so a field costs a few nanoseconds and no memory.
struct CSVScanner {
    struct Field {
        /// The field's bytes in the file, without the outer quotes.
        var bytes: Range<Int>
        var hasDoubledQuotes = false
        var endsRow = false
    }

    enum PlainVote {
        case empty
        case cast(Opinion)
    }

    /// A conversation has far fewer statements; a wider file is a mistake or an attack on the memory.
    static let mostColumns = 100_000

    private let bytes: [UInt8]
    private var at = 0
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    var isAtEnd: Bool { at >= bytes.count }

    /// The next field; the line is that of its first byte until the field after it is read.
    mutating func next() throws -> Field {
        var field = Field(bytes: at..<at)
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            field = try quotedField()
        } else {
            while at < bytes.count, !Self.endsField(bytes[at]) { at += 1 }
            field.bytes = field.bytes.lowerBound..<at
        }
        guard at < bytes.count else {
            field.endsRow = true
            return field
        }
        field.endsRow = bytes[at] != UInt8(ascii: ",")
        at += 1
        return field
    }

    mutating func skipBlankRows() {
        while at < bytes.count, bytes[at] == 10 || bytes[at] == 13 {
            at += 1
            countLineEnd()
        }
    }

    /// To be called once a row has been dealt with: skips to the next row that is not blank.
    mutating func startRow() {
        countLineEnd()
        skipBlankRows()
    }

    /// Steps over an empty cell, 1, 0 or -1 that a comma follows, the plain majority of a wide export; nil, without a
    /// step, at anything else.
    mutating func plainVote() -> PlainVote? {
        guard at + 2 < bytes.count else { return nil }
        if bytes[at] == UInt8(ascii: ",") {
            at += 1
            return .empty
        }
        let isNegative = bytes[at] == UInt8(ascii: "-")
        let digit = isNegative ? at + 1 : at
        guard bytes[digit + 1] == UInt8(ascii: ",") else { return nil }
        let vote: PlainVote
        switch bytes[digit] {
        case UInt8(ascii: "1"): vote = .cast(isNegative ? .disagree : .agree)
        case UInt8(ascii: "0") where !isNegative: vote = .cast(.pass)
        default: return nil
        }
        at = digit + 2
        return vote
    }

    /// A whole row; nil at the end of the file.
    mutating func row() throws -> (line: Int, fields: [String])? {
        if isAtEnd { return nil }
        let start = line
        var fields: [String] = []
        while true {
            let field = try next()
            guard fields.count < Self.mostColumns else { throw problem("more than \(Self.mostColumns) columns") }
            fields.append(try text(field))
            if field.endsRow { break }
        }
        startRow()
        return (start, fields)
    }

    func text(_ field: Field) throws -> String {
        let slice = bytes[field.bytes]
        guard let text = OpinionMapping.text(slice) else { throw problem("the text is not UTF-8") }
        guard field.hasDoubledQuotes else { return text }
        var content: [UInt8] = []
        var skips = false
        for byte in slice {
            skips = byte == UInt8(ascii: "\"") && !skips
            if !skips { content.append(byte) }
        }
        return String(decoding: content, as: UTF8.self)
    }

    func problem(_ reason: String) -> ReadingProblem { ReadingProblem(line: line, reason: reason) }

    /// The row ended with the byte before `at`; a CR LF pair is one line end.
    private mutating func countLineEnd() {
        guard at > 0, at <= bytes.count else { return }
        if bytes[at - 1] == 13, at < bytes.count, bytes[at] == 10 { at += 1 }
        if bytes[at - 1] == 10 || bytes[at - 1] == 13 { line += 1 }
    }

    private mutating func quotedField() throws -> Field {
        at += 1
        var field = Field(bytes: at..<at)
        var linesInside = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") {
                if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
                    field.hasDoubledQuotes = true
                    at += 1
                } else {
                    field.bytes = field.bytes.lowerBound..<at
                    at += 1
                    guard at == bytes.count || Self.endsField(bytes[at]) else {
                        throw problem("text follows a closing quote")
                    }
                    line += linesInside
                    return field
                }
            } else if bytes[at] == 10 || (bytes[at] == 13 && (at + 1 == bytes.count || bytes[at + 1] != 10)) {
                linesInside += 1
            }
            at += 1
        }
        throw problem("a quote is opened and never closed")
    }

    private static func endsField(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == 10 || byte == 13 }
}
