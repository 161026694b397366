/// Estimates what a group costs where only some groups were priced: the cheapest way to divide it into priced groups.
///
/// A group that was priced itself costs at most that. Answers are remembered, at most `limit` of them at a time.
public struct CheapestSplit: Sendable {
    private let pricedByFirst: [Int: [(members: Coalition, cost: Rational)]]
    private var known: [Coalition: Rational?] = [:]
    private let limit: Int

    /// - Parameter priced: the priced groups; single players should be among them.
    public init(priced: [Coalition: Rational], limit: Int = 200_000) {
        let groups = priced.filter { $0.key != .empty }.map { (members: $0.key, cost: $0.value) }
        pricedByFirst = Dictionary(grouping: groups.sorted { $0.members.bits < $1.members.bits }) {
            $0.members.bits.trailingZeroBitCount
        }
        self.limit = limit
    }

    /// The estimated cost, or nil where priced groups cannot make up this one.
    /// - Throws: ``FairSharesError/unusablePlayers`` where more than half of `limit` smaller groups have to be looked at.
    /// - Complexity: O(priced groups) for each group met on the way.
    public mutating func cost(of group: Coalition) throws -> Rational? {
        if known.count > limit / 2 { known.removeAll(keepingCapacity: true) }
        return try cheapest(group)
    }

    private mutating func cheapest(_ group: Coalition) throws -> Rational? {
        guard group != .empty else { return 0 }
        if let cost = known[group] { return cost }
        guard known.count < limit else { throw FairSharesError.unusablePlayers }
        var best: Rational?
        for part in pricedByFirst[group.bits.trailingZeroBitCount] ?? [] where part.members.bits & ~group.bits == 0 {
            let rest = Coalition(bits: group.bits & ~part.members.bits)
            guard let cost = try cheapest(rest).map({ $0 + part.cost }) else { continue }
            best = min(best ?? cost, cost)
        }
        known[group] = .some(best)
        return best
    }
}
