import BigInt

/// The stages of `PanelStages` in fractions.
///
/// The prices of a stage's basis are whole numbers over a common denominator, so no panel's worth lies between two whole
/// numbers: what the best panel is worth is the exact bound of the stage.
struct ExactPanelStages {
    /// What closing a stage found out.
    struct Closed {
        let chance: Fraction
        let fixed: [Int]
        /// Whole numbers: what each seat of a type is worth.
        let worth: [Double]
        /// The worth of the best panel.
        let level: Double
        /// How much the open types count together.
        let total: BigInt
    }

    private let people: [Int]
    private(set) var chance: [Fraction?]
    private var last: Fraction?
    /// Larger worths could not be told apart in doubles by the search for the best panel.
    private static let greatestWorth = 1 << 24

    init(people: [Int]) {
        self.people = people
        chance = Array(repeating: nil, count: people.count)
    }

    /// - Parameters:
    ///   - program: a solved stage program of `PanelStages`: rows the types and the weights' sum, columns the common
    ///     chance and the panels.
    ///   - best: the panel of greatest worth.
    /// - Returns: nil where the basis is not exactly optimal.
    mutating func close(
        _ program: Simplex, best: ([Double]) throws(DrawFault) -> [Int]?
    ) throws(DrawFault) -> Closed? {
        let open = people.indices.filter { chance[$0] == nil }
        if program.place[program.rowCount] == Simplex.nonbasic {
            guard program.value[program.rowCount] == 1 else { return nil }
            fix(open, at: Fraction(1))
            return Closed(chance: Fraction(1), fixed: open, worth: people.map { _ in 0 }, level: 0, total: 1)
        }
        guard let prices = ExactBasis(program)?.prices()?.numerators[..<people.count] else { return nil }
        let divisor = prices.reduce(BigInt(0)) { $0.greatestCommonDivisor(with: $1) }
        let worth = prices.compactMap { divisor > 0 ? Int(exactly: $0 / divisor) : nil }
        let sound = worth.allSatisfy { (0...Self.greatestWorth).contains($0) }
        guard worth.count == people.count, sound, let top = try best(worth.map(Double.init)) else { return nil }
        let level = zip(worth, top).reduce(0) { $0 + $1.0 * $1.1 }
        let total = open.reduce(0) { $0 + worth[$1] * people[$1] }
        guard total > 0 else { return nil }
        var rest = Fraction(level)
        for (type, fixed) in chance.enumerated() where worth[type] != 0 {
            if let fixed { rest = rest - Fraction(worth[type] * people[type]) * fixed }
        }
        let value = rest / Fraction(total)
        let fixed = open.filter { worth[$0] > 0 }
        fix(fixed, at: value)
        return Closed(
            chance: value, fixed: fixed, worth: worth.map(Double.init), level: Double(level), total: BigInt(total))
    }

    private mutating func fix(_ types: [Int], at value: Fraction) {
        for type in types { chance[type] = value }
        last = value
    }

    /// The mixture of the last program with exact weights; nil unless it gives every fixed type its chance exactly and
    /// the others at least the last.
    ///
    /// - Parameter floor: the counts that the program asked of types fixed before it.
    func mixture(_ program: Simplex, panels: [[Int]], floor: [Fraction]) -> [WeightedPanel]? {
        guard let weights = ExactBasis(program)?.values(sides: floor + [Fraction(1)])?.dropFirst(), let last,
            weights.allSatisfy(\.isNonNegative), weights.reduce(Fraction(0), +) == Fraction(1)
        else { return nil }
        let mixture = zip(panels, weights).filter { $1 != Fraction(0) }.map { WeightedPanel(panel: $0, share: $1) }
        for (type, count) in Self.counts(mixture, types: people.count).enumerated() {
            let number = Fraction(people[type])
            if let fixed = chance[type] {
                guard count == fixed * number else { return nil }
            } else {
                guard count >= last * number, count <= number else { return nil }
            }
        }
        return mixture
    }

    /// The expected count of each type.
    static func counts(_ mixture: [WeightedPanel], types: Int) -> [Fraction] {
        var result = [Fraction](repeating: Fraction(0), count: types)
        for entry in mixture {
            guard let share = entry.share else { continue }
            for (type, seats) in entry.panel.enumerated() where seats != 0 {
                result[type] = result[type] + share * Fraction(seats)
            }
        }
        return result
    }
}
