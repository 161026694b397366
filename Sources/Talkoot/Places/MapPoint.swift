import Foundation

/// A place on the earth in millionths of a degree (WGS 84): a tenth of a metre, finer than anybody points.
public struct MapPoint: Hashable, Sendable {
    public let latitude: Int
    public let longitude: Int

    /// Nil beyond the poles or the date line.
    public init?(latitude: Int, longitude: Int) {
        guard abs(latitude) <= 90_000_000, abs(longitude) <= 180_000_000 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }
    /// In degrees.
    public init?(north: Double, east: Double) {
        guard abs(north) <= 90, abs(east) <= 180 else { return nil }
        self.init(latitude: Int((north * 1e6).rounded()), longitude: Int((east * 1e6).rounded()))
    }

    /// Latitude and longitude as maps give them: `61.4981, 23.7608`, `61,4981 23,7608` or `61.4981 23.7608`.
    public init?(_ text: String) {
        let parts = text.split { $0.isWhitespace || $0 == ";" }.map(String.init)
        var numbers = text.split(separator: ",").map { String($0.trimmed) }
        if parts.count == 2 { numbers = parts.map { ($0.hasSuffix(",") ? String($0.dropLast()) : $0).replacing(",", with: ".") } }
        guard numbers.count == 2, let latitude = Decimal6(numbers[0]), let longitude = Decimal6(numbers[1]) else { return nil }
        guard abs(latitude.millionths) <= 90_000_000, abs(longitude.millionths) <= 180_000_000 else { return nil }
        self.init(latitude: Int(latitude.millionths), longitude: Int(longitude.millionths))
    }

    /// As it is read again, to a metre.
    public var text: String { "\(Self.written(latitude)), \(Self.written(longitude))" }
    private static func written(_ millionths: Int) -> String {
        let fine = (abs(millionths) + 5) / 10
        let rest = String(fine % 100_000)
        return (millionths < 0 ? "-" : "") + "\(fine / 100_000)." + String(repeating: "0", count: 5 - rest.count) + rest
    }

    public var degrees: (north: Double, east: Double) { (Double(latitude) / 1e6, Double(longitude) / 1e6) }

    /// The middle of the square of so many metres in which it lies. The squares are the same for everybody, so many points in one say no more than one.
    public func rounded(toMetres metres: Int) -> MapPoint {
        let step = Double(metres) / Self.metresADegree
        let north = ((degrees.north / step).rounded(.down) + 0.5) * step
        let column = step / max(cos(north * .pi / 180), 0.01)
        let east = ((degrees.east / column).rounded(.down) + 0.5) * column
        return MapPoint(north: min(max(north, -90), 90), east: min(max(east, -180), 180)) ?? self
    }
    /// On a meridian, near enough for squares.
    static let metresADegree = 111_195.0
}

extension MapPoint {
    /// Over the plane that touches the earth there: within a city exact to a metre.
    func metres(to other: MapPoint) -> Double {
        let (here, there) = (degrees, other.degrees)
        let east = (there.east - here.east) * cos((here.north + there.north) / 2 * .pi / 180)
        return hypot(there.north - here.north, east) * Self.metresADegree
    }
}

/// The box around a circle, in millionths of a degree: what an index can find before the distances are measured.
struct MapBox {
    let south: Int, north: Int, west: Int, east: Int

    init(around point: MapPoint, metres: Double) {
        let up = Int(metres / MapPoint.metresADegree * 1e6), aside = Int(metres / (MapPoint.metresADegree * max(cos(point.degrees.north * .pi / 180), 0.01)) * 1e6)
        self.init(south: point.latitude - up, north: point.latitude + up, west: point.longitude - aside, east: point.longitude + aside)
    }
    private init(south: Int, north: Int, west: Int, east: Int) { (self.south, self.north, self.west, self.east) = (south, north, west, east) }
    func union(_ other: MapBox) -> MapBox {
        MapBox(south: min(south, other.south), north: max(north, other.north), west: min(west, other.west), east: max(east, other.east))
    }
}

extension District {
    /// Whether a point lies in its outer ring, by counting the edges to its east (Shimrat 1962).
    func contains(_ point: MapPoint) -> Bool {
        let (north, east) = point.degrees
        let ring = self.ring.filter { $0.count >= 2 }
        guard var last = ring.last else { return false }
        var isInside = false
        for corner in ring {
            if (corner[1] > north) != (last[1] > north), east < (last[0] - corner[0]) * (north - corner[1]) / (last[1] - corner[1]) + corner[0] { isInside.toggle() }
            last = corner
        }
        return isInside
    }
}
