/// The corners of the smallest convex shape around some points, counter-clockwise (Andrew's monotone chain, 1979).
/// O(n log n).
func convexHull(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let sorted = Set(points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count > 2 else { return sorted }
    return half(sorted).dropLast() + half(sorted.reversed()).dropLast()
}

private func half(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    var chain: [SIMD2<Double>] = []
    for point in points {
        while chain.count > 1 {
            let (first, second) = (chain[chain.count - 2], chain[chain.count - 1])
            let (along, across) = (second - first, point - first)
            if along.x * across.y - along.y * across.x > 0 { break }
            chain.removeLast()
        }
        chain.append(point)
    }
    return chain
}
