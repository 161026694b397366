/// Scores in whole units, so that sums and comparisons are exact.
struct ScoreUnits {
    /// Entry-major suitability in units; `nil` cells are not needed, conflicts keep their number.
    let values: [Int64]
    let perPoint: Double
    let largest: Int64
    let smallest: Int64

    init(_ task: AssignmentTask) {
        var perPoint = 1e9
        let size = task.scores.reduce(1) { max($0, abs($1)) }
        // Leaves room for sums over every node and for weighing one sum a thousand times as much as another.
        while size * perPoint * Double(task.entries + task.reviewers + 2) > 0x1p48, perPoint > 1 { perPoint /= 10 }
        var values = [Int64](repeating: 0, count: task.scores.count)
        for reviewer in 0..<task.reviewers {
            for entry in 0..<task.entries {
                let score = task.scores[reviewer * task.entries + entry]
                values[entry * task.reviewers + reviewer] = Int64((score * perPoint).rounded())
            }
        }
        self.values = values
        self.perPoint = perPoint
        largest = values.max() ?? 0
        smallest = values.min() ?? 0
    }

    /// Costs for the flow: how far each pair lies below the best one.
    func costs(_ task: AssignmentTask) -> [Int64] {
        var costs = values.map { largest - $0 }
        for reviewer in 0..<task.reviewers {
            for entry in 0..<task.entries where task.isConflict(reviewer: reviewer, entry: entry) {
                costs[entry * task.reviewers + reviewer] = ReviewFlow.barred
            }
        }
        return costs
    }
}

/// The assignment with the largest total suitability: every entry gets its reviewers, no reviewer is in conflict,
/// over the maximum or under the minimum load.
///
/// The optimum is exact in units of 10⁻⁹ points. Among several optima the result is always the same one.
/// - Complexity: at most one search of O(entries · reviewers) for each review needed; 24 bytes a pair.
/// - Throws: `AssignmentRefusal` with the entries or reviewers that make the task impossible.
public func assignForTotal(_ task: AssignmentTask) throws(AssignmentRefusal) -> Assignment {
    let flow = try maximumFlow(task, units: ScoreUnits(task), parts: 1, capacity: 1)
    return Assignment(panels(of: flow), of: task)
}

/// The best flow when every review is divided into `parts` and a pair may carry `capacity` of them.
func maximumFlow(
    _ task: AssignmentTask, units: ScoreUnits, parts: Int, capacity: Int
) throws(AssignmentRefusal) -> ReviewFlow {
    // Nobody can have more than all entries; one more keeps an impossible minimum impossible.
    let room = task.entries + 1
    let loads = task.loads.map { (min($0.lowerBound, room) * parts)...(min($0.upperBound, room) * parts) }
    var flow = ReviewFlow(
        units: units.costs(task), largest: units.largest - units.smallest, entries: task.entries, loads: loads,
        capacity: Int32(capacity))
    for entry in 0..<task.entries {
        // More than everybody can never be had; asking for one more than that shows the same obstacle.
        let demand = min(task.demand[entry], task.reviewers + 1)
        if let obstacle = flow.add(demand * parts, for: entry) {
            throw refusal(task, obstacle, pairShare: Double(capacity) / Double(parts))
        }
    }
    let short = loads.indices.filter { flow.load[$0] < loads[$0].lowerBound }
    guard short.isEmpty else { throw .minimumLoadUnreachable(reviewers: short) }
    return flow
}

/// What the entries in the way need together, and what is left for them.
private func refusal(
    _ task: AssignmentTask, _ obstacle: (entries: [Int], reviewers: [Int]), pairShare: Double
) -> AssignmentRefusal {
    let inside = Set(obstacle.reviewers)
    let needed = obstacle.entries.reduce(0) { $0 + task.demand[$1] }
    let fullPairs = obstacle.entries.reduce(0) { sum, entry in
        sum + (0..<task.reviewers).count { !inside.contains($0) && !task.isConflict(reviewer: $0, entry: entry) }
    }
    let available = obstacle.reviewers.reduce(0) { $0 + task.loads[$1].upperBound } + Int(Double(fullPairs) * pairShare)
    return .notEnoughReviewers(entries: obstacle.entries, needed: needed, available: available)
}

func panels(of flow: ReviewFlow) -> [[Int]] {
    (0..<flow.entries).map { entry in
        (0..<flow.reviewers).filter { flow.flow[entry * flow.reviewers + $0] > 0 }
    }
}
