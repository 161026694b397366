/// A linear program with boxes, solved by a revised simplex method of our own.
///
///     minimise  cost · x   subject to   lower ≤ A x ≤ upper (rows),  lower ≤ x ≤ upper (columns)
///
/// Every bound is finite. The basis inverse is kept as a dense square of
/// `rowCount` doubles, so memory is O(rows² + non-zeros) and a step is
/// O(rows² + non-zeros): made for at most about a thousand rows.
///
/// Variables are numbered with the row activities ("logicals") first: `row` is
/// the activity of that row and `rowCount + j` is column `j`. The equations are
/// A x − activity = 0.
///
/// Source: A. Koberstein, *The Dual Simplex Method* (2005), §3 (bounded dual
/// simplex, bound flipping ratio test).
struct Simplex {
    enum Outcome: Equatable { case optimal, infeasible, stalled }

    /// Whether a variable's value is fixed by the basis, or rests at one of its bounds.
    static let nonbasic: Int = -1

    let rowCount: Int
    var columnStart: [Int] = [0]
    var entryRow: [Int] = []
    var entryValue: [Double] = []

    var lower: [Double]
    var upper: [Double]
    var cost: [Double]
    var value: [Double]
    /// For each variable its place in the basis, or `nonbasic`.
    var place: [Int]
    /// The variable that each basis place holds.
    var basis: [Int]
    /// Row-major inverse of the basis matrix.
    var inverse: [Double]
    var reducedCost: [Double]
    /// After `.infeasible`: row multipliers that prove it (see `InequalityProof`).
    var infeasibilityRay: [Double] = []
    var updatesSinceFactoring = 0
    private(set) var steps = 0

    // Working space, kept between calls so that no step allocates.
    var pivotRow: [Double]
    var pivotColumn: [Double]
    var pivotEntries: [Double]
    var rowNorm: [Double]

    static let feasibility = 1e-9
    static let optimality = 1e-9
    static let smallestPivot = 1e-8

    init(rows: [ClosedRange<Double>]) {
        rowCount = rows.count
        lower = rows.map(\.lowerBound)
        upper = rows.map(\.upperBound)
        cost = Array(repeating: 0, count: rows.count)
        value = lower
        place = Array(0..<rows.count)
        basis = Array(0..<rows.count)
        reducedCost = cost
        inverse = Array(repeating: 0, count: rows.count * rows.count)
        pivotRow = cost
        pivotColumn = cost
        pivotEntries = cost
        rowNorm = Array(repeating: 1, count: rows.count)
        for row in 0..<rowCount { inverse[row * rowCount + row] = -1 }
    }

    var columnCount: Int { columnStart.count - 1 }

    /// Adds a column and returns its number among the columns. It starts at its lower bound.
    @discardableResult
    mutating func addColumn(_ entries: [(row: Int, value: Double)], in bounds: ClosedRange<Double>, cost: Double) -> Int {
        for entry in entries where entry.value != 0 {
            entryRow.append(entry.row)
            entryValue.append(entry.value)
        }
        columnStart.append(entryRow.count)
        lower.append(bounds.lowerBound)
        upper.append(bounds.upperBound)
        self.cost.append(cost)
        value.append(bounds.lowerBound)
        place.append(Self.nonbasic)
        reducedCost.append(0)
        pivotEntries.append(0)
        return columnCount - 1
    }

    mutating func setBounds(ofColumn column: Int, _ low: Double, _ high: Double) {
        lower[rowCount + column] = low
        upper[rowCount + column] = high
    }

    mutating func setBounds(ofRow row: Int, _ low: Double, _ high: Double) {
        lower[row] = low
        upper[row] = high
    }

    func solution(ofColumn column: Int) -> Double { value[rowCount + column] }

    /// cost · x at the present point.
    var objective: Double {
        var sum = 0.0
        for variable in cost.indices where cost[variable] != 0 { sum += cost[variable] * value[variable] }
        return sum
    }

    /// Solves from the present basis.
    ///
    /// - Parameter generator: when given, costs are nudged during the dual phase so that ties do not
    ///   make it wander, and the exact costs are restored and re-solved afterwards.
    mutating func solve(nudging generator: SeededGenerator? = nil) -> Outcome {
        if updatesSinceFactoring > 50, !factor() { resetBasis() }
        priceAll()
        settle()
        if var generator {
            let exact = cost
            nudgeCosts(&generator)
            let outcome = runDual()
            cost = exact
            guard outcome == .optimal else { return outcome }
            priceAll()
        } else {
            let outcome = runDual()
            guard outcome == .optimal else { return outcome }
        }
        return runPrimal()
    }

    /// Re-solves after columns were added to a solved program: the point stays feasible.
    mutating func solveAfterAddingColumns() -> Outcome {
        priceAll()
        computeBasicValues()
        if greatestInfeasibility() > 1e-7 { return solve() }
        return runPrimal()
    }

    /// Dual value of each row: the change of the optimum per unit of the row's activity bound.
    func multipliers() -> [Double] {
        var result = [Double](repeating: 0, count: rowCount)
        for (index, variable) in basis.enumerated() where cost[variable] != 0 {
            let weight = cost[variable]
            for row in 0..<rowCount { result[row] += weight * inverse[index * rowCount + row] }
        }
        return result
    }

    mutating func countStep() { steps += 1 }
}
