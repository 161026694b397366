/// How much the groups depend on who happened to take part.
///
/// Each resample draws as many participants as there are, with replacement, computes the map anew and compares its
/// groups with the original ones on everybody drawn.
public struct GroupStability: Sendable, Hashable {
    public let resamples: Int
    public let seed: UInt64
    /// The adjusted Rand index of each resample's groups with the original ones, ascending.
    public let agreements: [Double]
    /// The share of the resamples in which as many groups were found.
    public let sameCountShare: Double
    /// For each group, how much of it came back together: the mean over the resamples of the largest Jaccard overlap
    /// with any group found (Hennig 2007). Below about 0.6 a group should not be trusted.
    public let groupRecovery: [Double]

    public var meanAgreement: Double { agreements.isEmpty ? 0 : agreements.reduce(0, +) / Double(agreements.count) }
    /// The agreement that 95 % of the resamples reach.
    public var lowAgreement: Double { agreements.isEmpty ? 0 : agreements[agreements.count / 20] }
}

extension OpinionMap {
    /// Draws the resamples and compares; deterministic from the seed. Time: about that of one map for each resample.
    ///
    /// - Parameter progress: called with the number of resamples done, after each of them.
    public func stability(
        resamples: Int, seed: UInt64, progress: (_ done: Int) -> Void = { _ in }
    ) -> GroupStability {
        var random = SeededGenerator(seed: seed)
        let original = groupOfRow
        var agreements: [Double] = []
        var sameCount = 0
        var recovered = [Double](repeating: 0, count: groups.count)
        let start = MapState(statements: votes.statements, components: components.vectors)
        for resample in 0..<resamples {
            let rows = votes.participants.indices.map { _ in random.index(below: votes.participants.count) }
            let resampled = OpinionMap(of: votes.selecting(rows: rows), continuing: start)
            let comparison = Comparison(original: original, resampled: resampled, rows: rows)
            agreements.append(comparison.agreement)
            if resampled.groups.count == groups.count { sameCount += 1 }
            for place in groups.indices { recovered[place] += comparison.recovery(of: place) }
            progress(resample + 1)
        }
        let runs = Double(max(resamples, 1))
        return GroupStability(
            resamples: resamples, seed: seed, agreements: agreements.sorted(),
            sameCountShare: Double(sameCount) / runs, groupRecovery: recovered.map { $0 / runs })
    }
}

/// The original and the resampled groups of everybody drawn, each person once.
private struct Comparison {
    private var before: [Int] = []
    private var after: [Int] = []

    init(original: [Int?], resampled: OpinionMap, rows: [Int]) {
        var isSeen = [Bool](repeating: false, count: original.count)
        for (row, group) in zip(rows, resampled.groupOfRow) {
            guard !isSeen[row], let own = original[row], let group else { continue }
            isSeen[row] = true
            before.append(own)
            after.append(group)
        }
    }

    var agreement: Double { adjustedRandIndex(before, after) }

    func recovery(of group: Int) -> Double {
        let size = before.count { $0 == group }
        var overlaps: [Int: Int] = [:]
        var sizes: [Int: Int] = [:]
        for (own, found) in zip(before, after) {
            sizes[found, default: 0] += 1
            if own == group { overlaps[found, default: 0] += 1 }
        }
        return overlaps.map { Double($1) / Double(size + sizes[$0, default: 0] - $1) }.max() ?? 0
    }
}
