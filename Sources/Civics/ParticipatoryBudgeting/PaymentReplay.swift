internal import BigInt

/// All amounts as whole multiples of one fine unit, so that the check is only addition and comparison.
struct PaymentReplay {
    private let certificate: Certificate
    private let election: Election
    private let support: Support
    private let isLoads: Bool
    private let scale: BigInt
    private var prices: [BigInt?] = []
    /// What each class of voters holds (equal shares) or carries (Phragmén).
    private var balances: [BigInt]
    /// The same rounded, for comparisons that are not close.
    private var roughly: [Double]

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
        roughly = balances.map(Double.init)
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

    mutating func findings(_ places: [Int]) -> Certificate.Findings {
        var found = Certificate.Findings()
        var open = Set(election.projects.indices.filter { election.costUnits[$0] <= election.budgetUnits })
        for (step, price) in zip(places, prices) {
            if isLoads { found.passedOver += cheaper(than: price, open.subtracting([step])) }
            let paid = pay(step, price, &found.problems)
            if paid != cost(step) { found.problems.append("payments for project “\(election.projects[step].id)” are not its cost") }
            open.remove(step)
        }
        found.passedOver += isLoads ? unended(open, spent: places.reduce(0) { $0 + election.costUnits[$1] }) : affordable(Set(places))
        found.passedOver = Set(found.passedOver).sorted()
        return found
    }

    /// Equal shares: projects whose supporters could still pay.
    private func affordable(_ funded: Set<Int>) -> [Int] {
        election.projects.indices.filter { project in
            guard !funded.contains(project), !support.supporters(project).isEmpty else { return false }
            return held(by: project) >= cost(project)
        }
    }

    /// What all supporters hold, or carry.
    private func held(by project: Int) -> BigInt {
        support.supporters(project).reduce(BigInt(0)) { sum, place in
            let supporter = Int(support.columns[place])
            return sum + balances[supporter] * BigInt(support.count(supporter))
        }
    }

    /// Phragmén: projects that would have been bought before one of that load, all of them where that one has no supporters.
    private func cheaper(than price: BigInt?, _ open: Set<Int>) -> [Int] {
        open.filter { project in
            let supporters = voters(project)
            guard supporters > 0 else { return false }
            guard let price else { return true }
            let carried = Double(supporters) * Double(price), rising = roughlyHeld(by: project) + Double(cost(project))
            // Sums of non-negative terms in doubles are right to far more than nine digits; what is closer is computed exactly.
            if abs(carried - rising) > 1e-9 * carried, carried.isFinite { return rising < carried }
            return held(by: project) + cost(project) < BigInt(supporters) * price
        }
    }

    /// Phragmén ends where one of those with the least new load would exceed the budget; else they should have been bought.
    private func unended(_ open: Set<Int>, spent: Int) -> [Int] {
        let loads = open.compactMap { project -> (project: Int, above: BigInt, below: BigInt)? in
            let supporters = voters(project)
            return supporters == 0 ? nil : (project, held(by: project) + cost(project), BigInt(supporters))
        }
        let least = loads.filter { load in loads.allSatisfy { load.above * $0.below <= $0.above * load.below } }.map(\.project)
        let next = loads.isEmpty ? Array(open) : least
        return next.allSatisfy { election.costUnits[$0] <= election.budgetUnits - spent } ? next : []
    }

    private func voters(_ project: Int) -> Int { support.supporters(project).reduce(0) { $0 + support.count(Int(support.columns[$1])) } }

    private func roughlyHeld(by project: Int) -> Double {
        support.supporters(project).reduce(0) { sum, place in
            let supporter = Int(support.columns[place])
            return sum + roughly[supporter] * Double(support.count(supporter))
        }
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
                roughly[supporter] = Double(price)
            } else {
                payment = min(balance, price * BigInt(support.weights?[place] ?? 1))
                balances[supporter] = balance - payment
            }
            paid += payment * BigInt(support.count(supporter))
        }
        return paid
    }
}
