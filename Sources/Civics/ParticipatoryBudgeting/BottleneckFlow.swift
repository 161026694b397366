/// The heaviest bottleneck of a set of projects: max over subsets T of cost(T) / supporters(T).
///
/// This is the least maximum load if each cost may be split at will among the project's supporters (by max-flow
/// min-cut). Dinkelbach's iteration: with the ratio a/b reached so far, a cut of the network source → project (b·cost)
/// → supporters (no limit) → sink (a·voters) shows a heavier subset or proves that there is none. All capacities are
/// whole numbers of 128 bits.
struct BottleneckFlow {
    struct Ratio: Sendable {
        var cost: Int
        var voters: Int

        static func compare(_ left: Ratio, _ right: Ratio) -> Int {
            let (a, b) = (Int128(left.cost) * Int128(right.voters), Int128(right.cost) * Int128(left.voters))
            return a < b ? -1 : (a == b ? 0 : 1)
        }
    }

    /// Voters with the same supported projects among those at hand.
    struct Group {
        var projects: [Int]
        var voters: Int
    }

    private let costs: [Int]
    private let groups: [Group]
    private var edges: [Edge] = []
    private var edgesFrom: [[Int32]]
    private var level: [Int32] = []
    private var next: [Int] = []

    private struct Edge {
        let to: Int32
        var capacity: Int128
    }

    /// - Parameters:
    ///   - costs: the cost of each project at hand, numbered from 0.
    ///   - groups: all voters who support any of them.
    init(costs: [Int], groups: [Group]) {
        self.costs = costs
        self.groups = groups
        edgesFrom = Array(repeating: [], count: costs.count + groups.count + 2)
        for project in costs.indices { connect(source, project, 0) }
        for (index, group) in groups.enumerated() {
            connect(costs.count + index, sink, 0)
            for project in group.projects { connect(project, costs.count + index, .max / 4) }
        }
    }

    private var source: Int { costs.count + groups.count }
    private var sink: Int { source + 1 }

    private mutating func connect(_ from: Int, _ to: Int, _ capacity: Int128) {
        edgesFrom[from].append(Int32(edges.count))
        edges.append(Edge(to: Int32(to), capacity: capacity))
        edgesFrom[to].append(Int32(edges.count))
        edges.append(Edge(to: Int32(from), capacity: 0))
    }

    /// The largest ratio, which is known to be at least `floor`.
    mutating func heaviest(atLeast floor: Ratio) -> Ratio {
        var ratio = floor
        while let heavier = heavierSubset(than: ratio) { ratio = heavier }
        return ratio
    }

    private mutating func heavierSubset(than ratio: Ratio) -> Ratio? {
        setCapacities(ratio)
        var demand: Int128 = 0
        for cost in costs { demand += Int128(cost) * Int128(ratio.voters) }
        if maximumFlow() == demand { return nil }
        // What the source still reaches is the subset that the cut shows; ``level`` is of the last search.
        var found = Ratio(cost: 0, voters: 0)
        for project in costs.indices where level[project] >= 0 { found.cost += costs[project] }
        for (index, group) in groups.enumerated() where level[costs.count + index] >= 0 { found.voters += group.voters }
        return found
    }

    private mutating func setCapacities(_ ratio: Ratio) {
        for place in stride(from: 1, to: edges.count, by: 2) {
            edges[place - 1].capacity = .max / 4
            edges[place].capacity = 0
        }
        for place in edgesFrom[source] {
            edges[Int(place)].capacity = Int128(costs[Int(edges[Int(place)].to)]) * Int128(ratio.voters)
        }
        for place in edgesFrom[sink] {
            let group = Int(edges[Int(place)].to) - costs.count
            edges[Int(place) ^ 1].capacity = Int128(groups[group].voters) * Int128(ratio.cost)
        }
    }

    // MARK: Dinic's algorithm

    private mutating func maximumFlow() -> Int128 {
        var flow: Int128 = 0
        while levels() {
            next = Array(repeating: 0, count: edgesFrom.count)
            while case let pushed = push(source, .max), pushed > 0 { flow += pushed }
        }
        return flow
    }

    private mutating func levels() -> Bool {
        level = Array(repeating: -1, count: edgesFrom.count)
        level[source] = 0
        var queue = [Int32(source)]
        var head = 0
        while head < queue.count {
            let node = Int(queue[head])
            head += 1
            for place in edgesFrom[node] where edges[Int(place)].capacity > 0 {
                let to = Int(edges[Int(place)].to)
                guard level[to] < 0 else { continue }
                level[to] = level[node] + 1
                queue.append(Int32(to))
            }
        }
        return level[sink] >= 0
    }

    /// Pushes along one path; the depth is at most twice the number of projects.
    private mutating func push(_ node: Int, _ limit: Int128) -> Int128 {
        if node == sink { return limit }
        while next[node] < edgesFrom[node].count {
            let place = Int(edgesFrom[node][next[node]])
            let to = Int(edges[place].to)
            if edges[place].capacity > 0, level[to] == level[node] + 1 {
                let pushed = push(to, min(limit, edges[place].capacity))
                if pushed > 0 {
                    edges[place].capacity -= pushed
                    edges[place ^ 1].capacity += pushed
                    return pushed
                }
            }
            next[node] += 1
        }
        return 0
    }
}
