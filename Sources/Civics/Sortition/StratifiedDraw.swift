/// The plain stratified draw that many organisers use, for comparison: no chance is computed, none is promised.
///
/// People are added one at a time: take the quota value in greatest need (seats still missing per person still
/// eligible), draw one of its people, and drop everybody whom a full quota now excludes. A dead end starts again.
/// This is the procedure that Flanigan et al. (2021) call LEGACY.
public struct StratifiedDraw: Sendable {
    private let selection: Selection
    private let quotasOf: [[Int]]
    private static let attempts = 2_000

    /// A draw from this pool; O(people × categories).
    public init(_ selection: Selection) {
        self.selection = selection
        let types = PersonTypes(selection)
        var quotasOf = [[Int]](repeating: [], count: selection.people.count)
        for (type, members) in types.members.enumerated() {
            for member in members { quotasOf[member] = types.quotasOfType[type] }
        }
        self.quotasOf = quotasOf
    }

    /// `count` panels drawn one after the other from the generator.
    ///
    /// - Throws: `DrawFault.noPanel` when 2 000 attempts in a row end in a dead end.
    public func lottery(count: Int = 1_000, using generator: inout SeededGenerator) throws(DrawFault) -> Lottery {
        var panels: [[Int]] = []
        while panels.count < count { panels.append(try panel(using: &generator)) }
        return Lottery(panels: panels)
    }

    /// One panel as ascending positions in the pool.
    public func panel(using generator: inout SeededGenerator) throws(DrawFault) -> [Int] {
        for _ in 0..<Self.attempts {
            if let panel = attempt(&generator) { return panel.sorted() }
        }
        throw .noPanel
    }

    private func attempt(_ generator: inout SeededGenerator) -> [Int]? {
        var eligible = Set(selection.people.indices)
        var seats = [Int](repeating: 0, count: selection.quotas.count)
        var available = seats
        for person in eligible { for quota in quotasOf[person] { available[quota] += 1 } }
        func drop(_ person: Int) {
            guard eligible.remove(person) != nil else { return }
            for quota in quotasOf[person] { available[quota] -= 1 }
        }
        for quota in seats.indices where selection.quotas[quota].seats.upperBound == 0 {
            for person in eligible.filter({ quotasOf[$0].contains(quota) }) { drop(person) }
        }
        var panel: [Int] = []
        while panel.count < selection.size {
            guard let person = draw(eligible, seats, available, &generator) else { return nil }
            panel.append(person)
            drop(person)
            if let home = selection.people[person].household {
                for other in eligible.filter({ selection.people[$0].household == home }) { drop(other) }
            }
            for quota in quotasOf[person] {
                seats[quota] += 1
                guard seats[quota] >= selection.quotas[quota].seats.upperBound else { continue }
                for other in eligible.filter({ quotasOf[$0].contains(quota) }) { drop(other) }
            }
        }
        return zip(seats, selection.quotas).allSatisfy { $1.seats.contains($0) } ? panel : nil
    }

    /// Someone of the quota in greatest need, or anybody when no minimum is open; nil at a dead end.
    private func draw(
        _ eligible: Set<Int>, _ seats: [Int], _ available: [Int], _ generator: inout SeededGenerator
    ) -> Int? {
        var neediest: Int?
        var greatest = 0.0
        for (quota, bounds) in selection.quotas.enumerated() {
            let missing = bounds.seats.lowerBound - seats[quota]
            if missing <= 0 { continue }
            if available[quota] < missing { return nil }
            let need = Double(missing) / Double(available[quota])
            if need > greatest {
                greatest = need
                neediest = quota
            }
        }
        let candidates = eligible.filter { neediest == nil || quotasOf[$0].contains(neediest ?? 0) }.sorted()
        return candidates.isEmpty ? nil : candidates[generator.whole(below: candidates.count)]
    }
}
