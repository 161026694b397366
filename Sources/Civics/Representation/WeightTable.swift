import BigInt

/// The coalitions of members without veto counted by size and weight below the quota: a generating function, in flat memory.
///
/// `table[size · quota + weight]`. Nothing stands in a row below the weight of its lightest coalition or above its heaviest.
enum WeightTable {
    /// Bytes of the table, and additions that take a few seconds.
    static let mostBytes = 64_000_000
    static let mostSteps = 4_000_000_000

    /// About how many additions of words the table takes, or nil where it would be too large or take too long.
    static func steps(_ classes: WeightClasses) -> Int? {
        guard classes.weighty < 512 else { return nil }
        let words = (classes.weighty / 64 + 1)
        let (cells, isTooLarge) = (classes.weighty + 1).multipliedReportingOverflow(by: max(classes.quota, 1) * words)
        guard !isTooLarge, cells <= mostBytes / 8, cells * classes.weighty / 2 <= mostSteps else { return nil }
        return cells * classes.weighty / 2
    }

    /// Nil where the table would be too large or take too long.
    static func counts(_ classes: WeightClasses) -> DecisiveCounts? {
        guard steps(classes) != nil else { return nil }
        return switch classes.weighty {
        case ..<64: counts(classes, UInt64.self)
        case ..<128: counts(classes, UInt128.self)
        case ..<256: counts(classes, DoubleCount<UInt128>.self)
        case ..<512: counts(classes, DoubleCount<DoubleCount<UInt128>>.self)
        default: nil
        }
    }

    private static func counts<Count: WideCount>(_ classes: WeightClasses, _: Count.Type) -> DecisiveCounts? {
        let (members, quota) = (classes.weighty, classes.quota)
        return withUnsafeTemporaryAllocation(of: Count.self, capacity: (members + 1) * max(quota, 1)) { table in
            table.initialize(repeating: .zero)
            fill(table, classes)
            addUp(table, members, quota)
            return DecisiveCounts(
                losing: (0...members).map { below(quota, $0, table, quota).big },
                decisive: classes.classes.map { decisive($0.weight, members, table, quota) })
        }
    }

    private static func fill<Count: WideCount>(_ table: UnsafeMutableBufferPointer<Count>, _ classes: WeightClasses) {
        let quota = classes.quota
        guard quota > 0, let cells = table.baseAddress else { return }
        cells[0] = .one
        // As weights fall, the first members are the heaviest coalition of a size and the last the lightest.
        let weights = classes.classes.flatMap { Array(repeating: $0.weight, count: $0.members) }
        let upTo = weights.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        for (already, weight) in weights.enumerated() {
            for size in stride(from: already, through: 0, by: -1) {
                let (lightest, heaviest) = (upTo[already] - upTo[already - size], min(upTo[size], quota - weight - 1))
                guard lightest <= heaviest else { continue }
                let (from, to) = (cells + size * quota, cells + (size + 1) * quota + weight)
                for sum in lightest...heaviest { to[sum] = to[sum] &+ from[sum] }
            }
        }
    }

    /// Turns counts by weight into counts up to each weight.
    private static func addUp<Count: WideCount>(_ table: UnsafeMutableBufferPointer<Count>, _ members: Int, _ quota: Int) {
        guard let cells = table.baseAddress, quota > 0 else { return }
        for size in 0...members {
            let row = cells + size * quota
            for sum in 1..<quota { row[sum] = row[sum] &+ row[sum - 1] }
        }
    }

    /// Coalitions of a size that weigh less than `weight`.
    private static func below<Count: WideCount>(
        _ weight: Int, _ size: Int, _ table: UnsafeMutableBufferPointer<Count>, _ quota: Int
    ) -> Count {
        weight > 0 ? table[size * quota + weight - 1] : .zero
    }

    /// For each size, the coalitions without one member of this weight that lack at most that weight.
    ///
    /// A coalition without the member is a coalition less those with the member, which are the coalitions without it of one
    /// member less, and so on: an alternating sum along a diagonal, so that no second table is made.
    private static func decisive<Count: WideCount>(
        _ weight: Int, _ members: Int, _ table: UnsafeMutableBufferPointer<Count>, _ quota: Int
    ) -> [BigInt] {
        (0..<members).map { size in
            var (count, top) = (Count.zero, quota)
            for step in 0...size where top > 0 {
                let band = below(top, size - step, table, quota) &- below(top - weight, size - step, table, quota)
                count = step.isMultiple(of: 2) ? count &+ band : count &- band
                top -= weight
            }
            return count.big
        }
    }
}
