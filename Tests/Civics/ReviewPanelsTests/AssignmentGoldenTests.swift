import Foundation
import Testing

import ReviewPanels

/// What OpenReview's matchers, and a linear program, reach on the same matrices.
private struct MatcherResult: Decodable {
    struct Meta: Decodable {
        var demand: Int
        var lb: Int
        var ub: Int
        var total: Double
        var min_paper: Double
    }
    var meta: Meta
}

@Suite("Assignments are at least as good as the references", .enabled(if: GoldenFolder.isThere, Comment(rawValue: GoldenFolder.absence)))
struct AssignmentGoldenTests {
    static let instances = ["midl0", "midl", "preflib1", "query"]

    @Test("the largest total equals the linear program's", arguments: instances)
    func total(name: String) throws {
        let task = try Self.task(name)
        let golden = try GoldenFolder.decode(MatcherResult.self, "golden/reviewers/\(name)_lp.json").meta
        let assignment = try assignForTotal(task)
        AssignmentTests.expectLawful(assignment, task)
        #expect(abs(assignment.total - golden.total) < 1e-6)
        let matcher = try GoldenFolder.decode(MatcherResult.self, "golden/reviewers/\(name)_minmax.json").meta
        #expect(assignment.total >= matcher.total - 1e-6)
    }

    @Test("the best minimum is proved, and the total beats the fair matchers'", arguments: instances)
    func minimum(name: String) throws {
        let task = try Self.task(name)
        let assignment = try assignForWorst(task)
        AssignmentTests.expectLawful(assignment, task)
        #expect(abs(assignment.minimum - assignment.minimumBound) < 1e-9)
        let golden = try GoldenFolder.decode(MatcherResult.self, "golden/reviewers/\(name)_fairflow.json").meta
        #expect(assignment.minimum >= golden.min_paper - 1e-6)
        #expect(assignment.total >= golden.total - 1e-6)
    }

    @Test("a lottery bounded by one half expects as much as the linear program", arguments: instances)
    func randomized(name: String) throws {
        let task = try Self.task(name)
        // Made by Expected/randomized_totals.py.
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Expected/randomized_totals.json")
        let totals = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: file))
        let lottery = try RandomizedAssignment(task, bound: ExactScore(1, over: 2))
        #expect(abs(lottery.expectedTotal - (totals[name] ?? .nan)) < 1e-6)
        AssignmentTests.expectLawful(lottery.draw(seed: 1), task)
    }

    private static func task(_ name: String) throws -> AssignmentTask {
        let golden = try GoldenFolder.decode(MatcherResult.self, "golden/reviewers/\(name)_lp.json").meta
        if name.hasPrefix("midl") {
            let scores = try GoldenFolder.matrix("reviewers/midl_scores_reviewers_x_papers.csv")
            return try AssignmentTask(
                scores: scores, conflicts: scores.map { $0.map { $0 == -1 } }, perEntry: golden.demand,
                maximumLoad: golden.ub, minimumLoad: golden.lb)
        }
        let mask = try GoldenFolder.matrix("reviewers/\(name)_conflict_mask_reviewers_x_papers.csv")
        return try AssignmentTask(
            scores: GoldenFolder.matrix("reviewers/\(name)_similarity_reviewers_x_papers.csv"),
            conflicts: mask.map { $0.map { $0 == 1 } }, perEntry: golden.demand, maximumLoad: golden.ub, minimumLoad: golden.lb)
    }
}
