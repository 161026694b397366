/// The point of the relaxation with the largest product of chances.
///
/// Minimises −Σ people × log(count) over the rows by a primal-dual interior-point method, then
/// settles on the rules met with equality. The rows' multipliers prove optimality: no panel has
/// Σ 1 / chance above the number of people who can be drawn.
///
/// Time: some 40 systems of as many equations as rows, O(rows² × types + rows³) each.
///
/// Source: S. Boyd, L. Vandenberghe, *Convex Optimization* (2004), §11.7.
struct NashPoint {
    private let polytope: PanelPolytope
    private let ranges: RowRanges
    /// Types whose counts are sought; forced ones are taken whole, and who cannot be drawn has count 0.
    private let types: [Int]
    /// The rows that matter, by number: equations that follow from others are left out.
    private let kept: [Int]
    private let rows: [[Double]]
    private let people: [Double]
    /// What each row leaves to the types sought, and the value of those that leave no room.
    private let bounds: [ClosedRange<Double>]
    private let isEquality: [Bool]

    private var counts: [Double]
    /// Distances to lower bound, upper bound (rows) and capacity (types), and their multipliers.
    private var below: [Double], above: [Double], room: [Double]
    private var pushUp: [Double], pushDown: [Double], pushBack: [Double]
    private var equality: [Double]

    /// - Parameter certain: types that might have to be taken whole.
    init(_ polytope: PanelPolytope, reachable: [Int], certain: [Int]) throws(DrawFault) {
        let ranges = try RowRanges(polytope, reachable: reachable, candidates: certain)
        let types = reachable.filter { ranges.forced[$0] == nil }
        self.polytope = polytope
        self.ranges = ranges
        self.types = types
        people = types.map { Double(polytope.people[$0]) }
        let reduced = polytope.rows.map { row in types.map { row.coefficients[$0] } }
        let still = ranges.rows.map { $0.greatest.value - $0.least.value < 1e-7 }
        let equations = Set(Self.independent(reduced, among: still.indices.filter { still[$0] }))
        let kept = still.indices.filter { row in
            still[row] ? equations.contains(row) : reduced[row].contains { $0 != 0 }
        }
        self.kept = kept
        rows = kept.map { reduced[$0] }
        isEquality = kept.map { still[$0] }
        let share = Double(polytope.size) / max(1, reachable.reduce(0) { $0 + Double(polytope.people[$1]) })
        counts = people.map { $0 * min(0.9, share) }
        let one = kept.map { _ in 1.0 }
        (below, above, pushUp, pushDown, equality) = (one, one, one, one, one.map { _ in 0 })
        room = zip(people, counts).map { $0 - $1 }
        pushBack = people.map { _ in 1 }
        bounds = kept.map { row in
            let rule = polytope.rows[row]
            let taken = ranges.forced.keys.sorted().reduce(0) { $0 + rule.coefficients[$1] * Double(polytope.people[$1]) }
            let greatest = ranges.rows[row].greatest.value
            let (low, high) = still[row] ? (greatest, greatest) : (rule.bounds.lowerBound, rule.bounds.upperBound)
            return low - taken...high - taken
        }
    }

    /// The first rows of a list that do not follow from those before them (Gram–Schmidt).
    private static func independent(_ rows: [[Double]], among candidates: [Int]) -> [Int] {
        var directions: [[Double]] = []
        return candidates.filter { row in
            var rest = rows[row]
            for direction in directions {
                let share = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
                for index in rest.indices { rest[index] -= share * direction[index] }
            }
            let size = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let whole = rows[row].reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard size > 1e-7 * whole, whole > 0 else { return false }
            directions.append(rest.map { $0 / size })
            return true
        }
    }

    /// Counts for all types of the polytope and one multiplier per row.
    mutating func solve() throws(DrawFault) -> (counts: [Double], multipliers: [Double]) {
        var (best, least) = (self, Double.infinity)
        for _ in 0..<80 where !types.isEmpty {
            let gap = complementarity
            let error = gap + residual + slopeError
            guard error.isFinite else { break }
            if error < least { (best, least) = (self, error) }
            if gap < 1e-13, error < 1e-11 { break }
            step(towards: 0.1 * gap)
        }
        self = best
        guard types.isEmpty || complementarity < 1e-6, residual < 1e-5 else { throw .numericallyStuck }
        settleOnFace()
        var all = [Double](repeating: 0, count: polytope.typeCount)
        for (index, type) in types.enumerated() { all[type] = counts[index] }
        for type in ranges.forced.keys { all[type] = Double(polytope.people[type]) }
        return (all, proof)
    }

