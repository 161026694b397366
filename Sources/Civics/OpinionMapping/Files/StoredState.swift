/// A mathematical state as Polis stores and serves it (`math-pca2`), turned into this library's signs.
public struct StoredState: Sendable {
    public internal(set) var state = MapState()
    /// Ids of the statements that were moderated out.
    public internal(set) var withheld: Set<String> = []

    /// Reads `in-conv`, `user-vote-counts`, `tids`, `mod-out`, `pca.comps`, `base-clusters` and `group-clusters`; everything else is skipped.
    ///
    /// In such a state 1 is disagree, so the components are turned round. It does not hold how long the number of
    /// groups has been the best; that starts anew with the number stored. O(bytes).
    public init(_ bytes: [UInt8]) throws(ReadingProblem) {
        do {
            try read(JSONScanner(bytes))
        } catch let problem as ReadingProblem {
            throw problem
        } catch {
            throw ReadingProblem(line: 0, reason: "\(error)")
        }
    }

    private mutating func read(_ start: JSONScanner) throws {
        var scanner = start
        var base = BaseClusters()
        var groups: [MapState.Grouping<Int>] = []
        try scanner.object { scanner, key in
            switch key {
            case "in-conv": state.inConversation = try scanner.ids()
            case "user-vote-counts": state.voteCounts = try scanner.counts()
            case "tids": state.statements = try scanner.ids()
            case "mod-out": withheld = Set(try scanner.ids())
            case "pca": state.components = try Self.components(&scanner)
            case "base-clusters": base = try BaseClusters(&scanner)
            case "group-clusters": groups = try Self.groups(&scanner)
            default: try scanner.skip()
            }
        }
        try scanner.finish()
        guard Set([base.ids.count, base.members.count, base.x.count, base.y.count]).count == 1 else {
            throw ReadingProblem(line: 0, reason: "base-clusters needs as many members, x and y as ids")
        }
        guard state.components.allSatisfy({ $0.count == state.statements.count }) else {
            throw ReadingProblem(line: 0, reason: "the components do not have one number for each of the tids")
        }
        state.baseClusters = base.ids.indices.map { place in
            .init(id: base.ids[place], members: base.members[place], centre: [base.x[place], base.y[place]])
        }
        if !groups.isEmpty {
            state.groups = [groups.count: groups]
            state.groupCount = GroupCount(groups.count)
        }
    }

    private static func components(_ scanner: inout JSONScanner) throws -> [[Double]] {
        var components: [[Double]] = []
        try scanner.object { scanner, key in
            guard key == "comps" else { return try scanner.skip() }
            try scanner.array { scanner in
                guard components.count < 2 else { throw scanner.problem("a state has two components") }
                components.append(try scanner.numbers().map { $0 == 0 ? 0 : -$0 })
            }
        }
        // A conversation of one statement has one component.
        return components.count == 2 ? components : []
    }

    private static func groups(_ scanner: inout JSONScanner) throws -> [MapState.Grouping<Int>] {
        var groups: [MapState.Grouping<Int>] = []
        try scanner.list { scanner in
            var group = MapState.Grouping<Int>(id: groups.count, members: [], centre: .zero)
            try scanner.object { scanner, key in
                switch key {
                case "id": group.id = try scanner.wholeNumber()
                case "members": group.members = try scanner.wholeNumbers()
                case "center": group.centre = try scanner.point()
                default: try scanner.skip()
                }
            }
            groups.append(group)
        }
        return groups
    }
}

private struct BaseClusters {
    var ids: [Int] = []
    var members: [[String]] = []
    var (x, y) = ([] as [Double], [] as [Double])

    init() {}

    init(_ scanner: inout JSONScanner) throws {
        var found = BaseClusters()
        try scanner.object { scanner, key in
            switch key {
            case "id": found.ids = try scanner.wholeNumbers()
            case "members": try scanner.list { found.members.append(try $0.ids()) }
            case "x": found.x = try scanner.numbers()
            case "y": found.y = try scanner.numbers()
            default: try scanner.skip()
            }
        }
        self = found
    }
}

extension JSONScanner {
    /// An array that would take more memory than a stored state can honestly need is refused.
    fileprivate mutating func list(_ element: (inout JSONScanner) throws -> Void) throws {
        var count = 0
        try array { scanner in
            count += 1
            guard count <= 1_000_000 else { throw scanner.problem("a list has more than 1 000 000 elements") }
            try element(&scanner)
        }
    }

    fileprivate mutating func ids() throws -> [String] {
        var ids: [String] = []
        try list { scanner in
            guard let id = try scanner.scalar() else { throw scanner.problem("an id is needed here") }
            ids.append(id)
        }
        return ids
    }

    fileprivate mutating func counts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try object { scanner, key in
            counts[key] = try scanner.wholeNumber()
            guard counts.count <= 1_000_000 else { throw scanner.problem("more than 1 000 000 participants") }
        }
        return counts
    }

    fileprivate mutating func point() throws -> SIMD2<Double> {
        let numbers = try numbers()
        guard numbers.count == 2 else { throw problem("a place has two numbers") }
        return [numbers[0], numbers[1]]
    }

    fileprivate mutating func wholeNumber() throws -> Int {
        guard let text = try scalar(), let number = Int(text), number.magnitude < 1 << 52 else {
            throw problem("a whole number is needed here")
        }
        return number
    }

    fileprivate mutating func wholeNumbers() throws -> [Int] {
        var numbers: [Int] = []
        try list { numbers.append(try $0.wholeNumber()) }
        return numbers
    }
}
