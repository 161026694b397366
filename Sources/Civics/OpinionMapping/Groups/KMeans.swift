/// A cluster of weighted points: who belongs to it and where its centre is.
///
/// `id` stays the same from one state of a conversation to the next.
struct Cluster: Sendable, Hashable {
    var id: Int
    /// Indices into the points, ascending.
    var members: [Int]
    var centre: SIMD2<Double>
}

/// Lloyd's k-means (1957) in Polis's manner: the first k distinct points start it, at most 20 steps, it ends when no
/// centre moved by 0.01, and clusters that lose everybody are dropped.
///
/// O(points × k) a step. Equal distances go to the earlier cluster.
struct KMeans {
    let points: [SIMD2<Double>]
    let weights: [Double]

    static let longestRun = 20
    static let stillness = 0.01

    /// At most `k` clusters of all the points; fewer where fewer points are distinct.
    func clusters(_ k: Int) -> [Cluster] {
        var centres: [SIMD2<Double>] = []
        var seen: Set<SIMD2<Double>> = []
        for point in points where centres.count < k && seen.insert(point).inserted { centres.append(point) }
        return settled(centres.enumerated().map { Cluster(id: $0, members: [], centre: $1) })
    }

    /// The same, continuing from clusters of an earlier state whose members are given as indices into these points.
    func clusters(_ k: Int, continuing earlier: [Cluster]) -> [Cluster] {
        var seen: Set<SIMD2<Double>> = []
        var clusters = earlier.compactMap(recentred).filter { seen.insert($0.centre).inserted }
        if clusters.isEmpty { return self.clusters(k) }
        let possible = min(k, Set(points).count)
        var newest = clusters.map(\.id).max() ?? -1
        while clusters.count < possible, let outlier = mostDistal(clusters) {
            newest += 1
            for place in clusters.indices { clusters[place].members.removeAll { $0 == outlier } }
            clusters = clusters.compactMap(recentred)
            clusters.append(Cluster(id: newest, members: [outlier], centre: points[outlier]))
        }
        return settled(clusters)
    }

    /// The clusters of an earlier state as they are, when they hold every point and no centre has moved; else nil.
    func standing(_ earlier: [Cluster]) -> [Cluster]? {
        let members = earlier.flatMap(\.members).sorted()
        guard members == Array(points.indices) else { return nil }
        let recentred = earlier.compactMap(recentred)
        let hasMoved = zip(recentred, earlier).contains { !(($0.centre - $1.centre).lengthSquared < 1e-18) }
        return recentred.count == earlier.count && !hasMoved ? recentred : nil
    }

    private func settled(_ start: [Cluster]) -> [Cluster] {
        var clusters = start
        for _ in 0..<Self.longestRun where !clusters.isEmpty {
            let next = step(clusters)
            let isStill = Self.areStill(clusters, next)
            clusters = next
            if isStill { break }
        }
        return clusters
    }

    /// Everybody goes to the nearest centre, centres go to the weighted mean, empty clusters go.
    private func step(_ clusters: [Cluster]) -> [Cluster] {
        var next = clusters.map { Cluster(id: $0.id, members: [], centre: $0.centre) }
        let centres = clusters.map(\.centre)
        centres.withUnsafeBufferPointer { centres in
            for (index, point) in points.enumerated() { next[Self.nearest(point, centres).place].members.append(index) }
        }
        return next.compactMap(recentred)
    }

    private func recentred(_ cluster: Cluster) -> Cluster? {
        var (sum, weight) = (SIMD2<Double>.zero, 0.0)
        for member in cluster.members {
            sum += weights[member] * points[member]
            weight += weights[member]
        }
        guard weight > 0 else { return nil }
        var cluster = cluster
        // A single member's own position is exact; its weighted mean could differ from it by rounding.
        cluster.centre = cluster.members.count == 1 ? points[cluster.members[0]] : sum / weight
        return cluster
    }

    /// The point farthest from its nearest centre, nil when every point stands on one.
    private func mostDistal(_ clusters: [Cluster]) -> Int? {
        let centres = clusters.map(\.centre)
        var (farthest, distance) = (-1, 0.0)
        centres.withUnsafeBufferPointer { centres in
            for (index, point) in points.enumerated() {
                let own = Self.nearest(point, centres).distance
                if own > distance { (farthest, distance) = (index, own) }
            }
        }
        return farthest < 0 ? nil : farthest
    }

    /// The centre nearest to the point, the first of equals, and the square of its distance.
    private static func nearest(
        _ point: SIMD2<Double>, _ centres: UnsafeBufferPointer<SIMD2<Double>>
    ) -> (place: Int, distance: Double) {
        var (place, least) = (0, Double.infinity)
        for index in 0..<centres.count {
            let apart = point - centres[index]
            let distance = apart.x * apart.x + apart.y * apart.y
            if distance < least { (place, least) = (index, distance) }
        }
        return (place, least)
    }

    private static func areStill(_ before: [Cluster], _ after: [Cluster]) -> Bool {
        guard before.count == after.count else { return false }
        let pairs = zip(sortedCentres(before), sortedCentres(after))
        return pairs.allSatisfy { ($0 - $1).lengthSquared < stillness * stillness }
    }

    private static func sortedCentres(_ clusters: [Cluster]) -> [SIMD2<Double>] {
        clusters.map(\.centre).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }
}

extension SIMD2<Double> {
    var lengthSquared: Double { x * x + y * y }
}
