import Foundation

/// Rows with named columns, from a CSV file with a header or from a JSON list of objects.
///
/// Cells are numbers of texts (``TextNumbers``), so that a file with hundreds of thousands of rows is read in hundredths of
/// a second and kept in little more than four bytes a cell.
struct ReviewTable {
    struct Row {
        let line: Int
        let fields: [String]
    }

    let file: String
    private let width: Int
    private var numbers = TextNumbers()
    private var cells: [UInt32] = []
    private var lines: [UInt32] = []

    /// - Parameter columns: the columns to read, in this order; each must be there, others may.
    init(file: String, columns: [String]) throws {
        try self.init(bytes: readBytes(of: file), file: file, columns: columns)
    }

    init(bytes: [UInt8], file: String, columns: [String]) throws {
        self.file = file
        width = columns.count
        if bytes.first(where: { $0 > 32 }) == UInt8(ascii: "[") {
            try readJSON(bytes, columns)
        } else {
            try readCSV(CSVCursor(bytes, file: file), columns)
        }
    }

    var count: Int { lines.count }

    /// Every text that stands in a cell, trimmed, in the order of their numbers.
    var texts: [String] { numbers.texts }

    /// The number of the text in a cell.
    func number(_ row: Int, _ column: Int) -> Int { Int(cells[row * width + column]) }

    func line(_ row: Int) -> Int { Int(lines[row]) }

    var rows: LazyMapCollection<Range<Int>, Row> {
        (0..<count).lazy.map { row in
            Row(line: line(row), fields: (0..<width).map { texts[number(row, $0)] })
        }
    }

    func problem(_ line: Int, _ reason: String) -> InputProblem { InputProblem(file: file, line: line, reason: reason) }

    // MARK: CSV

    private mutating func readCSV(_ given: CSVCursor, _ columns: [String]) throws {
        var cursor = given
        let header = try header(&cursor)
        var targets: [Int?] = Array(repeating: nil, count: header.count)
        for (target, column) in columns.enumerated() {
            guard let place = header.firstIndex(of: column) else { throw problem(1, "the header has no column “\(column)”") }
            targets[place] = target
        }
        while !cursor.isAtEnd() { try readRow(&cursor, targets) }
    }

    private func header(_ cursor: inout CSVCursor) throws -> [String] {
        guard !cursor.isAtEnd() else { throw problem(1, "the file is empty; a header row is needed") }
        let line = cursor.line
        var fields: [String] = []
        var isOpen = true
        while isOpen {
            let field = try cursor.next()
            fields.append(try cursor.text(field, line: line))
            isOpen = !field.endsRow
        }
        return try columnNames(fields) { problem(line, $0) }
    }

    private mutating func readRow(_ cursor: inout CSVCursor, _ targets: [Int?]) throws {
        let (line, start) = (cursor.line, cells.count)
        for _ in 0..<width { cells.append(0) }
        var (place, isOpen) = (0, true)
        while isOpen {
            let field = try cursor.next()
            isOpen = !field.endsRow
            if place < targets.count, let target = targets[place] {
                cells[start + target] = try number(of: field, cursor, line)
            }
            place += 1
        }
        guard place == targets.count else { throw problem(line, "\(place) fields instead of \(targets.count)") }
        lines.append(UInt32(clamping: line))
    }

    private mutating func number(of field: CSVCursor.Field, _ cursor: CSVCursor, _ line: Int) throws -> UInt32 {
        let content = field.hasDoubledQuotes ? cursor.content(field)[...] : cursor.bytes[field.bytes]
        guard let number = numbers.number(of: content) else { throw problem(line, "the text is not UTF-8") }
        return UInt32(number)
    }

    // MARK: JSON

    private mutating func readJSON(_ bytes: [UInt8], _ columns: [String]) throws {
        try LocatedJSON.forEachElement(of: bytes, file: file) { element in
            for column in columns {
                guard let text = element[column]?.numeral, let number = numbers.number(of: Array(text.utf8)[...]) else {
                    throw problem(element.line, "“\(column)” is missing or neither text nor number")
                }
                cells.append(UInt32(number))
            }
            lines.append(UInt32(clamping: element.line))
        }
    }
}
