/// The two directions in which the votes of a conversation differ most.
///
/// Cells without a vote are taken as the statement's mean, so after centring they are exactly zero and the centred
/// matrix stays as sparse as the votes. Its two leading right singular vectors are the components (Small, Bjorkegren,
/// Erkkilä, Shaw, Megill, *Polis: scaling deliberation by mapping high-dimensional opinion spaces*, 2021).
///
/// Shapes: `centre` has one number for each statement; `vectors` are two rows of that length, of unit length, zero at
/// moderated-out statements, all zero where the votes have no such direction left. Time: O(votes) for each step of the
/// iteration, of which there are typically 25 to 80. Exact to rounding: the residual is below 1e-14 of the largest
/// eigenvalue.
public struct PrincipalComponents: Sendable, Hashable {
    /// The mean vote on each statement, 1 is agree; 0 at moderated-out statements and where nobody voted.
    public let centre: [Double]
    /// The first and the second component.
    public let vectors: [[Double]]
    /// The variance along each component times the number of participants.
    public let eigenvalues: [Double]

    /// - Parameter previous: components of an earlier state in the same order of statements (two rows, zeros where a
    ///   statement is new). They speed up the iteration and fix the signs. Without them a component's sign is such
    ///   that its entry of largest size (the first of them) is positive.
    init(of matrix: VoteMatrix, previous: [[Double]]? = nil) {
        let votes = CentredVotes(matrix)
        centre = votes.centre
        let dimension = matrix.statements.count
        var pairs: [(value: Double, vector: [Double])] = []
        if votes.hasVariance {
            let start = previous.flatMap { Self.direction(rows: $0, withheld: matrix.withheld) }
            let found = LeadingEigenvectors(2, dimension: dimension, start: start) { votes.multiply($0, into: &$1) }
            let smallest = (found.values.first ?? 0) * 1e-13
            pairs = zip(found.values, found.vectors).filter { $0.0 > smallest }.map { ($0, $1) }
        }
        let none = (value: 0.0, vector: [Double](repeating: 0, count: dimension))
        let both = pairs + Array(repeating: none, count: 2 - pairs.count)
        eigenvalues = both.map(\.value)
        vectors = both.enumerated().map { place, pair in
            Self.signed(pair.vector, like: previous?[place], withheld: matrix.withheld)
        }
    }

    /// The sum of the earlier components, nil where nothing of them is left.
    private static func direction(rows: [[Double]], withheld: [Bool]) -> [Double]? {
        var sum = [Double](repeating: 0, count: withheld.count)
        for row in rows { OpinionMapping.add(1, times: row, to: &sum) }
        for index in sum.indices where withheld[index] { sum[index] = 0 }
        let size = length(sum)
        guard size > 1e-3, size.isFinite else { return nil }
        scale(&sum, by: 1 / size)
        return sum
    }

    private static func signed(_ vector: [Double], like previous: [Double]?, withheld: [Bool]) -> [Double] {
        var vector = vector
        for index in vector.indices where withheld[index] { vector[index] = 0 }
        let agreement = previous.map { dot($0, vector) } ?? 0
        // Entries that differ by rounding count as equally large, so that the sign is the same on every machine.
        let largest = (vector.lazy.map(abs).max() ?? 0) * (1 - 1e-9)
        let deciding = agreement != 0 ? agreement : vector.first { abs($0) >= largest } ?? 0
        if deciding < 0 { scale(&vector, by: -1) }
        for index in vector.indices where vector[index] == 0 { vector[index] = 0 }
        return vector
    }
}

/// The centred votes as a sparse matrix, and its covariance as an operator.
struct CentredVotes {
    let centre: [Double]
    private let matrix: VoteMatrix
    private let values: [Double]

    init(_ matrix: VoteMatrix) {
        self.matrix = matrix
        var sums = [Int](repeating: 0, count: matrix.statements.count)
        var counts = sums
        for (column, opinion) in zip(matrix.columns, matrix.opinions) {
            sums[Int(column)] += Int(opinion)
            counts[Int(column)] += 1
        }
        let centre = sums.indices.map { column in
            matrix.withheld[column] || counts[column] == 0 ? 0 : Double(sums[column]) / Double(counts[column])
        }
        values = zip(matrix.columns, matrix.opinions).map { column, opinion in
            matrix.withheld[Int(column)] ? 0 : Double(opinion) - centre[Int(column)]
        }
        self.centre = centre
    }

    var hasVariance: Bool { values.contains { $0 != 0 } }

    /// `image = votesᵀ · (votes · vector)`, one pass over the votes.
    func multiply(_ vector: [Double], into image: inout [Double]) {
        vector.withUnsafeBufferPointer { vector in
            image.withUnsafeMutableBufferPointer { image in
                values.withUnsafeBufferPointer { values in
                    matrix.columns.withUnsafeBufferPointer { columns in
                        for row in 0..<matrix.rowStart.count - 1 {
                            let cells = matrix.rowStart[row]..<matrix.rowStart[row + 1]
                            let sum = Self.gather(vector, values, columns, cells)
                            for cell in cells { image[Int(columns[cell])] += sum * values[cell] }
                        }
                    }
                }
            }
        }
    }

    /// The sum over the votes of one row of value · direction, for both directions.
    func project(row: Int, onto vectors: [[Double]]) -> SIMD2<Double> {
        var sum = SIMD2<Double>.zero
        for cell in matrix.cells(of: row) {
            let column = Int(matrix.columns[cell])
            sum += values[cell] * SIMD2(vectors[0][column], vectors[1][column])
        }
        return sum
    }

    /// The sum over the votes of one row of (value · direction)², for both directions.
    func squares(row: Int, onto vectors: [[Double]]) -> SIMD2<Double> {
        var sum = SIMD2<Double>.zero
        for cell in matrix.cells(of: row) {
            let column = Int(matrix.columns[cell])
            let part = values[cell] * SIMD2(vectors[0][column], vectors[1][column])
            sum += part * part
        }
        return sum
    }

    private static func gather(
        _ vector: UnsafeBufferPointer<Double>, _ values: UnsafeBufferPointer<Double>,
        _ columns: UnsafeBufferPointer<Int32>, _ cells: Range<Int>
    ) -> Double {
        var (even, odd) = (0.0, 0.0)
        var cell = cells.lowerBound
        while cell + 1 < cells.upperBound {
            even += vector[Int(columns[cell])] * values[cell]
            odd += vector[Int(columns[cell + 1])] * values[cell + 1]
            cell += 2
        }
        if cell < cells.upperBound { even += vector[Int(columns[cell])] * values[cell] }
        return even + odd
    }
}
