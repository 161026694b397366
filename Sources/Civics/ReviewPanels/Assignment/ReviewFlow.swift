/// A minimum-cost flow from entries to reviewers, built up along shortest augmenting paths with potentials
/// (Edmonds and Karp 1972; the search stops at the first free reviewer as in Jonker and Volgenant 1987).
///
/// Whole numbers throughout, so the optimum is exact. Reviewers below their minimum load attract flow with a bonus
/// larger than any sum of costs, so as many minimum loads are met as can be.
struct ReviewFlow {
    let entries: Int
    let reviewers: Int
    /// Units that one pair may carry.
    let capacity: Int32
    /// Units on each pair, entry-major.
    private(set) var flow: [Int32]
    private(set) var load: [Int]
    private let loads: [ClosedRange<Int>]
    /// Cost of one unit, entry-major; `barred` for conflicts.
    private let cost: [Int64]
    /// The same where a pair has room for another unit, else `barred`.
    private var open: [Int64]
    /// For each reviewer the entries it carries.
    private var holders: [[Int32]]
    /// Entries first, then reviewers; reduced costs are never negative.
    private var potential: [Int64]
    private let bonus: Int64
    private var search: FlowSearch

    static let barred: Int64 = 1 << 61
    static let unreached: Int64 = 1 << 60

    /// - Parameters:
    ///   - units: costs per unit of flow, entry-major, all from 0 to `largest`, or `barred`.
    ///   - loads: in units of flow.
    init(units: [Int64], largest: Int64, entries: Int, loads: [ClosedRange<Int>], capacity: Int32) {
        self.entries = entries
        self.reviewers = loads.count
        self.capacity = capacity
        self.loads = loads
        cost = units
        open = units
        flow = Array(repeating: 0, count: units.count)
        load = Array(repeating: 0, count: loads.count)
        holders = Array(repeating: [], count: loads.count)
        potential = Array(repeating: 0, count: entries + loads.count)
        bonus = (largest + 1) * Int64(entries + loads.count + 2)
        search = FlowSearch(nodes: entries + loads.count)
    }

    /// Adds `amount` units for an entry at least cost, rearranging earlier ones where that is cheaper.
    ///
    /// - Returns: `nil`, or the entries and reviewers that stand in the way: all reviewers that any of these entries
    ///   may have are full with them.
    /// - Complexity: O(entries · reviewers) a path at worst; in practice a few rows.
    mutating func add(_ amount: Int, for entry: Int) -> (entries: [Int], reviewers: [Int])? {
        var left = amount
        while left > 0 {
            guard let end = shortestPath(from: entry) else {
                let nodes = search.scanned.map(Int.init)
                return (nodes.filter { $0 < entries }.sorted(), nodes.filter { $0 >= entries }.map { $0 - entries }.sorted())
            }
            left -= push(upTo: left, from: entry, to: end)
        }
        return nil
    }

    /// Dijkstra over reduced costs; returns the reviewer whose free place ends the shortest path.
    private mutating func shortestPath(from entry: Int) -> Int? {
        search.restart(at: entry)
        var nearest = Self.unreached
        var end: Int?
        while let (distance, node) = search.next(below: nearest) {
            if node < entries {
                relaxReviewers(of: node, distance, &nearest, &end)
            } else {
                relaxHolders(of: node - entries, distance, limit: nearest)
            }
        }
        guard end != nil else { return nil }
        for node in search.scanned { potential[Int(node)] += search.distance[Int(node)] - nearest }
        return end
    }

    private mutating func relaxReviewers(of entry: Int, _ distance: Int64, _ nearest: inout Int64, _ end: inout Int?) {
        let start = distance + potential[entry]
        let (entries, reviewers, bonus) = (entries, reviewers, bonus)
        open.withUnsafeBufferPointer { open in
            potential.withUnsafeBufferPointer { potential in
                for reviewer in 0..<reviewers {
                    let node = entries + reviewer
                    let there = start + open[entry * reviewers + reviewer] - potential[node]
                    guard there < nearest, search.reach(node, from: entry, at: there) else { continue }
                    guard load[reviewer] < loads[reviewer].upperBound else { continue }
                    let place = load[reviewer] < loads[reviewer].lowerBound ? 0 : bonus
                    let total = there + potential[node] + place
                    if total < nearest { (nearest, end) = (total, reviewer) }
                }
            }
        }
    }

