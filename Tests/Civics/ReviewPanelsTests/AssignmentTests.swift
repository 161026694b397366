import Testing

import ReviewPanels

@Suite("Entries get their reviewers")
struct AssignmentTests {
    @Test("the largest total may need everybody to move over")
    func smallExample() throws {
        let task = try AssignmentTask(scores: [[5, 4], [5, 1]], perEntry: 1, maximumLoad: 1)
        let assignment = try assignForTotal(task)
        #expect(assignment.reviewers == [[1], [0]])
        #expect(assignment.total == 9)
    }

    @Test("the largest total is the one that trying everything finds", arguments: 0..<120 as Range<UInt64>)
    func exhaustiveTotal(seed: UInt64) throws {
        let task = try Self.smallTask(seed)
        let all = Self.everyAssignment(task)
        guard let best = all.map(\.total).max() else {
            #expect(throws: AssignmentRefusal.self) { try assignForTotal(task) }
            return
        }
        let assignment = try assignForTotal(task)
        Self.expectLawful(assignment, task)
        #expect(abs(assignment.total - best) < 1e-9)
    }

    @Test("the best minimum is the one that trying everything finds", arguments: 0..<120 as Range<UInt64>)
    func exhaustiveMinimum(seed: UInt64) throws {
        let task = try Self.smallTask(seed)
        guard let best = Self.everyAssignment(task).map(\.minimum).max() else { return }
        let assignment = try assignForWorst(task)
        Self.expectLawful(assignment, task)
        #expect(abs(assignment.minimum - best) < 1e-9)
        #expect(assignment.minimum <= assignment.minimumBound + 1e-9)
    }

    @Test("nobody is over load, under load or in conflict", arguments: 0..<30 as Range<UInt64>)
    func lawful(seed: UInt64) throws {
        let task = try Self.randomTask(entries: 30, reviewers: 25, perEntry: 3, loads: 2...5, seed: seed)
        let total = try assignForTotal(task)
        let worst = try assignForWorst(task)
        for assignment in [total, worst, try RandomizedAssignment(task, bound: ExactScore(3, over: 5)).draw(seed: seed)] {
            Self.expectLawful(assignment, task)
        }
        #expect(worst.minimum >= total.minimum)
        #expect(worst.total <= total.total + 1e-9)
    }

    @Test("renumbering reviewers and entries changes neither total nor minimum", arguments: 0..<10 as Range<UInt64>)
    func neutrality(seed: UInt64) throws {
        var random = PublishedRandom(seed: seed)
        let scores = (0..<8).map { _ in (0..<10).map { _ in Double.random(in: 0...1, using: &random) } }
        let order = (0..<8).shuffled(using: &random)
        let columns = (0..<10).shuffled(using: &random)
        let renamed = order.map { row in columns.map { scores[row][$0] } }
        let first = try AssignmentTask(scores: scores, perEntry: 2, maximumLoad: 3)
        let second = try AssignmentTask(scores: renamed, perEntry: 2, maximumLoad: 3)
        let totals = (try assignForTotal(first).total, try assignForTotal(second).total)
        #expect(abs(totals.0 - totals.1) < 1e-7)
    }

