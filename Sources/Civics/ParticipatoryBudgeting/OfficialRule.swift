/// The rules by which cities decided, as Pabulib's META `rule` names them.
public enum OfficialRule: String, Sendable, CaseIterable {
    case greedy
    case greedyThreshold = "greedy-threshold"
    case greedyNoSkip = "greedy-no-skip"
    /// Greedy with pairs that exclude each other; the file does not name them, ``Constraints/exclusive`` can.
    case greedyExclusive = "greedy-exclusive"
    /// Poznań: stop at the first project that does not fit, but fund it too where the rest of the budget pays at least
    /// 80 % of it (the reserve pays what is missing). Elsewhere unknown: computed as plain greedy, with a warning.
    case greedyCustom = "greedy-custom"
    case equalShares = "equalshares"
    case equalSharesComparison = "equalshares-comparison"
    case equalSharesAdd1 = "equalshares/add1"
    case equalSharesAdd1Comparison = "equalshares/add1-comparison"

    var isEqualShares: Bool {
        switch self {
        case .equalShares, .equalSharesComparison, .equalSharesAdd1, .equalSharesAdd1Comparison: true
        default: false
        }
    }
}

/// The cost that marks a project withdrawn after the vote.
private let withdrawnCost = Amount(999_999_999)

extension Election {
    /// Recounts a greedy election as its city did: by votes or points, ties by lower cost and then file order, with the
    /// threshold, the category budgets and the use of what is left over that META names.
    func officialGreedy(_ rule: OfficialRule, _ given: Constraints) throws(ElectionProblem) -> [Int] {
        var constraints = given
        constraints.caps += try Constraints(metadataOf: self).caps
        if let text = self[metadata: "min_project_score_threshold"], let threshold = Amount(text) {
            constraints.minimumSupport = max(given.minimumSupport, try threshold.scaledUp(by: ballots.pointUnit))
        }
        let utility: Utility = voteType.hasPoints || voteType == .ordinal ? .score : .cardinality
        let greedy = try Greedy(self, utility: utility, perCost: false, ties: .costThenPosition)
        var purse = Purse(self, constraints, tallies: try tallies(utility))
        let stops = rule == .greedyNoSkip || isPoznan(rule)
        guard stops else {
            let first = greedy.fill(&purse)
            guard self[metadata: "leftover_budget"] != nil else { return first }
            purse.liftCaps()
            return first + greedy.fill(&purse, besides: first)
        }
        return stopAtFirstMisfit(greedy.order, &purse, pays80Percent: isPoznan(rule))
    }

    func isPoznan(_ rule: OfficialRule) -> Bool { rule == .greedyCustom && self[metadata: "unit"] == "Poznań" }

    private func stopAtFirstMisfit(_ order: [Int], _ purse: inout Purse, pays80Percent: Bool) -> [Int] {
        var winners: [Int] = []
        for project in order where purse.allows(project) {
            if projects[project].cost == withdrawnCost { continue }
            guard purse.fits(project) else {
                let pays = pays80Percent && Int128(purse.remaining) * 10 >= Int128(costUnits[project]) * 8
                return pays ? winners + [project] : winners
            }
            purse.buy(project)
            winners.append(project)
        }
        return winners
    }
}

extension Amount {
    /// The smallest whole number not below `self · factor`.
    fileprivate func scaledUp(by factor: Int) throws(ElectionProblem) -> Int {
        let (product, overflow) = numerator.multipliedReportingOverflow(by: factor)
        guard !overflow, product >= 0 else { throw ElectionProblem("min_project_score_threshold is out of range") }
        return (product + denominator - 1) / denominator
    }
}
