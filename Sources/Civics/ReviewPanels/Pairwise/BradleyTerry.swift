import Foundation

/// Strengths from comparisons: P(i is preferred to j) = 1 / (1 + e^(θj − θi)) (Bradley and Terry 1952).
public struct BradleyTerry: Sendable {
    public let items: [String]
    /// θ, natural-log units, mean 0.
    public let strengths: [Double]
    /// Row-major covariance of the strengths: the pseudo-inverse of the observed information on the space of sum 0.
    let covariance: [Double]
    /// The weight α of the penalty α·Σθ².
    public let regularization: Double
    /// Newton steps that were needed.
    public let steps: Int

    /// Maximises the log-likelihood minus `regularization`·Σθ² by Newton's method.
    ///
    /// - Parameter start: earlier strengths to begin from, for instance before one more vote.
    /// - Complexity: O(items³) a step, typically four to eight steps, and one inverse; independent of the number of votes.
    /// - Throws: `PairwiseProblem.notComparable` if `regularization` is 0 and no finite maximum exists.
    public init(_ tally: PairwiseTally, regularization: Double = 0.01, start: [Double]? = nil) throws(PairwiseProblem) {
        guard (0...1_000).contains(regularization) else { throw .badRegularization }
        if regularization == 0 {
            let groups = tally.comparableGroups().count
            guard groups <= 1 else { throw .notComparable(groups: groups) }
        }
        var likelihood = PairwiseLikelihood(tally, regularization: regularization)
        var point = start.flatMap { $0.count == tally.items.count ? $0 : nil } ?? Array(repeating: 0, count: tally.items.count)
        var steps = 0
        while steps < 100, let length = likelihood.step(&point) {
            steps += 1
            if length < 1e-10 { break }
        }
        items = tally.items
        strengths = centred(point)
        covariance = likelihood.covariance(at: point)
        self.regularization = regularization
        self.steps = steps
    }

    /// The fit after one more vote, by a single step from this one.
    ///
    /// The vote adds `p·(1 − p)` to the information of the difference, so strengths and errors follow from a rank-one
    /// update (Sherman and Morrison 1950). What the step leaves out is of second order; a full fit, started from here,
    /// removes it after many votes.
    /// - Complexity: O(items²).
    public func adding(voteFor winner: Int, over loser: Int) -> BradleyTerry {
        guard winner != loser else { return self }
        let n = items.count
        let chance = chance(winner, over: loser)
        let weight = chance * (1 - chance)
        let direction = (0..<n).map { covariance[$0 * n + winner] - covariance[$0 * n + loser] }
        let shrink = 1 / (1 + weight * (direction[winner] - direction[loser]))
        var next = covariance
        next.withUnsafeMutableBufferPointer { cells in
            for row in 0..<n {
                let factor = weight * shrink * direction[row]
                for column in 0..<n { cells[row * n + column] -= factor * direction[column] }
            }
        }
        let moved = zip(strengths, direction).map { $0 + (1 - chance) * shrink * $1 }
        return BradleyTerry(
            items: items, strengths: moved, covariance: next, regularization: regularization, steps: steps)
    }

    private init(items: [String], strengths: [Double], covariance: [Double], regularization: Double, steps: Int) {
        self.items = items
        self.strengths = strengths
        self.covariance = covariance
        self.regularization = regularization
        self.steps = steps
    }

    /// The standard error of an item's strength (distance from the average item).
    public func standardError(_ item: Int) -> Double { max(0, covariance[item * items.count + item]).squareRoot() }

    /// The interval that holds the strength with the given confidence (Wald).
    public func interval(_ item: Int, level: Double = 0.9) -> ClosedRange<Double> {
        let margin = normalQuantile(twoSided: level) * standardError(item)
        return (strengths[item] - margin)...(strengths[item] + margin)
    }

    /// The chance that the first is preferred to the second.
    public func chance(_ item: Int, over other: Int) -> Double { 1 / (1 + exp(strengths[other] - strengths[item])) }

    /// The chance that an item is preferred to a randomly chosen other one; 1/2 if there is no other.
    public func chanceOverRandom(_ item: Int) -> Double {
        guard items.count > 1 else { return 0.5 }
        let sum = items.indices.reduce(0) { $0 + ($1 == item ? 0 : chance(item, over: $1)) }
        return sum / Double(items.count - 1)
    }

    /// Indices from strongest to weakest; equal strengths in the order given.
    public var ranking: [Int] {
        items.indices.sorted { (strengths[$1], $0) < (strengths[$0], $1) }
    }

    /// The variance of the difference of two strengths.
    func differenceVariance(_ item: Int, _ other: Int) -> Double {
        let n = items.count
        return max(0, covariance[item * n + item] + covariance[other * n + other] - 2 * covariance[item * n + other])
    }

    /// For each item the places it takes with the given confidence, from draws of all strengths together.
    ///
    /// The draws come from the normal distribution around the fit with its covariance, from a fixed seed.
    /// - Complexity: O(items³ + draws · items²).
    public func rankIntervals(level: Double = 0.9, draws: Int = 2_000, seed: UInt64 = 1) -> [RankInterval] {
        let n = items.count
        guard n > 0 else { return [] }
        var ridged = covariance
        let ridge = 1e-9 * (0..<n).reduce(0) { $0 + covariance[$1 * n + $1] } / Double(n) + 1e-300
        for item in 0..<n { ridged[item * n + item] += ridge }
        for cell in ridged.indices { ridged[cell] += ridge }
        guard let factor = CholeskyFactor(ridged, size: n) else { return ranking.indices.map { _ in RankInterval(best: 1, worst: n) } }
        var random = PublishedRandom(seed: seed)
        var count = RankCount(items: n)
        for _ in 0..<draws {
            let offsets = factor.multiply(random.normals(n))
            count.add(zip(strengths, offsets).map { $0 + $1 })
        }
        return count.intervals(level: level)
    }
}

/// The values moved so that they sum to 0.
func centred(_ values: [Double]) -> [Double] {
    guard !values.isEmpty else { return values }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 - mean }
}
