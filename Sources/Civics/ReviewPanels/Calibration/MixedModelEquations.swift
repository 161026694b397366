import Foundation

/// Henderson's equations for two crossed random factors and a mean. The larger factor is absorbed: its block is
/// diagonal, so only the mean and the smaller factor need a dense matrix.
struct MixedModelEquations {
    private struct Level {
        var count = 0.0
        var sum = 0.0
        /// How often each level of the kept factor meets this one.
        var partners: [(level: Int, count: Double)] = []
    }

    private var levels: [Level]
    private var keptCounts: [Double]
    private var keptSums: [Double]
    private let count: Double
    /// Scores are measured from here, which keeps sums of squares small.
    private let centre: Double
    private var squares = 0.0
    private let kept: Int

    init(_ observations: [(absorbed: Int, kept: Int, score: Double)], absorbed: Int, kept: Int) {
        self.kept = kept
        count = Double(observations.count)
        let centre = observations.reduce(0) { $0 + $1.score } / count
        self.centre = centre
        levels = Array(repeating: Level(), count: absorbed)
        keptCounts = Array(repeating: 0, count: kept)
        keptSums = Array(repeating: 0, count: kept)
        for (level, partner, score) in observations {
            let value = score - centre
            levels[level].count += 1
            levels[level].sum += value
            if let place = levels[level].partners.firstIndex(where: { $0.level == partner }) {
                levels[level].partners[place].count += 1
            } else {
                levels[level].partners.append((partner, 1))
            }
            keptCounts[partner] += 1
            keptSums[partner] += value
            squares += value * value
        }
    }

    /// The equations left for the mean (index 0) and the kept factor, when the factors' variances are `absorbedRatio`
    /// and `keptRatio` times the residual one.
    private func reduced(absorbedRatio: Double, keptRatio: Double) -> (matrix: [Double], right: [Double]) {
        let size = kept + 1
        var matrix = [Double](repeating: 0, count: size * size)
        var right = [0.0] + keptSums
        matrix[0] = count
        for level in 0..<kept {
            matrix[(level + 1) * size] = keptCounts[level]
            matrix[(level + 1) * size + level + 1] = keptCounts[level] + 1 / keptRatio
        }
        for level in levels where level.count > 0 {
            let share = 1 / (level.count + 1 / absorbedRatio)
            matrix[0] -= level.count * level.count * share
            right[0] -= level.count * level.sum * share
            for (row, rowCount) in level.partners {
                matrix[(row + 1) * size] -= level.count * rowCount * share
                right[row + 1] -= rowCount * level.sum * share
                for (column, columnCount) in level.partners where column <= row {
                    matrix[(row + 1) * size + column + 1] -= rowCount * columnCount * share
                }
            }
        }
        return (matrix, right)
    }

    /// Minus twice the restricted log-likelihood, up to a constant, with the residual variance at its best.
    private func deviance(absorbedRatio: Double, keptRatio: Double) -> Double {
        let (matrix, right) = reduced(absorbedRatio: absorbedRatio, keptRatio: keptRatio)
        guard let factor = CholeskyFactor(matrix, size: kept + 1) else { return .infinity }
        let solution = factor.solve(right)
        let rest = residual(solution, absorbedRatio: absorbedRatio)
        let spreads = levels.reduce(0) { $0 + log1p($1.count * absorbedRatio) }
        return (count - 1) * log(rest / (count - 1)) + spreads + Double(kept) * log(keptRatio) + factor.logDeterminant
    }

    /// The weighted residual sum of squares y′Py, at least a trace of the total so that a perfect fit stays finite.
    private func residual(_ solution: [Double], absorbedRatio: Double) -> Double {
        var explained = 0.0
        for (effect, sum) in zip(solution.dropFirst(), keptSums) { explained += effect * sum }
        for level in levels { explained += absorbedEffect(level, solution, absorbedRatio) * level.sum }
        return max(squares - explained, 1e-12 * squares, .leastNormalMagnitude)
    }

    private func absorbedEffect(_ level: Level, _ solution: [Double], _ ratio: Double) -> Double {
        let expected = level.partners.reduce(level.count * solution[0]) { $0 + $1.count * solution[$1.level + 1] }
        return (level.sum - expected) / (level.count + 1 / ratio)
    }

