internal import CPostgreSQL
internal import Storage

/// The rows of one answer, and the cells of the row it stands on. Cells come as text; their types are the columns'.
final class PostgreSQLResult: RowCells {
    private let handle: OpaquePointer
    private let types: [Oid]
    let rows: Int32
    var row: Int32 = 0

    /// Takes over the result and clears it in the end.
    init(_ handle: OpaquePointer) {
        self.handle = handle
        rows = PQntuples(handle)
        types = (0..<PQnfields(handle)).map { PQftype(handle, $0) }
    }
    deinit { PQclear(handle) }

    var count: Int { types.count }

    func forEach(_ body: (inout Row) throws -> Void) rethrows {
        for number in 0..<rows {
            row = number
            var cells = Row(self)
            try body(&cells)
        }
    }

    /// The rows that a statement changed; a query changes none.
    var changes: Int {
        let tag = String(cString: PQcmdStatus(handle))
        return tag.hasPrefix("SELECT") ? 0 : Int(String(cString: PQcmdTuples(handle))) ?? 0
    }
    var tag: String { String(cString: PQcmdStatus(handle)) }

    func isNull(_ column: Int) -> Bool {
        column >= types.count || PQgetisnull(handle, row, Int32(column)) == 1
    }
    func integer(_ column: Int) throws -> Int64 {
        let cell = try cell(column, TypeNumber.integers, "an integer")
        guard let number = Int64(decimal: cell) else { throw mismatch(column, "an integer") }
        return number
    }
    func bool(_ column: Int) throws -> Bool {
        try cell(column, TypeNumber.bools, "a boolean").first == UInt8(ascii: "t")
    }
    func real(_ column: Int) throws -> Double {
        let cell = try cell(column, TypeNumber.reals, "a real")
        guard let number = Double(String(decoding: cell, as: UTF8.self)) else { throw mismatch(column, "a real") }
        return number
    }
    func text(_ column: Int) throws -> String {
        String(decoding: try cell(column, TypeNumber.texts, "a text"), as: UTF8.self)
    }
    func bytes(_ column: Int) throws -> [UInt8] {
        let cell = try cell(column, TypeNumber.byteStrings, "bytes")
        guard let bytes = [UInt8](hexadecimal: cell) else { throw mismatch(column, "bytes in hexadecimal") }
        return bytes
    }

    private func cell(_ column: Int, _ wanted: [Oid], _ kind: StaticString) throws -> UnsafeBufferPointer<UInt8> {
        guard wanted.contains(types[column]), PQgetisnull(handle, row, Int32(column)) == 0 else { throw mismatch(column, kind) }
        let length = Int(PQgetlength(handle, row, Int32(column)))
        let start = UnsafeRawPointer(PQgetvalue(handle, row, Int32(column)))
        return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: length)
    }
    private func mismatch(_ column: Int, _ kind: StaticString) -> StorageError {
        let name = PQfname(handle, Int32(column)).map { String(cString: $0) } ?? "column \(column)"
        let found = isNull(column) ? "null" : "type \(types[column])"
        return .column("\(name) holds \(found), not \(kind)")
    }
}

extension Int64 {
    /// Decimal digits with an optional sign; nil for anything else, a fraction or an overflow.
    fileprivate init?(decimal digits: UnsafeBufferPointer<UInt8>) {
        let negative = digits.first == UInt8(ascii: "-")
        var number: Int64 = 0
        for digit in digits.dropFirst(negative ? 1 : 0) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            // Counted downwards, because the smallest number has no positive twin.
            let (tens, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, under) = tens.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            if over || under { return nil }
            number = sum
        }
        if digits.count == (negative ? 1 : 0) || (!negative && number == .min) { return nil }
        self = negative ? number : -number
    }
}

extension [UInt8] {
    /// The text form `\x00ff…`.
    fileprivate init?(hexadecimal text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= 2, text.count.isMultiple(of: 2), text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else { return nil }
        self = []
        reserveCapacity(text.count / 2 - 1)
        for index in stride(from: 2, to: text.count, by: 2) {
            guard let high = Self.digit(text[index]), let low = Self.digit(text[index + 1]) else { return nil }
            append(high << 4 | low)
        }
    }
    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
