/// The best known chains to each reviewer.
struct ExchangeLabels {
    struct Step {
        var entry: Int
        var gives: Int
        var takes: Int
    }

    private var cost: [Int128]
    private var previous: [(node: Int, entry: Int)]
    /// How many steps of chains were looked at since the restart.
    private(set) var walked = 0
    /// Longer chains are not followed.
    private static let longest = 24
    private var queued: [Bool]
    private var queue: [Int] = []
    private var head = 0

    init(nodes: Int) {
        cost = Array(repeating: 0, count: nodes)
        previous = Array(repeating: (-1, -1), count: nodes)
        queued = Array(repeating: false, count: nodes)
    }

    mutating func restart() {
        for node in cost.indices {
            cost[node] = 0
            queued[node] = false
        }
        queue.removeAll(keepingCapacity: true)
        head = 0
        walked = 0
    }

    @inline(__always)
    mutating func reach(_ node: Int, from: Int, entry: Int, cost there: Int128) {
        guard there < cost[node], !passes(node, before: from) else { return }
        cost[node] = there
        previous[node] = (from, entry)
        if !queued[node] {
            queued[node] = true
            queue.append(node)
        }
    }

    /// Whether the chain that ends at `last` already passes through `node`, or is too long for another step.
    private mutating func passes(_ node: Int, before last: Int) -> Bool {
        var last = last
        for _ in 0..<Self.longest {
            guard last >= 0 else { return false }
            walked += 1
            if last == node { return true }
            last = previous[last].node
        }
        return true
    }

    mutating func next() -> (node: Int, cost: Int128)? {
        guard head < queue.count else { return nil }
        let node = queue[head]
        head += 1
        queued[node] = false
        return (node, cost[node])
    }

    /// Whether the chain that ends at `node` already exchanges a reviewer of `entry`, or is too long for another step.
    mutating func uses(_ entry: Int, before node: Int) -> Bool {
        var node = node
        for _ in 0..<Self.longest {
            walked += 1
            let (before, by) = previous[node]
            if by == entry { return true }
            if before < 0 { return false }
            node = before
        }
        return true
    }

    /// The exchanges that end by taking `node` back, first to last; `nil` if it was not reached.
    func chain(to node: Int, first: (entry: Int, gives: Int)) -> [Step]? {
        guard cost[node] < 0 else { return nil }
        var steps: [Step] = []
        var node = node
        for _ in cost.indices {
            let (before, by) = previous[node]
            if before < 0 {
                steps.append(Step(entry: first.entry, gives: first.gives, takes: node))
                return steps.reversed()
            }
            if by >= 0 { steps.append(Step(entry: by, gives: before, takes: node)) }
            node = before
        }
        return nil
    }
}
