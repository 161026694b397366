/// What an assignment gives one entry, for the page that explains it.
public struct AssignmentReport: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public var entry: Int
        /// The entry's reviewers with their suitability, best first.
        public var reviewers: [(reviewer: Int, score: Double)] { zip(ids, scores).map { ($0, $1) } }
        var ids: [Int]
        var scores: [Double]
        public var score: Double
        /// How much more the entry's own most suitable reviewers would have given.
        public var regret: Double
        /// Reviewers among those most suitable ones who could not be had because of a conflict.
        public var conflicts: [Int]
    }

    public var lines: [Line]
    /// The number of entries of each reviewer.
    public var loads: [Int]

    /// - Complexity: O(entries · reviewers · log reviewers).
    public init(_ assignment: Assignment, of task: AssignmentTask) {
        loads = assignment.loads(reviewers: task.reviewers)
        lines = assignment.reviewers.enumerated().map { entry, panel in
            let order = panel.sorted { (task.score(reviewer: $1, entry: entry), $0) < (task.score(reviewer: $0, entry: entry), $1) }
            let best = (0..<task.reviewers)
                .sorted { (task.score(reviewer: $1, entry: entry), $0) < (task.score(reviewer: $0, entry: entry), $1) }
                .prefix(task.demand[entry])
            return Line(
                entry: entry, ids: order, scores: order.map { task.score(reviewer: $0, entry: entry) },
                score: assignment.scores[entry], regret: max(0, task.best(entry: entry) - assignment.scores[entry]),
                conflicts: best.filter { task.isConflict(reviewer: $0, entry: entry) })
        }
    }
}
