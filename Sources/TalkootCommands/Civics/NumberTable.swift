import Foundation

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
            try readJSON(bytes)
        } else {
            try readCSV(CSVCursor(bytes, file: file))
        }
        guard !rows.isEmpty else { throw InputProblem(file: file, line: 1, reason: "there are no rows of numbers") }
    }

    private mutating func readCSV(_ cursor: CSVCursor) throws {
        var cursor = cursor
        while !cursor.isAtEnd() {
            let line = cursor.line
            var row: [Double] = []
            row.reserveCapacity(rows.last?.count ?? 0)
            var isOpen = true
            while isOpen {
                let field = try cursor.next()
                isOpen = !field.endsRow
                if let number = plainNumber(cursor.bytes[field.bytes]) {
                    row.append(number)
                } else {
                    row.append(try number(cursor.text(field, line: line), line: line))
                }
            }
            try add(row, line: line)
        }
    }

    private mutating func readJSON(_ bytes: [UInt8]) throws {
        try LocatedJSON.forEachElement(of: bytes, file: file) { element in
            guard case .array(let cells) = element.content else {
                throw InputProblem(file: file, line: element.line, reason: "a list of numbers is expected")
            }
            try add(cells.map { try number($0.numeral ?? "", line: element.line) }, line: element.line)
        }
    }

    private func number(_ text: String, line: Int) throws -> Double {
        guard let number = Double(text) ?? Double(text.trimmingCharacters(in: .whitespaces)), abs(number) <= 1e9 else {
            throw InputProblem(file: file, line: line, reason: "“\(text)” is not a number within ±1000000000")
        }
        return number
    }

    private mutating func add(_ row: [Double], line: Int) throws {
        if let first = rows.first, first.count != row.count {
            throw InputProblem(file: file, line: line, reason: "\(row.count) numbers instead of \(first.count)")
        }
        rows.append(row)
        lines.append(line)
    }
}

/// A plain decimal such as `-0.375` of at most 15 digits and below 10⁹; nil for everything else.
///
/// Both the digits and the power of ten are exact doubles, so their quotient is the double nearest to the decimal
/// (Clinger, *How to read floating point numbers accurately*, PLDI 1990).
private func plainNumber(_ bytes: ArraySlice<UInt8>) -> Double? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    var (digits, count, decimals, hasPoint) = (0, 0, 0, false)
    for byte in isNegative ? bytes.dropFirst() : bytes {
        if byte >= 48, byte <= 57 {
            digits = digits * 10 + Int(byte - 48)
            count += 1
            if hasPoint { decimals += 1 }
            if count > 15 { return nil }
        } else if byte == UInt8(ascii: "."), !hasPoint, count > 0 {
            hasPoint = true
        } else {
            return nil
        }
    }
    guard count > 0, !hasPoint || decimals > 0, count - decimals <= 9 else { return nil }
    let value = Double(digits) / powersOfTen[decimals]
    return isNegative ? -value : value
}

private let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
