/// Checks an order by votes or by votes per cost against the ballots, whatever decided between equals.
struct RankingReplay {
    private let greedy: Greedy

    init(rule: String, utility: Utility, _ election: Election) throws(ElectionProblem) {
        greedy = try Greedy(election, utility: utility, perCost: rule == Rule.greedyPerCost.rawValue, ties: .lexicographic)
    }

    /// The winners up to the first that is worth more than the one before: there a second walk down the list began.
    func fallingPrefix(of winners: [Int]) -> [Int] {
        guard let rise = winners.indices.dropFirst().first(where: { greedy.isWorthMore(winners[$0], than: winners[$0 - 1]) }) else { return winners }
        return Array(winners[..<rise])
    }

    /// - Complexity: O(m log m).
    func findings(_ steps: [Int], filled: [Int]) -> Certificate.Findings {
        var found = Certificate.Findings()
        let projects = greedy.election.projects
        for (before, after) in zip(steps, steps.dropFirst()) where greedy.isWorthMore(after, than: before) {
            found.problems.append("project “\(projects[after].id)” stands after “\(projects[before].id)”, which is worth less")
        }
        let funded = Set(steps), winners = funded.union(filled), order = greedy.order
        var left = Int128(greedy.election.budgetUnits)
        var first = 0
        while first < order.count {
            // Among equals the order is free, so all of them that won have been paid before any that did not.
            let end = order[first...].firstIndex { greedy.isWorthMore(order[first], than: $0) } ?? order.count
            for project in order[first..<end] where funded.contains(project) { left -= Int128(greedy.election.costUnits[project]) }
            found.passedOver += order[first..<end].filter { !winners.contains($0) && Int128(greedy.election.costUnits[$0]) <= left }
            first = end
        }
        return found
    }
}
