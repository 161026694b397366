/// A proof that no panel exceeds a level in some direction, as a tree of cases.
///
/// Every leaf carries one multiplier per row (rows at the end without one are not used).
/// Taking that many times each row away from the direction
/// leaves a sum whose largest value over the leaf's box is plain arithmetic; nobody has to solve anything to
/// check it.
public indirect enum BranchProof: Sendable, Equatable, Codable {
    /// Rows and box keep the direction at or below the level.
    case bounded(multipliers: [Double])
    /// No point satisfies rows and box: the combination of rows could not be 0.
    case empty(multipliers: [Double])
    /// The count of a type is at most a number, or above it.
    case split(type: Int, at: Int, atMost: BranchProof, above: BranchProof)
}

/// The rules of a problem as the checker of proofs writes them, on its own, from the selection.
struct ProofRules: Sendable {
    var coefficients: [[Double]]
    var bounds: [ClosedRange<Double>]
    let people: [Double]
    /// Most that one panel can take of each type.
    let capacity: [Double]

    static let tolerance = 1e-7

    /// The largest value that Σ direction × count can have by these multipliers; the box is low...high.
    func ceiling(of direction: [Double], multipliers: [Double], low: [Double], high: [Double]) -> Double {
        var rest = direction
        var total = 0.0
        for (row, weight) in multipliers.enumerated() where weight != 0 {
            total += weight > 0 ? weight * bounds[row].upperBound : weight * bounds[row].lowerBound
            for type in rest.indices { rest[type] -= weight * coefficients[row][type] }
        }
        for type in rest.indices { total += rest[type] > 0 ? rest[type] * high[type] : rest[type] * low[type] }
        return total
    }

    func accepts(_ proof: BranchProof, direction: [Double], level: Double) -> Bool {
        accepts(proof, direction, level, [Double](repeating: 0, count: people.count), capacity)
    }

    private func accepts(
        _ proof: BranchProof, _ direction: [Double], _ level: Double, _ low: [Double], _ high: [Double]
    ) -> Bool {
        switch proof {
        case .bounded(let multipliers):
            guard multipliers.count <= bounds.count else { return false }
            return ceiling(of: direction, multipliers: multipliers, low: low, high: high)
                <= level + Self.tolerance * max(1, abs(level))
        case .empty(let ray):
            guard ray.count <= bounds.count else { return false }
            let nothing = [Double](repeating: 0, count: low.count)
            return [1.0, -1.0].contains { sign in
                ceiling(of: nothing, multipliers: ray.map { $0 * sign }, low: low, high: high) < 0
            }
        case .split(let type, let floor, let atMost, let above):
            guard low.indices.contains(type) else { return false }
            var (belowHigh, aboveLow) = (high, low)
            belowHigh[type] = min(high[type], Double(floor))
            aboveLow[type] = max(low[type], Double(floor) + 1)
            return (belowHigh[type] < low[type] || accepts(atMost, direction, level, low, belowHigh))
                && (aboveLow[type] > high[type] || accepts(above, direction, level, aboveLow, high))
        }
    }
}