    /// The ratios of variances with the highest restricted likelihood, and everything that follows from them.
    func solveByRestrictedLikelihood() -> MixedModelSolution {
        var ratios = (absorbed: 1e-8, kept: 1e-8)
        if squares > 0, count > 1 {
            let best = minimum(from: (0, 0)) { deviance(absorbedRatio: exp(Self.bounded($0)), keptRatio: exp(Self.bounded($1))) }
            ratios = (exp(Self.bounded(best.0)), exp(Self.bounded(best.1)))
        }
        return solution(absorbedRatio: ratios.absorbed, keptRatio: ratios.kept)
    }

    /// Ratios from 10⁻⁸ (no spread at all) to 10⁸.
    private static func bounded(_ logarithm: Double) -> Double { max(-18.42, min(18.42, logarithm)) }

    private func solution(absorbedRatio: Double, keptRatio: Double) -> MixedModelSolution {
        let size = kept + 1
        let (matrix, right) = reduced(absorbedRatio: absorbedRatio, keptRatio: keptRatio)
        guard let factor = CholeskyFactor(matrix, size: size) else {
            return MixedModelSolution.flat(mean: centre, absorbed: levels.count, kept: kept)
        }
        let solution = factor.solve(right)
        let inverse = factor.inverse()
        let variance = squares > 0 && count > 1 ? residual(solution, absorbedRatio: absorbedRatio) / (count - 1) : 0
        let rows = levels.map { level in
            MixedModelSolution.Row(
                shrinkage: 1 / (level.count + 1 / absorbedRatio), sum: level.sum,
                weights: [(0, level.count)] + level.partners.map { ($0.level + 1, $0.count) })
        }
        return MixedModelSolution(
            mean: centre + solution[0], residualVariance: variance, absorbedRatio: absorbedRatio, keptRatio: keptRatio,
            centred: solution, factor: factor, rows: rows,
            keptErrors: (1..<max(size, 1)).map { (variance * max(0, inverse[$0 * size + $0])).squareRoot() },
            absorbedErrors: rows.map { row in
                let spread = row.weights.reduce(0) { sum, left in
                    sum + row.weights.reduce(0) { $0 + left.count * $1.count * inverse[left.index * size + $1.index] }
                }
                return (variance * (row.shrinkage + row.shrinkage * row.shrinkage * spread)).squareRoot()
            })
    }
}

/// Estimates at given variances, and draws from what remains uncertain.
struct MixedModelSolution: Sendable {
    struct Row: Sendable {
        var shrinkage: Double
        var sum: Double
        var weights: [(index: Int, count: Double)]
    }

    let mean: Double
    let residualVariance: Double
    let absorbedRatio: Double
    let keptRatio: Double
    /// The mean from the centre, then the kept effects.
    fileprivate let centred: [Double]
    fileprivate let factor: CholeskyFactor?
    fileprivate let rows: [Row]
    let keptErrors: [Double]
    let absorbedErrors: [Double]

    var kept: [Double] { Array(centred.dropFirst()) }

    var absorbed: [Double] { rows.map { Self.effect($0, centred) } }

    private static func effect(_ row: Row, _ centred: [Double]) -> Double {
        (row.sum - row.weights.reduce(0) { $0 + $1.count * centred[$1.index] }) * row.shrinkage
    }

    /// All effects at once, drawn from their joint normal distribution given the scores.
    func draw(_ random: inout PublishedRandom) -> (kept: [Double], absorbed: [Double]) {
        let spread = residualVariance.squareRoot()
        let offsets = factor?.solveTransposed(random.normals(centred.count)) ?? []
        let drawn = offsets.isEmpty ? centred : zip(centred, offsets).map { $0 + spread * $1 }
        let noise = random.normals(rows.count)
        let absorbed = zip(rows, noise).map { row, noise in
            Self.effect(row, drawn) + spread * row.shrinkage.squareRoot() * noise
        }
        return (Array(drawn.dropFirst()), absorbed)
    }

    fileprivate static func flat(mean: Double, absorbed: Int, kept: Int) -> MixedModelSolution {
        MixedModelSolution(
            mean: mean, residualVariance: 0, absorbedRatio: 0, keptRatio: 0, centred: Array(repeating: 0, count: kept + 1),
            factor: nil, rows: Array(repeating: Row(shrinkage: 0, sum: 0, weights: []), count: absorbed),
            keptErrors: Array(repeating: 0, count: kept), absorbedErrors: Array(repeating: 0, count: absorbed))
    }
}
