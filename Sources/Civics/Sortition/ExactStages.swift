import BigInt

/// Leximin stages in fractions, read off the bases that the simplex method ends in.
///
/// A basis gives whole-number multipliers of the rows; they bound the weighted chances of the types not yet fixed, as
/// in `FairnessCertificate`. Where the weights are not negative the bound is proved, and where the point of all stages
/// obeys every row it is attained: then each chance is the optimum itself, not a rounded neighbour.
struct ExactStages {
    private let people: [Int]
    private let rows: [WholeRow]
    /// How many times the rows are larger than the polytope's.
    private let scale: Int
    private var values: [Fraction] = []
    private var stageOfType: [Int?]
    private var last: Simplex?

    init?(_ polytope: PanelPolytope) {
        guard let whole = polytope.wholeRows() else { return nil }
        (people, rows, scale) = (polytope.people, whole.rows, whole.scale)
        stageOfType = Array(repeating: nil, count: people.count)
    }

    /// Closes a stage on a solved stage program (see `LeximinStages`).
    ///
    /// - Parameters:
    ///   - rising: the types not yet fixed.
    ///   - limited: those of them with a row of their own, after the polytope's rows, that says "chance ≤ 1".
    /// - Returns: nil where the basis is not exactly optimal.
    mutating func close(_ program: Simplex, rising: [Int], limited: [Int]) -> LeximinStages.Stage? {
        let common = program.rowCount + people.count
        last = program
        if program.place[common] == Simplex.nonbasic { return certain(program.value[common], rising) }
        guard let prices = ExactBasis(program)?.prices()?.numerators else { return nil }
        let multipliers = prices.map { -$0 }
        var certainty: [Int: BigInt] = [:]
        for (index, type) in limited.enumerated() where multipliers[rows.count + index] != 0 {
            certainty[type] = multipliers[rows.count + index] * BigInt(scale)
        }
        let weights = people.indices.map { type in
            weight(of: type, multipliers) + (certainty[type] ?? 0) * BigInt(people[type])
        }
        let total = rising.reduce(BigInt(0)) { $0 + weights[$1] }
        let sound = rising.allSatisfy { weights[$0] >= 0 } && certainty.values.allSatisfy { $0 >= 0 }
        guard total > 0, sound else { return nil }
        let chance = bound(multipliers, certainty, weights, total)
        let fixed = rising.filter { weights[$0] > 0 }
        fix(fixed, at: chance)
        return .init(
            chance: .init(chance), fixed: fixed,
            multipliers: multipliers[..<rows.count].map { .init(Fraction($0 * BigInt(scale), over: total)) },
            certaintyMultipliers: certainty.mapValues { .init(Fraction($0, over: total)) })
    }

    /// The stage in which everybody left is drawn for certain.
    private mutating func certain(_ chance: Double, _ rising: [Int]) -> LeximinStages.Stage? {
        guard chance == 1 else { return nil }
        fix(rising, at: Fraction(1))
        let nothing = [CertifiedNumber](repeating: .init(Fraction(0)), count: rows.count)
        return .init(chance: .init(Fraction(1)), fixed: rising, multipliers: nothing, certaintyMultipliers: [:])
    }

    private mutating func fix(_ types: [Int], at chance: Fraction) {
        for type in types { stageOfType[type] = values.count }
        values.append(chance)
    }

    /// How much a type's chance counts when the rows are counted that often.
    private func weight(of type: Int, _ multipliers: [BigInt]) -> BigInt {
        var sum = BigInt(0)
        for (row, whole) in rows.enumerated() where whole.coefficients[type] != 0 && multipliers[row] != 0 {
            sum += multipliers[row] * BigInt(whole.coefficients[type] * people[type])
        }
        return sum
    }

    /// The most that the weighted mean of the open chances can be.
    private func bound(
        _ multipliers: [BigInt], _ certainty: [Int: BigInt], _ weights: [BigInt], _ total: BigInt
    ) -> Fraction {
        var most = BigInt(0)
        for (row, whole) in rows.enumerated() where multipliers[row] != 0 {
            most += multipliers[row] * BigInt(multipliers[row] > 0 ? whole.upper : whole.lower)
        }
        for (type, times) in certainty { most += times * BigInt(people[type]) }
        var settled = values.map { _ in BigInt(0) }
        for (type, stage) in stageOfType.enumerated() { if let stage { settled[stage] += weights[type] } }
        var rest = Fraction(most)
        for (stage, weight) in settled.enumerated() where weight != 0 { rest = rest - Fraction(weight) * values[stage] }
        return rest / Fraction(total)
    }

    /// Counts per type of a point that attains the stages; nil unless it obeys every row.
    func counts() -> [Fraction]? {
        guard let value = values.last else { return nil }
        let open = stageOfType.contains { $0 == nil }
        // Columns of a stage program: a surplus per type, then the common chance.
        let columns = open ? last.flatMap { ExactBasis($0)?.values() } : []
        guard let columns else { return nil }
        let counts = people.indices.map { type -> Fraction in
            let whole = (stageOfType[type].map { values[$0] } ?? value) * Fraction(people[type])
            return open ? whole + columns[type] : whole
        }
        let boxed = zip(counts, people).allSatisfy { $0.isNonNegative && $0 <= Fraction($1) }
        return boxed && rows.allSatisfy { obeys($0, counts) } ? counts : nil
    }

    private func obeys(_ row: WholeRow, _ counts: [Fraction]) -> Bool {
        var byValue: [Fraction: Int] = [:]
        for (type, count) in counts.enumerated() where row.coefficients[type] != 0 {
            byValue[count, default: 0] += row.coefficients[type]
        }
        let activity = byValue.reduce(Fraction(0)) { $0 + $1.key * Fraction($1.value) }
        return Fraction(row.lower) <= activity && activity <= Fraction(row.upper)
    }
}
