import BigInt

/// Coalitions counted by meeting in the middle: those of one half of the weights are looked up among those of the other.
///
/// What counts here is how many different coalitions there are, not how large the weights: three dozen members with weights
/// of any size, or hundreds in a few blocks of equal weight.
enum SplitCoalitions {
    /// Coalitions of one half that are alike but for their names: their weight, size and number.
    private struct Entry<Count> {
        var weight: Int
        var size: Int
        var count: Count
    }

    /// So many different coalitions of one half take a few seconds; numbers of any size take longer.
    private static func most(_ classes: WeightClasses) -> Int { classes.weighty < 120 ? 1 << 18 : 1 << 13 }

    /// About how many steps the count takes, or nil where a half has too many different coalitions.
    static func steps(_ classes: WeightClasses) -> Int? {
        guard let (left, right) = halves(classes.classes, atMost: most(classes)) else { return nil }
        let coalitions = [left, right].map { $0.reduce(1) { $0 * ($1.members + 1) } }
        return (classes.classes.count + 1) * (coalitions[0] + coalitions[1]) * (classes.weighty / 2 + 20)
    }

    /// Nil where a half has too many different coalitions.
    static func counts(_ classes: WeightClasses) -> DecisiveCounts? {
        guard let (left, right) = halves(classes.classes, atMost: most(classes)) else { return nil }
        return classes.weighty < 120
            ? counts(classes, left, right, UInt128.self) : counts(classes, left, right, BigInt.self)
    }

    private typealias Class = WeightClasses.Class

    /// Two halves with about as many coalitions each.
    private static func halves(_ classes: [Class], atMost most: Int) -> (left: [Class], right: [Class])? {
        var (left, right): ([Class], [Class]) = ([], [])
        var (lefts, rights) = (1, 1)
        for entry in classes.sorted(by: { $0.members > $1.members }) {
            if lefts <= rights {
                left.append(entry)
                lefts *= entry.members + 1
            } else {
                right.append(entry)
                rights *= entry.members + 1
            }
            guard max(lefts, rights) <= most else { return nil }
        }
        return (left, right)
    }

    private static func counts<Count: BinaryInteger>(
        _ classes: WeightClasses, _ left: [Class], _ right: [Class], _: Count.Type
    ) -> DecisiveCounts {
        let (lefts, rights): ([Entry<Count>], [Entry<Count>]) = (entries(left, without: nil), entries(right, without: nil))
        let losing = bands(lefts, rights, classes.weighty, from: .min, below: classes.quota)
        let decisive = classes.classes.map { entry in
            let isLeft = left.contains { $0.weight == entry.weight }
            let rest: [Entry<Count>] = entries(isLeft ? left : right, without: entry.weight)
            return bands(rest, isLeft ? rights : lefts, classes.weighty, from: classes.quota - entry.weight, below: classes.quota)
        }
        return DecisiveCounts(losing: losing, decisive: decisive.map { Array($0.dropLast()) })
    }

    /// Every coalition of a half, lighter first.
    private static func entries<Count: BinaryInteger>(_ classes: [Class], without one: Int?) -> [Entry<Count>] {
        var entries = [Entry<Count>(weight: 0, size: 0, count: 1)]
        for entry in classes {
            let members = entry.members - (entry.weight == one ? 1 : 0)
            var (ways, all): (Count, [Entry<Count>]) = (1, entries)
            for taken in stride(from: 1, through: members, by: 1) {
                ways = ways * Count(members - taken + 1) / Count(taken)
                all += entries.map { .init(weight: $0.weight + taken * entry.weight, size: $0.size + taken, count: $0.count * ways) }
            }
            entries = all
        }
        return entries.sorted { $0.weight < $1.weight }
    }

    /// For each size, the pairs of coalitions whose weights together lie in a range.
    ///
    /// As the coalitions of one half grow heavier, the range of those of the other that go with them moves down.
    private static func bands<Count: BinaryInteger>(
        _ one: [Entry<Count>], _ other: [Entry<Count>], _ members: Int, from low: Int, below high: Int
    ) -> [BigInt] {
        var totals = Array(repeating: Count(0), count: members + 1)
        var inside = Array(repeating: Count(0), count: (other.map(\.size).max() ?? 0) + 1)
        var (first, last) = (other.count, other.count)
        // Entries `first..<last` of the other half have the weights that are wanted.
        for entry in one {
            while first > 0, low == .min || other[first - 1].weight >= low - entry.weight {
                first -= 1
                inside[other[first].size] += other[first].count
            }
            while last > first, other[last - 1].weight >= high - entry.weight {
                last -= 1
                inside[other[last].size] -= other[last].count
            }
            for size in inside.indices where inside[size] != 0 { totals[entry.size + size] += entry.count * inside[size] }
        }
        return totals.map { BigInt($0) }
    }
}
