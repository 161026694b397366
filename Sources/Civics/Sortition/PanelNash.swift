/// The largest product of chances over mixtures of known panels, with column generation.
///
/// The weights follow the multiplicative update weight ← weight × slope / people (each round raises the product), and
/// `PanelSearch` adds the panel with the steepest slope until none passes the number of people. Used where the
/// relaxation is a poor picture of the panels; accurate to about 1e-6 of the mean logarithm of the chances.
///
/// Source: T. Cover, *An algorithm for maximizing expected log investment return* (IEEE Trans. IT, 1984).
struct PanelNash {
    private let polytope: PanelPolytope
    private let reachable: [Int]
    private var search: PanelSearch
    private var panels: [[Double]]
    private var weights: [Double]
    private let total: Double
    private static let accuracy = 3e-6

    /// - Parameter mixture: covers every reachable type.
    init(_ polytope: PanelPolytope, reachable: [Int], mixture: [WeightedPanel]) {
        self.polytope = polytope
        self.reachable = reachable
        search = PanelSearch(polytope)
        panels = mixture.map { $0.panel.map(Double.init) }
        weights = mixture.map(\.weight)
        total = reachable.reduce(0) { $0 + Double(polytope.people[$1]) }
    }

    var mixture: [WeightedPanel] {
        zip(panels, weights).filter { $1 > 1e-13 }.map { WeightedPanel(panel: $0.map { Int($0) }, weight: $1) }
    }

    /// - Returns: the inequality that proves the optimum, with its proof.
    mutating func run(_ progress: (String) -> Void) throws(DrawFault) -> (row: PanelPolytope.Row, proof: BranchProof) {
        let low = [Int](repeating: 0, count: polytope.typeCount)
        for round in 1...500 {
            climb()
            let slope = slope
            let found = try search.find(maximising: slope, aim: .best, low: low, high: polytope.capacity)
            guard let found else { throw .noPanel }
            let panel = found.map(Double.init)
            let steepest = dot(slope, panel)
            progress("round \(round): a panel could still add \(steepest / total - 1)")
            if steepest <= total * (1 + 2 * Self.accuracy) {
                let level = max(steepest, total) + 1e-9
                let proof = try search.proof(that: slope, isAtMost: level, capacity: polytope.capacity)
                guard let proof else { throw .numericallyStuck }
                return (.init(coefficients: slope, bounds: 0...level), proof)
            }
            weights = weights.map { $0 * 0.98 }
            panels.append(panel)
            weights.append(0.02)
        }
        throw .searchTooLong
    }

    /// How much a person more of each type would add: people / count.
    private var slope: [Double] {
        var counts = [Double](repeating: 0, count: polytope.typeCount)
        for (panel, weight) in zip(panels, weights) {
            for type in counts.indices { counts[type] += weight * panel[type] }
        }
        var result = counts.map { _ in 0.0 }
        for type in reachable { result[type] = Double(polytope.people[type]) / counts[type] }
        return result
    }

    private mutating func climb() {
        for _ in 0..<20_000 {
            let slope = slope
            var steepest = 0.0
            for index in panels.indices {
                let rise = dot(slope, panels[index]) / total
                if rise > steepest { steepest = rise }
                weights[index] *= rise
            }
            if steepest < 1 + Self.accuracy { break }
        }
        let sum = weights.reduce(0, +)
        weights = weights.map { $0 / sum }
    }

    private func dot(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in first.indices { sum += first[index] * second[index] }
        return sum
    }
}
