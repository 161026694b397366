/// Eigenvalues of a symmetric tridiagonal matrix, by implicit QL with Wilkinson's shift (Bowdler, Martin, Reinsch,
/// Wilkinson 1968), and the wanted rows of its eigenvector matrix.
///
/// O(n²) for the values and O(n²) for each row of the vectors.
struct TridiagonalEigensystem {
    /// Eigenvalues, in no particular order.
    private(set) var values: [Double]
    /// `rows[r][i]` is the component of eigenvector `i` in the r-th wanted row.
    private(set) var rows: [[Double]]
    private var offDiagonal: [Double]

    /// - Parameters:
    ///   - diagonal: n numbers.
    ///   - offDiagonal: n - 1 numbers.
    ///   - wanted: which rows of the eigenvector matrix to compute.
    init(diagonal: [Double], offDiagonal: [Double], rows wanted: Range<Int>) {
        values = diagonal
        self.offDiagonal = offDiagonal + [0]
        rows = wanted.map { wanted in diagonal.indices.map { $0 == wanted ? 1 : 0 } }
        for index in values.indices { isolate(index) }
    }

    private mutating func isolate(_ first: Int) {
        // Each sweep converges cubically; 60 is far beyond what rounding can need.
        for _ in 0..<60 {
            var last = first
            while last < values.count - 1 {
                let scale = abs(values[last]) + abs(values[last + 1])
                if abs(offDiagonal[last]) <= scale * 0x1p-53 { break }
                last += 1
            }
            if last == first { return }
            sweep(from: first, to: last)
        }
    }

    private mutating func sweep(from first: Int, to last: Int) {
        var shift = (values[first + 1] - values[first]) / (2 * offDiagonal[first])
        let radius = (shift * shift + 1).squareRoot()
        shift = values[last] - values[first] + offDiagonal[first] / (shift + (shift < 0 ? -radius : radius))
        var (sine, cosine, moved) = (1.0, 1.0, 0.0)
        for index in stride(from: last - 1, through: first, by: -1) {
            let bulge = sine * offDiagonal[index]
            let side = cosine * offDiagonal[index]
            let hypotenuse = (bulge * bulge + shift * shift).squareRoot()
            offDiagonal[index + 1] = hypotenuse
            if hypotenuse == 0 {
                values[index + 1] -= moved
                offDiagonal[last] = 0
                return
            }
            (sine, cosine) = (bulge / hypotenuse, shift / hypotenuse)
            let base = values[index + 1] - moved
            let turn = (values[index] - base) * sine + 2 * cosine * side
            moved = sine * turn
            values[index + 1] = base + moved
            shift = cosine * turn - side
            rotate(index, sine: sine, cosine: cosine)
        }
        values[first] -= moved
        offDiagonal[first] = shift
        offDiagonal[last] = 0
    }

    private mutating func rotate(_ index: Int, sine: Double, cosine: Double) {
        for row in rows.indices {
            let (here, next) = (rows[row][index], rows[row][index + 1])
            rows[row][index + 1] = sine * here + cosine * next
            rows[row][index] = cosine * here - sine * next
        }
    }
}
