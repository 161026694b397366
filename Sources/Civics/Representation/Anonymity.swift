import Foundation

/// A combination of attributes that too few records share.
public struct SmallGroup: Sendable, Hashable {
    public let attributes: [String]
    public let count: Int
}

/// The combinations of quasi-identifiers that fewer than `k` records share, the smallest first; empty where the
/// records are k-anonymous (Sweeney 2002).
///
/// - Parameters:
///   - records: rows of attributes; a missing attribute counts as empty text.
///   - quasiIdentifiers: positions of the attributes that others could know.
/// - Complexity: O(records).
public func groupsSmallerThan(_ k: Int = 5, in records: [[String]], by quasiIdentifiers: [Int]) -> [SmallGroup] {
    var counts: [[String]: Int] = [:]
    for record in records {
        counts[quasiIdentifiers.map { record.indices.contains($0) ? record[$0] : "" }, default: 0] += 1
    }
    return counts.filter { $0.value < k }.map { SmallGroup(attributes: $0.key, count: $0.value) }
        .sorted { ($0.count, $0.attributes.joined(separator: "\u{0}")) < ($1.count, $1.attributes.joined(separator: "\u{0}")) }
}

/// A place on the Earth in degrees (WGS 84).
public struct Coordinates: Sendable, Hashable, Codable {
    public let latitude: Double
    public let longitude: Double

    public init(latitude: Double, longitude: Double) { (self.latitude, self.longitude) = (latitude, longitude) }

    /// The middle of the grid cell of at least `metres` width and height in which the place lies.
    ///
    /// All places of a cell give the same answer, so nothing finer can be read out. Within 100 km of a pole a row has
    /// few cells. A place that is not on the Earth comes back unchanged.
    public func coarsened(toMetres metres: Double = 250) -> Coordinates {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude), metres > 0 else { return self }
        let metresPerDegree = 110_574.0
        let rowHeight = min(180, metres / metresPerDegree)
        let row = ((latitude + 90) / rowHeight).rounded(.down)
        let middle = min(90, -90 + (row + 0.5) * rowHeight)
        let widest = max(0.01, cos(min(90, abs(middle) + rowHeight / 2) * .pi / 180))
        let columnWidth = min(360, rowHeight / widest)
        let column = ((longitude + 180) / columnWidth).rounded(.down)
        return Coordinates(latitude: middle, longitude: min(180, -180 + (column + 0.5) * columnWidth))
    }
}
