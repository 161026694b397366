/// Checks a certificate against the question, with arithmetic only and none of the solver's code.
///
/// It checks that the panels obey every rule, that their mixture gives the chances, that each
/// cut is proved, and that each stage's bound is right. Where all numbers are fractions nothing is allowed to be off;
/// else tolerance 1e-7 (for Nash, 1e-5 in the mean logarithm of the chances). Time: O(entries of the certificate × types).
public struct CertificateReview: Sendable {
    /// What is wrong, one sentence each; empty when the certificate holds.
    public private(set) var objections: [String] = []
    /// Whether there is nothing to object.
    public var holds: Bool { objections.isEmpty }

    private let selection: Selection
    private let certificate: FairnessCertificate
    private var rules: ProofRules

    /// Reviews a certificate; never fails, whatever the certificate contains.
    public init(_ certificate: FairnessCertificate, for selection: Selection) {
        self.selection = selection
        self.certificate = certificate
        let types = PersonTypes(selection)
        rules = Self.rules(selection, types)
        let ids = types.members.map { $0.map { selection.people[$0].id } }
        guard certificate.types == ids, certificate.chances.count == ids.count else {
            objections = ["the certificate is about another pool"]
            return
        }
        reviewMixture(types)
        reviewCuts()
        if certificate.fairness == .nash {
            reviewSlope()
        } else {
            _ = reviewStages(certificate.stages)
            objections += ExactReview(certificate, rules)?.objections ?? []
        }
    }

    static func rules(_ selection: Selection, _ types: PersonTypes) -> ProofRules {
        let people = types.members.map { Double($0.count) }
        let size = Double(selection.size)
        var coefficients = [people.map { _ in 1.0 }]
        var bounds = [size...size]
        for (index, quota) in selection.quotas.enumerated() {
            coefficients.append(types.quotasOfType.map { $0.contains(index) ? 1 : 0 })
            let low = Double(quota.seats.lowerBound)
            bounds.append(low...max(low, min(size, Double(quota.seats.upperBound))))
        }
        for home in types.householdClasses {
            coefficients.append(people.indices.map { home.types.contains($0) ? 1 : 0 })
            bounds.append(0...Double(home.households))
        }
        // A rule that counts a type once caps what a panel can take of it.
        let capacity = people.indices.map { type in
            coefficients.indices.reduce(people[type]) { coefficients[$1][type] == 1 ? min($0, bounds[$1].upperBound) : $0 }
        }
        return ProofRules(coefficients: coefficients, bounds: bounds, people: people, capacity: capacity)
    }

    private mutating func reviewMixture(_ types: PersonTypes) {
        var counts = [Double](repeating: 0, count: types.count)
        var total = 0.0
        for (index, entry) in certificate.mixture.enumerated() {
            guard entry.panel.count == types.count else { return objections.append("panel \(index) has another number of types") }
            for (row, weights) in rules.coefficients.enumerated() {
                let seats = zip(weights, entry.panel).reduce(0) { $0 + $1.0 * Double($1.1) }
                if !rules.bounds[row].contains(seats) { objections.append("panel \(index) breaks rule \(row)") }
            }
            if zip(entry.panel, rules.people).contains(where: { $0 < 0 || Double($0) > $1 }) {
                objections.append("panel \(index) takes more people of a type than there are")
            }
            if !(entry.weight >= 0) { objections.append("panel \(index) has a negative weight") }
            total += entry.weight
            for type in counts.indices { counts[type] += entry.weight * Double(entry.panel[type]) }
        }
        if !(abs(total - 1) < 1e-9) { objections.append("the weights of the panels sum to \(total)") }
        for type in counts.indices {
            let (given, claimed) = (counts[type] / rules.people[type], certificate.chances[type].value)
            if !(abs(given - claimed) < 1e-7) {
                objections.append("type \(type) has chance \(given), not \(claimed)")
            }
        }
    }

    private mutating func reviewCuts() {
        for (index, cut) in certificate.cuts.enumerated() {
            guard cut.coefficients.count == rules.people.count else {
                return objections.append("cut \(index) has another number of types")
            }
            if !rules.accepts(cut.proof, direction: cut.coefficients, level: cut.level) {
                objections.append("cut \(index) is not proved")
            }
            let least = zip(cut.coefficients, rules.people).reduce(0) { $0 + min(0, $1.0 * $1.1) }
            rules.coefficients.append(cut.coefficients)
            rules.bounds.append(least...max(least, cut.level))
        }
    }

