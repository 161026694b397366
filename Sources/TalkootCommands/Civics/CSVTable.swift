import Foundation

/// A CSV file of modest size whose rows know their line; large files are read by ``ReviewTable`` and ``NumberTable``.
struct CSVTable {
    struct Row {
        let line: Int
        let fields: [String]
    }

    let file: String
    var rows: [Row] = []

    init(file: String, separator: Character = ",") throws {
        try self.init(bytes: readBytes(of: file), file: file, separator: separator)
    }

    init(bytes: [UInt8], file: String, separator: Character = ",") throws {
        self.file = file
        var cursor = CSVCursor(bytes, file: file, separator: separator.asciiValue ?? UInt8(ascii: ","))
        while !cursor.isAtEnd() {
            let line = cursor.line
            var fields: [String] = []
            fields.reserveCapacity(rows.last?.fields.count ?? 0)
            var isOpen = true
            while isOpen {
                let place = cursor.line
                let field = try cursor.next()
                fields.append(try cursor.text(field, line: place))
                isOpen = !field.endsRow
            }
            rows.append(Row(line: line, fields: fields))
        }
    }

    /// Takes the first row away as trimmed column names; none may stand twice.
    mutating func takeHeader() throws -> [String] {
        guard let first = rows.first else { throw problem(1, "the file is empty; a header row is needed") }
        rows.removeFirst()
        return try columnNames(first.fields, problem: { problem(first.line, $0) })
    }

    func problem(_ line: Int, _ reason: String) -> InputProblem {
        InputProblem(file: file, line: line, reason: reason)
    }
}

/// A header row as trimmed names; none may stand twice.
func columnNames(_ fields: [String], problem: (String) -> InputProblem) throws -> [String] {
    let names = fields.map { $0.trimmingCharacters(in: .whitespaces) }
    var seen: Set<String> = []
    if let twice = names.first(where: { !$0.isEmpty && !seen.insert($0).inserted }) {
        throw problem("column “\(twice)” stands twice in the header")
    }
    return names
}