    @Test("an entry without enough reviewers is named, with the arithmetic")
    func tooFew() throws {
        let task = try AssignmentTask(
            scores: [[1, 1], [1, 1]], conflicts: [[false, true], [false, false]], perEntry: 2, maximumLoad: 2)
        #expect(throws: AssignmentRefusal.notEnoughReviewers(entries: [1], needed: 2, available: 1)) {
            try assignForTotal(task)
        }
        let tight = try AssignmentTask(scores: [[1, 1, 1]], perEntry: 1, maximumLoad: 2)
        #expect(throws: AssignmentRefusal.notEnoughReviewers(entries: [0, 1, 2], needed: 3, available: 2)) {
            try assignForTotal(tight)
        }
    }

    @Test("a minimum load that cannot be met is named")
    func minimumLoad() throws {
        let task = try AssignmentTask(
            scores: [[1], [1]], conflicts: [[false], [true]], perEntry: 1, maximumLoad: 2, minimumLoad: 1)
        #expect(throws: AssignmentRefusal.minimumLoadUnreachable(reviewers: [1])) { try assignForTotal(task) }
    }

    @Test("crooked input is refused with its place")
    func refusals() {
        #expect(throws: AssignmentRefusal.rowLength(row: 1, found: 1, expected: 2)) {
            try AssignmentTask(scores: [[1, 2], [3]], perEntry: 1, maximumLoad: 1)
        }
        for bad in [Double.nan, .infinity, 1e10] {
            #expect(throws: AssignmentRefusal.badScore(reviewer: 0, entry: 0)) {
                try AssignmentTask(scores: [[bad]], perEntry: 1, maximumLoad: 1)
            }
        }
    }

    @Test("nothing to assign is a lawful assignment")
    func empty() throws {
        let task = try AssignmentTask(scores: [], perEntry: 3, maximumLoad: 1)
        let (total, worst) = (try assignForTotal(task), try assignForWorst(task))
        #expect(total.reviewers.isEmpty)
        #expect(worst.minimum == 0)
    }

    @Test("the report tells regret and the conflicts that cost it")
    func report() throws {
        let task = try AssignmentTask(
            scores: [[5, 4], [5, 1]], conflicts: [[false, false], [false, false]], perEntry: 1, maximumLoad: 1)
        let report = AssignmentReport(try assignForTotal(task), of: task)
        #expect(report.lines.map(\.regret) == [0, 0])
        #expect(report.loads == [1, 1])
        let barred = try AssignmentTask(
            scores: [[5, 4], [3, 1]], conflicts: [[true, false], [false, false]], perEntry: 1, maximumLoad: 2)
        let costly = AssignmentReport(try assignForTotal(barred), of: barred)
        #expect(costly.lines[0].conflicts == [0])
        #expect(costly.lines[0].reviewers.map(\.reviewer) == [1])
    }

    static func expectLawful(_ assignment: Assignment, _ task: AssignmentTask) {
        for (entry, panel) in assignment.reviewers.enumerated() {
            #expect(Set(panel).count == task.demand[entry] && panel.count == task.demand[entry])
            #expect(!panel.contains { task.isConflict(reviewer: $0, entry: entry) })
        }
        let loads = assignment.loads(reviewers: task.reviewers)
        #expect(zip(loads, task.loads).allSatisfy { load, limits in limits.contains(load) })
    }

    static func randomTask(
        entries: Int, reviewers: Int, perEntry: Int, loads: ClosedRange<Int>, seed: UInt64
    ) throws -> AssignmentTask {
        var random = PublishedRandom(seed: seed)
        let scores = (0..<reviewers).map { _ in
            (0..<entries).map { _ in (Double.random(in: -0.1...1, using: &random) * 100).rounded() / 100 }
        }
        let conflicts = scores.map { $0.map { _ in Int.random(in: 0..<10, using: &random) == 0 } }
        return try AssignmentTask(
            scores: scores, conflicts: conflicts, demand: Array(repeating: perEntry, count: entries),
            loads: Array(repeating: loads, count: reviewers))
    }

    /// Three or four entries, four reviewers: few enough to try every assignment.
    static func smallTask(_ seed: UInt64) throws -> AssignmentTask {
        let minimum = Int(seed % 2)
        return try randomTask(entries: 3 + Int(seed % 2), reviewers: 4, perEntry: 2, loads: minimum...3, seed: seed)
    }

    static func everyAssignment(_ task: AssignmentTask) -> [(total: Double, minimum: Double)] {
        var found: [(Double, Double)] = []
        func go(_ entry: Int, _ loads: [Int], _ scores: [Double]) {
            guard entry < task.entries else {
                guard zip(loads, task.loads).allSatisfy({ $1.contains($0) }) else { return }
                return found.append((scores.reduce(0, +), scores.min() ?? 0))
            }
            for first in 0..<task.reviewers where !task.isConflict(reviewer: first, entry: entry) {
                for second in 0..<first where !task.isConflict(reviewer: second, entry: entry) {
                    var next = loads
                    next[first] += 1
                    next[second] += 1
                    guard next[first] <= task.loads[first].upperBound, next[second] <= task.loads[second].upperBound else { continue }
                    go(entry + 1, next, scores + [task.score(reviewer: first, entry: entry) + task.score(reviewer: second, entry: entry)])
                }
            }
        }
        go(0, Array(repeating: 0, count: task.reviewers), [])
        return found
    }
}