    /// - Returns: the types that no stage fixes.
    private mutating func reviewStages(_ stages: some Collection<FairnessCertificate.Stage>) -> Set<Int> {
        var open = Set(certificate.chances.indices)
        for (index, stage) in stages.enumerated() {
            guard stage.multipliers.count == rules.bounds.count else {
                objections.append("stage \(index) has another number of rows")
                return open
            }
            guard open.isSuperset(of: stage.fixed), !stage.fixed.isEmpty else {
                objections.append("stage \(index) fixes types that were fixed before, or none")
                return open
            }
            reviewBound(stage, index, open)
            open.subtract(stage.fixed)
            for type in stage.fixed where !(abs(certificate.chances[type].value - stage.chance.value) < 1e-7) {
                objections.append("type \(type) does not have the chance of its stage")
            }
        }
        if certificate.fairness == .leximin, !open.isEmpty { objections.append("\(open.count) types are in no stage") }
        if open.contains(where: { certificate.chances[$0].value < (stages.map(\.chance.value).max() ?? 0) - 1e-7 }) {
            objections.append("a chance lies below the last stage")
        }
        return open
    }

    /// The counted rows must bound the weighted chances of the open types by the stage's chance.
    private mutating func reviewBound(_ stage: FairnessCertificate.Stage, _ index: Int, _ open: Set<Int>) {
        if stage.chance.value >= 1 - 1e-9 { return }
        var weights = [Double](repeating: 0, count: rules.people.count)
        var ceiling = 0.0
        for (row, multiplier) in stage.multipliers.map(\.value).enumerated() {
            ceiling += max(multiplier * rules.bounds[row].lowerBound, multiplier * rules.bounds[row].upperBound)
            for type in weights.indices { weights[type] += multiplier * rules.coefficients[row][type] * rules.people[type] }
        }
        for (type, multiplier) in stage.certainty.mapValues(\.value) {
            guard weights.indices.contains(type), multiplier >= -1e-9 else {
                return objections.append("stage \(index) counts certainty backwards")
            }
            ceiling += multiplier * rules.people[type]
            weights[type] += multiplier * rules.people[type]
        }
        for type in weights.indices where !open.contains(type) { ceiling -= weights[type] * certificate.chances[type].value }
        let total = open.reduce(0) { $0 + weights[$1] }
        if open.contains(where: { weights[$0] < -1e-7 }) { objections.append("stage \(index) has a negative weight") }
        if !(abs(total - 1) < 1e-7) { objections.append("the weights of stage \(index) sum to \(total)") }
        if !(ceiling <= stage.chance.value + 1e-7) { objections.append("stage \(index) allows \(ceiling), more than \(stage.chance.value)") }
        if certificate.fairness != .maximin, stage.fixed.contains(where: { weights[$0] <= 0 }) {
            objections.append("stage \(index) fixes a type without weight")
        }
    }

    /// Nash: the stages before the last prove who cannot be drawn; at the optimum no panel
    /// has Σ 1 / chance above the number of people that can be drawn.
    private mutating func reviewSlope() {
        guard let stage = certificate.stages.last, stage.multipliers.count == rules.bounds.count else {
            return objections.append("the slope has no multipliers")
        }
        let open = reviewStages(certificate.stages.dropLast())
        var slope = [Double](repeating: 0, count: rules.people.count)
        var reachable = 0.0
        var high = slope
        for type in open {
            guard certificate.chances[type].value > 0 else { return objections.append("type \(type) is left out without proof") }
            slope[type] = 1 / certificate.chances[type].value
            reachable += rules.people[type]
            high[type] = rules.people[type]
        }
        if slope.indices.contains(where: { !open.contains($0) && certificate.chances[$0].value > 1e-7 }) {
            objections.append("a type is called unreachable and has a chance")
        }
        let low = [Double](repeating: 0, count: slope.count)
        let ceiling = rules.ceiling(of: slope, multipliers: stage.multipliers.map(\.value), low: low, high: high)
        if !(ceiling <= reachable * (1 + 1e-5)) { objections.append("a mixture with a larger product is not ruled out") }
    }
}
