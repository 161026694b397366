import Foundation

/// The penalised log-likelihood of strengths, its gradient and curvature.
struct PairwiseLikelihood {
    private let tally: PairwiseTally
    private let size: Int
    private let penalty: Double

    init(_ tally: PairwiseTally, regularization: Double) {
        self.tally = tally
        size = tally.items.count
        penalty = regularization
    }

    /// Moves the point by one Newton step, halved until the value does not fall; returns the largest change, or `nil`
    /// when no step helps any more.
    mutating func step(_ point: inout [Double]) -> Double? {
        let (value, gradient, information) = derivatives(at: point)
        guard size > 1, let factor = CholeskyFactor(pinned(information).cells, size: size) else { return nil }
        let direction = centred(factor.solve(gradient))
        var scale = 1.0
        while scale > 1e-6 {
            let next = zip(point, direction).map { $0 + scale * $1 }
            let slack = 1e-12 * abs(value)
            if self.value(at: next) >= value - slack {
                point = next
                return scale * (direction.map(abs).max() ?? 0)
            }
            scale /= 2
        }
        return nil
    }

    /// The pseudo-inverse of the information on the vectors of sum 0.
    func covariance(at point: [Double]) -> [Double] {
        guard size > 1 else { return Array(repeating: 0, count: size) }
        let (cells, level) = pinned(derivatives(at: point).information)
        guard let factor = CholeskyFactor(cells, size: size) else { return Array(repeating: .infinity, count: size * size) }
        var inverse = factor.inverse()
        let shift = 1 / level / Double(size)
        for cell in inverse.indices { inverse[cell] -= shift }
        return inverse
    }

    /// Adds a multiple of the all-ones matrix, which gives the direction "all strengths alike" a curvature of its own
    /// (`level`) and changes nothing else.
    private func pinned(_ information: [Double]) -> (cells: [Double], level: Double) {
        var cells = information
        let trace = (0..<size).reduce(0) { $0 + cells[$1 * size + $1] }
        let weight = max(trace / Double(size), 1e-9) / Double(size)
        for cell in cells.indices { cells[cell] += weight }
        return (cells, weight * Double(size) + 2 * penalty)
    }

    private func value(at point: [Double]) -> Double {
        var sum = -penalty * point.reduce(0) { $0 + $1 * $1 }
        tally.wins.withUnsafeBufferPointer { wins in
            for i in 0..<size {
                for j in 0..<i {
                    let (ahead, behind) = (Double(wins[i * size + j]), Double(wins[j * size + i]))
                    if ahead + behind == 0 { continue }
                    let difference = point[i] - point[j]
                    // log P(i over j) = −log(1 + e^−d), written so that neither exponential overflows.
                    let tail = log1p(exp(-abs(difference)))
                    sum -= difference > 0 ? (ahead + behind) * tail + behind * difference : (ahead + behind) * tail - ahead * difference
                }
            }
        }
        return sum
    }

    private func derivatives(at point: [Double]) -> (value: Double, gradient: [Double], information: [Double]) {
        var gradient = point.map { -2 * penalty * $0 }
        var information = [Double](repeating: 0, count: size * size)
        tally.wins.withUnsafeBufferPointer { wins in
            information.withUnsafeMutableBufferPointer { cells in
                for i in 0..<size {
                    cells[i * size + i] += 2 * penalty
                    for j in 0..<i {
                        let (ahead, behind) = (Double(wins[i * size + j]), Double(wins[j * size + i]))
                        if ahead + behind == 0 { continue }
                        let chance = 1 / (1 + exp(point[j] - point[i]))
                        let surplus = ahead - (ahead + behind) * chance
                        gradient[i] += surplus
                        gradient[j] -= surplus
                        let weight = (ahead + behind) * chance * (1 - chance)
                        cells[i * size + i] += weight
                        cells[j * size + j] += weight
                        cells[i * size + j] -= weight
                        cells[j * size + i] -= weight
                    }
                }
            }
        }
        return (value(at: point), gradient, information)
    }
}
