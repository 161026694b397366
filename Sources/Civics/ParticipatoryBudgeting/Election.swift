/// How voters express themselves; Pabulib's `vote_type`, and knapsack voting, which Pabulib files as approval.
public enum VoteType: String, Sendable, CaseIterable {
    case approval
    case chooseOne = "choose-1"
    case ordinal
    case cumulative
    case scoring
    case knapsack

    /// Whether each choice carries points of its own.
    public var hasPoints: Bool { self == .cumulative || self == .scoring }
}

/// One project on the ballot.
public struct Project: Sendable, Equatable {
    public var id: String
    public var cost: Amount
    /// Every other column of the file by name, in the file's order; empty and `none` cells are left out.
    public var details: [Detail]

    /// A named cell.
    public struct Detail: Sendable, Equatable {
        public var name: String
        public var value: String
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(id: String, cost: Amount, details: [Detail] = []) {
        self.id = id
        self.cost = cost
        self.details = details
    }

    public subscript(detail: String) -> String? { details.first { $0.name == detail }?.value }

    /// The entries of the `category` column.
    public var categories: [String] { list("category") ?? list("categories") ?? [] }

    private func list(_ name: String) -> [String]? {
        self[name].map { $0.split(separator: ",").map { String($0.trimmingSpaces()) } }
    }
}

/// All ballots, stored flat: 4 bytes for each ballot and each choice, 8 more for each choice with points.
public struct Ballots: Sendable, Equatable {
    /// The choices of all ballots one after another, as positions in ``Election/projects``; ballot `i` holds `range(i)` of
    /// them, in the voter's order.
    public private(set) var choices: [UInt32] = []
    /// One value for each choice, in units of `1 / pointUnit`; empty where the vote type has no points.
    public private(set) var points: [Int] = []
    public internal(set) var pointUnit = 1
    private var ends: [UInt32] = []

    public init() {}

    public var count: Int { ends.count }

    /// Where the choices (and points) of a ballot stand.
    public func range(_ ballot: Int) -> Range<Int> { (ballot == 0 ? 0 : Int(ends[ballot - 1]))..<Int(ends[ballot]) }

    public subscript(ballot: Int) -> ArraySlice<UInt32> { choices[range(ballot)] }

    mutating func reserve(_ ballots: Int) { ends.reserveCapacity(ballots) }

    /// Adds a ballot. `points` is empty or holds one value for each choice; all ballots hold fewer than 2³² choices.
    public mutating func append(_ choices: some Sequence<UInt32>, points: some Sequence<Int> = EmptyCollection()) {
        self.choices.append(contentsOf: choices)
        self.points.append(contentsOf: points)
        ends.append(UInt32(self.choices.count))
    }

    /// Makes the point unit finer by `factor`; false where a value would overflow.
    mutating func refinePoints(by factor: Int) -> Bool {
        for index in points.indices {
            let (value, overflow) = points[index].multipliedReportingOverflow(by: factor)
            if overflow { return false }
            points[index] = value
        }
        pointUnit *= factor
        return true
    }
}

/// A column of the VOTES section that the rules do not read (age, sex, district …), with each distinct text held once.
public struct VoterColumn: Sendable, Equatable {
    public let name: String
    /// For each ballot the place of its text in ``texts``.
    public private(set) var codes: [UInt32] = []
    private var pool = TextPool([""])

    public init(name: String) { self.name = name }

    /// The distinct texts in order of appearance; the first is the empty one.
    public var texts: Texts { pool.texts }

    public mutating func append(_ text: String) { append(Array(text.utf8)[...]) }

    mutating func append(_ text: ArraySlice<UInt8>) { codes.append(text.isEmpty ? 0 : pool.number(of: text)) }

    mutating func reserve(_ ballots: Int) { codes.reserveCapacity(ballots) }

