/// What a city forbids beside spending more than the budget.
///
/// There is no standard for constraints in proportional rules; here a project that may no longer be bought is out of the
/// race, whichever rule runs (option (a) of the two in use; the other, one election for each category, is ``Pots``).
public struct Constraints: Sendable {
    /// At most `limit` may be spent on these projects together.
    public struct Cap: Sendable {
        public var name: String
        public var projects: Set<Int>
        public var limit: Amount
        public init(name: String, projects: Set<Int>, limit: Amount) {
            self.name = name
            self.projects = projects
            self.limit = limit
        }
    }

    public var caps: [Cap] = []
    /// Groups of which at most one project may win; positions in ``Election/projects``.
    public var exclusive: [Set<Int>] = []
    /// Projects below this many voters (or points, in rules by points) cannot win.
    public var minimumSupport = 0
    /// Projects that cannot win for any other reason.
    public var excluded: Set<Int> = []

    public init() {}

    /// The caps of META `budget_per_category` and `budget_per_neighborhood`, in the order of `categories` and
    /// `neighborhoods`.
    ///
    /// - Throws: ``ElectionProblem`` where names and amounts differ in number.
    public init(metadataOf election: Election) throws(ElectionProblem) {
        for (listKey, amountKey, columns) in [
            ("categories", "budget_per_category", ["category", "categories"]),
            ("neighborhoods", "budget_per_neighborhood", ["neighborhood"]),
        ] {
            guard let amounts = election[metadata: amountKey], let list = election[metadata: listKey] else { continue }
            let names = list.split(separator: ",").map { String($0.trimmingSpaces()) }
            let limits = amounts.split(separator: ",").map { Amount($0.trimmingSpaces()) }
            guard names.count == limits.count else { throw ElectionProblem("\(amountKey) and \(listKey) differ in number") }
            for (name, limit) in zip(names, limits) {
                guard let limit else { throw ElectionProblem("\(amountKey) holds something that is not an amount") }
                caps.append(Cap(name: name, projects: election.projects(where: columns, contain: name), limit: limit))
            }
        }
    }
}

extension Election {
    func projects(where columns: [String], contain name: String) -> Set<Int> {
        Set(projects.indices.filter { index in
            columns.contains { column in
                guard let cell = projects[index][column] else { return false }
                return cell == name || cell.split(separator: ",").contains { $0.trimmingSpaces() == name }
            }
        })
    }
}

/// Money and constraints while a rule runs.
struct Purse {
    /// What is left of the real budget, in units.
    private(set) var remaining: Int
    private var capsLeft: [Int]
    private let capsOf: [[Int]]
    private let exclusiveOf: [[Int]]
    private var taken: Set<Int> = []
    private let barred: [Bool]
    private let costs: [Int]

    init(_ election: Election, _ constraints: Constraints, tallies: [Int]) {
        remaining = election.budgetUnits
        costs = election.costUnits
        var capsOf = Array(repeating: [Int](), count: costs.count)
        var exclusiveOf = capsOf
        for (index, cap) in constraints.caps.enumerated() { for project in cap.projects { capsOf[project].append(index) } }
        for (index, group) in constraints.exclusive.enumerated() { for project in group { exclusiveOf[project].append(index) } }
        (self.capsOf, self.exclusiveOf) = (capsOf, exclusiveOf)
        capsLeft = constraints.caps.map { cap in
            // Rounded down to whole units: no project costs a part of one.
            Int(clamping: (Int128(cap.limit.numerator) * Int128(election.unit)) / Int128(cap.limit.denominator))
        }
        barred = costs.indices.map { constraints.excluded.contains($0) || tallies[$0] < constraints.minimumSupport }
    }

    /// Whether the constraints (not the budget) let the project win.
    func allows(_ project: Int) -> Bool {
        !barred[project] && capsOf[project].allSatisfy { capsLeft[$0] >= costs[project] }
            && exclusiveOf[project].allSatisfy { !taken.contains($0) }
    }

    func fits(_ project: Int) -> Bool { costs[project] <= remaining && allows(project) }

    mutating func buy(_ project: Int) {
        remaining -= costs[project]
        for cap in capsOf[project] { capsLeft[cap] -= costs[project] }
        taken.formUnion(exclusiveOf[project])
    }

    mutating func liftCaps() { capsLeft = capsLeft.map { _ in .max } }
}
