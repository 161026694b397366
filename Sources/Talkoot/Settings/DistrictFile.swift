/// The districts of a GeoJSON FeatureCollection (RFC 7946), or what is wrong with it, by the number of the feature.
public struct DistrictFile: Sendable {
    public static let mostBytes = 1_000_000
    static let mostDistricts = 200
    static let mostPositions = 60_000
    private static let nameProperties = ["name", "nimi", "namn", "nombre", "nimi_fi", "NIMI", "NAMN", "NOMBRE", "Name"]
    private static let codeProperties = ["code", "tunnus", "kod", "codigo"]

    public private(set) var districts: [PlannedDistrict] = []
    public private(set) var problems: [Problem] = []

    /// - Parameters:
    ///   - nameProperty: which property holds the name; the usual ones are tried where it is nil.
    ///   - codeProperty: which property tells the same district again in the next file; without one the name does.
    public init(_ bytes: [UInt8], nameProperty: String? = nil, codeProperty: String? = nil) {
        read(bytes, nameProperty.map { [$0] } ?? Self.nameProperties, codeProperty.map { [$0] } ?? Self.codeProperties)
        problems = Array(problems.prefix(10))
        districts = problems.isEmpty ? Shape.simplified(districts) : []
    }

    private mutating func read(_ bytes: [UInt8], _ nameProperties: [String], _ codeProperties: [String]) {
        guard let json = try? JSON(parsing: bytes), json["type"]?.text == "FeatureCollection", let features = json["features"]?.list else { return wrong("problem.geoType") }
        if features.isEmpty || features.count > Self.mostDistricts { return wrong("problem.geoCount", ["limit": "\(Self.mostDistricts)"]) }
        if let system = json["crs"]?["properties"]?["name"]?.text, !["CRS84", "4326"].contains(where: { system.hasSuffix($0) }) { return wrong("problem.geoSystem") }
        var slugs: [String: Int] = [:], positions = 0
        for (index, feature) in features.enumerated() {
            let number = "\(index + 1)"
            guard let name = Self.text(feature, nameProperties) else { wrong("problem.geoName", ["feature": number]); continue }
            let code = Self.text(feature, codeProperties) ?? name
            let slug = Folding.words(code).joined(separator: "-")
            if slug.isEmpty || name.unicodeScalars.count > 80 { wrong("problem.geoName", ["feature": number]); continue }
            if let first = slugs[slug] { wrong("problem.geoTwice", ["feature": number, "first": "\(first)", "name": name]); continue }
            slugs[slug] = index + 1
            switch Shape.read(feature["geometry"]) {
            case .failure(let trouble): wrong(trouble.key, ["feature": number, "name": name])
            case .success(let rings):
                positions += rings.reduce(0) { $0 + $1.count }
                districts.append(PlannedDistrict(slug: slug, name: name, rings: rings))
            }
        }
        if positions > Self.mostPositions { wrong("problem.geoPositions", ["limit": "\(Self.mostPositions)"]) }
    }

    private mutating func wrong(_ key: String, _ values: [String: String] = [:]) { problems.append(Problem("file", key, values)) }

    private static func text(_ feature: JSON, _ names: [String]) -> String? {
        for name in names {
            switch feature["properties"]?[name] {
            case .text(let text)?:
                let clean = CleanText.clean(text, lines: false)
                if !clean.isEmpty { return clean }
            case .integer(let number)?: return String(number)
            default: continue
            }
        }
        return nil
    }
}

/// Polygons as rings of longitude and latitude.
private enum Shape {
    struct Trouble: Error { let key: String }

    static func read(_ geometry: JSON?) -> Result<[[[Double]]], Trouble> {
        let coordinates = geometry?["coordinates"]?.list ?? []
        let polygons: [JSON]
        switch geometry?["type"]?.text {
        case "Polygon": polygons = [.list(coordinates)]
        case "MultiPolygon": polygons = coordinates
        default: return .failure(Trouble(key: "problem.geoPolygon"))
        }
        let rings = polygons.flatMap { $0.list ?? [.null] }.map { ring in (ring.list ?? []).map { position in (position.list ?? []).prefix(2).compactMap(\.number) } }
        if rings.isEmpty { return .failure(Trouble(key: "problem.geoPolygon")) }
        for ring in rings {
            guard ring.allSatisfy({ $0.count == 2 }), ring.count >= 4, ring.first == ring.last else { return .failure(Trouble(key: "problem.geoRing")) }
            guard ring.allSatisfy({ abs($0[0]) <= 180 && abs($0[1]) <= 90 }) else { return .failure(Trouble(key: "problem.geoDegrees")) }
            guard area(ring) > 1e-12 else { return .failure(Trouble(key: "problem.geoRing")) }
        }
        return .success(rings)
    }

    /// In square degrees, by the shoelace formula around the first corner.
    private static func area(_ ring: [[Double]]) -> Double {
        let sum = zip(ring, ring.dropFirst()).reduce(0.0) { sum, pair in
            sum + (pair.0[0] - ring[0][0]) * (pair.1[1] - ring[0][1]) - (pair.1[0] - ring[0][0]) * (pair.0[1] - ring[0][1])
        }
        return abs(sum) / 2
    }

    /// Corners that no map shows are left out: those nearer to the line between their neighbours than a fifteen-hundredth of the city.
    static func simplified(_ districts: [PlannedDistrict]) -> [PlannedDistrict] {
        let all = districts.flatMap { $0.rings.joined() }
        let width = (all.map { $0[0] }.max() ?? 0) - (all.map { $0[0] }.min() ?? 0), height = (all.map { $0[1] }.max() ?? 0) - (all.map { $0[1] }.min() ?? 0)
        let tolerance = max(width, height) / 1_500
        return districts.map { district in
            PlannedDistrict(slug: district.slug, name: district.name, rings: district.rings.map { simplified($0, tolerance).map { $0.map { ($0 * 1e5).rounded() / 1e5 } } })
        }
    }

    /// The corners that matter (D. Douglas, T. Peucker 1973), without recursion. A ring that would fall together stays as it is.
    private static func simplified(_ ring: [[Double]], _ tolerance: Double) -> [[Double]] {
        // The corner farthest from the first parts the ring in two lines.
        let far = ring.indices.max { distance(ring[$0], ring[0]) < distance(ring[$1], ring[0]) } ?? 0
        var kept: Set<Int> = [0, far, ring.count - 1], open = [(0, far), (far, ring.count - 1)]
        while let (start, end) = open.popLast() {
            guard end - start > 1 else { continue }
            let middle = ((start + 1)..<end).max { offset(ring[$0], ring[start], ring[end]) < offset(ring[$1], ring[start], ring[end]) } ?? start
            guard offset(ring[middle], ring[start], ring[end]) > tolerance else { continue }
            kept.insert(middle)
            open += [(start, middle), (middle, end)]
        }
        return kept.count < 4 ? ring : kept.sorted().map { ring[$0] }
    }
    private static func distance(_ a: [Double], _ b: [Double]) -> Double { ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).squareRoot() }
    /// How far a corner lies from the line between two others.
    private static func offset(_ point: [Double], _ start: [Double], _ end: [Double]) -> Double {
        let length = distance(start, end)
        if length == 0 { return distance(point, start) }
        return abs((end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])) / length
    }
}
