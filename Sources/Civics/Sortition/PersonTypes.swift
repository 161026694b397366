/// The pool folded into types of interchangeable people.
///
/// People who answer to the same quotas and live in households of the same make-up can be exchanged
/// without changing anything, and every fairness rule here has an optimum that treats them alike. So a
/// panel is just a count per type, and inside a type people are drawn with equal chance. Two thousand
/// people in two yes-or-no categories become at most four types.
///
/// Households: all households with the same multiset of member features form a class. A panel takes
/// at most as many people from the class as it has households, and any such counts can be dealt so that no
/// household gives two.
public struct PersonTypes: Sendable {
    /// For each type, the numbers of its people in the pool, in pool order.
    public let members: [[Int]]
    /// For each type, the indices of the quotas its people count towards, ascending.
    public let quotasOfType: [[Int]]
    /// For each class of households with two or more people in the pool: its types and how many households it has.
    public let householdClasses: [HouseholdClass]

    /// Households of the same make-up.
    public struct HouseholdClass: Sendable, Equatable {
        /// The types of their people, ascending.
        public let types: [Int]
        /// How many households there are.
        public let households: Int
    }

    /// Folds a pool; types are numbered by their first person. O(people × categories).
    public init(_ selection: Selection) {
        let signatures = Self.quotaSignatures(selection)
        let homes = Self.householdSignatures(selection.people, signatures)
        var typeOfKey: [[[Int]]: Int] = [:]
        var members: [[Int]] = []
        var quotas: [[Int]] = []
        var typesOfHome: [[[Int]]: Set<Int>] = [:]
        for index in selection.people.indices {
            let key = [signatures[index]] + (homes[index] ?? [])
            let type = typeOfKey[key, default: members.count]
            if type == members.count {
                typeOfKey[key] = type
                members.append([])
                quotas.append(signatures[index])
            }
            members[type].append(index)
            if let home = homes[index] { typesOfHome[home, default: []].insert(type) }
        }
        self.members = members
        quotasOfType = quotas
        householdClasses = typesOfHome.map { home, types in
            let people = types.reduce(0) { $0 + members[$1].count }
            return HouseholdClass(types: types.sorted(), households: people / home.count)
        }.sorted { $0.types.lexicographicallyPrecedes($1.types) }
    }

    /// Number of types.
    public var count: Int { members.count }

    private static func quotaSignatures(_ selection: Selection) -> [[Int]] {
        var quotaAt: [String: [String: Int]] = [:]
        for (index, quota) in selection.quotas.enumerated() { quotaAt[quota.category, default: [:]][quota.value] = index }
        return selection.people.map { person in
            quotaAt.compactMap { category, values in person.values[category].flatMap { values[$0] } }.sorted()
        }
    }

    /// For each person who shares a household with another, the sorted signatures of everybody in it.
    private static func householdSignatures(_ people: [Person], _ signatures: [[Int]]) -> [[[Int]]?] {
        var residents: [String: [Int]] = [:]
        for (index, person) in people.enumerated() {
            if let household = person.household { residents[household, default: []].append(index) }
        }
        var result = [[[Int]]?](repeating: nil, count: people.count)
        for group in residents.values where group.count > 1 {
            let signature = group.map { signatures[$0] }.sorted { $0.lexicographicallyPrecedes($1) }
            for index in group { result[index] = signature }
        }
        return result
    }
}