    /// The rows' multipliers; an equation's are replaced by those that prove the equation.
    private var proof: [Double] {
        var plain = [Double](repeating: 0, count: polytope.rows.count)
        for (index, row) in kept.enumerated() {
            plain[row] = isEquality[index] ? equality[index] : pushDown[index] - pushUp[index]
        }
        let scale = plain.map(abs).max() ?? 0
        for row in plain.indices where abs(plain[row]) < 1e-9 * scale { plain[row] = 0 }
        var result = plain
        func add(_ times: Double, _ end: RowRanges.End) {
            for row in result.indices { result[row] += times * end.multipliers[row] }
        }
        for (index, row) in kept.enumerated() where isEquality[index] && plain[row] != 0 {
            result[row] -= plain[row]
            add(abs(plain[row]), plain[row] > 0 ? ranges.rows[row].greatest : ranges.rows[row].least)
        }
        for type in ranges.forced.keys.sorted() {
            let rest = plain.indices.reduce(1) { $0 - plain[$1] * polytope.rows[$1].coefficients[type] }
            if rest < 0, let end = ranges.forced[type] { add(-rest, end) }
        }
        return result
    }

    private var complementarity: Double {
        var (sum, number) = (0.0, 0.0)
        for row in rows.indices where !isEquality[row] {
            sum += below[row] * pushUp[row] + above[row] * pushDown[row]
            number += 2
        }
        for index in counts.indices { sum += room[index] * pushBack[index] }
        return sum / (number + Double(counts.count))
    }

    private func activity(_ row: Int, _ point: [Double]) -> Double {
        var sum = 0.0
        for index in point.indices { sum += rows[row][index] * point[index] }
        return sum
    }

    /// How far the rows are from being met.
    private var residual: Double {
        rows.indices.reduce(0) { worst, row in
            let (here, bounds) = (activity(row, counts), bounds[row])
            if isEquality[row] { return max(worst, abs(here - bounds.upperBound)) }
            return max(worst, abs(here - bounds.lowerBound - below[row]), abs(bounds.upperBound - here - above[row]))
        }
    }

    /// How far the pulls on each count are from balance, relative to the pull of the product.
    private var slopeError: Double {
        var pull = zip(people, counts).map { -$0 / $1 }
        for index in counts.indices { pull[index] += pushBack[index] }
        for row in rows.indices {
            addRow(row, times: isEquality[row] ? equality[row] : pushDown[row] - pushUp[row], to: &pull)
        }
        return counts.indices.reduce(0) { max($0, abs(pull[$1]) * counts[$1] / people[$1]) }
    }

    /// One Newton step on the optimality conditions with complementarity `target`.
    private mutating func step(towards target: Double) {
        var diagonal = [Double](repeating: 0, count: counts.count)
        var side = diagonal
        for index in counts.indices {
            let miss = counts[index] + room[index] - people[index]
            diagonal[index] = people[index] / (counts[index] * counts[index]) + pushBack[index] / room[index]
            side[index] = people[index] / counts[index] - target / room[index] - pushBack[index] * miss / room[index]
        }
        var softness = [Double](repeating: 0, count: rows.count)
        var heights = softness
        for row in rows.indices {
            let (here, bounds) = (activity(row, counts), bounds[row])
            if isEquality[row] {
                heights[row] = bounds.upperBound - here
                addRow(row, times: -equality[row], to: &side)
            } else {
                let missUp = here + above[row] - bounds.upperBound
                let missDown = bounds.lowerBound - here + below[row]
                softness[row] = 1 / (pushDown[row] / above[row] + pushUp[row] / below[row])
                let pull = (target + pushDown[row] * missUp) / above[row] - (target + pushUp[row] * missDown) / below[row]
                addRow(row, times: -pull, to: &side)
            }
        }
        let (change, rowChange) = solveRows(diagonal, side, softness, heights)
        apply(change, rowChange, target)
    }

    private func addRow(_ row: Int, times factor: Double, to vector: inout [Double]) {
        guard factor != 0 else { return }
        for index in vector.indices { vector[index] += factor * rows[row][index] }
    }

