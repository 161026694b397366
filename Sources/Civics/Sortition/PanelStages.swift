/// Leximin over mixtures of known panels, with column generation: the textbook way.
///
/// Each stage maximises the common chance of the open types over mixtures of the known panels; its prices name the
/// panel that would help most, and `PanelSearch` finds one or proves that there is none. That proof is the stage's
/// certificate. Slower than working in the relaxation, but sure to arrive: at worst it has to list every panel.
///
/// Source: Flanigan, Gölz, Gupta, Hennig, Procaccia (Nature 2021), supplement.
struct PanelStages {
    struct Stage {
        let chance: CertifiedNumber
        let fixed: [Int]
        /// How often the stage's cut is counted to bound the chance.
        let multiplier: CertifiedNumber
    }

    private let polytope: PanelPolytope
    private var search: PanelSearch
    private var panels: [[Int]]
    private var known: Set<[Int]>
    private var chance: [Double?]
    /// Follows the stages in fractions; nil once a basis turned out not to be exactly optimal.
    private var exact: ExactPanelStages?
    private(set) var stages: [Stage] = []
    /// One per stage: what its prices allow every panel.
    private(set) var cuts: [(row: PanelPolytope.Row, proof: BranchProof)] = []
    private(set) var mixture: [WeightedPanel] = []

    init(_ polytope: PanelPolytope, panels: [[Int]]) throws(DrawFault) {
        self.polytope = polytope
        search = PanelSearch(polytope)
        self.panels = panels
        known = Set(panels)
        chance = Array(repeating: nil, count: polytope.typeCount)
        exact = polytope.typeCount <= Self.mostTypesInFractions ? ExactPanelStages(people: polytope.people) : nil
        if panels.isEmpty {
            guard let first = try best(for: polytope.people.map { _ in 0 }, aim: .any) else { throw .noPanel }
            add(first)
        }
    }

    /// Beyond this many types the systems of equations would take longer than the stages.
    private static let mostTypesInFractions = 150

    private mutating func add(_ panel: [Int]) {
        if known.insert(panel).inserted { panels.append(panel) }
    }

    private mutating func best(for prices: [Double], aim: PanelSearch.Aim) throws(DrawFault) -> [Int]? {
        let low = [Int](repeating: 0, count: polytope.typeCount)
        return try search.find(maximising: prices, aim: aim, low: low, high: polytope.capacity)
    }

    mutating func run(maximinOnly: Bool, progress: (Int) -> Void) throws(DrawFault) {
        while chance.contains(where: { $0 == nil }) {
            try solveStage()
            progress(stages.count)
            if maximinOnly, let last = stages.last, last.chance.value > 1e-9 { break }
        }
    }

    private mutating func solveStage() throws(DrawFault) {
        var slack = 1e-9
        var program = stageProgram(slack: slack)
        while program.solve(nudging: SeededGenerator(seed: "panel stages")) != .optimal {
            // Rounding in the fixed chances can add up to a contradiction; give way by a hair.
            slack *= 4
            guard slack < 1e-6 else { throw .numericallyStuck }
            program = stageProgram(slack: slack)
        }
        while true {
            let prices = program.multipliers()
            let direction = prices[..<polytope.typeCount].map { $0 > 1e-10 ? $0 : 0 }
            let level = -prices[polytope.typeCount]
            guard let panel = try best(for: direction, aim: .above(level + 1e-9)), !known.contains(panel) else {
                return try close(program, direction)
            }
            add(panel)
            program.addColumn(entries(of: panel), in: 0...1, cost: 0)
            guard program.solveAfterAddingColumns() == .optimal else { throw .numericallyStuck }
        }
    }

    /// Rows: the count of each type, less the people's common chance where it is open; then the weights' sum.
    /// Columns: the common chance, then the panels' weights.
    private func stageProgram(slack: Double) -> Simplex {
        let most = Double(polytope.size) + 1
        var bounds: [ClosedRange<Double>] = polytope.people.indices.map { type in
            let least = (chance[type] ?? 0) * Double(polytope.people[type])
            return max(0, least - slack)...most
        }
        bounds.append(1...1)
        var program = Simplex(rows: bounds)
        let open = chance.indices.filter { chance[$0] == nil }
        program.addColumn(open.map { (row: $0, value: -Double(polytope.people[$0])) }, in: 0...1, cost: -1)
        for panel in panels { program.addColumn(entries(of: panel), in: 0...1, cost: 0) }
        return program
    }

    private func entries(of panel: [Int]) -> [(row: Int, value: Double)] {
        panel.enumerated().filter { $0.element != 0 }.map { (row: $0.offset, value: Double($0.element)) }
            + [(row: polytope.typeCount, value: 1)]
    }

    private mutating func close(_ program: Simplex, _ direction: [Double]) throws(DrawFault) {
        let before = exact?.chance ?? []
        if let closed = try closeExactly(program) {
            let floor = zip(before, polytope.people).map { ($0 ?? Fraction(0)) * Fraction($1) }
            mixture = exact?.mixture(program, panels: panels, floor: floor) ?? mixture(program)
            let multiplier = CertifiedNumber(Fraction(1) / Fraction(closed.total))
            return try finish(.init(chance: .init(closed.chance), fixed: closed.fixed, multiplier: multiplier), closed.worth, closed.level)
        }
        exact = nil
        let common = program.solution(ofColumn: 0)
        let open = chance.indices.filter { chance[$0] == nil }
        let weights = open.map { direction[$0] * Double(polytope.people[$0]) }
        let total = max(weights.reduce(0, +), 1e-300)
        let scaled = direction.map { $0 / total }
        var fixed = zip(open, weights).filter { $1 / total > 1e-8 }.map(\.0)
        if common >= 1 - 1e-9 { fixed = open }
        if fixed.isEmpty, let heaviest = zip(open, weights).max(by: { $0.1 < $1.1 }) { fixed = [heaviest.0] }
        guard let top = try best(for: scaled, aim: .best) else { throw .noPanel }
        let level = zip(scaled, top).reduce(0) { $0 + $1.0 * Double($1.1) } + 1e-9
        mixture = mixture(program)
        try finish(.init(chance: .init(common), fixed: fixed, multiplier: .init(1)), scaled, level)
    }

    private mutating func closeExactly(_ program: Simplex) throws(DrawFault) -> ExactPanelStages.Closed? {
        guard var following = exact else { return nil }
        let closed = try following.close(program) { worth throws(DrawFault) in try best(for: worth, aim: .best) }
        exact = following
        return closed
    }

    /// Keeps a stage with the proof of its bound.
    private mutating func finish(_ stage: Stage, _ direction: [Double], _ level: Double) throws(DrawFault) {
        guard let proof = try search.proof(that: direction, isAtMost: level, capacity: polytope.capacity) else {
            throw .numericallyStuck
        }
        cuts.append((.init(coefficients: direction, bounds: 0...max(0, level)), proof))
        for type in stage.fixed { chance[type] = stage.chance.value }
        stages.append(stage)
    }

    private func mixture(_ program: Simplex) -> [WeightedPanel] {
        let shares = panels.indices.map { max(0, program.solution(ofColumn: 1 + $0)) }
        let sum = shares.reduce(0, +)
        return zip(panels, shares).filter { $1 > 1e-13 }.map { WeightedPanel(panel: $0, weight: $1 / sum) }
    }
}
