internal import BigInt

/// What everybody pays, written down so that somebody else can check it against the ballots without the rule.
///
/// Equal shares: every voter starts with `endowment`; at each step every supporter of the project pays `price` (for each
/// point, where ballots have points) or all they have left. Phragmén: every supporter's load rises to `price`. Greedy:
/// no prices, only the order. All amounts are exact fractions of the currency.
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
    /// Projects that constraints kept out though their supporters could have paid.
    public var barred: [String]

    public static let currentFormat = "talkoot-tally/1"

    /// The certificate of a result; nil for maximin support, whose prices are bounds and not payments.
    ///
    /// - Throws: ``ElectionProblem`` where the election is not the one that was counted.
    public init?(_ result: Tally.Result, of given: Election) throws(ElectionProblem) {
        let election = result.inWholeMoney ? try given.inWholeMoney() : given
        let ids = election.projects.map(\.id)
        let tallies = try election.tallies(result.settings.utility)
        func isUnsupported(_ project: Int) -> Bool { tallies[project] == 0 }
        (rule, utility) = (result.settings.rule.rawValue, result.settings.utility.rawValue)
        (completion, added) = (result.settings.completion.rawValue, result.added)
        inWholeMoney = result.inWholeMoney
        filled = result.winners.suffix(result.filled).map { ids[$0] }
        barred = []
        switch result.run {
        case .ranked:
            rule = Rule.greedy.rawValue
            steps = result.winners.map { Step(project: ids[$0]) }
        case .loads(let rounds):
            guard result.settings.rule == .phragmen else { return nil }
            steps = rounds.map { Step(project: ids[$0.project], price: $0.load?.divided(by: election.unit).text) }
        case .equalShares(let record):
            endowment = record.endowment.divided(by: election.unit).text
            let scale = result.settings.utility == .score ? election.ballots.pointUnit : 1
            let winners = Set(record.winners)
            barred = ids.indices.filter { !winners.contains($0) && record.fellOutAfter[$0] == nil && !isUnsupported($0) }.map { ids[$0] }
            steps = record.free.map { Step(project: ids[$0], price: "0") }
            steps += record.purchases.map {
                Step(project: ids[$0.project], price: $0.perWeight.divided(by: election.unit).multiplied(by: scale).text)
            }
        }
    }

    /// Replays the certificate and says everything that is wrong with it; empty means that it holds.
    ///
    /// Checked with exact fractions: every winner is named once and exists; payments make up each cost; nobody pays more
    /// than they hold; at the end no group of supporters could still pay for a project of theirs that was not barred (equal
    /// shares); loads never fall (Phragmén); winners together cost no more than the budget; the endowment is the one
    /// that the completion allows.
    public func problems(with election: Election) -> [String] {
        guard format == Self.currentFormat else { return ["the format “\(format)” is not known"] }
        do {
            return try paymentProblems(inWholeMoney ? election.inWholeMoney() : election)
        } catch {
            return [error.description]
        }
    }

    private func paymentProblems(_ election: Election) throws(ElectionProblem) -> [String] {
        guard let utility = Utility(rawValue: utility) else { return ["the utility “\(self.utility)” is not known"] }
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
        guard problems.isEmpty, rule == Rule.equalShares.rawValue || rule == Rule.phragmen.rawValue else { return problems }
        var replay = try PaymentReplay(self, election, utility: rule == Rule.phragmen.rawValue ? .cardinality : utility)
        return replay.problems(places: places)
    }
}

/// All amounts as whole multiples of one fine unit, so that the check is only addition and comparison.
private struct PaymentReplay {
    private let certificate: Certificate
    private let election: Election
    private let support: Support
    private let isLoads: Bool
    private let scale: BigInt
    private var prices: [BigInt?] = []
    /// What each class of voters holds (equal shares) or carries (Phragmén).
    private var balances: [BigInt]

