/// How far rows and counts can really move within a relaxation, with row multipliers that prove it.
///
/// An interior-point method needs rules that leave room; those that turn out to leave none become equations.
struct RowRanges {
    struct End {
        let value: Double
        /// Multipliers under which `±row` is bounded by `±value` (see `ProofRules.ceiling`).
        let multipliers: [Double]
    }

    /// For each row its least and greatest activity.
    private(set) var rows: [(least: End, greatest: End)] = []
    /// For types that every real point takes whole: the proof of that.
    private(set) var forced: [Int: End] = [:]

    /// - Parameter candidates: types worth asking whether they are forced.
    init(_ polytope: PanelPolytope, reachable: [Int], candidates: [Int]) throws(DrawFault) {
        var program = polytope.program()
        for type in 0..<polytope.typeCount { program.setBounds(ofColumn: type, 0, 0) }
        for type in reachable { program.setBounds(ofColumn: type, 0, Double(polytope.people[type])) }
        for row in polytope.rows.indices {
            let weights = polytope.rows[row].coefficients
            let least = try Self.extreme(&program, weights, 1)
            rows.append((least, try Self.extreme(&program, weights, -1)))
        }
        for type in candidates {
            var weights = [Double](repeating: 0, count: polytope.typeCount)
            weights[type] = 1
            let least = try Self.extreme(&program, weights, 1)
            if least.value > Double(polytope.people[type]) - 1e-8 { forced[type] = least }
        }
    }

    private static func extreme(_ program: inout Simplex, _ weights: [Double], _ sign: Double) throws(DrawFault) -> End {
        for type in weights.indices { program.cost[program.rowCount + type] = sign * weights[type] }
        var outcome = program.solve()
        if outcome != .optimal {
            program.resetBasis()
            outcome = program.solve()
        }
        guard outcome == .optimal else { throw .numericallyStuck }
        return End(value: sign * program.objective, multipliers: program.multipliers().map { -$0 })
    }
}
