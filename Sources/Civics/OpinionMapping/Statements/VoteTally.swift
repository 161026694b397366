/// How some people voted on one statement.
public struct VoteTally: Sendable, Hashable {
    public var agrees: Int
    public var disagrees: Int
    /// Everybody who voted, passes included.
    public var seen: Int

    public init(agrees: Int = 0, disagrees: Int = 0, seen: Int = 0) {
        (self.agrees, self.disagrees, self.seen) = (agrees, disagrees, seen)
    }

    public var passes: Int { seen - agrees - disagrees }

    /// The votes of the people in these rows on every statement; O(their votes).
    static func all(_ matrix: VoteMatrix, rows: some Sequence<Int>) -> [VoteTally] {
        var tallies = [VoteTally](repeating: VoteTally(), count: matrix.statements.count)
        for row in rows {
            for cell in matrix.cells(of: row) {
                let statement = Int(matrix.columns[cell])
                tallies[statement].seen += 1
                switch matrix.opinions[cell] {
                case 1: tallies[statement].agrees += 1
                case -1: tallies[statement].disagrees += 1
                default: break
                }
            }
        }
        return tallies
    }

    static func - (all: VoteTally, part: VoteTally) -> VoteTally {
        VoteTally(
            agrees: all.agrees - part.agrees, disagrees: all.disagrees - part.disagrees, seen: all.seen - part.seen)
    }

    static func + (left: VoteTally, right: VoteTally) -> VoteTally {
        VoteTally(
            agrees: left.agrees + right.agrees, disagrees: left.disagrees + right.disagrees,
            seen: left.seen + right.seen)
    }
}
