/// Writes a point of the relaxation as a mixture of panels by walking down its faces.
///
/// At each step the point lies on a face: some counts are at 0 or at their capacity, some rows at a bound. A
/// panel on the same face is found, and the point moves straight away from it until one more bound is
/// reached. The panel gets the weight that this took; what remains lies on a smaller face. So at most
/// types + rows + 1 panels are needed (Carathéodory), and no linear program is solved but those of the panel
/// search. If a face holds no panel the walk stops short; `HullMembership` takes over from the panels found.
struct FaceWalk {
    private let polytope: PanelPolytope
    private var search: PanelSearch
    private var generator: SeededGenerator
    private var point: [Double]
    private var atZero: [Bool]
    private var atCapacity: [Bool]
    private var rowAtLower: [Bool]
    private var rowAtUpper: [Bool]

    private(set) var mixture: [WeightedPanel] = []
    /// Weight not yet given to panels; 0 when the walk arrived.
    private(set) var remaining = 1.0

    private static let contact = 1e-9

    init(_ polytope: PanelPolytope, from counts: [Double]) {
        self.polytope = polytope
        search = PanelSearch(polytope)
        generator = SeededGenerator(seed: "face walk")
        point = counts
        atZero = counts.map { $0 < 1e-9 }
        atCapacity = zip(counts, polytope.people).map { $0 > Double($1) - 1e-9 }
        rowAtLower = polytope.rows.indices.map { row in
            polytope.activity(row, at: counts) < polytope.rows[row].bounds.lowerBound + 1e-9
        }
        rowAtUpper = polytope.rows.indices.map { row in
            polytope.activity(row, at: counts) > polytope.rows[row].bounds.upperBound - 1e-9
        }
    }

    /// Walks until all weight is given or a face holds no panel.
    ///
    /// - Parameter progress: called with the weight given so far.
    mutating func run(progress: (Double) -> Void = { _ in }) throws(DrawFault) {
        while remaining > 0 {
            guard let panel = try panelOnFace() else { return }
            step(away: panel)
            progress(1 - remaining)
        }
    }

    private mutating func panelOnFace() throws(DrawFault) -> [Int]? {
        var low = [Int](repeating: 0, count: point.count)
        var high = polytope.capacity
        var objective = low.map(Double.init)
        for type in point.indices {
            if atZero[type] { high[type] = 0 }
            if atCapacity[type] { low[type] = polytope.people[type] }
            objective[type] = point[type] / Double(polytope.people[type]) + 0.02 * generator.unit()
        }
        for row in polytope.rows.indices {
            let bounds = polytope.rows[row].bounds
            let lower = rowAtUpper[row] ? bounds.upperBound : bounds.lowerBound
            let upper = rowAtLower[row] ? bounds.lowerBound : bounds.upperBound
            search.setRow(row, min(lower, upper)...max(lower, upper))
        }
        return try search.find(maximising: objective, aim: .any, low: low, high: high)
    }

    private mutating func step(away panel: [Int]) {
        let counts = panel.map(Double.init)
        var limit = Limit()
        for type in point.indices {
            limit.note(.zero(type), room: point[type], used: counts[type])
            let people = Double(polytope.people[type])
            limit.note(.capacity(type), room: people - point[type], used: people - counts[type])
        }
        for (row, rule) in polytope.rows.enumerated() {
            let (here, there) = (polytope.activity(row, at: point), polytope.activity(row, at: counts))
            if !rowAtLower[row] {
                limit.note(.lower(row), room: here - rule.bounds.lowerBound, used: there - rule.bounds.lowerBound)
            }
            if !rowAtUpper[row] {
                limit.note(.upper(row), room: rule.bounds.upperBound - here, used: rule.bounds.upperBound - there)
            }
        }
        if limit.weight >= 1 - 1e-12 || remaining * (1 - limit.weight) < 1e-13 {
            mixture.append(WeightedPanel(panel: panel, weight: remaining))
            remaining = 0
            return
        }
        let weight = max(0, limit.weight)
        if weight > 0 { mixture.append(WeightedPanel(panel: panel, weight: remaining * weight)) }
        remaining *= 1 - weight
        for type in point.indices { point[type] = (point[type] - weight * counts[type]) / (1 - weight) }
        touch(limit.contact)
        touchWhatIsReached()
    }

    /// Marks the bound that ended a step.
    private mutating func touch(_ contact: Limit.Contact) {
        switch contact {
        case .zero(let type): atZero[type] = true
        case .capacity(let type): atCapacity[type] = true
        case .lower(let row): rowAtLower[row] = true
        case .upper(let row): rowAtUpper[row] = true
        case .nothing: break
        }
    }

    /// Marks bounds that were reached together, and puts the point exactly on them.
    private mutating func touchWhatIsReached() {
        for type in point.indices {
            if point[type] < Self.contact { atZero[type] = true }
            if point[type] > Double(polytope.people[type]) - Self.contact { atCapacity[type] = true }
            if atZero[type] { point[type] = 0 }
            if atCapacity[type] { point[type] = Double(polytope.people[type]) }
        }
        for (row, rule) in polytope.rows.enumerated() {
            let here = polytope.activity(row, at: point)
            if here < rule.bounds.lowerBound + Self.contact { rowAtLower[row] = true }
            if here > rule.bounds.upperBound - Self.contact { rowAtUpper[row] = true }
        }
    }
}

/// The longest step away from a panel and the bound that ends it.
private struct Limit {
    enum Contact { case nothing, zero(Int), capacity(Int), lower(Int), upper(Int) }
    var weight = 1.0
    var contact = Contact.nothing

    /// - Parameters:
    ///   - room: the point's distance from a bound.
    ///   - used: the panel's distance from the same bound.
    mutating func note(_ contact: Contact, room: Double, used: Double) {
        guard used > 1e-9, room < weight * used else { return }
        weight = max(0, room / used)
        self.contact = contact
    }
}
