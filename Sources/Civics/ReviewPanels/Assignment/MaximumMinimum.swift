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
    private var random = PublishedRandom(seed: 1)
    /// Exchanges that may be looked at for the minimum, and again for the total; a single trial may use a twelfth.
    private let effort: Int

    init(_ task: AssignmentTask, units: ScoreUnits, panels: [[Int]]) {
        best = PanelExchange(task, units: units, panels: panels)
        effort = 60_000_000 + 400 * task.entries * task.reviewers
        ceiling = (0..<task.entries).map { entry in
            (0..<task.reviewers).filter { !task.isConflict(reviewer: $0, entry: entry) }
                .map { units.values[entry * task.reviewers + $0] }
                .sorted(by: >).prefix(task.demand[entry]).reduce(0, +)
        }.min() ?? 0
    }

    mutating func run() {
        if !reach(ceiling, shakes: 0) {
            narrow()
            climb()
        }
        polish()
    }

    /// Tries to bring every entry to `floor`; keeps the result if its minimum is larger than before.
    ///
    /// Where no chain helps any more, two random panels are shaken and repaired again; what lacks less is kept.
    private mutating func reach(_ floor: Int64, shakes: Int) -> Bool {
        var trial = best
        trial.floors = Array(repeating: floor, count: trial.entries)
        let limit = trial.work + (floor == ceiling ? effort / 2 : effort / 12)
        lift(&trial, until: limit)
        var left = shakes
        while left > 0, trial.deficit > 0, trial.work < limit {
            left -= 1
            var other = trial
            for _ in 0...random.below(3) { other.shake(&random) }
            lift(&other, until: limit)
            if other.deficit <= trial.deficit { trial = other } else { trial.adoptWork(of: other) }
        }
        if trial.minimum > best.minimum { best = trial } else { best.adoptWork(of: trial) }
        return trial.deficit == 0
    }

    /// Bisection between what is reached and what is not.
    private mutating func narrow() {
        var (low, high) = (best.minimum, ceiling)
        for _ in 0..<16 where high - low > 1 && best.work < effort {
            let middle = low + (high - low) / 2
            if !reach(middle, shakes: 0) { high = middle }
            low = max(low, best.minimum)
        }
    }

    /// Steps up from what is reached, smaller after each failure, until the worst entry is stuck or the effort spent.
    private mutating func climb() {
        var step = max(1, (ceiling - best.minimum) / 4)
        while best.minimum < ceiling, best.work < effort {
            if reach(min(ceiling, best.minimum + step), shakes: 40) { continue }
            if step == 1 { break }
            step = max(1, step / 2)
        }
    }

    private func lift(_ trial: inout PanelExchange, until limit: Int) {
        var rounds = 0
        var moved = true
        while moved, rounds < 50, trial.work < limit {
            (moved, rounds) = (false, rounds + 1)
            let short = trial.scores.indices.filter { trial.scores[$0] < trial.floors[$0] }
                .sorted { (trial.scores[$0], $0) < (trial.scores[$1], $1) }
            for entry in short where trial.work < limit {
                while trial.scores[entry] < trial.floors[entry], trial.improve(entry, aim: .lift) { moved = true }
            }
        }
    }

    /// Wins back total without lowering the minimum.
    private mutating func polish() {
        best.floors = Array(repeating: best.minimum, count: best.entries)
        let limit = best.work + effort
        var moved = true
        while moved, best.work < limit {
            moved = false
            for entry in 0..<best.entries where best.work < limit {
                while best.improve(entry, aim: .polish) { moved = true }
            }
        }
    }
}
