import BigInt

/// The part of `CertificateReview` that allows no tolerance: certificates all of whose numbers are fractions.
struct ExactReview {
    private(set) var objections: [String] = []
    private let certificate: FairnessCertificate
    private let people: [Int]
    private let chances: [Fraction]
    private let shares: [Fraction]
    /// Rows in whole numbers, `scale` times the rules and cuts.
    private let rows: [(coefficients: [Int], lower: Int, upper: Int)]
    private let scale: Int

    /// Nil where a number is only known as a double, or where the certificate's lists have other lengths than the rules.
    init?(_ certificate: FairnessCertificate, _ rules: ProofRules) {
        let (chances, shares) = (certificate.chances.compactMap(\.exact), certificate.mixture.compactMap(\.share))
        let isExact = certificate.stages.allSatisfy { stage in
            stage.chance.exact != nil && stage.multipliers.allSatisfy { $0.exact != nil }
                && stage.certainty.values.allSatisfy { $0.exact != nil } && stage.multipliers.count == rules.bounds.count
        }
        guard isExact, chances.count == rules.people.count, shares.count == certificate.mixture.count,
            let scale = Self.scale(rules)
        else { return nil }
        (self.certificate, self.chances, self.shares, self.scale) = (certificate, chances, shares, scale)
        people = rules.people.map { Int($0) }
        rows = zip(rules.coefficients, rules.bounds).map { coefficients, bounds in
            (coefficients.map { Int($0 * Double(scale)) }, Int(bounds.lowerBound * Double(scale)), Int(bounds.upperBound * Double(scale)))
        }
        reviewMixture()
        var open = Set(people.indices)
        for (index, stage) in certificate.stages.enumerated() {
            reviewBound(stage, index, open)
            for type in stage.fixed where open.remove(type) != nil && chances[type] != stage.chance.exact {
                objections.append("type \(type) does not have exactly the chance of its stage")
            }
        }
        let floor = certificate.stages.compactMap(\.chance.exact).max()
        if open.contains(where: { chances[$0] < floor ?? chances[$0] }) { objections.append("a chance lies below the last stage") }
    }

    /// A power of two that makes every rule whole, up to 2⁴⁰.
    private static func scale(_ rules: ProofRules) -> Int? {
        let numbers = rules.coefficients.joined().map(\.self) + rules.bounds.flatMap { [$0.lowerBound, $0.upperBound] }
        return (0...40).lazy.map { 1 << $0 }.first { scale in
            numbers.allSatisfy { Int(exactly: $0 * Double(scale)) != nil && abs($0 * Double(scale)) < 0x1p53 }
        }
    }

    private static func commonUnit(_ fractions: some Sequence<Fraction>) -> BigInt {
        Set(fractions.map(\.denominator)).reduce(1) { $0 * ($1 / $0.greatestCommonDivisor(with: $1)) }
    }

    private mutating func reviewMixture() {
        let unit = Self.commonUnit(shares)
        var counts = people.map { _ in BigInt(0) }
        var whole = BigInt(0)
        for (entry, share) in zip(certificate.mixture, shares) {
            guard entry.panel.count == people.count else { return objections.append("a panel has another number of types") }
            let weight = share.numerator * (unit / share.denominator)
            if weight < 0 { objections.append("a panel has a negative weight") }
            whole += weight
            for (type, seats) in entry.panel.enumerated() where seats != 0 { counts[type] += weight * BigInt(seats) }
        }
        if whole != unit { objections.append("the weights of the panels do not sum to exactly 1") }
        for type in people.indices where Fraction(counts[type], over: unit * BigInt(people[type])) != chances[type] {
            objections.append("type \(type) does not have exactly the chance \(chances[type])")
        }
    }

    /// The counted rows must bound the weighted chances of the open types by exactly the stage's chance.
    private mutating func reviewBound(_ stage: FairnessCertificate.Stage, _ index: Int, _ open: Set<Int>) {
        guard let chance = stage.chance.exact, chance < Fraction(1) else { return }
        let multipliers = stage.multipliers.compactMap(\.exact), certainty = stage.certainty.compactMapValues(\.exact)
        let unit = Self.commonUnit(multipliers + certainty.values)
        var weights = people.map { _ in BigInt(0) }
        var ceiling = BigInt(0)
        for (row, multiplier) in zip(rows, multipliers) where multiplier != Fraction(0) {
            let times = multiplier.numerator * (unit / multiplier.denominator)
            ceiling += times * BigInt(times > 0 ? row.upper : row.lower)
            for (type, coefficient) in row.coefficients.enumerated() where coefficient != 0 {
                weights[type] += times * BigInt(coefficient * people[type])
            }
        }
        for (type, multiplier) in certainty {
            guard people.indices.contains(type), multiplier.isNonNegative else {
                return objections.append("stage \(index) counts certainty backwards")
            }
            let times = multiplier.numerator * (unit / multiplier.denominator) * BigInt(people[type] * scale)
            ceiling += times
            weights[type] += times
        }
        var rest = Fraction(ceiling)
        for type in people.indices where !open.contains(type) && weights[type] != 0 {
            rest = rest - Fraction(weights[type]) * chances[type]
        }
        let total = open.reduce(BigInt(0)) { $0 + weights[$1] }
        if open.contains(where: { weights[$0] < 0 }) { objections.append("stage \(index) has a negative weight") }
        if total != unit * BigInt(scale) { objections.append("the weights of stage \(index) do not sum to exactly 1") }
        if rest > chance * Fraction(total) { objections.append("stage \(index) allows more than \(chance)") }
        if certificate.fairness != .maximin, stage.fixed.contains(where: { !weights.indices.contains($0) || weights[$0] <= 0 }) {
            objections.append("stage \(index) fixes a type without weight")
        }
    }
}
