import Talkoot

/// Where something is, on the map of the districts: to a square of 250 metres for everybody, exactly for its sender and the city's staff.
struct Whereabouts {
    private let place: Place
    private let districts: [District]
    private let own: ID<District>?
    private let isExact: Bool
    private let visit: Visit

    /// Nil where there is nothing that this reader may see beyond the district's name.
    init?(_ place: Place?, of signal: Signal, _ scene: Scene, _ visit: Visit) throws {
        guard let place else { return nil }
        isExact = scene.standing.isStaff || scene.standing.matches(.author, signal.bearings)
        guard isExact || place.publicPoint != nil else { return nil }
        self.place = place
        self.visit = visit
        own = signal.district
        districts = try CityQueries.districts(scene).filter { $0.ring.count > 2 }
    }

    var html: HTML { Section("where", visit.words("place.title"), "\(told)\(map)").html }

    private var point: MapPoint? { isExact ? place.point : place.publicPoint }

    private var told: HTML {
        let exact = place.point.map { visit.words("place.exact", ["point": .text($0.text)]) }
        let address = place.privateAddress.isEmpty ? nil : visit.words("place.address", ["address": .text(place.privateAddress)])
        let others = place.isDistrictOnly ? visit.words("place.onlyDistrict") : visit.words("place.onlySquare", ["metres": .number(Place.publicMetres)])
        if !isExact { return "<p>\(visit.words("place.rounded", ["metres": .number(Place.publicMetres)]))</p>" }
        return "<p>\([address, exact, others].compactMap(\.self).joined(separator: " "))</p>"
    }
    private var map: HTML? {
        guard !districts.isEmpty, let point else { return nil }
        let shapes = districts.map { district in
            DistrictMap.District(
                name: district.name, rings: [district.ring.map { DistrictMap.Position(longitude: $0[0], latitude: $0[1]) }],
                address: ("/\(visit.city.slug)/signals" as Address).asking("district", district.slug), isMarked: district.id == own)
        }
        let site = DistrictMap.Site(name: visit.words("place.here"), position: .init(longitude: point.degrees.east, latitude: point.degrees.north))
        return "\(DistrictMap(words: visit.words, summary: visit.words("place.map"), districts: shapes, sites: [site], id: "where-map"))"
    }
}
