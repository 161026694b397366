/// All votes of a conversation in the order in which they were cast, with nothing ever overwritten.
///
/// A later vote of the same person on the same statement replaces the earlier one in the *matrix*, never in the log. So
/// the state after any number of votes can be rebuilt, by anybody, from a download: ``matrix(through:withholding:)``.
///
/// Memory: 8 bytes a vote beside the ids. Appending is O(1).
public struct VoteLog: Sendable {
    /// Eight bytes, because a log of a million votes should stay small: the opinion sits in the two lowest bits.
    struct Entry: Sendable {
        let participant: Int32
        private let answer: UInt32

        init(participant: Int, statement: Int, opinion: Opinion) {
            self.participant = Int32(participant)
            answer = UInt32(statement) << 2 | UInt32(opinion.rawValue + 1)
        }

        var statement: Int { Int(answer >> 2) }
        var opinion: Int8 { Int8(answer & 3) - 1 }
    }

    /// Participants in the order of their first appearance.
    public private(set) var participants: [String] = []
    /// Statements in the order of their first appearance.
    public private(set) var statements: [String] = []
    private(set) var entries: [Entry] = []
    private var participantIndex: [String: Int32] = [:]
    private var statementIndex: [String: Int32] = [:]

    public init() {}

    /// How many votes were cast, repeated ones included.
    public var count: Int { entries.count }

    /// The vote with this identity; O(1). The order must be in `0 ..< count`.
    public subscript(order: Int) -> Vote {
        let entry = entries[order]
        return Vote(
            order: order, participant: participants[Int(entry.participant)],
            statement: statements[entry.statement], opinion: Opinion(rawValue: entry.opinion) ?? .pass)
    }

    /// Records a vote and returns it with the identity it got.
    @discardableResult
    public mutating func append(participant: String, statement: String, opinion: Opinion) -> Vote {
        let row = add(participant: participant)
        let column = add(statement: statement)
        append(row: row, column: column, opinion: opinion)
        return Vote(order: count - 1, participant: participant, statement: statement, opinion: opinion)
    }

    /// Makes a statement known before anybody votes on it. It counts as a statement of the conversation from then on.
    @discardableResult
    public mutating func add(statement: String) -> Int {
        Self.place(statement, in: &statements, &statementIndex)
    }

    /// Makes a participant known before the first vote.
    @discardableResult
    public mutating func add(participant: String) -> Int {
        Self.place(participant, in: &participants, &participantIndex)
    }

    /// The matrix of everyone's last vote after the first `count` votes (all, when nil), O(votes + people + statements).
    ///
    /// - Parameter withheld: statements moderated out. Their votes are kept and counted, the mathematics sees zeros.
    ///   Ids that the log does not know are ignored.
    public func matrix(through count: Int? = nil, withholding withheld: Set<String> = []) -> VoteMatrix {
        VoteMatrix(log: self, count: min(max(count ?? self.count, 0), self.count), withheld: withheld)
    }

    mutating func append(row: Int, column: Int, opinion: Opinion) {
        entries.append(Entry(participant: row, statement: column, opinion: opinion))
    }

    mutating func reserve(votes: Int) { entries.reserveCapacity(votes) }

    private static func place(_ id: String, in ids: inout [String], _ index: inout [String: Int32]) -> Int {
        if let known = index[id] { return Int(known) }
        index[id] = Int32(ids.count)
        ids.append(id)
        return ids.count - 1
    }
}
