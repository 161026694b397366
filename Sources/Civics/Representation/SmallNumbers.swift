/// A table of counts of people, with its totals, from which nobody small can be read out.
public struct ProtectedTable: Sendable, Hashable {
    /// A hidden cell does not say whether it is small or protects a small one: that would tell its range.
    public enum Cell: Sendable, Hashable {
        case shown(Int)
        case hidden
    }

    /// Rows, each with its total last; the last row holds the column totals and the grand total.
    public let cells: [[Cell]]
}

/// Hides small counts and as few others as it finds necessary, so that no hidden count can be computed from rows,
/// columns and totals (primary and complementary suppression; domain rule 4.10).
///
/// A hidden count is safe when another table of whole, non-negative numbers would show exactly the same: that is a path
/// of alternate increases and decreases through other hidden cells back to it. Where there is none, the cheapest such
/// path (small counts before large ones, then zeros, totals last) is hidden too. Afterwards every hidden cell is checked again.
/// Which cells are hidden may still bound a count; use coarser groups where a range is too much.
/// - Parameters:
///   - counts: rows of equal length, none negative.
///   - smallest: the smallest count that may be told besides 0; counts from 1 to one less are hidden.
/// - Returns: nil where even hiding all totals would not protect (a table of a single cell besides zeros).
/// - Throws: ``RepresentationError/unusableCounts``.
/// - Complexity: O(cells²) for each cell that needs protection.
/// - Source: Cox, *Suppression Methodology and Statistical Disclosure Control* (1980); Gusfield (1988) for paths.
public func protectingSmallNumbers(_ counts: [[Int]], smallest: Int = 5) throws -> ProtectedTable? {
    let width = counts.first?.count ?? 0
    guard width > 0, counts.allSatisfy({ $0.count == width && $0.allSatisfy { (0...1 << 40).contains($0) } }) else {
        throw RepresentationError.unusableCounts
    }
    var table = SuppressionTable(counts)
    table.hideSmall(below: smallest)
    while let exposed = table.firstExposed() {
        guard let path = table.cheapestProtection(of: exposed) else { return nil }
        for cell in path { table.hidden[cell.row][cell.column] = true }
    }
    let cells = table.values.indices.map { row in
        table.values[row].indices.map { column -> ProtectedTable.Cell in
            table.hidden[row][column] ? .hidden : .shown(table.values[row][column])
        }
    }
    return ProtectedTable(cells: cells)
}

/// A table with margins and the cells hidden so far.
///
/// Margins count negatively, so that every row and column sums to zero and margins are cells like others.
struct SuppressionTable {
    struct Place: Hashable { var row, column: Int }

    private(set) var values: [[Int]]
    var hidden: [[Bool]]

    private var lastRow: Int { values.count - 1 }
    private var lastColumn: Int { values[0].count - 1 }

    init(_ counts: [[Int]]) {
        let rows = counts.map { $0 + [$0.reduce(0, +)] }
        values = rows + [rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } }]
        hidden = values.map { $0.map { _ in false } }
    }

    mutating func hideSmall(below smallest: Int) {
        for row in values.indices {
            for column in values[row].indices where (1..<max(1, smallest)).contains(values[row][column]) {
                hidden[row][column] = true
            }
        }
    }

    /// Whether the signed value may go up: counts always may, margins only while above zero; `down` the other way round.
    private func mayChange(_ row: Int, _ column: Int, up: Bool) -> Bool {
        let countsNegatively = (row == lastRow) != (column == lastColumn)
        return up != countsNegatively || values[row][column] > 0
    }

    private func cost(_ row: Int, _ column: Int) -> Int {
        guard !hidden[row][column] else { return 0 }
        let margin = (row == lastRow ? 1 : 0) + (column == lastColumn ? 1 : 0)
        return (values[row][column] > 0 ? values[row][column] : 1 << 41) + margin * (1 << 48)
    }

    /// A hidden cell whose value follows from what is shown.
    func firstExposed() -> Place? {
        for row in values.indices {
            for column in values[row].indices where hidden[row][column] {
                let place = Place(row: row, column: column)
                if cheapestPath(changing: place, throughShown: false) == nil { return place }
            }
        }
        return nil
    }

    /// The cells to hide so that the place can no longer be computed.
    func cheapestProtection(of place: Place) -> [Place]? { cheapestPath(changing: place, throughShown: true) }

    private func cheapestPath(changing place: Place, throughShown: Bool) -> [Place]? {
        let ways = [true, false].filter { mayChange(place.row, place.column, up: $0) }.compactMap {
            cheapestPath(changing: place, up: $0, throughShown: throughShown)
        }
        return ways.min { $0.cost < $1.cost }?.cells
    }

    /// Dijkstra over rows and columns: the place changes one way; its column, then a row, then a column … change back
    /// and forth until its own row is even again.
    private func cheapestPath(
        changing place: Place, up: Bool, throughShown: Bool
    ) -> (cost: Int, cells: [Place])? {
        let rows = values.count
        let nodes = rows + values[0].count
        var distance = [Int?](repeating: nil, count: nodes)
        var cameFrom = [(node: Int, cell: Place)?](repeating: nil, count: nodes)
        var settled = [Bool](repeating: false, count: nodes)
        distance[rows + place.column] = 0
        while let node = nearest(distance, settled) {
            if node == place.row { return (distance[node] ?? 0, cells(to: node, cameFrom)) }
            settled[node] = true
            let isColumn = node >= rows
            for next in isColumn ? 0..<rows : rows..<nodes where !settled[next] {
                let cell = Place(row: isColumn ? next : node, column: (isColumn ? node : next) - rows)
                guard cell != place, throughShown || hidden[cell.row][cell.column],
                    mayChange(cell.row, cell.column, up: isColumn ? !up : up)
                else { continue }
                let length = (distance[node] ?? 0) + cost(cell.row, cell.column)
                if length < distance[next] ?? .max { (distance[next], cameFrom[next]) = (length, (node, cell)) }
            }
        }
        return nil
    }

    private func nearest(_ distance: [Int?], _ settled: [Bool]) -> Int? {
        distance.indices.filter { distance[$0] != nil && !settled[$0] }.min { (distance[$0] ?? 0) < (distance[$1] ?? 0) }
    }

    private func cells(to node: Int, _ cameFrom: [(node: Int, cell: Place)?]) -> [Place] {
        var (cells, at): ([Place], Int) = ([], node)
        while let step = cameFrom[at] {
            cells.append(step.cell)
            at = step.node
        }
        return cells
    }
}
