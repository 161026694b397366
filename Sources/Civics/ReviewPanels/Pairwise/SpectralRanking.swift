import Foundation

/// Bradley–Terry strengths as the stationary distribution of a random walk that moves from losers to winners
/// (iterative Luce spectral ranking, Maystre and Grossglauser 2015).
///
/// Each vote of i over j adds 1/(wᵢ + wⱼ) to the rate from j to i, with the weights w = e^θ of the last round at mean 1;
/// `regularization` is added to every rate. Without regularisation the fixed point is the maximum of the likelihood.
///
/// - Returns: θ in the order of `tally.items`, mean 0.
/// - Complexity: O(items³) a round, typically 5 to 30 rounds.
/// - Throws: `PairwiseProblem.notComparable` as for `BradleyTerry`.
public func spectralStrengths(
    _ tally: PairwiseTally, regularization: Double = 0.01, tolerance: Double = 1e-12
) throws(PairwiseProblem) -> [Double] {
    guard (0...1_000).contains(regularization) else { throw .badRegularization }
    if regularization == 0 {
        let groups = tally.comparableGroups().count
        guard groups <= 1 else { throw .notComparable(groups: groups) }
    }
    let n = tally.items.count
    var strengths = [Double](repeating: 0, count: n)
    for _ in 0..<1_000 where n > 1 {
        let weights = strengths.map { exp($0) }
        let scale = Double(n) / weights.reduce(0, +)
        var rates = [Double](repeating: regularization, count: n * n)
        for i in 0..<n {
            for j in 0..<n where i != j {
                rates[j * n + i] += Double(tally.count(i, over: j)) / ((weights[i] + weights[j]) * scale)
            }
        }
        let next = centred(stationary(&rates, size: n).map { log($0) })
        let change = zip(next, strengths).reduce(0) { max($0, abs($1.0 - $1.1)) }
        strengths = next
        if change < tolerance { break }
    }
    return strengths
}

/// The stationary distribution of a Markov process with the given rates (row to column), up to a factor, by state
/// reduction without any subtraction (Grassmann, Taksar and Heyman 1985).
private func stationary(_ rates: inout [Double], size n: Int) -> [Double] {
    rates.withUnsafeMutableBufferPointer { rates in
        for state in stride(from: n - 1, to: 0, by: -1) {
            let out = (0..<state).reduce(0) { $0 + rates[state * n + $1] }
            for i in 0..<state {
                rates[i * n + state] /= out
                let share = rates[i * n + state]
                for j in 0..<state where i != j { rates[i * n + j] += share * rates[state * n + j] }
            }
        }
        var distribution = [Double](repeating: 1, count: n)
        for state in 1..<max(1, n) {
            distribution[state] = (0..<state).reduce(0) { $0 + distribution[$1] * rates[$1 * n + state] }
        }
        return distribution
    }
}
