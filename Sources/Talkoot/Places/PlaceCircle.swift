import Storage

/// A circle around a point that somebody follows: near home, around the school. Nobody else ever sees it.
public struct PlaceCircle: Sendable, Hashable {
    public enum Distance: String, CaseIterable, Sendable {
        case m250 = "250", m500 = "500", m1000 = "1000", m2000 = "2000", m5000 = "5000"
        public var metres: Int { switch self { case .m250: 250; case .m500: 500; case .m1000: 1_000; case .m2000: 2_000; case .m5000: 5_000 } }
        public init?(metres: Int) { self.init(rawValue: "\(metres)") }
    }

    public let id: ID<PlaceCircle>
    public let point: MapPoint
    public let metres: Int
    /// What its owner calls it, or empty.
    public let name: String

    /// What everybody sees of a signal is exact to 250 metres, so a home need not be kept finer than this.
    static let keptMetres = 100
    /// Nobody has more places of their own, and a net of circles would tell no more than the map of hot spots.
    public static let most = 5

    static func kept(_ point: MapPoint) -> MapPoint { point.rounded(toMetres: keptMetres) }
    /// Whether following the point would be following this once more.
    public func isAround(_ point: MapPoint, metres: Int) -> Bool { self.point == Self.kept(point) && self.metres == metres }
}

enum PlaceCircleTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE place_circle (
            city TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, latitude BIGINT NOT NULL, longitude BIGINT NOT NULL, metres BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, person, latitude, longitude, metres), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX place_circle_near ON place_circle (city, metres, latitude, longitude)",
    ]

    static func all(of person: ID<Person>, _ scene: Scene) throws -> [PlaceCircle] {
        try scene.tx.rows("SELECT id, latitude, longitude, metres, name FROM place_circle WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, id") { row in
            let id: ID<PlaceCircle> = try row.value(), latitude = try row.int(), longitude = try row.int()
            guard let point = MapPoint(latitude: latitude, longitude: longitude) else { throw Refusal.notFound }
            return PlaceCircle(id: id, point: point, metres: try row.int(), name: try row.text())
        }
    }

    /// Whose circles hold one of the points, by a box of the index for each distance.
    static func followers(of points: [MapPoint], _ scene: Scene) throws -> [ID<Person>] {
        guard !points.isEmpty else { return [] }
        return try PlaceCircle.Distance.allCases.map(\.metres).flatMap { metres in
            let boxes = points.map { MapBox(around: $0, metres: Double(metres)) }
            guard let box = boxes.dropFirst().reduce(boxes.first, { $0?.union($1) }) else { return [ID<Person>]() }
            return try scene.tx.rows("""
                SELECT person, latitude, longitude FROM place_circle WHERE city = \(scene.city.id) AND metres = \(metres)
                AND latitude BETWEEN \(box.south) AND \(box.north) AND longitude BETWEEN \(box.west) AND \(box.east) ORDER BY person
                """) { row in (person: try row.value(ID<Person>.self), point: MapPoint(latitude: try row.int(), longitude: try row.int())) }
                .filter { found in found.point.map { centre in points.contains { $0.metres(to: centre) <= Double(metres) } } ?? false }.map(\.person)
        }
    }
}

extension PlaceQueries {
    /// What the reader follows on the map: districts, and circles of their own.
    public static func followed(_ scene: Scene) throws -> (districts: [DistrictName], circles: [PlaceCircle]) {
        guard let person = scene.standing.person else { return ([], []) }
        let names = try CityQueries.names(scene).districts
        return (try PlaceFollow.followed(by: person.id, scene).compactMap { id in names.first { $0.id == id } }, try PlaceCircleTable.all(of: person.id, scene))
    }
}

/// Hears of what becomes public or opens within a distance of a point.
public struct FollowCircle: Act {
    public static let name = "place.followNear"
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.point("near"), .choice("within", of: PlaceCircle.Distance.self), .optional(.line("placeName", max: 40))) { FollowCircle(near: $0, within: $1, placeName: $2) }
    let near: MapPoint, within: PlaceCircle.Distance, placeName: String?

    public static func prefill(_ subject: TheCity, _ scene: Scene) -> [String: JSON] { ["within": .text(PlaceCircle.Distance.m500.rawValue)] }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let person = scene.standing.person else { return [] }
        let own = try PlaceCircleTable.all(of: person.id, scene)
        let isNew = !own.contains { $0.isAround(near, metres: within.metres) }
        let tooMany = isNew && own.count >= PlaceCircle.most ? [Problem("", "problem.placesTooMany", ["limit": "\(PlaceCircle.most)"])] : []
        return try tooMany + PlaceQueries.check(near, "near", scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let id: ID<PlaceCircle> = change.newUndatedID(), centre = PlaceCircle.kept(near)
        try change.tx.run("""
            INSERT INTO place_circle (city, id, person, latitude, longitude, metres, name, at)
            VALUES (\(change.city.id), \(id), \(person.id), \(centre.latitude), \(centre.longitude), \(within.metres), \(placeName ?? ""), \(change.now))
            ON CONFLICT (city, person, latitude, longitude, metres) DO UPDATE SET name = excluded.name
            """)
        // The list of acts is kept for long: it says that a place is followed, never which.
        return Outcome(nil)
    }
}

public struct UnfollowCircle: Act {
    public static let name = "place.unfollowNear"
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.pick("circle")) { UnfollowCircle(circle: $0) }
    let circle: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["circle": try PlaceQueries.followed(scene).circles.map { Option($0.id.rawValue, $0.name.isEmpty ? "\($0.point.text) (\($0.metres) m)" : $0.name) }]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let gone = try change.tx.run("DELETE FROM place_circle WHERE city = \(change.city.id) AND id = \(circle) AND person = \(person.id)")
        if gone == 0 { throw Refusal.notFound }
        return Outcome(nil)
    }
}