    public subscript(ballot: Int) -> String { texts[Int(codes[ballot])] }
}

/// A participatory-budgeting election: projects with costs, one budget, ballots.
public struct Election: Sendable {
    /// The META section, every key in the file's order.
    public var metadata: [Project.Detail]
    public var budget: Amount
    public var voteType: VoteType
    public var projects: [Project]
    public var voterIDs: Texts
    public var ballots: Ballots
    public var voterColumns: [VoterColumn]

    /// - Throws: ``ElectionProblem`` where ids repeat, a cost or the budget is negative, or amounts have no common unit.
    public init(
        budget: Amount, voteType: VoteType, projects: [Project], ballots: Ballots, voterIDs: Texts = [],
        metadata: [Project.Detail] = [], voterColumns: [VoterColumn] = []
    ) throws(ElectionProblem) {
        self.metadata = metadata
        self.budget = budget
        self.voteType = voteType
        self.projects = projects
        self.ballots = ballots
        self.voterIDs = voterIDs.isEmpty ? Texts((0..<ballots.count).map { String($0 + 1) }) : voterIDs
        self.voterColumns = voterColumns
        (unit, budgetUnits, costUnits) = try Self.units(budget: budget, projects: projects)
        try check()
    }

    public subscript(metadata key: String) -> String? { metadata.first { $0.name == key }?.value }

    /// All money is a whole multiple of `1 / unit`: 1 for whole amounts, 100 where somebody counts cents.
    public let unit: Int
    let budgetUnits: Int
    let costUnits: [Int]

    /// Money in units as an exact amount.
    func amount(units: Int) -> Amount { Amount(units, over: unit) ?? Amount(0) }

    /// Above this many units an amount no longer fits a double exactly.
    static let largestUnits = 1 << 50

    private static func units(
        budget: Amount, projects: [Project]
    ) throws(ElectionProblem) -> (unit: Int, budget: Int, costs: [Int]) {
        var unit = 1
        for amount in projects.map(\.cost) + [budget] {
            let factor = amount.denominator / greatestCommonDivisor(unit, amount.denominator)
            let (product, overflow) = unit.multipliedReportingOverflow(by: factor)
            guard !overflow, product < largestUnits else { throw ElectionProblem("costs and budget have no common unit") }
            unit = product
        }
        func inUnits(_ amount: Amount) throws(ElectionProblem) -> Int {
            guard amount.numerator >= 0 else { throw ElectionProblem("the amount \(amount) is negative") }
            guard let units = amount.inUnits(of: unit), units <= largestUnits else {
                throw ElectionProblem("the amount \(amount) is too large")
            }
            return units
        }
        var costs: [Int] = []
        for project in projects { costs.append(try inUnits(project.cost)) }
        return (unit, try inUnits(budget), costs)
    }

    private func check() throws(ElectionProblem) {
        var seen: Set<String> = []
        for project in projects where !seen.insert(project.id).inserted {
            throw ElectionProblem("project “\(project.id)” stands twice")
        }
        guard projects.count < 1 << 16, ballots.choices.count < 1 << 31 else {
            throw ElectionProblem("at most 65,535 projects and two thousand million choices can be counted")
        }
        guard voterIDs.count == ballots.count else { throw ElectionProblem("as many voter ids as ballots are needed") }
        guard ballots.choices.allSatisfy({ $0 < projects.count }) else {
            throw ElectionProblem("a ballot names a project that does not exist")
        }
        guard voteType.hasPoints == !ballots.points.isEmpty || ballots.choices.isEmpty else {
            throw ElectionProblem("points belong to cumulative and scoring ballots, and only to them")
        }
        var sum = 0
        for points in ballots.points {
            sum += min(abs(points), Self.largestUnits)
            guard sum <= Self.largestUnits else { throw ElectionProblem("the points are too large to be added") }
        }
    }
}

/// Why an election cannot be made of its parts, or a rule cannot run on it.
public struct ElectionProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

extension StringProtocol {
    func trimmingSpaces() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}

/// Order of ids as strings of code points, as the reference has it: “10” stands before “9”.
func precedesByCodePoint(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
