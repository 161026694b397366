import Foundation

/// The Cholesky factor L of a symmetric positive definite matrix A = L·Lᵀ, row by row.
///
/// Every inner loop is a dot product of two contiguous rows, so it runs in vector registers.
struct CholeskyFactor {
    let size: Int
    /// Row-major; the strict upper triangle is not used.
    private var lower: [Double]

    /// Factors in place; `nil` if the matrix is not positive definite to working precision.
    ///
    /// - Complexity: size³ / 6 multiplications.
    init?(_ matrix: consuming [Double], size: Int) {
        var values = matrix
        let positive = values.withUnsafeMutableBufferPointer { cells in
            for row in 0..<size {
                for column in 0..<row {
                    let sum = dot(cells, row * size, cells, column * size, count: column)
                    cells[row * size + column] = (cells[row * size + column] - sum) / cells[column * size + column]
                }
                let square = cells[row * size + row] - dot(cells, row * size, cells, row * size, count: row)
                guard square > 0, square.isFinite else { return false }
                cells[row * size + row] = square.squareRoot()
            }
            return true
        }
        guard positive else { return nil }
        self.size = size
        lower = values
    }

    /// log det A.
    var logDeterminant: Double {
        (0..<size).reduce(0) { $0 + 2 * log(lower[$1 * size + $1]) }
    }

    /// The solution x of A·x = b.
    func solve(_ right: [Double]) -> [Double] {
        var x = right
        for row in 0..<size {
            for column in 0..<row { x[row] -= lower[row * size + column] * x[column] }
            x[row] /= lower[row * size + row]
        }
        return solveTransposed(x)
    }

    /// The solution x of Lᵀ·x = b. With b standard normal, x has covariance A⁻¹.
    func solveTransposed(_ right: [Double]) -> [Double] {
        var x = right
        for row in stride(from: size - 1, through: 0, by: -1) {
            x[row] /= lower[row * size + row]
            for column in 0..<row { x[column] -= lower[row * size + column] * x[row] }
        }
        return x
    }

    /// L·x. With x standard normal, the result has covariance A.
    func multiply(_ x: [Double]) -> [Double] {
        lower.withUnsafeBufferPointer { cells in
            x.withUnsafeBufferPointer { x in (0..<size).map { Self.product(cells, row: $0 * size, x, upTo: $0) } }
        }
    }

    /// The product of a row's start with `x`, four cells at a time.
    private static func product(
        _ cells: UnsafeBufferPointer<Double>, row: Int, _ x: UnsafeBufferPointer<Double>, upTo last: Int
    ) -> Double {
        var sums = SIMD4<Double>.zero
        var column = 0
        while column + 4 <= last + 1 {
            let here = row + column
            let four = SIMD4<Double>(cells[here], cells[here + 1], cells[here + 2], cells[here + 3])
            let factors = SIMD4<Double>(x[column], x[column + 1], x[column + 2], x[column + 3])
            sums += four * factors
            column += 4
        }
        var sum = sums.sum()
        while column <= last {
            sum += cells[row + column] * x[column]
            column += 1
        }
        return sum
    }

    /// A⁻¹, row-major and full.
    ///
    /// - Complexity: size³ / 3 multiplications and two matrices of memory.
    func inverse() -> [Double] {
        var columns = [Double](repeating: 0, count: size * size)
        var inverse = columns
        lower.withUnsafeBufferPointer { cells in
            columns.withUnsafeMutableBufferPointer { columns in
                for column in 0..<size {
                    let start = column * size
                    columns[start + column] = 1 / cells[column * size + column]
                    for row in (column + 1)..<max(size, column + 1) {
                        let sum = dot(cells, row * size + column, columns, start + column, count: row - column)
                        columns[start + row] = -sum / cells[row * size + row]
                    }
                }
                inverse.withUnsafeMutableBufferPointer { inverse in
                    for row in 0..<size {
                        for column in 0...row {
                            let sum = dot(columns, row * size + row, columns, column * size + row, count: size - row)
                            inverse[row * size + column] = sum
                            inverse[column * size + row] = sum
                        }
                    }
                }
            }
        }
        return inverse
    }
}

/// Σ a[i + k]·b[j + k] for k below `count`, eight products at a time.
@inline(__always)
private func dot(
    _ a: some Collection<Double> & ContiguousCells, _ i: Int, _ b: some Collection<Double> & ContiguousCells, _ j: Int, count: Int
) -> Double {
    guard count > 0, let left = a.start, let right = b.start else { return 0 }
    let x = UnsafeRawPointer(left + i)
    let y = UnsafeRawPointer(right + j)
    let stride = MemoryLayout<Double>.stride
    var first = SIMD4<Double>()
    var second = SIMD4<Double>()
    var k = 0
    while k + 8 <= count {
        first += x.loadUnaligned(fromByteOffset: k * stride, as: SIMD4<Double>.self)
            * y.loadUnaligned(fromByteOffset: k * stride, as: SIMD4<Double>.self)
        second += x.loadUnaligned(fromByteOffset: (k + 4) * stride, as: SIMD4<Double>.self)
            * y.loadUnaligned(fromByteOffset: (k + 4) * stride, as: SIMD4<Double>.self)
        k += 8
    }
    var sum = (first + second).sum()
    while k < count {
        sum += left[i + k] * right[j + k]
        k += 1
    }
    return sum
}

private protocol ContiguousCells {
    var start: UnsafePointer<Double>? { get }
}

extension UnsafeBufferPointer<Double>: ContiguousCells {
    var start: UnsafePointer<Double>? { baseAddress }
}

extension UnsafeMutableBufferPointer<Double>: ContiguousCells {
    var start: UnsafePointer<Double>? { baseAddress.map { UnsafePointer($0) } }
}
