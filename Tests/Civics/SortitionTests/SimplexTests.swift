import Testing
@testable import Sortition

@Suite struct SimplexTests {
    @Test func findsTheCornerOfASmallProgram() {
        // maximise 3x + 2y with x + y ≤ 4, x + 3y ≤ 6, x ≤ 3: the corner is (3, 1).
        var program = Simplex(rows: [0...4, 0...6])
        program.addColumn([(0, 1), (1, 1)], in: 0...3, cost: -3)
        program.addColumn([(0, 1), (1, 3)], in: 0...10, cost: -2)
        #expect(program.solve() == .optimal)
        #expect(abs(program.objective + 11) < 1e-12)
        #expect(abs(program.solution(ofColumn: 0) - 3) < 1e-12)
        #expect(abs(program.solution(ofColumn: 1) - 1) < 1e-12)
    }

    @Test func provesThatRowsContradictEachOther() {
        var program = Simplex(rows: [3...4, 0...1])
        program.addColumn([(0, 1), (1, 1)], in: 0...10, cost: 0)
        program.addColumn([(0, 1), (1, 1)], in: 0...10, cost: 0)
        #expect(program.solve() == .infeasible)
        #expect(program.infeasibilityRay.contains { $0 != 0 })
    }

    @Test func takesUpAColumnThatArrivesLater() {
        var program = Simplex(rows: [1...1])
        program.addColumn([(0, 1)], in: 0...1, cost: 5)
        #expect(program.solve() == .optimal)
        program.addColumn([(0, 1)], in: 0...1, cost: 2)
        #expect(program.solveAfterAddingColumns() == .optimal)
        #expect(abs(program.objective - 2) < 1e-12)
    }

    @Test(arguments: 0..<200) func everyOptimumIsFeasibleAndItsPricesProveIt(number: Int) {
        var generator = SeededGenerator(seed: "program \(number)")
        var program = Self.random(&generator)
        let nudged = number.isMultiple(of: 2)
        guard program.solve(nudging: nudged ? generator : nil) == .optimal else {
            // A random program holds the origin's activity 0 in every row, so it is never infeasible.
            Issue.record("program \(number) was not solved")
            return
        }
        let prices = program.multipliers()
        var bound = 0.0
        for variable in program.cost.indices {
            #expect(program.value[variable] >= program.lower[variable] - 1e-7)
            #expect(program.value[variable] <= program.upper[variable] + 1e-7)
            let price = program.cost[variable] - program.product(prices, variable)
            bound += price > 0 ? price * program.lower[variable] : price * program.upper[variable]
        }
        #expect(abs(bound - program.objective) < 1e-6)
    }

    private static func random(_ generator: inout SeededGenerator) -> Simplex {
        let rows = 1 + generator.whole(below: 8)
        var program = Simplex(rows: (0..<rows).map { _ in
            -Double(generator.whole(below: 5))...Double(generator.whole(below: 5))
        })
        for _ in 0..<1 + generator.whole(below: 20) {
            let entries = (0..<rows).map { (row: $0, value: Double(generator.whole(below: 7) - 3)) }
            let bounds = -Double(generator.whole(below: 3))...Double(generator.whole(below: 4))
            program.addColumn(entries, in: bounds, cost: Double(generator.whole(below: 9) - 4))
        }
        return program
    }
}
