internal import BigInt

/// What everybody pays, written down so that somebody else can check it against the ballots without the rule.
///
/// Equal shares: every voter starts with `endowment`; at each step every supporter of the project pays `price` (for each
/// point, where ballots have points) or all they have left. Phragmén: every supporter's load rises to `price`. Greedy:
/// no prices, only the order; which project ranks before which follows from the ballots. All amounts are exact fractions
/// of the currency.
public struct Certificate: Sendable, Codable, Equatable {
    public struct Step: Sendable, Codable, Equatable {
        public var project: String
        public var price: String?
    }

    /// `talkoot-tally/1`.
    public var format = Certificate.currentFormat
    public var rule: String
    public var utility: String
    public var completion: String
    /// Costs and budget are rounded down to whole currency (official equal shares).
    public var inWholeMoney: Bool
    /// Units of currency added to every endowment by Add1.
    public var added: Int?
    public var endowment: String?
    public var steps: [Step]
    /// Winners paid from what was left over, after all steps.
    public var filled: [String]
    /// Projects that constraints or a threshold kept out though it was their turn and there was money for them. The
    /// ballots alone cannot show that this was right, so whoever checks should read this list.
    public var barred: [String]

    public static let currentFormat = "talkoot-tally/1"

    /// The certificate of a result; nil for maximin support, whose prices are bounds and not payments, and where a city's
    /// reserve paid what the budget did not hold.
    ///
    /// - Throws: ``ElectionProblem`` where the election is not the one that was counted.
    public init?(_ result: Tally.Result, of given: Election) throws(ElectionProblem) {
        let election = result.inWholeMoney ? try given.inWholeMoney() : given
        let ids = election.projects.map(\.id)
        (rule, utility) = (result.settings.rule.rawValue, result.settings.utility.rawValue)
        (completion, added) = (result.settings.completion.rawValue, result.added)
        inWholeMoney = result.inWholeMoney
        filled = result.winners.suffix(result.filled).map { ids[$0] }
        (steps, barred) = ([], [])
        switch result.run {
        case .ranked:
            guard result.cost <= result.budget else { return nil }
            let worth = result.replacedByGreedy ? Utility.cardinality : result.settings.utility
            if result.replacedByGreedy { (rule, utility) = (Rule.greedy.rawValue, worth.rawValue) }
            let ranking = try RankingReplay(rule: rule, utility: worth, election)
            let ranked = ranking.fallingPrefix(of: result.winners)
            steps = ranked.map { Step(project: ids[$0]) }
            filled = result.winners.dropFirst(ranked.count).map { ids[$0] }
        case .loads(let rounds):
            guard result.settings.rule == .phragmen else { return nil }
            steps = rounds.map { Step(project: ids[$0.project], price: $0.load?.divided(by: election.unit).text) }
        case .equalShares(let record):
            endowment = record.endowment.divided(by: election.unit).text
            let scale = result.settings.utility == .score ? election.ballots.pointUnit : 1
            steps = record.free.map { Step(project: ids[$0], price: "0") }
            steps += record.purchases.map {
                Step(project: ids[$0.project], price: $0.perWeight.divided(by: election.unit).multiplied(by: scale).text)
            }
        }
        barred = try replayed(with: election).passedOver.map { ids[$0] }
    }

    /// Replays the certificate and says everything that is wrong with it; empty means that it holds.
    ///
    /// Checked with exact fractions: every winner is named once and exists; winners together cost no more than the budget;
    /// whoever was passed over is named in ``barred``. Equal shares: payments make up each cost, nobody pays more than they
    /// hold, the endowment is the one that the completion allows, and at the end no group of supporters could still pay for
    /// a project of theirs. Phragmén: payments make up each cost, loads never fall, nobody could have been bought at a
    /// lower load, and the rule has ended. Greedy: each winner is worth no more than the one before, and whatever ranks
    /// higher than money lasted is funded.
    public func problems(with election: Election) -> [String] {
        guard format == Self.currentFormat else { return ["the format “\(format)” is not known"] }
        do {
            return try paymentProblems(inWholeMoney ? election.inWholeMoney() : election)
        } catch {
            return [error.description]
        }
    }

    private func paymentProblems(_ election: Election) throws(ElectionProblem) -> [String] {
        var problems: [String] = []
        var places: [Int] = []
        for id in steps.map(\.project) + filled {
            guard let place = election.projects.firstIndex(where: { $0.id == id }) else {
                return ["project “\(id)” is not in the election"]
            }
            if places.contains(place) { problems.append("project “\(id)” is funded twice") }
            places.append(place)
        }
        let cost = places.reduce(Int128(0)) { $0 + Int128(election.costUnits[$1]) }
        if cost > Int128(election.budgetUnits) { problems.append("the winners cost more than the budget") }
        guard problems.isEmpty else { return problems }
        let found = try replayed(with: election)
        return found.problems + found.passedOver.filter { !barred.contains(election.projects[$0].id) }.map {
            "project “\(election.projects[$0].id)” was passed over though it was its turn and there was money for it"
        }
    }

    /// What does not add up, and who was passed over.
    struct Findings {
        var problems: [String] = []
        var passedOver: [Int] = []
    }

    private func replayed(with election: Election) throws(ElectionProblem) -> Findings {
        guard let utility = Utility(rawValue: utility) else { throw ElectionProblem("the utility “\(self.utility)” is not known") }
        let places = Dictionary(election.projects.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let taken = steps.compactMap { places[$0.project] }, more = filled.compactMap { places[$0] }
        switch Rule(rawValue: rule) {
        case .greedy, .greedyPerCost:
            return try RankingReplay(rule: rule, utility: utility, election).findings(taken, filled: more)
        case .equalShares, .phragmen:
            var replay = try PaymentReplay(self, election, utility: rule == Rule.phragmen.rawValue ? .cardinality : utility)
            return replay.findings(taken)
        default: throw ElectionProblem("the rule “\(rule)” is not known")
        }
    }
}
