/// The leximin point of a relaxation: raise the smallest chance as far as it goes, fix those who can have no
/// more, and repeat with the rest.
///
/// Stage program, with counts written as people × chance + surplus for the types not yet fixed:
/// maximise the common chance; its row multipliers prove the stage (see `FairnessCertificate`). Types whose
/// combined weight is positive have that chance in every optimum (complementary slackness) and are fixed.
///
/// Sources: Flanigan, Gölz, Gupta, Hennig, Procaccia, *Fair algorithms for selecting citizens' assemblies*
/// (Nature 2021), supplement; that it suffices to work in the relaxation as long as the point it gives turns
/// out to be a mixture of panels is our own shortcut.
struct LeximinStages {
    struct Stage {
        let chance: CertifiedNumber
        let fixed: [Int]
        /// One multiplier per row of the polytope, scaled so that the weights of the rising types sum to 1.
        let multipliers: [CertifiedNumber]
        /// Multipliers of the rule "nobody's chance passes 1", by type.
        let certaintyMultipliers: [Int: CertifiedNumber]
    }

    private let polytope: PanelPolytope
    private(set) var stages: [Stage] = []
    private var chance: [Double?]
    private var limited: [Int] = []
    /// Follows the stages in fractions; nil once a basis turned out not to be exactly optimal.
    private var exact: ExactStages?

    /// - Parameter maximinOnly: stop after the first stage above 0 (stages at 0 find who cannot be drawn at all).
    init(_ polytope: PanelPolytope, maximinOnly: Bool = false) throws(DrawFault) {
        self.polytope = polytope
        chance = Array(repeating: nil, count: polytope.typeCount)
        exact = ExactStages(polytope)
        while chance.contains(where: { $0 == nil }) {
            try solveStage()
            if maximinOnly, let last = stages.last, last.chance.value > 1e-9 { break }
        }
        exactCounts = exact?.counts()
    }

    /// Chance per type; those a cut-short run has not fixed are nil.
    var chances: [Double?] { chance }

    /// A point of the relaxation that attains the stages, as counts per type.
    private(set) var counts: [Double] = []

    /// The same point exactly, found to obey every row; nil where rounding stood in the way.
    private(set) var exactCounts: [Fraction]?

    private mutating func solveStage() throws(DrawFault) {
        var generator = SeededGenerator(seed: "leximin stage \(stages.count)")
        while true {
            var program = stageProgram()
            var outcome = program.solve(nudging: generator)
            var slack = 1e-10
            while outcome == .infeasible, !stages.isEmpty, slack < 1e-7 {
                program = stageProgram(slack: slack)
                outcome = program.solve(nudging: generator)
                slack *= 10
            }
            if outcome == .stalled {
                program.resetBasis()
                _ = generator.next()
                outcome = program.solve(nudging: generator)
            }
            guard outcome != .stalled else { throw .numericallyStuck }
            guard outcome == .optimal else { throw stages.isEmpty ? .noPanel : .numericallyStuck }
            if !addCertaintyRows(program) {
                close(program)
                return
            }
        }
    }

    private var rising: [Int] { chance.indices.filter { chance[$0] == nil } }

    /// Columns: the surplus of each type (0 for fixed ones), then the common chance.
    private func stageProgram(slack: Double = 0) -> Simplex {
        let rows = polytope.rows
        var bounds = rows.map(\.bounds)
        var common = [Double](repeating: 0, count: rows.count)
        for row in rows.indices {
            var settled = 0.0
            for type in chance.indices where rows[row].coefficients[type] != 0 {
                let weight = rows[row].coefficients[type] * Double(polytope.people[type])
                if let fixed = chance[type] { settled += weight * fixed } else { common[row] += weight }
            }
            bounds[row] = bounds[row].lowerBound - settled - slack...bounds[row].upperBound - settled + slack
        }
        let active = limited.filter { chance[$0] == nil }
        bounds += active.map { -Double(polytope.size)...Double(polytope.people[$0]) }
        var program = Simplex(rows: bounds)
        let rowOfLimit = Dictionary(uniqueKeysWithValues: active.enumerated().map { ($1, rows.count + $0) })
        for type in chance.indices {
            var entries = chance[type] == nil ? polytope.entries(of: type) : []
            if let row = rowOfLimit[type] { entries.append((row, 1)) }
            // Twice as wide as needed, so that never this box but only a certainty row can hold a type back.
            let most = chance[type] == nil ? 2 * Double(polytope.people[type]) : 0
            program.addColumn(entries, in: 0...most, cost: 0)
        }
        var entries = common.enumerated().map { (row: $0.offset, value: $0.element) }
        entries += active.map { (row: rowOfLimit[$0] ?? 0, value: Double(polytope.people[$0])) }
        program.addColumn(entries, in: 0...1, cost: -1)
        return program
    }

    /// Adds the rule "chance ≤ 1" for types that broke it; true if there were any.
    private mutating func addCertaintyRows(_ program: Simplex) -> Bool {
        let common = program.solution(ofColumn: polytope.typeCount)
        let broken = rising.filter { type in
            let people = Double(polytope.people[type])
            return program.solution(ofColumn: type) + people * common > people * (1 + 1e-9) && !limited.contains(type)
        }
        limited += broken
        return !broken.isEmpty
    }

    private mutating func close(_ program: Simplex) {
        let common = program.solution(ofColumn: polytope.typeCount)
        let prices = program.multipliers()
        let rising = rising
        let active = limited.filter { chance[$0] == nil }
        counts = chance.indices.map { type in
            (chance[type] ?? common) * Double(polytope.people[type]) + program.solution(ofColumn: type)
        }
        if let stage = exact?.close(program, rising: rising, limited: active) {
            for type in stage.fixed { chance[type] = stage.chance.value }
            return stages.append(stage)
        }
        exact = nil
        // Reduced cost of a surplus column, of a minimisation: minus the prices' product with the column.
        var weights: [Int: Double] = [:]
        for type in rising {
            weights[type] = -program.product(prices, program.rowCount + type) * Double(polytope.people[type])
        }
        let total = max(weights.values.reduce(0, +), 1e-300)
        let fixed = stageMembers(rising, weights, total, common)
        for type in fixed { chance[type] = common }
        let scale = -1 / total
        var certainty: [Int: CertifiedNumber] = [:]
        for (index, type) in active.enumerated() { certainty[type] = .init(prices[polytope.rows.count + index] * scale) }
        stages.append(Stage(
            chance: .init(common), fixed: fixed,
            multipliers: prices[..<polytope.rows.count].map { .init($0 * scale) }, certaintyMultipliers: certainty))
    }

    private func stageMembers(_ rising: [Int], _ weights: [Int: Double], _ total: Double, _ common: Double) -> [Int] {
        if common >= 1 - 1e-10 { return rising }
        let tight = rising.filter { (weights[$0] ?? 0) / total > 1e-9 }
        if !tight.isEmpty { return tight }
        return rising.max { (weights[$0] ?? 0) < (weights[$1] ?? 0) }.map { [$0] } ?? []
    }
}
