/// Decides exactly whether a point is a mixture of panels, by column generation.
///
/// Master program: weights on the known panels so that the mixture misses the point by least (sum of
/// absolute errors). Its prices name the direction in which a better panel would lie; `PanelSearch` finds one
/// or proves that there is none. Then the error is 0 and the point is a mixture, or the prices are
/// a cut that holds for every panel and that the point violates.
struct HullMembership {
    enum Answer {
        case mixture([WeightedPanel])
        case cut(PanelPolytope.Row, BranchProof)
    }

    private let polytope: PanelPolytope
    private let point: [Double]
    private var search: PanelSearch
    private var master: Simplex
    private(set) var panels: [[Int]] = []
    private var known: Set<[Int]> = []
    private let firstWeight: Int

    private static let tolerance = 1e-9

    init(_ polytope: PanelPolytope, point: [Double], panels: [[Int]]) {
        self.polytope = polytope
        self.point = point
        search = PanelSearch(polytope)
        master = Simplex(rows: point.map { $0...$0 } + [1...1])
        let most = Double(polytope.size) + 1
        for type in point.indices {
            master.addColumn([(type, 1)], in: 0...most, cost: 1)
            master.addColumn([(type, -1)], in: 0...most, cost: 1)
        }
        firstWeight = 2 * point.count
        for panel in panels { add(panel) }
    }

    private mutating func add(_ panel: [Int]) {
        guard known.insert(panel).inserted else { return }
        panels.append(panel)
        var entries = panel.enumerated().filter { $0.element != 0 }.map { (row: $0.offset, value: Double($0.element)) }
        entries.append((point.count, 1))
        master.addColumn(entries, in: 0...1, cost: 0)
    }

    /// - Parameter progress: called with the present error.
    mutating func decide(progress: (Double) -> Void = { _ in }) throws(DrawFault) -> Answer {
        if panels.isEmpty {
            guard let panel = try findPanel(point, above: -1) else { throw .noPanel }
            add(panel)
        }
        guard master.solve() == .optimal else { throw .numericallyStuck }
        while master.objective > Self.tolerance {
            progress(master.objective)
            let prices = master.multipliers()
            let direction = Array(prices[..<point.count])
            let level = -prices[point.count]
            guard let panel = try findPanel(direction, above: level + 1e-9), known.contains(panel) == false else {
                return try cut(direction)
            }
            add(panel)
            guard master.solveAfterAddingColumns() == .optimal else { throw .numericallyStuck }
        }
        return .mixture(mixture())
    }

    private mutating func findPanel(_ direction: [Double], above level: Double) throws(DrawFault) -> [Int]? {
        let low = [Int](repeating: 0, count: point.count)
        return try search.find(maximising: direction, aim: .above(level), low: low, high: polytope.capacity)
    }

    private mutating func cut(_ prices: [Double]) throws(DrawFault) -> Answer {
        let direction = Self.tidied(prices)
        let low = [Int](repeating: 0, count: point.count)
        let best = try search.find(maximising: direction, aim: .best, low: low, high: polytope.capacity)
        guard let best else { throw .noPanel }
        let level = dot(direction, best.map(Double.init))
        let least = direction.reduce(0) { $0 + min(0, $1) } * Double(polytope.size)
        guard dot(direction, point) > level + 1e-9 * (1 + abs(level)) else {
            // So close that rounding decides: the mixture misses the point by next to nothing.
            if master.objective < 1e-6 { return .mixture(mixture()) }
            throw .numericallyStuck
        }
        guard let proof = try search.proof(that: direction, isAtMost: level, capacity: polytope.capacity) else {
            throw .numericallyStuck
        }
        return .cut(.init(coefficients: direction, bounds: least...level), proof)
    }

    /// The direction in whole numbers where a small factor makes it so, else on a fine grid: rounding errors in
    /// cuts would add up over the stages.
    private static func tidied(_ direction: [Double]) -> [Double] {
        let greatest = direction.map(abs).max() ?? 0
        guard greatest > 0 else { return direction }
        for factor in 1...120 {
            let scaled = direction.map { $0 / greatest * Double(factor) }
            if scaled.allSatisfy({ abs($0 - $0.rounded()) < 1e-7 }) { return scaled.map { $0.rounded() } }
        }
        return direction.map { ($0 / greatest * 0x1p24).rounded() * 0x1p-24 }
    }

    /// The mixture found, with exact weights that give exactly these counts; nil where the basis has none: `decide` is
    /// content with a mixture that misses the point by less than its tolerance.
    func exactMixture(of counts: [Fraction]) -> [WeightedPanel]? {
        let sides = counts + [Fraction(1)]
        guard let columns = ExactBasis(master)?.values(sides: sides), columns.allSatisfy(\.isNonNegative),
            columns[..<firstWeight].allSatisfy({ $0 == Fraction(0) })
        else { return nil }
        let mixture = zip(panels, columns[firstWeight...]).filter { $1 != Fraction(0) }.map { WeightedPanel(panel: $0, share: $1) }
        let whole = mixture.reduce(Fraction(0)) { $0 + ($1.share ?? Fraction(0)) }
        return whole == Fraction(1) && ExactPanelStages.counts(mixture, types: counts.count) == counts ? mixture : nil
    }

    private func dot(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in first.indices { sum += first[index] * second[index] }
        return sum
    }

    private func mixture() -> [WeightedPanel] {
        let weights = panels.indices.map { max(0, master.solution(ofColumn: firstWeight + $0)) }
        let total = weights.reduce(0, +)
        return zip(panels, weights).filter { $1 > 1e-13 }.map { WeightedPanel(panel: $0, weight: $1 / total) }
    }
}
