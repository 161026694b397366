/// How often each item was preferred to each other one.
///
/// Only these counts matter to every model here, so 200 000 votes over 119 items become one 119 × 119 table.
public struct PairwiseTally: Sendable, Hashable {
    /// More items than this would need more than 64 MB for the intervals' matrices.
    public static let largestItemCount = 1_200

    public let items: [String]
    /// Row-major: wins[i · items + j] votes preferred i to j.
    private(set) var wins: [Int32]
    public private(set) var votes = 0

    /// - Throws: `PairwiseProblem.tooManyItems` above `largestItemCount`, `.repeatedItem` for a name given twice.
    public init(items: [String]) throws(PairwiseProblem) {
        guard items.count <= Self.largestItemCount else { throw .tooManyItems(items.count) }
        var seen: Set<String> = []
        for item in items where !seen.insert(item).inserted { throw .repeatedItem(item) }
        self.items = items
        wins = Array(repeating: 0, count: items.count * items.count)
    }

    /// Adds one vote for `winner` over `loser`, both indices into `items`. A vote of an item over itself says nothing
    /// and is not counted.
    ///
    /// - Complexity: O(1).
    public mutating func record(winner: Int, over loser: Int) {
        guard winner != loser, wins[winner * items.count + loser] < .max else { return }
        wins[winner * items.count + loser] += 1
        votes += 1
    }

    /// How many votes preferred the first to the second.
    public func count(_ winner: Int, over loser: Int) -> Int { Int(wins[winner * items.count + loser]) }

    /// How many votes an item won and lost.
    public func record(of item: Int) -> (won: Int, lost: Int) {
        items.indices.reduce(into: (won: 0, lost: 0)) { record, other in
            record.won += count(item, over: other)
            record.lost += count(other, over: item)
        }
    }

    /// The chance in percent that an item beats a randomly chosen other one, by the smoothed win rate
    /// `100·(won + 1)/(won + lost + 2)` that wiki surveys show while they run (Salganik and Levy 2015).
    public func winRate(of item: Int) -> Double {
        let (won, lost) = record(of: item)
        return 100 * Double(won + 1) / Double(won + lost + 2)
    }

    /// Groups of items that beat each other, directly or through others: the strongly connected components of the
    /// "was preferred to" graph, largest first, items ascending. Strengths exist without regularisation only if there
    /// is one group (Ford 1957).
    ///
    /// - Complexity: O(items²) a group.
    public func comparableGroups() -> [[Int]] {
        var left = Set(items.indices)
        var groups: [[Int]] = []
        for item in items.indices where left.contains(item) {
            let group = reach(from: item) { count($0, over: $1) > 0 }
                .intersection(reach(from: item) { count($1, over: $0) > 0 })
            left.subtract(group)
            groups.append(group.sorted())
        }
        return groups.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    private func reach(from start: Int, along edge: (Int, Int) -> Bool) -> Set<Int> {
        var reached: Set<Int> = [start]
        var open = [start]
        while let item = open.popLast() {
            for other in items.indices where edge(item, other) && reached.insert(other).inserted { open.append(other) }
        }
        return reached
    }
}

/// Why comparisons cannot be ranked.
public enum PairwiseProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case tooManyItems(Int)
    case repeatedItem(String)
    case badRegularization
    /// Without regularisation some items' strengths would be infinite: nobody in one group ever beat the other.
    case notComparable(groups: Int)

    public var description: String {
        switch self {
        case .tooManyItems(let count):
            "\(count) items; at most \(PairwiseTally.largestItemCount) can be ranked together"
        case .repeatedItem(let item):
            "“\(item)” is listed twice"
        case .badRegularization:
            "the regularisation must be a number from 0 to 1000"
        case .notComparable(let groups):
            "the comparisons fall into \(groups) groups that were never compared both ways; use a regularisation above 0"
        }
    }
}
