import BigInt

/// The exact solution that an optimal basis of a program describes.
///
/// Only the rows whose activity rests at a bound and the columns in the basis matter: as many of the one as of the
/// other. Rows are made whole by powers of two on the way.
struct ExactBasis {
    private let program: Simplex
    private let rows: [Int]
    private let columns: [Int]
    /// One per row of the program.
    private let scales: [Int]
    /// By tight row, then by column of the basis.
    private let matrix: [[Int]]

    /// Nil where a row of the program has no whole multiple.
    init?(_ program: Simplex) {
        var entries = [[(column: Int, value: Double)]](repeating: [], count: program.rowCount)
        for column in 0..<program.columnCount {
            for entry in program.columnStart[column]..<program.columnStart[column + 1] {
                entries[program.entryRow[entry]].append((column, program.entryValue[entry]))
            }
        }
        var scales: [Int] = []
        for row in entries {
            guard let scale = WholeRow.scale(of: row.map(\.value)) else { return nil }
            scales.append(scale)
        }
        let rows = (0..<program.rowCount).filter { program.place[$0] == Simplex.nonbasic }
        let columns = (0..<program.columnCount).filter { program.place[program.rowCount + $0] != Simplex.nonbasic }
        let position = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        matrix = rows.map { row in
            var whole = [Int](repeating: 0, count: columns.count)
            for (column, value) in entries[row] {
                if let place = position[column] { whole[place] = Int(value * Double(scales[row])) }
            }
            return whole
        }
        (self.program, self.rows, self.columns, self.scales) = (program, rows, columns, scales)
    }

    /// The price of each row, over one positive denominator; nil where the basis is singular.
    func prices() -> (numerators: [BigInt], denominator: BigInt)? {
        let turned = columns.indices.map { column in matrix.map { $0[column] } }
        let costs = columns.map { BigInt(Int(program.cost[program.rowCount + $0])) }
        guard let solved = ExactSystem.solve(turned, costs) else { return nil }
        var numerators = [BigInt](repeating: 0, count: program.rowCount)
        let sign: BigInt = solved.denominator < 0 ? -1 : 1
        for (index, row) in rows.enumerated() { numerators[row] = sign * solved.numerators[index] * BigInt(scales[row]) }
        return (numerators, sign * solved.denominator)
    }

    /// The value of each column; nil where the basis is singular or a bound that matters is not whole.
    ///
    /// - Parameter sides: the activity that each row shall have; those where it rests when nil.
    func values(sides: [Fraction]? = nil) -> [Fraction]? {
        var resting: [Int: Int] = [:]
        for column in 0..<program.columnCount where program.place[program.rowCount + column] == Simplex.nonbasic {
            guard let value = Int(exactly: program.value[program.rowCount + column]) else { return nil }
            if value != 0 { resting[column] = value }
        }
        var loads: [Fraction] = []
        for row in rows {
            guard let side = sides?[row] ?? Fraction(exactly: program.value[row]) else { return nil }
            var load = side * Fraction(scales[row])
            for (column, value) in resting {
                load = load - Fraction(value * Int(coefficient(row, column) * Double(scales[row])))
            }
            loads.append(load)
        }
        let unit = loads.reduce(BigInt(1)) { $0 * ($1.denominator / $0.greatestCommonDivisor(with: $1.denominator)) }
        let whole = loads.map { $0.numerator * (unit / $0.denominator) }
        guard let solved = ExactSystem.solve(matrix, whole) else { return nil }
        var result = (0..<program.columnCount).map { Fraction(resting[$0] ?? 0) }
        for (index, column) in columns.enumerated() {
            result[column] = Fraction(solved.numerators[index], over: solved.denominator * unit)
        }
        return result
    }

    private func coefficient(_ row: Int, _ column: Int) -> Double {
        for entry in program.columnStart[column]..<program.columnStart[column + 1] where program.entryRow[entry] == row {
            return program.entryValue[entry]
        }
        return 0
    }
}
