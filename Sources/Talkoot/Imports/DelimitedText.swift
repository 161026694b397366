/// Records of a delimited text (RFC 4180), with `;`, `,` or tab between the fields, as the first line shows.
/// Fields in quotes may hold the delimiter, quotes written twice, and line ends.
struct DelimitedText {
    let header: [String]
    /// Each record with the line on which it begins, counted from 1.
    let records: [(line: Int, fields: [String])]

    init(_ text: String) throws(ImportTrouble) {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        var reader = Reader(bytes: Array(text.utf8), delimiter: Self.delimiter(of: text))
        var all: [(line: Int, fields: [String])] = []
        while let record = try reader.next() { all.append(record) }
        guard let first = all.first, first.fields.contains(where: { !$0.isEmpty }) else { throw ImportTrouble(.empty) }
        header = first.fields.map { String($0.trimmed) }
        records = Array(all.dropFirst().filter { $0.fields.contains { !$0.isEmpty } })
    }

    private static func delimiter(of text: String) -> UInt8 {
        let head = text.utf8.prefix { $0 != 10 }
        let counted = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")].map { sign in (sign: sign, count: head.count { $0 == sign }) }
        return counted.max { $0.count < $1.count }?.sign ?? UInt8(ascii: ";")
    }

    private struct Reader {
        let bytes: [UInt8]
        let delimiter: UInt8
        var place = 0
        var line = 1

        mutating func next() throws(ImportTrouble) -> (line: Int, fields: [String])? {
            guard place < bytes.count else { return nil }
            let begin = line
            var fields: [String] = []
            while true {
                fields.append(try field())
                guard place < bytes.count else { return (begin, fields) }
                let sign = bytes[place]
                place += 1
                if sign == delimiter { continue }
                endLine(sign)
                return (begin, fields)
            }
        }
        private mutating func endLine(_ sign: UInt8) {
            line += 1
            if sign == 13, place < bytes.count, bytes[place] == 10 { place += 1 }
        }
        private mutating func field() throws(ImportTrouble) -> String {
            if place < bytes.count, bytes[place] == UInt8(ascii: "\"") { return try quoted() }
            let begin = place
            while place < bytes.count, bytes[place] != delimiter, bytes[place] != 10, bytes[place] != 13 { place += 1 }
            return String(decoding: bytes[begin..<place], as: UTF8.self)
        }
        private mutating func quoted() throws(ImportTrouble) -> String {
            let begin = line
            var content: [UInt8] = []
            place += 1
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                if byte == UInt8(ascii: "\"") {
                    guard place < bytes.count, bytes[place] == byte else {
                        // Whatever stands behind the closing quote up to the delimiter belongs to the field as it is.
                        while place < bytes.count, bytes[place] != delimiter, bytes[place] != 10, bytes[place] != 13 {
                            content.append(bytes[place])
                            place += 1
                        }
                        return String(decoding: content, as: UTF8.self)
                    }
                    place += 1
                }
                if byte == 10 { line += 1 }
                content.append(byte)
            }
            throw ImportTrouble(.openQuote(line: begin))
        }
    }
}