    private mutating func relaxHolders(of reviewer: Int, _ distance: Int64, limit: Int64) {
        let start = distance + potential[entries + reviewer]
        for holder in holders[reviewer] {
            let entry = Int(holder)
            let there = start - cost[entry * reviewers + reviewer] - potential[entry]
            if there < limit { _ = search.reach(entry, from: entries + reviewer, at: there) }
        }
    }

    /// Sends as much as fits along the path just found; returns how much.
    private mutating func push(upTo limit: Int, from entry: Int, to end: Int) -> Int {
        let bound = load[end] < loads[end].lowerBound ? loads[end].lowerBound : loads[end].upperBound
        var amount = min(limit, bound - load[end])
        let steps = search.path(from: entry, to: entries + end)
        for (from, to) in steps {
            let room = from < entries ? capacity - flow[from * reviewers + to - entries] : flow[to * reviewers + from - entries]
            amount = min(amount, Int(room))
        }
        for (from, to) in steps {
            if from < entries {
                change(entry: from, reviewer: to - entries, by: Int32(amount))
            } else {
                change(entry: to, reviewer: from - entries, by: -Int32(amount))
            }
        }
        load[end] += amount
        return amount
    }

    private mutating func change(entry: Int, reviewer: Int, by amount: Int32) {
        let cell = entry * reviewers + reviewer
        if flow[cell] == 0 { holders[reviewer].append(Int32(entry)) }
        flow[cell] += amount
        if flow[cell] == 0 { holders[reviewer].removeAll { $0 == Int32(entry) } }
        open[cell] = flow[cell] < capacity ? cost[cell] : Self.barred
    }
}

/// The labels and the queue of one shortest-path search, reused from search to search.
struct FlowSearch {
    private(set) var distance: [Int64]
    private var parent: [Int32]
    private var touched: [Int32] = []
    /// Nodes whose distance is final, in ascending order of distance.
    private(set) var scanned: [Int32] = []
    private var queue: [(distance: Int64, node: Int32)] = []

    init(nodes: Int) {
        distance = Array(repeating: ReviewFlow.unreached, count: nodes)
        parent = Array(repeating: -1, count: nodes)
    }

    mutating func restart(at node: Int) {
        for node in touched { distance[Int(node)] = ReviewFlow.unreached }
        touched.removeAll(keepingCapacity: true)
        scanned.removeAll(keepingCapacity: true)
        queue.removeAll(keepingCapacity: true)
        _ = reach(node, from: -1, at: 0)
    }

    /// Notes a way to a node if it is the shortest so far.
    @inline(__always)
    mutating func reach(_ node: Int, from: Int, at there: Int64) -> Bool {
        guard there < distance[node] else { return false }
        if distance[node] == ReviewFlow.unreached { touched.append(Int32(node)) }
        distance[node] = there
        parent[node] = Int32(from)
        push((there, Int32(node)))
        return true
    }

    /// The nearest node not yet scanned, if nearer than `limit`.
    mutating func next(below limit: Int64) -> (distance: Int64, node: Int)? {
        while let top = pop() {
            guard top.distance < limit else { return nil }
            guard top.distance == distance[Int(top.node)] else { continue }
            scanned.append(top.node)
            return (top.distance, Int(top.node))
        }
        return nil
    }

    /// The steps of the path found, last first.
    func path(from start: Int, to end: Int) -> [(from: Int, to: Int)] {
        var steps: [(from: Int, to: Int)] = []
        var node = end
        while node != start {
            steps.append((Int(parent[node]), node))
            node = Int(parent[node])
        }
        return steps
    }

    private mutating func push(_ item: (distance: Int64, node: Int32)) {
        queue.append(item)
        var child = queue.count - 1
        while child > 0, item < queue[(child - 1) / 2] {
            queue[child] = queue[(child - 1) / 2]
            child = (child - 1) / 2
        }
        queue[child] = item
    }

    private mutating func pop() -> (distance: Int64, node: Int32)? {
        guard let top = queue.first, let last = queue.popLast() else { return nil }
        guard !queue.isEmpty else { return top }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < queue.count else { break }
            if child + 1 < queue.count, queue[child + 1] < queue[child] { child += 1 }
            guard queue[child] < last else { break }
            queue[hole] = queue[child]
            hole = child
        }
        queue[hole] = last
        return top
    }
}
