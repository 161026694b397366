/// From positions to groups in two stages: up to 100 base clusters of people, then two to five groups of base clusters.
struct GroupStage {
    /// One base cluster for each of up to 100 regions of the map; members are indices into the positions given.
    let base: [Cluster]
    /// For each number of groups tried, the groups; members are indices into `base`.
    let tried: [Int: [Cluster]]
    let silhouettes: [Int: Double]
    let count: GroupCount?

    static let baseClusters = 100

    /// The groups shown; members are indices into `base`.
    var groups: [Cluster] { count.flatMap { tried[$0.shown] } ?? [] }

    /// - Parameters:
    ///   - positions: of the participants in the conversation, in the order of their first appearance.
    ///   - earlier: clusters of an earlier state as indices into `positions` and, for groups, base cluster ids.
    init(positions: [SIMD2<Double>], earlier: Earlier? = nil) {
        let people = KMeans(points: positions, weights: positions.map { _ in 1 })
        let standing = earlier.flatMap { people.standing($0.base) }
        let base = standing ?? people.clusters(Self.baseClusters, continuing: earlier?.base ?? [])
        let index = Dictionary(uniqueKeysWithValues: base.enumerated().map { ($1.id, $0) })
        let regions = KMeans(points: base.map(\.centre), weights: base.map { Double($0.members.count) })
        var tried: [Int: [Cluster]] = [:]
        var silhouettes: [Int: Double] = [:]
        for k in Self.candidates(baseClusters: base.count, shown: earlier?.count?.shown) {
            let before = earlier?.groups[k]?.map { group in
                Cluster(id: group.id, members: group.members.compactMap { index[$0] }.sorted(), centre: group.centre)
            }
            let groups = Self.groups(k, of: regions, before: before, hasMoved: standing == nil)
            tried[k] = groups
            silhouettes[k] = OpinionMapping.silhouette(
                of: regions.points, groups: Self.labels(groups, count: base.count), count: groups.count)
        }
        self.base = base
        self.tried = tried
        self.silhouettes = silhouettes
        let unchanged = standing == nil ? nil : earlier?.count
        count = unchanged ?? Self.decide(silhouettes, earlier: earlier?.count)
    }

    private static func groups(_ k: Int, of regions: KMeans, before: [Cluster]?, hasMoved: Bool) -> [Cluster] {
        guard let before else { return regions.clusters(k) }
        if !hasMoved, let standing = regions.standing(before) { return standing }
        return regions.clusters(k, continuing: before)
    }

    /// What is known from an earlier state.
    struct Earlier {
        let base: [Cluster]
        let groups: [Int: [Cluster]]
        let count: GroupCount?
    }

    /// 2 … min(5, 2 + ⌊base/12⌋), and the number already shown, which may only go by the slow way.
    private static func candidates(baseClusters: Int, shown: Int?) -> [Int] {
        guard baseClusters > 0 else { return [] }
        let most = min(5, 2 + baseClusters / 12)
        return Set(2...most).union(shown.map { [$0] } ?? []).sorted()
    }

    /// The smallest number of groups among those with the largest silhouette.
    private static func decide(_ silhouettes: [Int: Double], earlier: GroupCount?) -> GroupCount? {
        let ranked = silhouettes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let best = ranked.first?.key else { return nil }
        guard var count = earlier else { return GroupCount(best) }
        count.observe(best: best)
        return count
    }

    static func labels(_ groups: [Cluster], count: Int) -> [Int] {
        var labels = [Int](repeating: 0, count: count)
        for (place, group) in groups.enumerated() {
            for member in group.members { labels[member] = place }
        }
        return labels
    }
}
