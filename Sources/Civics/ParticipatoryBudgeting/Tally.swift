/// A rule that turns ballots into a list of funded projects.
public enum Rule: String, Sendable, CaseIterable {
    /// Most votes (or points) first, passing over what does not fit.
    case greedy
    /// Most votes (or points) per unit of money first.
    case greedyPerCost = "greedy-per-cost"
    /// The Method of Equal Shares.
    case equalShares = "equal-shares"
    /// Sequential Phragmén.
    case phragmen
    /// Maximin support, also called generalised sequential Phragmén.
    case maximinSupport = "maximin-support"
    /// The rule that the file names in META `rule`, as the city had it.
    case official
}

/// Whether voters may turn an equal-shares outcome down in favour of the greedy one.
public enum ComparisonStep: String, Sendable, CaseIterable {
    /// Greedy by votes wins if strictly more voters listed more of its winners.
    case satisfaction
    /// Greedy by votes wins if strictly more voters listed a winner in its outcome only.
    case exclusionRatio
}

/// How to count an election: a rule and its settings, all declared before the count.
public struct Tally: Sendable {
    public var rule: Rule
    /// Nil takes what is usual for the rule and the ballots: ``Utility/usual(for:)``, and for the greedy rules votes or points.
    public var utility: Utility?
    public var completion = Completion.none
    public var comparison: ComparisonStep?
    /// Nil takes lexicographic order, or the city's where the rule or completion is official.
    public var ties: TieRule?
    public var constraints = Constraints()

    public init(rule: Rule) { self.rule = rule }

    /// What was counted.
    public struct Result: Sendable {
        /// The settings in force, with nothing left open. An official rule is replaced by the rule it stands for.
        public var settings: Settings
        /// Positions in ``Election/projects``, in the order of the rule.
        public var winners: [Int]
        public var cost: Amount
        public var budget: Amount
        /// How many winners a completion added after the rule had ended; they stand last.
        public var filled = 0
        /// Units of currency added to each voter's endowment by Add1; nil without Add1.
        public var added: Int?
        /// True where the comparison step put the greedy outcome in place of equal shares.
        public var replacedByGreedy = false
        /// True where costs and budget were rounded down to whole currency, as the official equal shares has it.
        public var inWholeMoney = false
        /// What a reader of the result must know.
        public var remarks: [String] = []
        let run: RunRecord
    }

    public struct Settings: Sendable, Equatable {
        public var rule: Rule
        public var utility: Utility
        public var completion: Completion
        public var ties: TieRule
        /// The rule of META, where ``Rule/official`` was asked for.
        public var official: OfficialRule?
    }

    /// The steps of the rule, for explanations.
    enum RunRecord: Sendable {
        case ranked
        case equalShares(EqualSharesRecord)
        case loads([Phragmen.Round])
    }

    /// How far a long count has come.
    public enum Progress: Sendable, Equatable {
        /// So many projects are funded.
        case funded(Int)
        /// Add1 has given every voter so many units of currency more, and the projects cost so much.
        case raised(added: Int, cost: Amount)
    }

    /// Counts the election.
    ///
    /// - Parameter progress: told after every purchase of Phragmén and maximin support, and after every few steps of Add1.
    /// - Throws: ``ElectionProblem`` where the rule does not go with the ballots, or META names no known rule.
    /// - Complexity: greedy O(choices + m log m); equal shares about O(choices · rounds) at worst, in practice a few scans
    ///   of each project's supporters; Add1 that times the number of different outcomes on the way.
    public func result(of election: Election, progress: (Progress) -> Void = { _ in }) throws(ElectionProblem) -> Result {
        switch rule {
        case .official: try official(election, progress)
        case .greedy: try greedy(election, perCost: false)
        case .greedyPerCost: try greedy(election, perCost: true)
        case .equalShares: try equalShares(election, progress)
        case .phragmen, .maximinSupport: try loads(election, progress)
        }
    }

    private func settings(_ utility: Utility) -> Settings {
        Settings(
            rule: rule, utility: utility, completion: completion,
            ties: ties ?? (completion.isOfficial ? .costThenVotes : .lexicographic))
    }

    private func result(_ election: Election, _ settings: Settings, _ winners: [Int], run: RunRecord) -> Result {
        Result(
            settings: settings, winners: winners,
            cost: election.amount(units: winners.reduce(0) { $0 + election.costUnits[$1] }), budget: election.budget, run: run)
    }

    private func greedy(_ election: Election, perCost: Bool) throws(ElectionProblem) -> Result {
        let byPoints = election.voteType.hasPoints || election.voteType == .ordinal
        let settings = settings(utility ?? (byPoints ? .score : .cardinality))
        let greedy = try Greedy(election, utility: settings.utility, perCost: perCost, ties: settings.ties)
        var purse = Purse(election, constraints, tallies: try election.tallies(settings.utility))
        return result(election, settings, greedy.fill(&purse), run: .ranked)
    }

    private func equalShares(_ given: Election, _ progress: (Progress) -> Void) throws(ElectionProblem) -> Result {
        let election = completion.isOfficial ? try given.inWholeMoney() : given
        let settings = settings(utility ?? .usual(for: election.voteType))
        let rule = try EqualShares(
            election, utility: settings.utility, completion: completion, ties: settings.ties, constraints: constraints)
        let outcome = rule.outcome(progress)
        var result = result(election, settings, outcome.record.winners, run: .equalShares(outcome.record))
        if completion.raisesEndowment { result.added = outcome.added }
        if completion.fillsGreedily { try fill(&result, election) }
        if let comparison { try compare(&result, election, comparison) }
        result.inWholeMoney = completion.isOfficial
        result.noteOpenTies(outcome.record, election)
        return result
    }

