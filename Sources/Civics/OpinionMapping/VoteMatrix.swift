/// Everyone's last vote on every statement: participants × statements, only the cells with a vote stored.
///
/// Rows are participants in the order of their first appearance, columns are statements in ascending id. The row with
/// index `i` owns the cells `rowStart[i] ..< rowStart[i + 1]`, ordered by column. Memory: 5 bytes a vote.
public struct VoteMatrix: Sendable {
    public let participants: [String]
    public let statements: [String]
    /// For each statement, whether it is moderated out: zeros for the mathematics, but its votes still count as seen.
    public let withheld: [Bool]
    let rowStart: [Int]
    let columns: [Int32]
    let opinions: [Int8]

    /// How many cells hold a vote.
    public var voteCount: Int { columns.count }

    /// How many participants cast at least one vote.
    public var voterCount: Int { participants.indices.count { seenCount(of: $0) > 0 } }

    /// How many statements the participant in this row voted on, passes and moderated-out statements included.
    public func seenCount(of row: Int) -> Int { rowStart[row + 1] - rowStart[row] }

    /// The votes of the participant in this row, by ascending statement.
    public func votes(of row: Int) -> [(statement: Int, opinion: Opinion)] {
        cells(of: row).map { (Int(columns[$0]), Opinion(rawValue: opinions[$0]) ?? .pass) }
    }

    func cells(of row: Int) -> Range<Int> { rowStart[row]..<rowStart[row + 1] }

    /// A matrix whose rows are the given rows of this one, repetitions allowed; O(its votes).
    func selecting(rows: [Int]) -> VoteMatrix {
        var start = [0]
        var columns: [Int32] = []
        var opinions: [Int8] = []
        for row in rows {
            columns += self.columns[cells(of: row)]
            opinions += self.opinions[cells(of: row)]
            start.append(columns.count)
        }
        return VoteMatrix(
            participants: rows.map { participants[$0] }, statements: statements, withheld: withheld,
            rowStart: start, columns: columns, opinions: opinions)
    }

    private init(
        participants: [String], statements: [String], withheld: [Bool],
        rowStart: [Int], columns: [Int32], opinions: [Int8]
    ) {
        (self.participants, self.statements, self.withheld) = (participants, statements, withheld)
        (self.rowStart, self.columns, self.opinions) = (rowStart, columns, opinions)
    }
}

extension VoteMatrix {
    /// Two stable counting sorts, by statement and then by participant, leave each row ordered by statement with repeated
    /// votes side by side in the order in which they were cast; the last of them stands.
    init(log: VoteLog, count: Int, withheld: Set<String>) {
        let ascending = log.statements.indices.sorted { precedes(log.statements[$0], log.statements[$1]) }
        var column = [Int32](repeating: 0, count: ascending.count)
        for (place, statement) in ascending.enumerated() { column[statement] = Int32(place) }

        let entries = log.entries[..<count]
        let byStatement = Self.countingSort(entries.indices, keys: ascending.count) {
            Int(column[entries[$0].statement])
        }
        let order = Self.countingSort(byStatement.indices, keys: log.participants.count) {
            Int(entries[Int(byStatement[$0])].participant)
        }

        var start = [Int](repeating: 0, count: log.participants.count + 1)
        var columns: [Int32] = []
        var opinions: [Int8] = []
        columns.reserveCapacity(count)
        opinions.reserveCapacity(count)
        var row = 0
        for place in order {
            let entry = entries[Int(byStatement[Int(place)])]
            while row < Int(entry.participant) {
                row += 1
                start[row] = columns.count
            }
            let statement = column[entry.statement]
            if columns.count > start[row], columns.last == statement {
                opinions[opinions.count - 1] = entry.opinion
            } else {
                columns.append(statement)
                opinions.append(entry.opinion)
            }
        }
        while row < log.participants.count {
            row += 1
            start[row] = columns.count
        }
        let statements = ascending.map { log.statements[$0] }
        self.init(
            participants: log.participants, statements: statements, withheld: statements.map(withheld.contains),
            rowStart: start, columns: columns, opinions: opinions)
    }

    private static func countingSort(_ items: Range<Int>, keys: Int, key: (Int) -> Int) -> [Int32] {
        var next = [Int](repeating: 0, count: keys + 1)
        for item in items { next[key(item) + 1] += 1 }
        for key in 0..<keys { next[key + 1] += next[key] }
        var sorted = [Int32](repeating: 0, count: items.count)
        for item in items {
            let place = key(item)
            sorted[next[place]] = Int32(item)
            next[place] += 1
        }
        return sorted
    }
}
