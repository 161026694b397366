/// Turns a weighted mixture into a given number of equal panels, as counts per type.
struct LotteryRounding {
    private let polytope: PanelPolytope
    private let mixture: [WeightedPanel]
    private let count: Int
    private var search: PanelSearch
    private var generator: SeededGenerator
    private static let attempts = 12
    /// Attempts end when the searches together have looked at this many cases.
    private static let patience = 20_000

    init(_ selection: Selection, _ distribution: FairDistribution, count: Int) {
        polytope = PanelPolytope(selection, distribution.types)
        mixture = distribution.mixture
        self.count = count
        search = PanelSearch(polytope)
        generator = SeededGenerator(seed: "lottery rounding")
    }

    /// The first attempt in which nobody is a whole panel off, else the best of all attempts.
    mutating func panels() throws(DrawFault) -> [[Int]] {
        var best: [[Int]] = []
        var least = Double.infinity
        for _ in 0..<Self.attempts {
            let panels = try attempt()
            let error = greatestError(panels)
            if error < least { (best, least) = (panels, error) }
            if least <= 0 || search.nodes > Self.patience { break }
        }
        return best
    }

    /// By how many appearances the worst-treated person misses the two whole numbers around their share.
    private func greatestError(_ panels: [[Int]]) -> Double {
        var worst = 0.0
        for type in polytope.people.indices {
            let share = mixture.reduce(0) { $0 + $1.weight * Double($1.panel[type]) } * Double(count)
            let people = Double(polytope.people[type])
            let taken = Double(panels.reduce(0) { $0 + $1[type] })
            let (low, high) = ((share / people + 1e-7).rounded(.down), (share / people - 1e-7).rounded(.up))
            worst = max(worst, low - taken / people, taken / people - max(low, high))
        }
        return worst
    }

    private mutating func attempt() throws(DrawFault) -> [[Int]] {
        var result: [[Int]] = []
        var target = [Double](repeating: 0, count: polytope.typeCount)
        for entry in mixture {
            let share = entry.weight * Double(count)
            let copies = Int((share + 1e-7).rounded(.down))
            result += Array(repeating: entry.panel, count: copies)
            for type in target.indices { target[type] += (share - Double(copies)) * Double(entry.panel[type]) }
        }
        var left = count - result.count
        var rest = try wholeTarget(target, panels: left) ?? target.map { Int($0.rounded()) }
        while left > 0 {
            guard let panel = try next(rest, left) else { throw .noPanel }
            result.append(panel)
            for type in rest.indices { rest[type] -= panel[type] }
            left -= 1
        }
        return result
    }

    /// Whole counts next to the target that some number of panels could share out, as far as the rules can tell.
    private mutating func wholeTarget(_ target: [Double], panels: Int) throws(DrawFault) -> [Int]? {
        guard panels > 0 else { return target.map { _ in 0 } }
        for (row, rule) in polytope.rows.enumerated() {
            let scale = Double(panels)
            search.setRow(row, rule.bounds.lowerBound * scale...rule.bounds.upperBound * scale)
        }
        let low = target.map { max(0, Int(($0 + 1e-7).rounded(.down))) }
        let high = target.map { max(0, Int(($0 - 1e-7).rounded(.up))) }
        let lean = target.map { $0 - $0.rounded(.down) - 0.5 + 0.1 * generator.unit() }
        return try search.find(maximising: lean, aim: .any, low: low, high: zip(low, high).map { max($0, $1) })
    }

    /// A panel whose removal leaves a rest that the remaining panels can share out; else the panel that
    /// takes most from the types with most left.
    private mutating func next(_ rest: [Int], _ left: Int) throws(DrawFault) -> [Int]? {
        let later = Double(left - 1)
        let exact = rest.map(Double.init)
        let objective = rest.indices.map {
            exact[$0] / Double(left * polytope.people[$0]) + 0.02 * generator.unit()
        }
        var (low, high) = (rest, rest)
        for type in rest.indices {
            high[type] = min(polytope.capacity[type], max(0, rest[type]))
            low[type] = min(max(0, rest[type] - (left - 1) * polytope.capacity[type]), high[type])
        }
        for (row, rule) in polytope.rows.enumerated() {
            let activity = polytope.activity(row, at: exact)
            let least = max(rule.bounds.lowerBound, activity - later * rule.bounds.upperBound)
            let most = min(rule.bounds.upperBound, activity - later * rule.bounds.lowerBound)
            search.setRow(row, least <= most ? least...most : rule.bounds)
        }
        if let panel = try search.find(maximising: objective, aim: .any, low: low, high: high) { return panel }
        for (row, rule) in polytope.rows.enumerated() { search.setRow(row, rule.bounds) }
        let wanted = rest.map { $0 > 0 ? Double($0) / Double(left) : Double($0) - 1 }
        return try search.find(maximising: wanted, aim: .best, low: rest.map { _ in 0 }, high: polytope.capacity)
    }
}
