/// The rows of a `;`-separated file with CSV quoting, read byte by byte without copying plain cells.
struct PabulibRows {
    let bytes: [UInt8]
    private var at = 0
    /// The line on which the next row begins, from 1.
    private(set) var line = 1

    /// A cell as its place in the file; a quoted one still holds its quotes.
    struct Cell {
        var range: Range<Int>
        var quoted = false
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// Reads the next row that is not blank into `cells`; false at the end of the file.
    mutating func next(into cells: inout [Cell], line rowLine: inout Int) throws(PabulibProblem) -> Bool {
        while at < bytes.count {
            rowLine = line
            cells.removeAll(keepingCapacity: true)
            try readRow(into: &cells)
            if cells.count > 1 || !cells[0].range.isEmpty, !isBlank(cells) { return true }
        }
        return false
    }

    private func isBlank(_ cells: [Cell]) -> Bool {
        cells.count == 1 && cells[0].range.allSatisfy { bytes[$0] <= 32 }
    }

    private mutating func readRow(into cells: inout [Cell]) throws(PabulibProblem) {
        var start = at
        var quoted = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\""), at == start {
                quoted = true
                try skipQuoted()
                continue
            }
            at += 1
            guard byte == UInt8(ascii: ";") || byte == 10 || byte == 13 else { continue }
            cells.append(Cell(range: start..<(at - 1), quoted: quoted))
            if byte != UInt8(ascii: ";") {
                if byte == 13, at < bytes.count, bytes[at] == 10 { at += 1 }
                line += 1
                return
            }
            (start, quoted) = (at, false)
        }
        cells.append(Cell(range: start..<at, quoted: quoted))
    }

    private mutating func skipQuoted() throws(PabulibProblem) {
        let opened = line
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard at < bytes.count, bytes[at] == byte else { return }
                at += 1
            } else if byte == 10 || (byte == 13 && !(at < bytes.count && bytes[at] == 10)) {
                line += 1
            }
        }
        throw PabulibProblem(line: opened, reason: "a quote is opened and never closed")
    }

    /// The content of a cell without quotes and surrounding space.
    func content(_ cell: Cell) -> ArraySlice<UInt8> {
        guard cell.quoted else { return trimmed(bytes[cell.range]) }
        var content: [UInt8] = []
        var inside = false
        var index = cell.range.lowerBound
        while index < cell.range.upperBound {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\""), inside || content.isEmpty else {
                content.append(byte)
                continue
            }
            if inside, index < cell.range.upperBound, bytes[index] == byte {
                content.append(byte)
                index += 1
            } else {
                inside.toggle()
            }
        }
        return trimmed(content[...])
    }

    func trimmed(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (low, high) = (slice.startIndex, slice.endIndex)
        while low < high, slice[low] <= 32 { low += 1 }
        while high > low, slice[high - 1] <= 32 { high -= 1 }
        return slice[low..<high]
    }

    func text(_ cell: Cell, line: Int) throws(PabulibProblem) -> String {
        guard let text = String(validating: content(cell), as: UTF8.self) else { throw Self.notUTF8(line) }
        return text
    }

    /// The content of a cell whose bytes are text.
    func validContent(_ cell: Cell, line: Int) throws(PabulibProblem) -> ArraySlice<UInt8> {
        let content = content(cell)
        guard content.allSatisfy({ $0 < 128 }) || String(validating: content, as: UTF8.self) != nil else { throw Self.notUTF8(line) }
        return content
    }

    private static func notUTF8(_ line: Int) -> PabulibProblem { PabulibProblem(line: line, reason: "the text is not UTF-8") }

    /// How many lines are still to come.
    var linesLeft: Int { bytes[at...].reduce(1) { $1 == 10 ? $0 + 1 : $0 } }
}
