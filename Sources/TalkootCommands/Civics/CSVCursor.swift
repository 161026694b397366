/// Walks through a CSV file (RFC 4180 quoting, any line ending, BOM allowed) field by field, without a copy of anything.
struct CSVCursor {
    struct Field {
        /// Where the field lies in the file, without its outer quotes.
        var bytes: Range<Int>
        /// Quotes stand doubled inside: what is meant is only had by ``CSVCursor/content(_:)``.
        var hasDoubledQuotes = false
        var endsRow = false
    }

    let bytes: [UInt8]
    let file: String
    let separator: UInt8
    private var at = 0
    /// The line on which the next field begins.
    private(set) var line = 1

    init(_ bytes: [UInt8], file: String, separator: UInt8 = UInt8(ascii: ",")) {
        (self.bytes, self.file, self.separator) = (bytes, file, separator)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// Skips blank lines; true at the end of the file.
    mutating func isAtEnd() -> Bool {
        while at < bytes.count, bytes[at] == 10 || bytes[at] == 13 { endLine() }
        return at >= bytes.count
    }

    mutating func next() throws -> Field {
        var field = Field(bytes: at..<at)
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            field = try quotedField()
        } else {
            while at < bytes.count, !endsField(bytes[at]) { at += 1 }
            field.bytes = field.bytes.lowerBound..<at
        }
        if at < bytes.count, bytes[at] == separator {
            at += 1
        } else {
            field.endsRow = true
            if at < bytes.count { endLine() }
        }
        return field
    }

    /// The field as a text, with doubled quotes made single.
    func text(_ field: Field, line: Int) throws -> String {
        let text = field.hasDoubledQuotes
            ? String(validating: content(field), as: UTF8.self) : String(validating: bytes[field.bytes], as: UTF8.self)
        guard let text else { throw InputProblem(file: file, line: line, reason: "the text is not UTF-8") }
        return text
    }

    func content(_ field: Field) -> [UInt8] {
        var content: [UInt8] = []
        var skips = false
        for byte in bytes[field.bytes] {
            skips = byte == UInt8(ascii: "\"") && !skips
            if !skips { content.append(byte) }
        }
        return content
    }

    private mutating func quotedField() throws -> Field {
        let start = line
        at += 1
        var field = Field(bytes: at..<at)
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                field.bytes = field.bytes.lowerBound..<at
                at += 1
                guard at < bytes.count, !endsField(bytes[at]) else { return field }
                guard bytes[at] == byte else { throw InputProblem(file: file, line: line, reason: "text follows a closing quote") }
                field.hasDoubledQuotes = true
                at += 1
            } else if byte == 10 || byte == 13 {
                endLine()
            } else {
                at += 1
            }
        }
        throw InputProblem(file: file, line: start, reason: "a quote is opened and never closed")
    }

    /// Steps over a line end; CR LF is one.
    private mutating func endLine() {
        if bytes[at] == 13, at + 1 < bytes.count, bytes[at + 1] == 10 { at += 1 }
        at += 1
        line += 1
    }

    private func endsField(_ byte: UInt8) -> Bool { byte == separator || byte == 10 || byte == 13 }
}
