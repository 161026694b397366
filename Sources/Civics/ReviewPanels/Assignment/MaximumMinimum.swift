/// The assignment whose worst-served entry is served best, and among those one with a large total.
///
/// No entry can do better than with its own most suitable reviewers, so the smallest of these sums bounds the minimum
/// from above (`Assignment.minimumBound`); where it is reached, as on most real panels, the minimum is proved optimal.
/// Otherwise the problem is NP-hard and the result is the best that chains of exchanges find from the assignment of
/// largest total: no single chain can lift its worst entry without pushing another below it.
///
/// - Complexity: one `assignForTotal`, then O(reviewers² · load) a chain.
/// - Throws: `AssignmentRefusal` as `assignForTotal`.
public func assignForWorst(_ task: AssignmentTask) throws(AssignmentRefusal) -> Assignment {
    let units = ScoreUnits(task)
    let start = panels(of: try maximumFlow(task, units: units, parts: 1, capacity: 1))
    var search = WorstEntrySearch(task, units: units, panels: start)
    search.run()
    return Assignment(search.best.panels, of: task)
}

struct WorstEntrySearch {
    private(set) var best: PanelExchange
    private let ceiling: Int64

    init(_ task: AssignmentTask, units: ScoreUnits, panels: [[Int]]) {
        best = PanelExchange(task, units: units, panels: panels)
        ceiling = (0..<task.entries).map { entry in
            (0..<task.reviewers).filter { !task.isConflict(reviewer: $0, entry: entry) }
                .map { units.values[entry * task.reviewers + $0] }
                .sorted(by: >).prefix(task.demand[entry]).reduce(0, +)
        }.min() ?? 0
    }

    mutating func run() {
        if !reach(ceiling) { narrow() }
        polish()
    }

    /// Tries to bring every entry to `floor`; keeps the result if its minimum is larger than before.
    private mutating func reach(_ floor: Int64) -> Bool {
        var trial = best
        trial.floors = Array(repeating: floor, count: trial.entries)
        lift(&trial)
        if trial.minimum > best.minimum { best = trial }
        return trial.minimum >= floor
    }

    /// Bisection between what is reached and what is not, then single steps up until the worst entry is stuck.
    private mutating func narrow() {
        var (low, high) = (best.minimum, ceiling)
        for _ in 0..<16 where high - low > 1 {
            let middle = low + (high - low) / 2
            if reach(middle) { low = max(middle, best.minimum) } else { high = middle }
            low = max(low, best.minimum)
        }
        for _ in 0..<200 where best.minimum < ceiling {
            let before = best.minimum
            if !reach(before + 1), best.minimum == before { break }
        }
    }

    private func lift(_ trial: inout PanelExchange) {
        var rounds = 0
        var moved = true
        while moved, rounds < 50 {
            (moved, rounds) = (false, rounds + 1)
            let short = trial.scores.indices.filter { trial.scores[$0] < trial.floors[$0] }
                .sorted { (trial.scores[$0], $0) < (trial.scores[$1], $1) }
            for entry in short where trial.scores[entry] < trial.floors[entry] {
                while trial.scores[entry] < trial.floors[entry], trial.improve(entry, aim: .lift) { moved = true }
            }
        }
    }

    /// Wins back total without lowering the minimum.
    private mutating func polish() {
        best.floors = Array(repeating: best.minimum, count: best.entries)
        var rounds = 0
        var moved = true
        while moved, rounds < 20 {
            (moved, rounds) = (false, rounds + 1)
            for entry in 0..<best.entries {
                while best.improve(entry, aim: .polish) { moved = true }
            }
        }
    }
}
