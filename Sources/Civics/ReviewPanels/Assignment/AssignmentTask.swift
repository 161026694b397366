/// Which reviewers may read which entries, how well they suit, and how much each can carry.
public struct AssignmentTask: Sendable {
    public let reviewers: Int
    public let entries: Int
    /// How many reviewers each entry needs.
    public let demand: [Int]
    /// How many entries each reviewer must and may have.
    public let loads: [ClosedRange<Int>]
    /// Suitability, row-major by reviewer.
    public let scores: [Double]
    /// True where a conflict forbids the pair, row-major by reviewer.
    public let conflicts: [Bool]

    /// - Parameters:
    ///   - scores: one row per reviewer, one finite number per entry, at most 10⁹ in size; 0 and negative numbers are
    ///     ordinary suitabilities. Compared in whole units of 10⁻⁹ (of a larger power of ten if numbers are large).
    ///   - conflicts: the same shape, or `nil` for none.
    /// - Throws: `AssignmentRefusal` naming the first fault.
    public init(
        scores: [[Double]], conflicts: [[Bool]]? = nil, demand: [Int], loads: [ClosedRange<Int>]
    ) throws(AssignmentRefusal) {
        reviewers = scores.count
        entries = demand.count
        guard loads.count == reviewers else { throw .shape("there are \(reviewers) reviewers but \(loads.count) loads") }
        for (row, line) in scores.enumerated() {
            guard line.count == entries else { throw .rowLength(row: row, found: line.count, expected: entries) }
            if let column = line.firstIndex(where: { !(abs($0) <= 1e9) }) { throw .badScore(reviewer: row, entry: column) }
        }
        if let conflicts {
            guard conflicts.count == reviewers else {
                throw .shape("there are \(reviewers) reviewers but \(conflicts.count) rows of conflicts")
            }
            for (row, line) in conflicts.enumerated() where line.count != entries {
                throw .rowLength(row: row, found: line.count, expected: entries)
            }
        }
        let sizes = 0...1_000_000
        guard demand.allSatisfy(sizes.contains), loads.allSatisfy({ sizes.contains($0.lowerBound) && sizes.contains($0.upperBound) })
        else { throw .shape("loads and reviews per entry must lie between 0 and 1000000") }
        self.demand = demand
        self.loads = loads
        self.scores = scores.flatMap { $0 }
        self.conflicts = conflicts.map { $0.flatMap { $0 } } ?? Array(repeating: false, count: reviewers * entries)
    }

    /// The ordinary case: every entry needs the same number of reviewers and all reviewers have the same limits.
    public init(
        scores: [[Double]], conflicts: [[Bool]]? = nil, perEntry: Int, maximumLoad: Int, minimumLoad: Int = 0
    ) throws(AssignmentRefusal) {
        guard perEntry >= 0, minimumLoad >= 0, minimumLoad <= maximumLoad else {
            throw .shape("the minimum load must lie between 0 and the maximum load")
        }
        try self.init(
            scores: scores, conflicts: conflicts,
            demand: Array(repeating: perEntry, count: scores.first?.count ?? 0),
            loads: Array(repeating: minimumLoad...maximumLoad, count: scores.count))
    }

    public func score(reviewer: Int, entry: Int) -> Double { scores[reviewer * entries + entry] }

    public func isConflict(reviewer: Int, entry: Int) -> Bool { conflicts[reviewer * entries + entry] }

    /// The entry's total if it could have its most suitable reviewers, whatever the others need.
    public func best(entry: Int) -> Double {
        let open = (0..<reviewers).filter { !isConflict(reviewer: $0, entry: entry) }
        return open.map { score(reviewer: $0, entry: entry) }.sorted(by: >).prefix(demand[entry]).reduce(0, +)
    }
}

/// Why a task has no assignment.
public enum AssignmentRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case shape(String)
    case rowLength(row: Int, found: Int, expected: Int)
    case badScore(reviewer: Int, entry: Int)
    /// The entries together need more reviews than all reviewers free of conflict with any of them can give.
    case notEnoughReviewers(entries: [Int], needed: Int, available: Int)
    /// The reviewers cannot all reach their minimum load.
    case minimumLoadUnreachable(reviewers: [Int])
    case badBound

    public var description: String {
        switch self {
        case .shape(let reason): reason
        case .rowLength(let row, let found, let expected): "row \(row) has \(found) numbers instead of \(expected)"
        case .badScore(let reviewer, let entry):
            "the score of reviewer \(reviewer) for entry \(entry) is not a number within ±1000000000"
        case .notEnoughReviewers(let entries, let needed, let available):
            "\(entries.count == 1 ? "entry" : "entries") \(Self.list(entries)) \(entries.count == 1 ? "needs" : "need") "
                + "\(needed) reviews, but the reviewers without a conflict can give only \(available)"
        case .minimumLoadUnreachable(let reviewers):
            "no assignment gives every reviewer the minimum load; short: \(Self.list(reviewers))"
        case .badBound: "the bound must be a fraction above 0 and at most 1 with a denominator of at most 10000"
        }
    }

    private static func list(_ numbers: [Int]) -> String {
        numbers.prefix(8).map(String.init).joined(separator: ", ") + (numbers.count > 8 ? ", …" : "")
    }
}

/// Who reads what.
public struct Assignment: Sendable, Hashable {
    /// For each entry its reviewers, ascending.
    public var reviewers: [[Int]]
    /// For each entry the sum of its reviewers' suitabilities.
    public var scores: [Double]
    /// The sum over all entries.
    public var total: Double
    /// The worst-served entry's sum; 0 without entries.
    public var minimum: Double
    /// No assignment has a larger minimum than this (`minimum` itself when that is proved the best).
    public var minimumBound: Double

    init(_ panels: [[Int]], of task: AssignmentTask) {
        reviewers = panels.map { $0.sorted() }
        scores = reviewers.enumerated().map { entry, panel in
            panel.reduce(0) { $0 + task.score(reviewer: $1, entry: entry) }
        }
        total = scores.reduce(0, +)
        minimum = scores.min() ?? 0
        minimumBound = (0..<task.entries).map(task.best).min() ?? 0
    }

    /// How many entries each of `count` reviewers has.
    public func loads(reviewers count: Int) -> [Int] {
        var loads = [Int](repeating: 0, count: count)
        for reviewer in reviewers.joined() { loads[reviewer] += 1 }
        return loads
    }
}
