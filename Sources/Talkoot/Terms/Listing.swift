import Storage

/// Where a page of a list begins: after the row with this sort key and id. Written `1700000000000~id` in addresses.
public struct Cursor: Sendable, Hashable {
    public let key: Int64
    public let id: String
    public init(key: Int64, id: String) {
        self.key = key
        self.id = id
    }
    public init?(_ text: String) {
        guard let mark = text.firstIndex(of: "~"), let key = Int64(text[..<mark]) else { return nil }
        self.init(key: key, id: String(text[text.index(after: mark)...].prefix(64)))
    }
    public var text: String { "\(key)~\(id)" }
}

/// One page of a list, the address of the next, and how many there are up to a bound ("more than 1 000").
public struct Listing<Element: Sendable>: Sendable {
    public var rows: [Element]
    public var next: Cursor?
    public var count: Int
    public static var countBound: Int { 1_000 }
    public init(rows: [Element], next: Cursor?, count: Int) {
        self.rows = rows
        self.next = next
        self.count = count
    }
}

extension Listing {
    /// Reads one page, newest first, by a sort key and an id that breaks ties.
    /// Complexity: one index range, and a count that stops at the bound.
    static func read(_ columns: SQLText, from table: SQLText, where conditions: [SQLText], by key: SQLText, id: SQLText, after cursor: Cursor?, limit: Int, _ tx: any Transaction,
                     _ decode: (inout Row) throws -> Element, cursor position: (Element) -> Cursor) throws -> Listing {
        let all = SQLText(joining: conditions, by: " AND ")
        let from = cursor.map { all + " AND (\(key), \(id)) < (\($0.key), \($0.id))" } ?? all
        var rows = try tx.rows("SELECT \(columns) FROM \(table) WHERE \(from) ORDER BY \(key) DESC, \(id) DESC LIMIT \(limit + 1)", decode)
        let count = try ManyRows.count("SELECT count(*) FROM (SELECT 1 AS one FROM \(table) WHERE \(all) LIMIT \(countBound + 1)) AS bounded", bound: countBound, tx)
        let hasMore = rows.count > limit
        if hasMore { rows.removeLast() }
        return Listing(rows: rows, next: hasMore ? rows.last.map(position) : nil, count: count)
    }
}

/// Counts of which it is known that they pass the bound. To walk to the bound costs as much as the rows of a page, and "more than 1 000"
/// stays true for a while: such an answer is kept for ten seconds. What is below the bound is counted anew each time.
private enum ManyRows {
    private struct Question: Hashable { let text: String, values: [SQLValue] }
    private static let known = Locked<[Question: ContinuousClock.Instant]>([:])
    private static let most = 1_000

    static func count(_ statement: SQLText, bound: Int, _ tx: any Transaction) throws -> Int {
        let (text, values) = statement.render(tx.dialect)
        let question = Question(text: text, values: values), now = ContinuousClock.now
        if known.withLock({ $0[question].map { now < $0 + .seconds(10) } ?? false }) { return bound + 1 }
        let count = try tx.count(statement)
        known.withLock { known in
            if known.count >= most { known = [:] }
            known[question] = count > bound ? now : nil
        }
        return count
    }
}
