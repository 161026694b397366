/// Greedy rules: rank once, walk down the list, take what may be taken.
struct Greedy {
    let election: Election
    /// Worth of each project as a fraction `above / below`; `below` 0 means infinite.
    let worth: [(above: Int, below: Int)]
    let ranks: [Int]

    /// - Parameter perCost: rank by utility per unit of money instead of by utility. A cost utility is then the number
    ///   of voters again, because the cost cancels (pabutools `greedy_utilitarian_welfare`).
    init(_ election: Election, utility: Utility, perCost: Bool, ties: TieRule) throws(ElectionProblem) {
        let tallies = try election.tallies(utility)
        self.election = election
        ranks = election.tieRanks(ties)
        worth = zip(tallies, election.costUnits).map { tally, cost in
            guard perCost else { return (tally, 1) }
            if cost > 0 { return utility == .cost ? (tally, 1) : (tally, cost) }
            return tally > 0 && utility != .cost ? (1, 0) : (0, 1)
        }
    }

    /// All projects, best first.
    var order: [Int] {
        worth.indices.sorted { left, right in
            if isWorthMore(left, than: right) { return true }
            return isWorthMore(right, than: left) ? false : ranks[left] < ranks[right]
        }
    }

    /// By exact comparison of the fractions.
    func isWorthMore(_ left: Int, than right: Int) -> Bool {
        let (a, b) = (worth[left], worth[right])
        let mine = a.above.multipliedFullWidth(by: b.below)
        let other = b.above.multipliedFullWidth(by: a.below)
        return (mine.high, mine.low) > (other.high, other.low)
    }

    /// Takes what still fits and passes over what does not.
    func fill(_ purse: inout Purse, besides winners: [Int] = []) -> [Int] {
        let taken = Set(winners)
        var chosen: [Int] = []
        for project in order where !taken.contains(project) && purse.fits(project) {
            purse.buy(project)
            chosen.append(project)
        }
        return chosen
    }
}
