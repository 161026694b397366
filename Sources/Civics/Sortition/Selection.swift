/// One person in the pool: somebody who said yes and may be drawn.
public struct Person: Sendable, Equatable {
    /// Unique in the pool.
    public let id: String
    /// What the person is, by category: `["gender": "female", "age": "16-29"]`. Categories without a
    /// quota are ignored.
    public let values: [String: String]
    /// The household or address; at most one person of a household is drawn. Nil lives alone.
    public let household: String?

    /// A person of the pool.
    public init(id: String, values: [String: String], household: String? = nil) {
        self.id = id
        self.values = values
        self.household = household
    }
}

/// How many of the panel must have a value: "between 11 and 12 women".
public struct Quota: Sendable, Equatable {
    /// What is counted: "gender".
    public let category: String
    /// Whom it counts: "female".
    public let value: String
    /// Least and most seats, both included.
    public var seats: ClosedRange<Int>
    /// How far the bounds may be moved when no panel meets all quotas; contains `seats`.
    public let flexibility: ClosedRange<Int>

    /// - Parameter flexibility: without one the bounds may move to anything from 0 up.
    public init(category: String, value: String, seats: ClosedRange<Int>, flexibility: ClosedRange<Int>? = nil) {
        self.category = category
        self.value = value
        self.seats = seats
        let free = flexibility ?? 0...Int(Int32.max)
        self.flexibility = min(free.lowerBound, seats.lowerBound)...max(free.upperBound, seats.upperBound)
    }
}

/// Why a pool and its quotas are not a question that can be answered. Indices count from 0.
public enum SelectionFault: Error, Equatable, Sendable {
    case emptyPool
    case noQuotas
    case sizeOutOfRange(size: Int, pool: Int)
    case repeatedID(person: Int)
    case repeatedQuota(quota: Int)
    case negativeQuota(quota: Int)
    /// A person has no value, or one that no quota names, in a category with quotas.
    case valueWithoutQuota(person: Int, category: String)
}

/// The question: from these people, under these quotas, a panel of this size.
public struct Selection: Sendable {
    /// The pool.
    public let people: [Person]
    /// All must be met.
    public let quotas: [Quota]
    /// Seats on the panel.
    public let size: Int

    /// Checks the question; O(people × categories).
    public init(people: [Person], quotas: [Quota], size: Int) throws(SelectionFault) {
        guard !people.isEmpty else { throw .emptyPool }
        guard !quotas.isEmpty else { throw .noQuotas }
        guard (1...people.count).contains(size) else { throw .sizeOutOfRange(size: size, pool: people.count) }
        try Self.checkQuotas(quotas)
        try Self.checkPeople(people, quotas)
        self.people = people
        self.quotas = quotas
        self.size = size
    }

    /// The same question under other bounds, one range per quota.
    func with(seats: [ClosedRange<Int>]) -> Selection {
        var moved = quotas
        for index in moved.indices { moved[index].seats = seats[index] }
        return Selection(checked: people, moved, size)
    }

    private init(checked people: [Person], _ quotas: [Quota], _ size: Int) {
        self.people = people
        self.quotas = quotas
        self.size = size
    }

    private static func checkQuotas(_ quotas: [Quota]) throws(SelectionFault) {
        var seen: Set<[String]> = []
        for (index, quota) in quotas.enumerated() {
            guard quota.seats.lowerBound >= 0 else { throw .negativeQuota(quota: index) }
            guard seen.insert([quota.category, quota.value]).inserted else { throw .repeatedQuota(quota: index) }
        }
    }

    private static func checkPeople(_ people: [Person], _ quotas: [Quota]) throws(SelectionFault) {
        let named = Dictionary(grouping: quotas, by: \.category).mapValues { Set($0.map(\.value)) }
        let categories = named.keys.sorted()
        var ids: Set<String> = []
        for (index, person) in people.enumerated() {
            guard ids.insert(person.id).inserted else { throw .repeatedID(person: index) }
            for category in categories {
                guard let value = person.values[category], named[category]?.contains(value) == true else {
                    throw .valueWithoutQuota(person: index, category: category)
                }
            }
        }
    }
}
