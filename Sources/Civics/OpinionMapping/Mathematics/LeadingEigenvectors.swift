/// The leading eigenvectors of a symmetric positive semidefinite operator, by the Lanczos method with full
/// reorthogonalisation (Paige 1972; Parlett, *The Symmetric Eigenvalue Problem*, ch. 13).
///
/// The operator is only ever applied to vectors, so a sparse matrix is never made dense. It stops when the residual of
/// every wanted pair is below 1e-14 of the largest eigenvalue; up to 64 dimensions it always spans the whole space, so
/// that repeated eigenvalues of small conversations are found too.
struct LeadingEigenvectors {
    private(set) var values: [Double] = []
    private(set) var vectors: [[Double]] = []

    private let wanted: Int
    private let dimension: Int
    private let apply: ([Double], inout [Double]) -> Void
    private var random: SeededGenerator
    private var basis: [[Double]] = []
    private var diagonal: [Double] = []
    private var offDiagonal: [Double] = []

    private static let tolerance = 1e-14
    private static let wholeSpace = 64
    private static let longestBasis = 400
    private static let longestRun = 12

    /// - Parameters:
    ///   - wanted: how many pairs; fewer come back where the dimension is smaller.
    ///   - start: a direction rich in the wanted vectors, when one is known.
    ///   - apply: writes operator · vector into its second argument.
    init(_ wanted: Int, dimension: Int, start: [Double]? = nil, apply: @escaping ([Double], inout [Double]) -> Void) {
        self.wanted = min(wanted, dimension)
        self.dimension = dimension
        self.apply = apply
        random = SeededGenerator(seed: 0x0414_0517)
        guard dimension > 0 else { return }
        var direction = start ?? [Double](repeating: 0, count: dimension)
        add(start == nil ? 1 : 1e-6, times: randomVector(), to: &direction)
        for _ in 0..<Self.longestRun {
            if run(from: direction) { break }
            direction = vectors.reduce(into: [Double](repeating: 0, count: dimension)) { add(1, times: $1, to: &$0) }
        }
    }

    /// One Lanczos run; true when every wanted pair has converged.
    private mutating func run(from direction: [Double]) -> Bool {
        (basis, diagonal, offDiagonal) = ([], [], [])
        var next = direction
        scale(&next, by: 1 / length(next))
        let limit = min(dimension, Self.longestBasis)
        while true {
            basis.append(next)
            var image = [Double](repeating: 0, count: dimension)
            apply(next, &image)
            diagonal.append(dot(image, next))
            let coupling = orthogonalise(&image)
            let isDone = basis.count == dimension || (isTimeToLook && hasConverged(coupling))
            if isDone || basis.count == limit {
                collect()
                return isDone || hasConverged(coupling)
            }
            if coupling > 0 {
                scale(&image, by: 1 / coupling)
                next = image
            } else {
                next = freshDirection()
            }
            offDiagonal.append(coupling)
        }
    }

    /// Looking costs O(k²), so the pauses grow with k.
    private var isTimeToLook: Bool {
        dimension > Self.wholeSpace && basis.count >= 12 && basis.count % (basis.count < 96 ? 6 : 24) == 0
    }

    /// Takes everything already spanned out of `image` (twice is enough: Kahan, Parlett); returns the length left, 0 when
    /// what is left is rounding.
    private func orthogonalise(_ image: inout [Double]) -> Double {
        let before = length(image)
        for _ in 0..<2 {
            for vector in basis { add(-dot(vector, image), times: vector, to: &image) }
        }
        let after = length(image)
        return after <= before * 1e-14 ? 0 : after
    }

    private func hasConverged(_ coupling: Double) -> Bool {
        let last = basis.count - 1
        let system = TridiagonalEigensystem(diagonal: diagonal, offDiagonal: offDiagonal, rows: last..<last + 1)
        let order = system.values.indices.sorted { system.values[$0] > system.values[$1] }
        guard let first = order.first, system.values[first] > 0 else { return basis.count == dimension }
        return order.prefix(wanted).allSatisfy {
            coupling * abs(system.rows[0][$0]) <= Self.tolerance * system.values[first]
        }
    }

    private mutating func collect() {
        let system = TridiagonalEigensystem(diagonal: diagonal, offDiagonal: offDiagonal, rows: basis.indices)
        let order = system.values.indices.sorted { system.values[$0] > system.values[$1] }.prefix(wanted)
        values = order.map { system.values[$0] }
        vectors = order.map { pair in
            var vector = [Double](repeating: 0, count: dimension)
            for (row, direction) in basis.enumerated() { add(system.rows[row][pair], times: direction, to: &vector) }
            scale(&vector, by: 1 / length(vector))
            return vector
        }
    }

    private mutating func randomVector() -> [Double] {
        (0..<dimension).map { _ in random.symmetric() }
    }

    private mutating func freshDirection() -> [Double] {
        while true {
            var vector = randomVector()
            let before = length(vector)
            let left = orthogonalise(&vector)
            if left > before * 1e-8 {
                scale(&vector, by: 1 / left)
                return vector
            }
        }
    }
}
