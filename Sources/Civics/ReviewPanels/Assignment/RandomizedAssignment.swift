/// A lottery over assignments in which no pair is certain: nobody can count on reading a certain entry.
public struct RandomizedAssignment: Sendable {
    /// Every probability is a multiple of 1 / `parts`.
    public let parts: Int
    /// For each entry and reviewer the probability in parts, row-major by entry.
    public let shares: [Int]
    /// The total suitability to expect; the largest possible under the bound.
    public let expectedTotal: Double
    private let task: AssignmentTask

    /// Finds probabilities of at most `bound` for every pair that maximise the expected total (Jecmen and others 2020):
    /// a minimum-cost flow in which every review is divided into as many parts as the bound's denominator.
    ///
    /// - Parameter bound: above 0 and at most 1, denominator at most 10 000. With 1 it is `assignForTotal`.
    /// - Complexity: as `assignForTotal`, times at most the bound's numerator and denominator where flow is divided.
    /// - Throws: `AssignmentRefusal.badBound`, or what makes the task impossible under the bound.
    public init(_ task: AssignmentTask, bound: ExactScore) throws(AssignmentRefusal) {
        guard bound.numerator > 0, bound.numerator <= bound.denominator, bound.denominator <= 10_000 else { throw .badBound }
        let flow = try maximumFlow(task, units: ScoreUnits(task), parts: bound.denominator, capacity: bound.numerator)
        self.task = task
        parts = bound.denominator
        shares = flow.flow.map(Int.init)
        var sum = 0.0
        for entry in 0..<task.entries {
            for reviewer in 0..<task.reviewers {
                sum += Double(shares[entry * task.reviewers + reviewer]) * task.score(reviewer: reviewer, entry: entry)
            }
        }
        expectedTotal = sum / Double(parts)
    }

    /// The probability that a reviewer reads an entry.
    public func probability(reviewer: Int, entry: Int) -> ExactScore {
        ExactScore(shares[entry * task.reviewers + reviewer], over: parts)
    }

    /// Draws one assignment: every pair comes with exactly its probability, every entry gets its number of reviewers
    /// and every reviewer's load stays within its limits (dependent rounding, Gandhi, Khuller, Parthasarathy and
    /// Srinivasan 2006, in whole numbers).
    ///
    /// - Complexity: O(open pairs · length of the walks).
    public func draw(seed: UInt64) -> Assignment {
        var random = PublishedRandom(seed: seed)
        var rounding = DependentRounding(shares: shares, parts: parts, entries: task.entries, reviewers: task.reviewers)
        rounding.run(&random)
        let panels = (0..<task.entries).map { entry in
            (0..<task.reviewers).filter { rounding.shares[entry * task.reviewers + $0] == parts }
        }
        return Assignment(panels, of: task)
    }
}

/// Turns fractions on the edges of a two-sided graph into zeros and ones, one walk at a time.
private struct DependentRounding {
    private(set) var shares: [Int]
    private let parts: Int
    private let entries: Int
    private let reviewers: Int
    /// For each node (entries first) its edges whose share is neither 0 nor `parts`.
    private var open: [[Int]]
    /// Reviewers that may have just one open edge.
    private var loose: [Int] = []

    init(shares: [Int], parts: Int, entries: Int, reviewers: Int) {
        self.shares = shares
        self.parts = parts
        self.entries = entries
        self.reviewers = reviewers
        open = Array(repeating: [], count: entries + reviewers)
        for edge in shares.indices where shares[edge] > 0 && shares[edge] < parts {
            open[edge / reviewers].append(edge)
            open[entries + edge % reviewers].append(edge)
        }
    }

    mutating func run(_ random: inout PublishedRandom) {
        loose = (entries..<(entries + reviewers)).filter { open[$0].count == 1 }
        followLooseEnds(&random)
        for entry in 0..<entries {
            while !open[entry].isEmpty {
                shift(walk(from: entry), &random)
                followLooseEnds(&random)
            }
        }
    }

    /// A walk from a reviewer with one open edge ends at another such reviewer or in a cycle. Once there are none left,
    /// every open node has two open edges (an entry's shares sum to a whole number), so every walk finds a cycle.
    private mutating func followLooseEnds(_ random: inout PublishedRandom) {
        while let node = loose.popLast() {
            while open[node].count == 1 { shift(walk(from: node), &random) }
        }
    }

    /// The edges of a cycle, or of a path that cannot go on at either end.
    private func walk(from start: Int) -> [Int] {
        var trail: [Int] = []
        var visited: [Int: Int] = [start: 0]
        var node = start
        while let edge = open[node].first(where: { $0 != trail.last }) {
            trail.append(edge)
            node = node < entries ? entries + edge % reviewers : edge / reviewers
            if let place = visited[node] { return Array(trail[place...]) }
            visited[node] = trail.count
        }
        return trail
    }

    /// Moves the edges of the walk alternately up and down, one way or the other, so that none changes on average and
    /// at least one becomes 0 or `parts`.
    private mutating func shift(_ trail: [Int], _ random: inout PublishedRandom) {
        let even = stride(from: 0, to: trail.count, by: 2).map { trail[$0] }
        let odd = stride(from: 1, to: trail.count, by: 2).map { trail[$0] }
        let up = (even.map { parts - shares[$0] } + odd.map { shares[$0] }).min() ?? 0
        let down = (even.map { shares[$0] } + odd.map { parts - shares[$0] }).min() ?? 0
        let raise = random.below(UInt64(up + down)) < UInt64(down)
        let step = raise ? up : -down
        for edge in even { shares[edge] += step }
        for edge in odd { shares[edge] -= step }
        for edge in trail where shares[edge] == 0 || shares[edge] == parts {
            open[edge / reviewers].removeAll { $0 == edge }
            open[entries + edge % reviewers].removeAll { $0 == edge }
        }
        for edge in trail where open[entries + edge % reviewers].count == 1 { loose.append(entries + edge % reviewers) }
    }
}
