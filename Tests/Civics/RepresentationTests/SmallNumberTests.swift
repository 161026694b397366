import Representation
import Testing

@Suite struct SmallNumberTests {
    @Test func smallCountsAndTheirNeighboursAreHidden() throws {
        let table = try #require(try protectingSmallNumbers([[3, 40, 50], [20, 30, 60], [70, 10, 80]]))
        #expect(table.cells[0][0] == .hidden)
        #expect(table.cells[1][0] == .hidden && table.cells[1][1] == .hidden, "the smallest rectangle is completed")
        #expect(hiddenCount(table) == 4)
        #expect(table.cells[3] == [.shown(93), .shown(80), .shown(190), .shown(363)])
        #expect(table.cells.map { $0[3] } == [.shown(93), .shown(110), .shown(160), .shown(363)])
    }

    @Test func aTableWithoutSmallCountsStaysWhole() throws {
        let table = try #require(try protectingSmallNumbers([[0, 5], [9, 12]]))
        #expect(hiddenCount(table) == 0)
    }

    @Test func aSingleRowHidesATotalAsWell() throws {
        let table = try #require(try protectingSmallNumbers([[2, 30, 9]]))
        #expect(table.cells[0][0] == .hidden)
        #expect(table.cells[1][0] == .hidden, "the column total would tell the count")
    }

    /// Two hidden ones in a row that sums to two would still be computable.
    @Test func noHiddenCountCanBeComputed() throws {
        var draw = Draw(state: 21)
        for _ in 0..<60 {
            let (rows, columns) = (Int.random(in: 1...3, using: &draw), Int.random(in: 1...3, using: &draw))
            let counts = (0..<rows).map { _ in
                (0..<columns).map { _ in Bool.random(using: &draw) ? Int.random(in: 0...3, using: &draw) : Int.random(in: 0...9, using: &draw) }
            }
            guard let table = try protectingSmallNumbers(counts, smallest: 3) else { continue }
            for row in table.cells.indices {
                for column in table.cells[row].indices where table.cells[row][column] == .hidden {
                    #expect(possibleValues(of: row, column, table, counts) > 1, "\(counts)")
                }
            }
            for row in 0..<rows {
                for column in 0..<columns where (1..<3).contains(counts[row][column]) {
                    #expect(table.cells[row][column] == .hidden)
                }
            }
        }
    }

    @Test func raggedOrNegativeTablesAreRefused() {
        #expect(throws: RepresentationError.unusableCounts) { try protectingSmallNumbers([[1, 2], [3]]) }
        #expect(throws: RepresentationError.unusableCounts) { try protectingSmallNumbers([[1, -2]]) }
        #expect(throws: RepresentationError.unusableCounts) { try protectingSmallNumbers([]) }
    }

    @Test func rareCombinationsAreListed() {
        let records = Array(repeating: ["Kallio", "40–59", "x"], count: 5) + [["Kallio", "80+", "y"]]
            + Array(repeating: ["Vuosaari", "20–39", "z"], count: 4)
        let small = groupsSmallerThan(in: records, by: [0, 1])
        #expect(small.map(\.attributes) == [["Kallio", "80+"], ["Vuosaari", "20–39"]])
        #expect(small.map(\.count) == [1, 4])
        #expect(groupsSmallerThan(in: records, by: [9]).isEmpty)
    }

    @Test func placesAreMovedToTheMiddleOfTheirCell() {
        let home = Coordinates(latitude: 60.1699, longitude: 24.9384)
        let next = Coordinates(latitude: 60.16991, longitude: 24.93841)
        let coarse = home.coarsened()
        #expect(coarse == next.coarsened())
        #expect(abs(coarse.latitude - home.latitude) * 110_574 <= 126)
        #expect(coarse.coarsened() == coarse)
        let nowhere = Coordinates(latitude: .nan, longitude: 500)
        #expect(nowhere.coarsened().longitude == 500)
    }

    private func hiddenCount(_ table: ProtectedTable) -> Int { table.cells.joined().count { $0 == .hidden } }

    /// How many values the cell takes over all tables of small non-negative counts that show the same (2 is enough).
    private func possibleValues(of row: Int, _ column: Int, _ table: ProtectedTable, _ counts: [[Int]]) -> Int {
        let (rows, columns) = (counts.count, counts[0].count)
        var (seen, trial): (Set<Int>, [[Int]]) = ([], counts)
        let free = (0..<rows).flatMap { r in (0..<columns).map { (r, $0) } }.filter { table.cells[$0.0][$0.1] == .hidden }
        func agrees() -> Bool {
            let totals = trial.map { $0.reduce(0, +) }
            for r in 0..<rows { if case .shown(let value) = table.cells[r][columns], value != totals[r] { return false } }
            for c in 0..<columns {
                if case .shown(let value) = table.cells[rows][c], value != trial.reduce(0, { $0 + $1[c] }) { return false }
            }
            if case .shown(let value) = table.cells[rows][columns] { return value == totals.reduce(0, +) }
            return true
        }
        func visit(_ index: Int) {
            guard seen.count < 2 else { return }
            guard index < free.count else {
                guard agrees() else { return }
                let value = row < rows && column < columns ? trial[row][column]
                    : (row < rows ? [row] : Array(0..<rows)).reduce(0) { sum, r in
                        sum + (column < columns ? [column] : Array(0..<columns)).reduce(0) { $0 + trial[r][$1] }
                    }
                seen.insert(value)
                return
            }
            let (r, c) = free[index]
            for value in max(0, counts[r][c] - 1)...(counts[r][c] + 1) { trial[r][c] = value; visit(index + 1) }
            trial[r][c] = counts[r][c]
        }
        visit(0)
        return seen.count
    }
}
