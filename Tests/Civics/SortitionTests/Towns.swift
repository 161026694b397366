@testable import Sortition

/// Small made-up pools, and the plain way to the same answers: list every panel.
enum Town {
    /// A random pool with quotas that some randomly chosen panel meets.
    static func random(_ generator: inout SeededGenerator, households: Bool = false) throws -> Selection {
        let categories = 2 + generator.whole(below: 3)
        let values = (0..<categories).map { _ in 2 + generator.whole(below: 3) }
        let count = 5 + generator.whole(below: 16)
        let people = (0..<count).map { index in
            var features: [String: String] = [:]
            for category in 0..<categories {
                let skewed = min(generator.whole(below: values[category]), generator.whole(below: values[category]))
                features["c\(category)"] = "v\(skewed)"
            }
            let home = households && generator.whole(below: 2) == 0 ? "h\(generator.whole(below: 4))" : nil
            return Person(id: "p\(index)", values: features, household: home)
        }
        let size = 2 + generator.whole(below: min(6, count - 2))
        var order = Array(people.indices)
        generator.shuffle(&order)
        var chosen: [Person] = []
        for index in order where chosen.count < size {
            let home = people[index].household
            if home == nil || !chosen.contains(where: { $0.household == home }) { chosen.append(people[index]) }
        }
        var quotas: [Quota] = []
        for category in 0..<categories {
            for value in 0..<values[category] {
                let met = chosen.count { $0.values["c\(category)"] == "v\(value)" }
                let low = max(0, met - generator.whole(below: 2))
                quotas.append(Quota(category: "c\(category)", value: "v\(value)", seats: low...met + generator.whole(below: 2)))
            }
        }
        return try Selection(people: people, quotas: quotas, size: chosen.count)
    }

    /// A pool whose quotas are exactly what one random panel has.
    static func tight(seed: String, people count: Int, categories: Int, size: Int) throws -> Selection {
        var generator = SeededGenerator(seed: seed)
        let values = (0..<categories).map { _ in 2 + generator.whole(below: 4) }
        let people = (0..<count).map { index in
            var features: [String: String] = [:]
            for category in 0..<categories {
                let skewed = min(generator.whole(below: values[category]), generator.whole(below: values[category]))
                features["c\(category)"] = "v\(skewed)"
            }
            return Person(id: "p\(index)", values: features)
        }
        var chosen = people
        generator.shuffle(&chosen)
        chosen = Array(chosen.prefix(size))
        let quotas = (0..<categories).flatMap { category in
            (0..<values[category]).map { value in
                let met = chosen.count { $0.values["c\(category)"] == "v\(value)" }
                return Quota(category: "c\(category)", value: "v\(value)", seats: met...met)
            }
        }
        return try Selection(people: people, quotas: quotas, size: size)
    }

    /// All panels of a selection as counts per type, found by trying everything.
    static func allPanels(_ polytope: PanelPolytope) -> [[Int]] {
        var found: [[Int]] = []
        var panel = [Int](repeating: 0, count: polytope.typeCount)
        func extend(_ type: Int, _ left: Int) {
            if type == panel.count {
                if left == 0, polytope.admits(panel) { found.append(panel) }
                return
            }
            for count in 0...min(left, polytope.people[type]) {
                panel[type] = count
                extend(type + 1, left - count)
            }
            panel[type] = 0
        }
        extend(0, polytope.size)
        return found
    }

    /// Leximin chances by type over a list of all panels: one program per stage with a weight for every panel,
    /// fixing one type at a time by trying which cannot rise.
    static func leximin(over panels: [[Int]], people: [Int]) -> [Double] {
        var fixed = [Double?](repeating: nil, count: people.count)
        while fixed.contains(where: { $0 == nil }) {
            let common = greatest(panels, people, fixed, floor: nil, raising: nil)
            for type in people.indices where fixed[type] == nil {
                let alone = greatest(panels, people, fixed, floor: common - 1e-7, raising: type)
                if alone < common + 1e-5 { fixed[type] = common }
            }
        }
        return fixed.map { $0 ?? 0 }
    }

    private static func greatest(
        _ panels: [[Int]], _ people: [Int], _ fixed: [Double?], floor: Double?, raising: Int?
    ) -> Double {
        var bounds = fixed.indices.map { type -> ClosedRange<Double> in
            if let chance = fixed[type] { return chance - 1e-8...1 + 1e-9 }
            return floor.map { $0...1 + 1e-9 } ?? 0...1
        }
        bounds.append(1...1)
        var program = Simplex(rows: bounds)
        for panel in panels {
            var entries = panel.enumerated().map { (row: $0.offset, value: Double($0.element) / Double(people[$0.offset])) }
            entries.append((people.count, 1))
            let gain = raising.map { Double(panel[$0]) / Double(people[$0]) } ?? 0
            program.addColumn(entries, in: 0...1, cost: -gain)
        }
        if raising == nil {
            program.addColumn(people.indices.filter { fixed[$0] == nil }.map { (row: $0, value: -1) }, in: 0...1, cost: -1)
        }
        let outcome = program.solve(nudging: SeededGenerator(seed: "town"))
precondition(outcome == .optimal, "the plain way must be solvable")
        return -program.objective
    }
}