@Suite("A lottery of assignments keeps its promises")
struct RandomizedAssignmentTests {
    @Test("no probability exceeds the bound, and every entry's sum to its demand", arguments: [(1, 2), (2, 5), (1, 1), (7, 10)])
    func probabilities(numerator: Int, denominator: Int) throws {
        let task = try AssignmentTests.randomTask(entries: 20, reviewers: 30, perEntry: 3, loads: 0...4, seed: 4)
        let lottery = try RandomizedAssignment(task, bound: ExactScore(numerator, over: denominator))
        for entry in 0..<task.entries {
            let shares = (0..<task.reviewers).map { lottery.probability(reviewer: $0, entry: entry) }
            #expect(shares.allSatisfy { $0 <= ExactScore(numerator, over: denominator) })
            #expect(shares.reduce(0) { $0 + $1.numerator * (lottery.parts / $1.denominator) } == 3 * lottery.parts)
        }
    }

    @Test("with the bound 1 it is the assignment of largest total")
    func boundOne() throws {
        let task = try AssignmentTests.randomTask(entries: 20, reviewers: 30, perEntry: 3, loads: 0...4, seed: 6)
        let lottery = try RandomizedAssignment(task, bound: ExactScore(1))
        #expect(abs(lottery.expectedTotal - (try assignForTotal(task).total)) < 1e-9)
    }

    @Test("over many draws every pair appears as often as promised, and loads stay lawful")
    func frequencies() throws {
        let task = try AssignmentTests.randomTask(entries: 6, reviewers: 8, perEntry: 2, loads: 1...3, seed: 12)
        let lottery = try RandomizedAssignment(task, bound: ExactScore(2, over: 5))
        var counts = [Int](repeating: 0, count: 48)
        let draws = 4_000
        for seed in 0..<UInt64(draws) {
            let assignment = lottery.draw(seed: seed)
            if seed < 100 { AssignmentTests.expectLawful(assignment, task) }
            for (entry, panel) in assignment.reviewers.enumerated() {
                for reviewer in panel { counts[entry * 8 + reviewer] += 1 }
            }
        }
        for entry in 0..<6 {
            for reviewer in 0..<8 {
                let promised = lottery.probability(reviewer: reviewer, entry: entry).approximation
                #expect(abs(Double(counts[entry * 8 + reviewer]) / Double(draws) - promised) < 0.03)
            }
        }
    }

    @Test("the same seed draws the same assignment")
    func repeatable() throws {
        let task = try AssignmentTests.randomTask(entries: 9, reviewers: 12, perEntry: 3, loads: 0...4, seed: 1)
        let lottery = try RandomizedAssignment(task, bound: ExactScore(1, over: 2))
        #expect(lottery.draw(seed: 5) == lottery.draw(seed: 5))
    }

    @Test("a bound that is no probability, or too tight to fill the panels, is refused")
    func refusals() throws {
        let task = try AssignmentTests.randomTask(entries: 4, reviewers: 4, perEntry: 2, loads: 0...4, seed: 1)
        for bound in [ExactScore(0), ExactScore(-1, over: 2), ExactScore(3, over: 2), ExactScore(1, over: 10_001)] {
            #expect(throws: AssignmentRefusal.badBound) { try RandomizedAssignment(task, bound: bound) }
        }
        #expect(throws: AssignmentRefusal.self) { try RandomizedAssignment(task, bound: ExactScore(1, over: 5)) }
    }
}
