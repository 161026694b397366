/// Deals people to panels of type counts so that the people of a type take equal turns.
struct PanelDealer {
    private let types: PersonTypes
    private let homeOf: [String?]
    /// The people of each type in a shuffled order, and where the next turn begins.
    private var order: [[Int]]
    private var turn: [Int]
    private var turnsTaken: [Int]
    private let shared: Set<Int>
    private var isChosen: [Bool]

    init(_ types: PersonTypes, _ selection: Selection) {
        self.types = types
        homeOf = selection.people.map(\.household)
        var generator = SeededGenerator(seed: "order within types")
        order = types.members
        for type in order.indices { generator.shuffle(&order[type]) }
        turn = Array(repeating: 0, count: types.count)
        isChosen = Array(repeating: false, count: selection.people.count)
        turnsTaken = Array(repeating: 0, count: selection.people.count)
        shared = Set(types.householdClasses.flatMap(\.types))
    }

    /// The people of one panel, ascending.
    mutating func deal(_ panel: [Int]) -> [Int] {
        var chosen: [Int] = []
        for type in panel.indices where panel[type] > 0 && !shared.contains(type) {
            for _ in 0..<panel[type] {
                chosen.append(order[type][turn[type]])
                turn[type] = (turn[type] + 1) % order[type].count
            }
        }
        for home in types.householdClasses { chosen += dealHousehold(home, panel) }
        return ascending(chosen)
    }

    /// Sorts by marking, which is quicker than comparing where a panel is no small part of the pool.
    private mutating func ascending(_ chosen: [Int]) -> [Int] {
        guard chosen.count * 20 > isChosen.count else { return chosen.sorted() }
        for person in chosen { isChosen[person] = true }
        var result: [Int] = []
        result.reserveCapacity(chosen.count)
        for person in isChosen.indices where isChosen[person] {
            result.append(person)
            isChosen[person] = false
        }
        return result
    }

    /// Within a class every household gives at most one; whoever has had fewest turns goes first.
    private mutating func dealHousehold(_ home: PersonTypes.HouseholdClass, _ panel: [Int]) -> [Int] {
        var chosen: [Int] = []
        var used: Set<String> = []
        for type in home.types {
            for _ in 0..<panel[type] {
                var next: Int?
                for person in order[type] where !used.contains(homeOf[person] ?? "") {
                    if let best = next, turnsTaken[best] <= turnsTaken[person] { continue }
                    next = person
                }
                guard let next else { continue }
                used.insert(homeOf[next] ?? "")
                turnsTaken[next] += 1
                chosen.append(next)
            }
        }
        return chosen
    }
}
