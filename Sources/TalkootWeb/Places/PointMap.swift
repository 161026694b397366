import Talkoot

/// The city's districts as a small picture of a fixed size. Without a script it is a button: a click sends where it was, in pixels.
struct PointMap: Sendable {
    static let width = 288.0
    private let districts: [(name: String, ring: [DistrictMap.Position])]
    private let projection: MapProjection

    /// Nil where no district has a shape.
    init?(_ districts: [District]) {
        self.districts = districts.filter { $0.ring.count > 2 }.map { district in
            (district.name, district.ring.filter { $0.count >= 2 }.map { DistrictMap.Position(longitude: $0[0], latitude: $0[1]) })
        }
        guard !self.districts.isEmpty else { return nil }
        projection = MapProjection(self.districts.flatMap(\.ring), width: Self.width, margin: 4)
    }

    var height: Int { Int(projection.height.rounded(.up)) }

    /// What was clicked at so many pixels from the upper left.
    func point(x: Double, y: Double) -> MapPoint? {
        let position = projection.position(x: x, y: y)
        return MapPoint(north: position.latitude, east: position.longitude)
    }
    /// For the script: degrees at the upper left corner, and how many a pixel spans.
    var scale: String {
        let corner = projection.position(x: 0, y: 0), next = projection.position(x: 1, y: 1)
        return "\(corner.latitude) \(corner.longitude) \(next.latitude - corner.latitude) \(next.longitude - corner.longitude)"
    }

    /// Where a point is on the picture.
    private func mark(_ point: MapPoint) -> HTML {
        let place = projection.point(DistrictMap.Position(longitude: point.degrees.east, latitude: point.degrees.north))
        return "<circle cx=\"\(at: place.x)\" cy=\"\(at: place.y)\" r=\"6\" fill=\"#a2361f\" stroke=\"#fff\" stroke-width=\"2\"/>"
    }

    /// A picture of its own has no style sheet; its colours can be read on light and on dark.
    func svg(marking point: MapPoint?) -> HTML {
        let shapes: [HTML] = districts.map { "<path fill=\"#dfe9e3\" stroke=\"#4d6a5f\" d=\"\(projection.path($0.ring))\"/>" }
        let names: [HTML] = districts.map { district in
            let middle = projection.middle(of: district.ring)
            return "<text x=\"\(at: middle.x)\" y=\"\(at: middle.y)\">\(district.name.shortened(to: 16))</text>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="288" height="\(height)" viewBox="0 0 288 \(height)"><rect width="288" height="\(height)" rx="4" fill="#f6f4ee"/>\
            \(shapes)<g font-family="sans-serif" font-size="10" text-anchor="middle" fill="#22332c">\(names)</g>\(point.map(mark))</svg>
            """
    }
}
