/// Finds whole panels: branch and bound over the simplex method.
///
/// Worst-case time is exponential in the number of types; on quota problems the relaxation is tight and a
/// search takes milliseconds. `nodeLimit` turns the exception into an error instead of a hang.
struct PanelSearch {
    /// What a search aims at.
    enum Aim: Equatable {
        /// The first panel met; the objective only guides.
        case any
        /// A panel with objective above the number, or proof that there is none.
        case above(Double)
        /// The best panel.
        case best
    }

    private var simplex: Simplex
    private let typeCount: Int
    private var incumbent: [Int]?
    private var incumbentValue = 0.0
    private var aim = Aim.any
    private var done = false
    private(set) var nodes = 0
    private var nodesLeft = 0
    static let nodeLimit = 200_000
    private static let integrality = 1e-7
    /// How much better another panel must be to be worth finding.
    private let leastGain: Double
    private var recording = false

    /// A real-valued help column beside the counts: what it adds to a row, how much of it there is, its cost.
    struct Help {
        let row: Int
        let effect: Double
        let most: Double
    }

    /// - Parameters:
    ///   - helps: columns of cost 1 that may stretch a row's bounds.
    ///   - leastGain: 1 where every objective value is whole.
    init(_ polytope: PanelPolytope, helps: [Help] = [], leastGain: Double = 0) {
        simplex = polytope.program()
        typeCount = polytope.typeCount
        self.leastGain = leastGain
        for help in helps { simplex.addColumn([(help.row, help.effect)], in: 0...help.most, cost: 1) }
    }

    /// Proves that no panel has an objective above `level`, or returns nil when one has.
    mutating func proof(that objective: [Double], isAtMost level: Double, capacity: [Int]) throws(DrawFault) -> BranchProof? {
        recording = true
        defer { recording = false }
        let low = [Int](repeating: 0, count: typeCount)
        prepare(objective, .above(level), low, capacity)
        let proof = try explore()
        return incumbent == nil ? proof : nil
    }

    /// Replaces the bounds of a row until changed again.
    mutating func setRow(_ row: Int, _ bounds: ClosedRange<Double>) {
        simplex.setBounds(ofRow: row, bounds.lowerBound, bounds.upperBound)
    }

    /// Searches within a box of counts.
    ///
    /// - Returns: the panel, or nil when the box holds none that satisfies the aim.
    mutating func find(
        maximising objective: [Double], aim: Aim, low: [Int], high: [Int]
    ) throws(DrawFault) -> [Int]? {
        guard zip(low, high).allSatisfy({ $0 <= $1 }) else { return nil }
        prepare(objective, aim, low, high)
        _ = try explore()
        return incumbent
    }

    private mutating func prepare(_ objective: [Double], _ aim: Aim, _ low: [Int], _ high: [Int]) {
        for type in 0..<typeCount {
            simplex.setBounds(ofColumn: type, Double(low[type]), Double(high[type]))
            simplex.cost[simplex.rowCount + type] = -objective[type]
        }
        self.aim = aim
        incumbent = nil
        done = false
        nodesLeft = Self.nodeLimit
        incumbentValue = if case .above(let floor) = aim { floor } else { -.infinity }
    }

    private mutating func explore() throws(DrawFault) -> BranchProof {
        nodes += 1
        nodesLeft -= 1
        guard nodesLeft > 0 else { throw .searchTooLong }
        var outcome = simplex.solve()
        if outcome == .stalled {
            simplex.resetBasis()
            outcome = simplex.solve(nudging: SeededGenerator(seed: "search \(nodes)"))
        }
        guard outcome != .stalled else { throw .numericallyStuck }
        guard outcome == .optimal else { return .empty(multipliers: recording ? simplex.infeasibilityRay : []) }
        let bound = -simplex.objective
        let margin = max(leastGain - 1e-6, 1e-9 * (1 + abs(incumbentValue.isFinite ? incumbentValue : 0)))
        guard bound > incumbentValue + margin else {
            return .bounded(multipliers: recording ? simplex.multipliers().map { -$0 } : [])
        }
        guard let type = mostFractional() else {
            return accept(bound)
        }
        return try branch(on: type)
    }

    /// Takes the whole panel at hand, unless its value was only rounding above what is needed.
    private mutating func accept(_ bound: Double) -> BranchProof {
        let panel = (0..<typeCount).map { Int(simplex.solution(ofColumn: $0).rounded()) }
        var value = bound
        if leastGain == 0 {
            value = 0
            for type in 0..<typeCount where panel[type] != 0 {
                value -= simplex.cost[simplex.rowCount + type] * Double(panel[type])
            }
        }
        if value > incumbentValue {
            incumbent = panel
            incumbentValue = value
            done = aim != .best
        }
        return .bounded(multipliers: recording ? simplex.multipliers().map { -$0 } : [])
    }

    private mutating func branch(on type: Int) throws(DrawFault) -> BranchProof {
        let variable = simplex.rowCount + type
        let (low, high) = (simplex.lower[variable], simplex.upper[variable])
        let count = simplex.value[variable]
        let floor = count.rounded(.down)
        let downFirst = count - floor < 0.5
        var sides = [BranchProof.bounded(multipliers: []), .bounded(multipliers: [])]
        for down in [downFirst, !downFirst] {
            if down {
                simplex.setBounds(ofColumn: type, low, floor)
            } else {
                simplex.setBounds(ofColumn: type, floor + 1, high)
            }
            sides[down ? 0 : 1] = try explore()
            simplex.setBounds(ofColumn: type, low, high)
            if done { break }
        }
        return .split(type: type, at: Int(floor), atMost: sides[0], above: sides[1])
    }

    private func mostFractional() -> Int? {
        var best: Int?
        var greatest = Self.integrality
        for index in 0..<simplex.rowCount {
            let variable = simplex.basis[index]
            guard variable >= simplex.rowCount, variable < simplex.rowCount + typeCount else { continue }
            let count = simplex.value[variable]
            let distance = abs(count - count.rounded())
            if distance > greatest || (distance == greatest && variable - simplex.rowCount < best ?? .max) {
                greatest = distance
                best = variable - simplex.rowCount
            }
        }
        return best
    }
}