    init(_ certificate: Certificate, _ election: Election, utility: Utility) throws(ElectionProblem) {
        self.certificate = certificate
        self.election = election
        support = try election.support(utility)
        isLoads = certificate.rule == Rule.phragmen.rawValue
        var scale = BigInt(election.unit)
        var fractions: [ExactFraction?] = []
        for step in certificate.steps {
            fractions.append(try step.price.map(Self.fraction))
        }
        let endowment = try certificate.endowment.map(Self.fraction) ?? ExactFraction(0)
        for fraction in fractions + [endowment] {
            guard let fraction else { continue }
            scale = scale / scale.greatestCommonDivisor(with: fraction.denominator) * fraction.denominator
        }
        // A price for a whole point is shared by its parts.
        if utility == .score { scale *= BigInt(election.ballots.pointUnit) }
        self.scale = scale
        prices = fractions.map { fraction in fraction.map { scale / $0.denominator * $0.numerator } }
        if utility == .score { prices = prices.map { price in price.map { $0 / BigInt(election.ballots.pointUnit) } } }
        balances = Array(repeating: isLoads ? 0 : scale / endowment.denominator * endowment.numerator, count: support.classCount)
        if !isLoads { try checkEndowment(endowment) }
    }

    private static func fraction(_ text: String) throws(ElectionProblem) -> ExactFraction {
        guard text.utf8.count < 100_000, let fraction = ExactFraction(text: text), fraction.numerator >= 0 else {
            throw ElectionProblem("“\(text.prefix(40))” is not an amount")
        }
        return fraction
    }

    private func checkEndowment(_ endowment: ExactFraction) throws(ElectionProblem) {
        let voters = BigInt(support.voterCount)
        let added = BigInt(certificate.added ?? 0)
        var share = ExactFraction(numerator: BigInt(election.budgetUnits), denominator: BigInt(election.unit) * max(voters, 1))
        if Completion(rawValue: certificate.completion)?.isOfficial == true, added > 0 {
            share = ExactFraction(numerator: share.numerator / share.denominator, denominator: 1)
        }
        let total = ExactFraction(numerator: share.numerator + added * share.denominator, denominator: share.denominator)
        guard voters == 0 || ExactFraction.compare(total, endowment) == 0 else {
            throw ElectionProblem("the endowment is not the voters' share of the budget and what was added")
        }
    }

    mutating func problems(places: [Int]) -> [String] {
        var problems: [String] = []
        for (step, price) in zip(places, prices) {
            let paid = pay(step, price, &problems)
            if paid != cost(step) { problems.append("payments for project “\(election.projects[step].id)” are not its cost") }
        }
        guard !isLoads else { return problems }
        let funded = Set(places.prefix(prices.count))
        let barred = Set(certificate.barred)
        for project in election.projects.indices
        where !funded.contains(project) && !barred.contains(election.projects[project].id) && !support.supporters(project).isEmpty {
            let held = support.supporters(project).reduce(BigInt(0)) { sum, place in
                let supporter = Int(support.columns[place])
                return sum + balances[supporter] * BigInt(support.count(supporter))
            }
            if held >= cost(project) {
                problems.append("the supporters of project “\(election.projects[project].id)” could still pay for it")
            }
        }
        return problems
    }

    private func cost(_ project: Int) -> BigInt { scale / BigInt(election.unit) * BigInt(election.costUnits[project]) }

    private mutating func pay(_ project: Int, _ price: BigInt?, _ problems: inout [String]) -> BigInt {
        guard let price else {
            return support.supporters(project).isEmpty ? cost(project) : 0
        }
        var paid = BigInt(0)
        for place in support.supporters(project) {
            let supporter = Int(support.columns[place])
            let balance = balances[supporter]
            let payment: BigInt
            if isLoads {
                payment = price - balance
                if payment < 0 { problems.append("a load falls at project “\(election.projects[project].id)”") }
                balances[supporter] = price
            } else {
                payment = min(balance, price * BigInt(support.weights?[place] ?? 1))
                balances[supporter] = balance - payment
            }
            paid += payment * BigInt(support.count(supporter))
        }
        return paid
    }
}
