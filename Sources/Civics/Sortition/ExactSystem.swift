import BigInt

/// Square systems of whole numbers, solved exactly.
enum ExactSystem {
    /// Solves matrix · x = side by elimination without fractions: every intermediate number is a minor of the
    /// matrix, so numbers stay as short as they can. O(n³) products.
    ///
    /// Source: E. H. Bareiss, *Sylvester's identity and multistep integer-preserving Gaussian elimination* (1968).
    ///
    /// - Returns: x as numerators over one denominator, or nil when the matrix is singular.
    static func solve(_ matrix: [[Int]], _ side: [BigInt]) -> (numerators: [BigInt], denominator: BigInt)? {
        let n = matrix.count
        var rows = zip(matrix, side).map { row, last in row.map { BigInt($0) } + [last] }
        var previous = BigInt(1)
        for step in 0..<n {
            guard let pivotRow = sparsestPivot(rows, step) else { return nil }
            rows.swapAt(step, pivotRow)
            let pivot = rows[step]
            for row in (step + 1)..<max(n, step + 1) {
                let factor = rows[row][step]
                for column in (step + 1)...n where pivot[column] != 0 || rows[row][column] != 0 {
                    rows[row][column] = (pivot[step] * rows[row][column] - factor * pivot[column]) / previous
                }
                rows[row][step] = 0
            }
            previous = pivot[step]
        }
        // The last pivot is the determinant; back substitution keeps it as the common denominator.
        var numerators = [BigInt](repeating: 0, count: n)
        for row in stride(from: n - 1, through: 0, by: -1) {
            var rest = rows[row][n] * previous
            for column in (row + 1)..<max(n, row + 1) where rows[row][column] != 0 {
                rest -= rows[row][column] * numerators[column]
            }
            numerators[row] = rest / rows[row][row]
        }
        return (numerators, previous)
    }

    /// Among the rows left, one with an entry in the column and as few others as possible.
    private static func sparsestPivot(_ rows: [[BigInt]], _ step: Int) -> Int? {
        var best: Int?
        var fewest = Int.max
        for row in step..<rows.count where rows[row][step] != 0 {
            let entries = rows[row].count { $0 != 0 }
            if entries < fewest { (best, fewest) = (row, entries) }
        }
        return best
    }
}
