/// The mean silhouette of a partition (Rousseeuw 1987): how much closer everybody is to the own group than to the next,
/// from -1 to 1. Points alone in their group count 0. O(points²).
func silhouette(of points: [SIMD2<Double>], groups: [Int], count: Int) -> Double {
    guard points.count > 1, count > 1 else { return 0 }
    var sizes = [Int](repeating: 0, count: count)
    for group in groups { sizes[group] += 1 }
    var total = 0.0
    for (index, point) in points.enumerated() where sizes[groups[index]] > 1 {
        var distances = [Double](repeating: 0, count: count)
        for (other, place) in zip(points, groups) { distances[place] += (point - other).lengthSquared.squareRoot() }
        let own = distances[groups[index]] / Double(sizes[groups[index]] - 1)
        let next =
            (0..<count).filter { $0 != groups[index] && sizes[$0] > 0 }
            .map { distances[$0] / Double(sizes[$0]) }.min() ?? 0
        let larger = max(own, next)
        if larger > 0 { total += (next - own) / larger }
    }
    return total / Double(points.count)
}
