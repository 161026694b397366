import Foundation

/// Rows with named columns, from a CSV file with a header or from a JSON list of objects.
struct ReviewTable {
    struct Row {
        let line: Int
        let fields: [String]
    }

    let file: String
    private(set) var rows: [Row] = []

    /// - Parameter columns: the columns to read, in this order; each must be there, others may.
    init(file: String, columns: [String]) throws {
        try self.init(bytes: readBytes(of: file), file: file, columns: columns)
    }

    init(bytes: [UInt8], file: String, columns: [String]) throws {
        self.file = file
        if bytes.first(where: { $0 > 32 }) == UInt8(ascii: "[") {
            rows = try Self.objects(LocatedJSON(bytes: bytes, file: file), file, columns)
        } else {
            rows = try Self.records(CSVTable(bytes: bytes, file: file), columns)
        }
    }

    func problem(_ line: Int, _ reason: String) -> InputProblem { InputProblem(file: file, line: line, reason: reason) }

    private static func records(_ table: CSVTable, _ columns: [String]) throws -> [Row] {
        var table = table
        let header = try table.takeHeader()
        let places = try columns.map { column in
            guard let place = header.firstIndex(of: column) else {
                throw table.problem(1, "the header has no column “\(column)”")
            }
            return place
        }
        return try table.rows.map { row in
            guard row.fields.count == header.count else {
                throw table.problem(row.line, "\(row.fields.count) fields instead of \(header.count)")
            }
            return Row(line: row.line, fields: places.map { row.fields[$0].trimmingCharacters(in: .whitespaces) })
        }
    }

    private static func objects(_ document: LocatedJSON, _ file: String, _ columns: [String]) throws -> [Row] {
        guard case .array(let elements) = document.content else { return [] }
        return try elements.map { element in
            let fields = try columns.map { column in
                guard let text = element[column]?.numeral else {
                    throw InputProblem(file: file, line: element.line, reason: "“\(column)” is missing or neither text nor number")
                }
                return text.trimmingCharacters(in: .whitespaces)
            }
            return Row(line: element.line, fields: fields)
        }
    }
}

/// Numbers in rows of equal length, from a CSV file without header or from a JSON list of lists.
struct NumberTable {
    let file: String
    private(set) var rows: [[Double]] = []
    private(set) var lines: [Int] = []

    init(file: String) throws {
        try self.init(bytes: readBytes(of: file), file: file)
    }

    init(bytes: [UInt8], file: String) throws {
        self.file = file
        if bytes.first(where: { $0 > 32 }) == UInt8(ascii: "[") {
            try readJSON(LocatedJSON(bytes: bytes, file: file))
        } else {
            for row in try CSVTable(bytes: bytes, file: file).rows { try add(row.fields, line: row.line) }
        }
        guard !rows.isEmpty else { throw InputProblem(file: file, line: 1, reason: "there are no rows of numbers") }
    }

    private mutating func readJSON(_ document: LocatedJSON) throws {
        guard case .array(let elements) = document.content else { return }
        for element in elements {
            guard case .array(let cells) = element.content else {
                throw InputProblem(file: file, line: element.line, reason: "a list of numbers is expected")
            }
            try add(cells.map { $0.numeral ?? "" }, line: element.line)
        }
    }

    private mutating func add(_ cells: [String], line: Int) throws {
        if let first = rows.first, first.count != cells.count {
            throw InputProblem(file: file, line: line, reason: "\(cells.count) numbers instead of \(first.count)")
        }
        let numbers = try cells.map { cell in
            guard let number = Double(cell) ?? Double(cell.trimmingCharacters(in: .whitespaces)), abs(number) <= 1e9 else {
                throw InputProblem(file: file, line: line, reason: "“\(cell)” is not a number within ±1000000000")
            }
            return number
        }
        rows.append(numbers)
        lines.append(line)
    }
}
