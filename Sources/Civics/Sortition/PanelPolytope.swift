/// Everything a panel of type counts must obey, as rows lower ≤ Σ coefficient × count ≤ upper.
///
/// The real points in it (the *relaxation*) contain every lottery's expected panel. Cuts, found when a
/// real point is no mixture of panels, shrink it towards exactly those.
struct PanelPolytope: Sendable {
    struct Row: Sendable {
        var coefficients: [Double]
        var bounds: ClosedRange<Double>
    }

    /// People per type.
    let people: [Int]
    /// Most a panel can take of each type.
    let capacity: [Int]
    let size: Int
    /// Row 0 is the panel size, then the quotas in order, then the household classes, then the cuts.
    private(set) var rows: [Row]
    let ruleCount: Int

    init(_ selection: Selection, _ types: PersonTypes) {
        size = selection.size
        people = types.members.map(\.count)
        var capacity = people.map { min($0, selection.size) }
        let seats = Double(selection.size)
        let empty = [Double](repeating: 0, count: types.count)
        var rows = [Row(coefficients: empty.map { _ in 1 }, bounds: seats...seats)]
        for quota in selection.quotas {
            let high = min(quota.seats.upperBound, selection.size)
            let low = min(quota.seats.lowerBound, selection.size + 1)
            rows.append(Row(coefficients: empty, bounds: Double(low)...Double(max(low, high))))
        }
        for (type, quotas) in types.quotasOfType.enumerated() {
            for quota in quotas {
                rows[1 + quota].coefficients[type] = 1
                capacity[type] = min(capacity[type], Int(rows[1 + quota].bounds.upperBound))
            }
        }
        for home in types.householdClasses {
            var row = Row(coefficients: empty, bounds: 0...Double(home.households))
            for type in home.types {
                row.coefficients[type] = 1
                capacity[type] = min(capacity[type], home.households)
            }
            rows.append(row)
        }
        self.capacity = capacity
        self.rows = rows
        ruleCount = rows.count
    }

    var typeCount: Int { people.count }
    var cuts: ArraySlice<Row> { rows[ruleCount...] }

    mutating func setBounds(ofRow row: Int, _ bounds: ClosedRange<Double>) { rows[row].bounds = bounds }

    mutating func dropCuts() { rows.removeSubrange(ruleCount...) }

    mutating func addCut(_ row: Row) { rows.append(row) }

    /// The activity of a row at a point.
    func activity(_ row: Int, at counts: [Double]) -> Double {
        let coefficients = rows[row].coefficients
        var sum = 0.0
        for type in coefficients.indices { sum += coefficients[type] * counts[type] }
        return sum
    }

    /// Whether whole counts form a panel that meets every rule.
    func admits(_ panel: [Int]) -> Bool {
        let counts = panel.map(Double.init)
        return zip(panel, capacity).allSatisfy { 0 <= $0 && $0 <= $1 }
            && (0..<ruleCount).allSatisfy { rows[$0].bounds.contains(activity($0, at: counts)) }
    }

    /// A simplex program over the types with these rows and boxes and no cost.
    func program() -> Simplex {
        var simplex = Simplex(rows: rows.map(\.bounds))
        for type in 0..<typeCount {
            simplex.addColumn(entries(of: type), in: 0...Double(capacity[type]), cost: 0)
        }
        return simplex
    }

    func entries(of type: Int) -> [(row: Int, value: Double)] {
        rows.indices.compactMap { row in
            let value = rows[row].coefficients[type]
            return value == 0 ? nil : (row, value)
        }
    }
}