    private func loads(_ election: Election, _ progress: (Progress) -> Void) throws(ElectionProblem) -> Result {
        let settings = settings(utility ?? .cost)
        var result: Result
        guard !completion.raisesEndowment else { throw ElectionProblem("\(rule.rawValue) has no completion “\(completion.rawValue)”") }
        if rule == .phragmen {
            var phragmen = try Phragmen(election, ties: settings.ties, constraints: constraints)
            let winners = phragmen.run { progress(.funded($0)) }
            result = self.result(election, settings, winners, run: .loads(phragmen.rounds))
        } else {
            var support = try MaximinSupport(election, ties: settings.ties, constraints: constraints)
            let winners = support.run { progress(.funded($0)) }
            result = self.result(election, settings, winners, run: .loads(support.rounds))
        }
        if completion.fillsGreedily { try fill(&result, election) }
        return result
    }

    /// Spends what is left greedily: by the same utility per cost, or by votes where the completion is official.
    private func fill(_ result: inout Result, _ election: Election) throws(ElectionProblem) {
        let greedy = try Greedy(
            election, utility: completion.isOfficial ? .cardinality : result.settings.utility, perCost: !completion.isOfficial,
            ties: result.settings.ties)
        var purse = Purse(election, constraints, tallies: try election.tallies(result.settings.utility))
        for winner in result.winners { purse.buy(winner) }
        let more = greedy.fill(&purse, besides: result.winners)
        let run = result.run
        var filled = self.result(election, result.settings, result.winners + more, run: run)
        (filled.added, filled.filled) = (result.added, more.count)
        result = filled
    }

    private func compare(_ result: inout Result, _ election: Election, _ step: ComparisonStep) throws(ElectionProblem) {
        let greedy = try Greedy(election, utility: .cardinality, perCost: false, ties: result.settings.ties)
        var purse = Purse(election, constraints, tallies: election.listings)
        let rival = greedy.fill(&purse)
        let balance = election.balance(of: rival, against: result.winners, step)
        guard balance > 0 else { return }
        let (added, settings) = (result.added, result.settings)
        result = self.result(election, settings, rival, run: .ranked)
        (result.added, result.replacedByGreedy) = (added, true)
    }

    private func official(_ election: Election, _ progress: (Progress) -> Void) throws(ElectionProblem) -> Result {
        guard let name = election[metadata: "rule"] else { throw ElectionProblem("META names no rule") }
        guard let official = OfficialRule(rawValue: name) else {
            throw ElectionProblem("META names the rule “\(name)”, which has no known definition")
        }
        var result: Result
        if official.isEqualShares {
            var tally = Tally(rule: .equalShares)
            tally.utility = .cost
            tally.ties = ties ?? .costThenVotes
            tally.constraints = constraints
            tally.completion = official == .equalSharesAdd1 || official == .equalSharesAdd1Comparison ? .officialAdd1 : .none
            tally.comparison = official == .equalSharesComparison || official == .equalSharesAdd1Comparison ? .satisfaction : nil
            result = try tally.result(of: try election.inWholeMoney(), progress: progress)
            result.inWholeMoney = true
        } else {
            let byPoints = election.voteType.hasPoints || election.voteType == .ordinal
            let settings = Settings(
                rule: .greedy, utility: byPoints ? .score : .cardinality, completion: .none, ties: .costThenPosition)
            result = self.result(election, settings, try election.officialGreedy(official, constraints), run: .ranked)
            if official == .greedyCustom, !election.isPoznan(official) {
                result.remarks.append("The city's own rule is not known; this is plain greedy.")
            }
            if official == .greedyExclusive, constraints.exclusive.isEmpty {
                result.remarks.append("The file does not say which projects exclude each other; name them to respect them.")
            }
        }
        result.settings.official = official
        return result
    }
}

extension Tally.Result {
    /// A tie that cost and votes leave open is an error in the cities' statutes; here the id decides, and it is said.
    fileprivate mutating func noteOpenTies(_ record: EqualSharesRecord, _ election: Election) {
        guard settings.ties == .costThenVotes else { return }
        let votes = election.listings
        for purchase in record.purchases {
            let open = purchase.tied.filter {
                election.costUnits[$0] == election.costUnits[purchase.project] && votes[$0] == votes[purchase.project]
            }
            guard open.count > 1 else { continue }
            let ids = open.map { election.projects[$0].id }.joined(separator: ", ")
            remarks.append("Cost and votes leave a tie between \(ids); the smaller id was taken.")
        }
    }
}

extension Election {
    /// Voters who prefer `rival` less voters who prefer `winners`.
    fileprivate func balance(of rival: [Int], against winners: [Int], _ step: ComparisonStep) -> Int {
        var value = Array(repeating: (rival: 0, winner: 0), count: projects.count)
        for project in rival { value[project].rival = 1 }
        for project in winners { value[project].winner = 1 }
        return (0..<ballots.count).reduce(0) { balance, ballot in
            let sum = ballots[ballot].reduce((rival: 0, winner: 0)) { sum, choice in
                (sum.rival + value[Int(choice)].rival, sum.winner + value[Int(choice)].winner)
            }
            return switch step {
            case .satisfaction: balance + (sum.rival - sum.winner).signum()
            case .exclusionRatio: balance + sum.rival.signum() - sum.winner.signum()
            }
        }
    }

    /// The same election with costs and budget rounded down to whole units of currency.
    func inWholeMoney() throws(ElectionProblem) -> Election {
        guard unit > 1 else { return self }
        var whole = projects
        for index in whole.indices { whole[index].cost = Amount(costUnits[index] / unit) }
        return try Election(
            budget: Amount(budgetUnits / unit), voteType: voteType, projects: whole, ballots: ballots, voterIDs: voterIDs,
            metadata: metadata, voterColumns: voterColumns)
    }
}
