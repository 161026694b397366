/// The smallest change of quotas that makes a panel possible.
public struct QuotaRelaxation: Sendable, Equatable {
    /// One moved bound.
    public struct Change: Sendable, Equatable {
        /// Index of the quota.
        public let quota: Int
        /// Which of its bounds moves.
        public let bound: Bound
        /// The bound asked for, in seats.
        public let from: Int
        /// The bound that works, in seats.
        public let to: Int
        /// Least or most seats.
        public enum Bound: String, Sendable { case min, max }
    }

    /// The moved bounds, in the order of the quotas.
    public let changes: [Change]

    /// Seats by which bounds move in total; the smallest possible.
    public var seats: Int { changes.reduce(0) { $0 + abs($1.to - $1.from) } }
}

extension Selection {
    /// Whether some panel meets every quota.
    public func isFeasible() throws(DrawFault) -> Bool {
        let polytope = PanelPolytope(self, PersonTypes(self))
        var search = PanelSearch(polytope)
        let none = [Int](repeating: 0, count: polytope.typeCount)
        return try search.find(
            maximising: none.map(Double.init), aim: .any, low: none, high: polytope.capacity) != nil
    }

    /// The changes of bounds, smallest in total seats and within each quota's flexibility, that make some panel
    /// possible: empty when one is possible already, nil when even full flexibility does not help.
    ///
    /// An integer program: every bound gets a helper of cost 1 per seat; O(exponential) only in the worst case.
    public func smallestRelaxation() throws(DrawFault) -> QuotaRelaxation? {
        // Capacities must not come from the quotas under question.
        let wide = with(seats: quotas.map { $0.flexibility.clamped(to: 0...size) })
        var polytope = PanelPolytope(wide, PersonTypes(self))
        var helps: [PanelSearch.Help] = []
        for (index, quota) in quotas.enumerated() {
            let seats = quota.seats.clamped(to: 0...max(size, quota.seats.lowerBound))
            polytope.setBounds(ofRow: 1 + index, Double(seats.lowerBound)...Double(seats.upperBound))
            let lowering = seats.lowerBound - quota.flexibility.lowerBound
            let raising = max(0, min(size, quota.flexibility.upperBound) - seats.upperBound)
            helps.append(.init(row: 1 + index, effect: 1, most: Double(lowering)))
            helps.append(.init(row: 1 + index, effect: -1, most: Double(raising)))
        }
        var search = PanelSearch(polytope, helps: helps, leastGain: 1)
        let none = [Int](repeating: 0, count: polytope.typeCount)
        let panel = try search.find(
            maximising: none.map(Double.init), aim: .best, low: none, high: polytope.capacity)
        return panel.map { relaxation(for: $0, polytope) }
    }

    private func relaxation(for panel: [Int], _ polytope: PanelPolytope) -> QuotaRelaxation {
        var changes: [QuotaRelaxation.Change] = []
        for (index, quota) in quotas.enumerated() {
            let seats = Int(polytope.activity(1 + index, at: panel.map(Double.init)))
            if seats < quota.seats.lowerBound {
                changes.append(.init(quota: index, bound: .min, from: quota.seats.lowerBound, to: seats))
            } else if seats > quota.seats.upperBound {
                changes.append(.init(quota: index, bound: .max, from: quota.seats.upperBound, to: seats))
            }
        }
        return QuotaRelaxation(changes: changes)
    }

    /// The question with the relaxation's bounds.
    public func applying(_ relaxation: QuotaRelaxation) -> Selection {
        var seats = quotas.map(\.seats)
        for change in relaxation.changes {
            let present = seats[change.quota]
            seats[change.quota] = change.bound == .min
                ? change.to...present.upperBound : present.lowerBound...change.to
        }
        return with(seats: seats)
    }
}
