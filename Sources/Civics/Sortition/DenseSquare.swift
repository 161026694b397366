/// Small dense systems of equations.
enum DenseSquare {
    /// The inverse of a row-major matrix by Gauss–Jordan elimination with row exchanges, or nil when
    /// it is singular to working precision. O(order³) time.
    static func inverse(of matrix: [Double], order n: Int) -> [Double]? {
        var left = matrix
        var right = [Double](repeating: 0, count: n * n)
        for row in 0..<n { right[row * n + row] = 1 }
        for column in 0..<n {
            guard let pivotRow = greatestRow(left, column, n) else { return nil }
            if pivotRow != column {
                swapRows(&left, pivotRow, column, n)
                swapRows(&right, pivotRow, column, n)
            }
            let pivot = left[column * n + column]
            for index in 0..<n {
                left[column * n + index] /= pivot
                right[column * n + index] /= pivot
            }
            for row in 0..<n where row != column && left[row * n + column] != 0 {
                let factor = left[row * n + column]
                subtract(&left, factor, column, row, n)
                subtract(&right, factor, column, row, n)
            }
        }
        return right
    }

    private static func greatestRow(_ matrix: [Double], _ column: Int, _ n: Int) -> Int? {
        var best = -1
        var size = 1e-11
        for row in column..<n where abs(matrix[row * n + column]) > size {
            best = row
            size = abs(matrix[row * n + column])
        }
        return best < 0 ? nil : best
    }

    private static func swapRows(_ matrix: inout [Double], _ first: Int, _ second: Int, _ n: Int) {
        for column in 0..<n { matrix.swapAt(first * n + column, second * n + column) }
    }

    /// Takes `factor` times row `source` away from row `target`.
    private static func subtract(_ matrix: inout [Double], _ factor: Double, _ source: Int, _ target: Int, _ n: Int) {
        matrix.withUnsafeMutableBufferPointer { matrix in
            for column in 0..<n where matrix[source * n + column] != 0 {
                matrix[target * n + column] -= factor * matrix[source * n + column]
            }
        }
    }

    /// Solves a symmetric positive semidefinite system by Cholesky's method with one round of refinement.
    /// Directions without weight get component 0. O(order³) time.
    static func solvePositive(_ matrix: [Double], _ right: [Double], order n: Int) -> [Double] {
        var factor = matrix
        for column in 0..<n {
            var pivot = matrix[column * n + column]
            for k in 0..<column { pivot -= factor[column * n + k] * factor[column * n + k] }
            let usable = pivot > 1e-15 * matrix[column * n + column]
            let root = usable ? pivot.squareRoot() : 1e100
            factor[column * n + column] = root
            for row in column + 1..<max(n, column + 1) {
                var sum = matrix[row * n + column]
                for k in 0..<column { sum -= factor[row * n + k] * factor[column * n + k] }
                factor[row * n + column] = usable ? sum / root : 0
            }
        }
        var solution = substitute(factor, right, n)
        let missing = (0..<n).map { row in (0..<n).reduce(right[row]) { $0 - matrix[row * n + $1] * solution[$1] } }
        for (row, correction) in substitute(factor, missing, n).enumerated() { solution[row] += correction }
        return solution
    }

    private static func substitute(_ factor: [Double], _ right: [Double], _ n: Int) -> [Double] {
        var solution = right
        for row in 0..<n {
            for column in 0..<row { solution[row] -= factor[row * n + column] * solution[column] }
            solution[row] /= factor[row * n + row]
        }
        for row in (0..<n).reversed() {
            for column in row + 1..<max(n, row + 1) { solution[row] -= factor[column * n + row] * solution[column] }
            solution[row] /= factor[row * n + row]
        }
        return solution
    }
}
