public import Storage

/// The room of places on the map.
public enum Places: Room {
    public static let name = "places"
    public static let acts: [any Act.Type] = [FollowPlace.self, UnfollowPlace.self, FollowCircle.self, UnfollowCircle.self, DraftFromSpot.self]

    /// Whoever follows a district or a circle hears what becomes public or opens there.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] { try PlaceFollow.hearers(of: event, scene) }

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let places = try PlaceTable.all(of: person, scene.city.id, scene.tx)
        var kept: [String: JSON] = places.isEmpty ? [:] : ["places": .list(places.map { kind, _, place in
            ["of": .text(kind), "point": .text(place.point?.text ?? ""), "address": .text(place.privateAddress), "districtOnly": .bool(place.isDistrictOnly)]
        })]
        let followed = try PlaceFollow.followed(by: person, scene).compactMap { id in try CityQueries.names(scene).districts.first { $0.id == id }?.name }
        if !followed.isEmpty { kept["followedDistricts"] = .list(followed.map(JSON.text)) }
        let circles = try PlaceCircleTable.all(of: person, scene)
        if !circles.isEmpty { kept["followedPlaces"] = .list(circles.map { ["point": .text($0.point.text), "metres": .integer(Int64($0.metres)), "name": .text($0.name)] }) }
        return kept
    }
    /// What only staff saw goes; what everybody saw stays as they saw it.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("DELETE FROM place_follow WHERE city = \(city) AND person = \(person)")
        try change.tx.run("DELETE FROM place_circle WHERE city = \(city) AND person = \(person)")
        try change.tx.run("DELETE FROM place WHERE city = \(city) AND owner = \(person) AND is_district_only")
        for (kind, object, place) in try PlaceTable.all(of: person, city, change.tx) {
            try change.tx.run("""
                UPDATE place SET latitude = \(place.publicPoint?.latitude), longitude = \(place.publicPoint?.longitude), owner = NULL
                WHERE city = \(city) AND object_kind = \(kind) AND object = \(object)
                """)
        }
    }
}

enum PlaceTable {
    static let migration = Migration("places", [
        """
        CREATE TABLE place (
            city TEXT NOT NULL REFERENCES city (id), object_kind TEXT NOT NULL, object TEXT NOT NULL, owner TEXT, latitude BIGINT, longitude BIGINT,
            address TEXT NOT NULL, is_district_only BOOLEAN NOT NULL, PRIMARY KEY (city, object_kind, object), CHECK ((latitude IS NULL) = (longitude IS NULL)))
        """,
        "CREATE INDEX place_owner ON place (city, owner)",
    ])

    static func all(of person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws -> [(kind: String, object: String, place: Place)] {
        try tx.rows("""
            SELECT object_kind, object, latitude, longitude, address, is_district_only FROM place WHERE city = \(city) AND owner = \(person) ORDER BY object_kind, object
            """) { row in (try row.text(), try row.text(), try place(&row)) }
    }

    /// From latitude, longitude, address and whether the district alone is shown.
    static func place(_ row: inout Row) throws -> Place {
        let latitude = try row.optionalInt(), longitude = try row.optionalInt()
        let point = latitude.flatMap { latitude in longitude.flatMap { MapPoint(latitude: latitude, longitude: $0) } }
        return Place(point: point, privateAddress: try row.text(), isDistrictOnly: try row.bool())
    }
}

public enum PlaceQueries {
    /// At most one.
    public static func of(_ object: ObjectReference, _ scene: Scene) -> Query<Place> {
        Query("""
            SELECT latitude, longitude, address, is_district_only FROM place
            WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object = \(object.id)
            """, PlaceTable.place)
    }
    /// The district in which a point lies.
    static func district(of point: MapPoint, _ scene: Scene) throws -> District? {
        try CityQueries.districts(scene).first { $0.contains(point) }
    }
    /// A point far from the city is a slip of the hand: more than a tenth of the city's width beyond its districts.
    static func check(_ point: MapPoint?, _ field: String, _ scene: Scene) throws -> [Problem] {
        guard let point else { return [] }
        let isNear = CityBounds(try CityQueries.districts(scene))?.isNear(point) ?? true
        return isNear ? [] : [Problem(field, "problem.pointElsewhere", ["city": scene.city.name])]
    }
}

/// The box around a city's districts; nil without any outline.
struct CityBounds {
    private let west: Double, east: Double, south: Double, north: Double

    init?(_ districts: [District]) {
        let corners = districts.flatMap(\.ring).filter { $0.count >= 2 }
        guard let west = corners.map({ $0[0] }).min(), let east = corners.map({ $0[0] }).max(),
              let south = corners.map({ $0[1] }).min(), let north = corners.map({ $0[1] }).max() else { return nil }
        (self.west, self.east, self.south, self.north) = (west, east, south, north)
    }
    func isNear(_ point: MapPoint) -> Bool {
        let here = point.degrees, slack = max(east - west, north - south) / 10
        return here.east >= west - slack && here.east <= east + slack && here.north >= south - slack && here.north <= north + slack
    }
}

extension Change {
    /// Where imported objects are, all in one statement. They have no owner here.
    func place(imported places: [(object: ObjectReference, point: MapPoint)]) throws {
        guard !places.isEmpty else { return }
        let rows: [SQLText] = places.map { "(\(city.id), \($0.object.kind), \($0.object.id), \($0.point.latitude), \($0.point.longitude), '', \(false))" }
        try tx.run("INSERT INTO place (city, object_kind, object, latitude, longitude, address, is_district_only) VALUES \(SQLText(joining: rows, by: ", "))")
    }
    /// Keeps where an object is, for those who may see it so exactly.
    func place(_ object: ObjectReference, at point: MapPoint?, privateAddress: String, isDistrictOnly: Bool) throws {
        guard point != nil || !privateAddress.isEmpty || isDistrictOnly else { return }
        try tx.run("""
            INSERT INTO place (city, object_kind, object, owner, latitude, longitude, address, is_district_only)
            VALUES (\(city.id), \(object.kind), \(object.id), \(standing.person?.id), \(point?.latitude), \(point?.longitude), \(privateAddress), \(isDistrictOnly))
            """)
    }
}