    /// Solves D x + Aᵀ q = side, A x − softness q = heights for x and q.
    private func solveRows(
        _ diagonal: [Double], _ side: [Double], _ softness: [Double], _ heights: [Double]
    ) -> ([Double], [Double]) {
        let n = rows.count
        var square = [Double](repeating: 0, count: n * n)
        var right = [Double](repeating: 0, count: n)
        for row in 0..<n {
            let scaled = counts.indices.map { rows[row][$0] / diagonal[$0] }
            for column in row..<n {
                var sum = 0.0
                for index in counts.indices { sum += scaled[index] * rows[column][index] }
                square[row * n + column] = sum
                square[column * n + row] = sum
            }
            right[row] = zip(scaled, side).reduce(0) { $0 + $1.0 * $1.1 } - heights[row]
        }
        for row in 0..<n { square[row * n + row] += softness[row] }
        let rowChange = DenseSquare.solvePositive(square, right, order: n)
        var load = side
        for row in 0..<n { addRow(row, times: -rowChange[row], to: &load) }
        return (zip(load, diagonal).map { $0 / $1 }, rowChange)
    }

    private mutating func apply(_ change: [Double], _ rowChange: [Double], _ target: Double) {
        var moves: [(value: Double, change: Double)] = zip(counts, change).map { ($0, $1) }
        var roomChange = change, backChange = change
        for index in counts.indices {
            roomChange[index] = people[index] - counts[index] - room[index] - change[index]
            backChange[index] = (target - pushBack[index] * (room[index] + roomChange[index])) / room[index]
            moves += [(room[index], roomChange[index]), (pushBack[index], backChange[index])]
        }
        var belowChange = below, aboveChange = above, upChange = pushUp, downChange = pushDown
        for row in rows.indices where !isEquality[row] {
            let (here, bounds, slope) = (activity(row, counts), bounds[row], activity(row, change))
            aboveChange[row] = bounds.upperBound - here - above[row] - slope
            belowChange[row] = here - bounds.lowerBound - below[row] + slope
            downChange[row] = (target - pushDown[row] * (above[row] + aboveChange[row])) / above[row]
            upChange[row] = (target - pushUp[row] * (below[row] + belowChange[row])) / below[row]
            moves += [(above[row], aboveChange[row]), (below[row], belowChange[row])]
            moves += [(pushDown[row], downChange[row]), (pushUp[row], upChange[row])]
        }
        let length = moves.reduce(1.0) { $1.change < 0 ? min($0, -0.99 * $1.value / $1.change) : $0 }
        for index in counts.indices {
            counts[index] += length * change[index]
            room[index] += length * roomChange[index]
            pushBack[index] += length * backChange[index]
        }
        for row in rows.indices {
            if isEquality[row] {
                equality[row] += length * rowChange[row]
            } else {
                above[row] += length * aboveChange[row]
                below[row] += length * belowChange[row]
                pushDown[row] += length * downChange[row]
                pushUp[row] += length * upChange[row]
            }
        }
    }

    /// Moves the counts, by as little as it takes, exactly onto the rules that they meet up to rounding.
    private mutating func settleOnFace() {
        let full = counts.indices.map { room[$0] < 1e-7 && pushBack[$0] > room[$0] }
        var targets = [Double?](repeating: nil, count: rows.count)
        for row in rows.indices {
            if isEquality[row] || (above[row] < 1e-7 && pushDown[row] > above[row]) {
                targets[row] = bounds[row].upperBound
            } else if below[row] < 1e-7, pushUp[row] > below[row] {
                targets[row] = bounds[row].lowerBound
            }
        }
        let held = rows.map { row in row.indices.map { full[$0] ? 0 : row[$0] } }
        let order = rows.indices.filter { isEquality[$0] } + rows.indices.filter { !isEquality[$0] }
        let active = Set(Self.independent(held, among: order.filter { targets[$0] != nil }))
        for index in counts.indices where full[index] { counts[index] = people[index] }
        // A count at capacity is held by a diagonal so steep that it does not move.
        let diagonal = counts.indices.map { full[$0] ? 1e30 : people[$0] / (counts[$0] * counts[$0]) }
        let softness = rows.indices.map { active.contains($0) ? 0 : 1e15 }
        for _ in 0..<3 {
            let heights = rows.indices.map { row in
                active.contains(row) ? (targets[row] ?? 0) - activity(row, counts) : 0
            }
            let (change, _) = solveRows(diagonal, counts.map { _ in 0 }, softness, heights)
            guard zip(counts, change).allSatisfy({ abs($1) < 1e-4 * $0 }) else { return }
            for index in counts.indices where !full[index] { counts[index] += change[index] }
        }
    }
}
