import Foundation

/// From degrees to a drawing: equirectangular, true to scale at the middle latitude, which is enough for a city.
struct MapProjection: Sendable {
    let height: Double
    private let west: Double
    private let north: Double
    private let scale: Double
    private let squeeze: Double
    private let margin: Double

    init(_ positions: some Collection<DistrictMap.Position>, width: Double, margin: Double) {
        let longitudes = positions.map(\.longitude)
        let latitudes = positions.map(\.latitude)
        west = longitudes.min() ?? 0
        north = latitudes.max() ?? 0
        let south = latitudes.min() ?? 0
        squeeze = max(cos((north + south) / 2 * .pi / 180), 0.01)
        let span = max(((longitudes.max() ?? 0) - west) * squeeze, 1e-9)
        // A tall, narrow city would be a drawing without end: at most as tall as one and a half times its width.
        scale = min((width - 2 * margin) / span, 1.5 * width / max(north - south, 1e-9))
        height = (north - south) * scale + 2 * margin
        self.margin = margin
    }

    func point(_ position: DistrictMap.Position) -> (x: Double, y: Double) {
        (margin + (position.longitude - west) * squeeze * scale, margin + (north - position.latitude) * scale)
    }

    /// The other way: what lies at a point of the drawing.
    func position(x: Double, y: Double) -> DistrictMap.Position {
        DistrictMap.Position(longitude: west + (x - margin) / (squeeze * scale), latitude: north - (y - margin) / scale)
    }

    /// The ring as SVG path; points nearer than half a unit to the last one are left out.
    func path(_ ring: [DistrictMap.Position]) -> HTML {
        var path = HTML()
        var last: (x: Double, y: Double)?
        for position in ring {
            let point = point(position)
            if let last, abs(point.x - last.x) + abs(point.y - last.y) < 0.5 { continue }
            path += "\(last == nil ? "M" : "L")\(at: point.x) \(at: point.y)"
            last = point
        }
        return path.isEmpty ? path : path + "Z"
    }

    /// The centre of gravity of a ring by the shoelace formula; the mean of its points when it has no area.
    func middle(of ring: [DistrictMap.Position]) -> (x: Double, y: Double) {
        let points = ring.map(point)
        var (area, x, y) = (0.0, 0.0, 0.0)
        for (first, second) in zip(points, points.dropFirst() + points.prefix(1)) {
            let cross = first.x * second.y - second.x * first.y
            area += cross
            x += (first.x + second.x) * cross
            y += (first.y + second.y) * cross
        }
        guard abs(area) > 1e-6 else {
            let count = Double(max(points.count, 1))
            return (points.map(\.x).reduce(0, +) / count, points.map(\.y).reduce(0, +) / count)
        }
        return (x / (3 * area), y / (3 * area))
    }
}
