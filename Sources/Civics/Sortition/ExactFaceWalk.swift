import BigInt

/// Writes an exact point of the relaxation as an exact mixture of panels: `FaceWalk` in whole numbers.
///
/// Point and weights are kept as multiples of one unit. A step divides by a difference of two small numbers, so the
/// unit shrinks slowly and no fraction has to be reduced; whether a bound is reached is a comparison with zero. Where
/// the walk arrives, the point is proved to be a mixture. O(types + rows) products of long numbers a step.
struct ExactFaceWalk {
    private let polytope: PanelPolytope
    private let rows: [WholeRow]
    private var search: PanelSearch
    private var generator: SeededGenerator
    /// The weight not yet given to panels and how far the point is from each bound, in units.
    private var mass: BigInt
    private var room: [BigInt]
    /// How many units the whole weight was at first, in today's units.
    private var whole: BigInt
    private var given: [(panel: [Int], weight: BigInt, whole: BigInt)] = []

    /// Nil where a row has no whole multiple.
    ///
    /// - Parameter attempt: each number takes other turns.
    init?(_ polytope: PanelPolytope, from counts: [Fraction], attempt: Int = 0) {
        guard let rows = polytope.wholeRows()?.rows else { return nil }
        (self.polytope, self.rows) = (polytope, rows)
        search = PanelSearch(polytope)
        generator = SeededGenerator(seed: attempt == 0 ? "face walk" : "face walk \(attempt)")
        var unit = BigInt(1)
        for denominator in Set(counts.map(\.denominator)) {
            unit *= denominator / unit.greatestCommonDivisor(with: denominator)
        }
        (mass, whole) = (unit, unit)
        room = Self.distances(counts.map { $0.numerator * (unit / $0.denominator) }, unit, polytope, rows)
    }

    /// From 0 and from the people there are, by type; then from the lower and the upper end, by row.
    private static func distances<Number: SignedInteger>(
        _ point: [Number], _ whole: Number, _ polytope: PanelPolytope, _ rows: [WholeRow]
    ) -> [Number] {
        var result = point + zip(point, polytope.people).map { whole * Number($1) - $0 }
        var ends: (lower: [Number], upper: [Number]) = ([], [])
        for row in rows {
            var activity = Number(0)
            for (type, coefficient) in row.coefficients.enumerated() where coefficient != 0 && point[type] != 0 {
                activity += Number(coefficient) * point[type]
            }
            ends.lower.append(activity - whole * Number(row.lower))
            ends.upper.append(whole * Number(row.upper) - activity)
        }
        result += ends.lower
        return result + ends.upper
    }

    var hasArrived: Bool { mass == 0 }

    /// The panels met, with exact weights; they sum to 1 once the walk has arrived.
    var mixture: [WeightedPanel] {
        given.map { WeightedPanel(panel: $0.panel, share: Fraction($0.weight, over: $0.whole)) }
    }

    /// Walks until all weight is given or a face holds no panel.
    ///
    /// - Parameter progress: called with the weight given so far.
    mutating func run(progress: (Double) -> Void = { _ in }) throws(DrawFault) {
        while mass > 0 {
            guard let panel = try panelOnFace() else { return }
            step(away: panel)
            progress(1 - Self.ratio(mass, whole))
        }
    }

    private mutating func panelOnFace() throws(DrawFault) -> [Int]? {
        let types = polytope.typeCount
        var low = [Int](repeating: 0, count: types)
        var high = polytope.capacity
        var objective = low.map(Double.init)
        for type in 0..<types {
            if room[type] == 0 { high[type] = 0 }
            if room[types + type] == 0 { low[type] = polytope.people[type] }
            objective[type] = Self.ratio(room[type], mass) / Double(polytope.people[type]) + 0.02 * generator.unit()
        }
        for (row, rule) in polytope.rows.enumerated() {
            let (atLower, atUpper) = (room[2 * types + row] == 0, room[2 * types + rows.count + row] == 0)
            let lower = atUpper ? rule.bounds.upperBound : rule.bounds.lowerBound
            let upper = atLower ? rule.bounds.lowerBound : rule.bounds.upperBound
            search.setRow(row, min(lower, upper)...max(lower, upper))
        }
        return try search.find(maximising: objective, aim: .any, low: low, high: high)
    }

    /// Gives the panel as much weight as the first bound allows.
    private mutating func step(away panel: [Int]) {
        let used = Self.distances(panel, 1, polytope, rows)
        let (limit, divisor) = longestStep(used)
        let common = Int((limit % BigInt(divisor)).magnitude == 0 ? BigInt(divisor) : limit.greatestCommonDivisor(with: BigInt(divisor)))
        let finer = divisor / common
        if finer > 1 {
            mass *= BigInt(finer)
            whole *= BigInt(finer)
            for index in room.indices where room[index] != 0 { room[index] *= BigInt(finer) }
        }
        let weight = limit * BigInt(finer) / BigInt(divisor)
        if weight > 0 { given.append((panel, weight, whole)) }
        mass -= weight
        for index in room.indices where used[index] != 0 { room[index] -= weight * BigInt(used[index]) }
    }

    /// The least ratio of room to use, the weight left being the ratio of the panel alone.
    private func longestStep(_ used: [Int]) -> (limit: BigInt, divisor: Int) {
        let rough = room.indices.map { used[$0] > 0 ? Self.ratio(room[$0], mass) / Double(used[$0]) : .infinity }
        let near = min(1, rough.min() ?? 1) * (1 + 1e-9)
        var best = (limit: mass, divisor: 1)
        for index in room.indices where rough[index] <= near {
            if room[index] * BigInt(best.divisor) < best.limit * BigInt(used[index]) {
                best = (room[index], used[index])
            }
        }
        return best
    }

    /// The quotient of two numbers that are not negative, to about 15 digits.
    private static func ratio(_ part: BigInt, _ whole: BigInt) -> Double {
        func leading(_ number: BigInt) -> (Double, Int) {
            let words = number.magnitude.words
            guard words.count > 1 else { return (Double(words.first ?? 0), 0) }
            let top = Double(words[words.count - 1]) * 0x1p64 + Double(words[words.count - 2])
            return (top, words.count - 2)
        }
        let ((top, high), (bottom, low)) = (leading(part), leading(whole))
        let apart = high - low
        return apart < -15 ? 0 : top / bottom * Double(sign: .plus, exponent: 64 * apart, significand: 1)
    }
}
