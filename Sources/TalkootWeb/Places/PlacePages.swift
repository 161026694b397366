import Hummingbird
import Talkoot

/// Begins with a place: everything open in a district, or within a distance of a point, as a list; the map only leads there.
struct PlacePage: Page {
    let district: DistrictName?
    let point: MapPoint?
    /// What was typed and is no place.
    let unread: String?
    let metres: Int
    let found: OpenMatters?
    let districts: [District]
    let counts: [ID<District>: Int]
    let isFollowed: Bool
    /// What the reader follows.
    let followed: (districts: [DistrictName], circles: [PlaceCircle])
    let room = "places"
    var hasForm: Bool { district != nil || !followed.districts.isEmpty || !followed.circles.isEmpty }

    func title(_ visit: Visit) -> String { visit.words("places.title") }
    func summary(_ visit: Visit) -> String { visit.words("places.lede") }
    func body(_ visit: Visit) -> HTML {
        """
        <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: heading(visit), lede: summary(visit), actions: follow(visit)))\
        \(choice(visit))\(circle(visit))\(list(visit))\(own(visit))\(map(visit))<p><a href="\("/\(visit.city.slug)/hotspots" as Address)">\(visit.words("hotspots.title"))</a></p></div>
        """
    }
    private func heading(_ visit: Visit) -> String {
        district.map { visit.words("places.inDistrict", ["district": .text($0.name)]) } ?? point.map { _ in visit.words("places.around", ["metres": .number(metres)]) } ?? title(visit)
    }

    private func choice(_ visit: Visit) -> HTML {
        FilterSentence(words: visit.words, action: "/\(visit.city.slug)/places", sentence: "places.filter", gaps: [
            .init(name: "district", label: visit.words("filter.district"), options: [.init("", visit.words("places.choose"))] + visit.names.districts.map { .init($0.slug, $0.name) }, chosen: district?.slug ?? ""),
        ]).html
    }
    private func circle(_ visit: Visit) -> HTML {
        let options: [HTML] = PlaceCircle.Distance.allCases.map { "<option value=\"\($0.metres)\"\(attribute: "selected", if: $0.metres == metres)>\(visit.words("choice.within.\($0.rawValue)"))</option>" }
        let wrong: HTML? = unread.map { _ in "<p class=\"error\" id=\"near-error\">\(visit.words("problem.point"))</p>" }
        return """
            <form class="filter" method="get" action="\("/\(visit.city.slug)/places" as Address)">\(wrong)<p class="say"><label for="near">\(visit.words("places.near"))</label> \
            <input class="search-box" id="near" name="near" value="\(point?.text ?? unread ?? "")" autocomplete="off"\(attribute: "aria-describedby", unread == nil ? "near-hint" : "near-error")>\
            <select name="within" aria-label="\(visit.words("places.within"))">\(options)</select></p><p class="hint" id="near-hint">\(visit.words("places.nearHint"))</p>\
            <div class="row"><button class="btn btn-2">\(visit.words("filter.show"))</button></div></form>
            """
    }

    private func follow(_ visit: Visit) -> HTML? {
        guard district != nil || point != nil else { return nil }
        guard visit.standing.person != nil else {
            return LinkButton(visit.words(district == nil ? "places.followPointSignIn" : "places.followSignIn"), ("/\(visit.city.slug)/sign-in" as Address).asking("to", visit.ask.asking([:]).text), .secondary).html
        }
        guard let district else {
            // Asked once more before it is kept, with a name to tell it by.
            guard let point, !isFollowed else { return nil }
            return LinkButton(visit.words("act.place.followNear.button"), visit.form(FollowCircle.name).asking("near", point.text).asking("within", "\(metres)")).html
        }
        let act = isFollowed ? UnfollowPlace.name : FollowPlace.name
        return button(act, isFollowed ? .secondary : .primary, ("district", district.slug), visit)
    }
    private func button(_ act: String, _ weight: ButtonWeight, _ field: (String, String), of place: String? = nil, _ visit: Visit) -> HTML {
        PostButton(visit.words("act.\(act).button"), visit.form(act), weight, about: place, hidden: [("_act", visit.actID), ("_csrf", visit.token), field]).html
    }
    /// What the reader follows, each with its list and a way out.
    private func own(_ visit: Visit) -> HTML? {
        guard visit.standing.person != nil else { return nil }
        let places: Address = "/\(visit.city.slug)/places"
        let rows = followed.districts.map { place in
            row(place.name, nil, places.asking("district", place.slug), button(UnfollowPlace.name, .secondary, ("district", place.slug), of: place.name, visit))
        } + followed.circles.map { circle in
            let around = visit.words("places.around", ["metres": .number(circle.metres)])
            return row(circle.name.isEmpty ? circle.point.text : circle.name, around, places.asking("near", circle.point.text).asking("within", "\(circle.metres)"),
                       button(UnfollowCircle.name, .secondary, ("circle", circle.id.rawValue), of: circle.name.isEmpty ? circle.point.text : circle.name, visit))
        }
        if rows.isEmpty && point != nil { return nil }
        let further: HTML? = point == nil ? LinkButton(visit.words("act.place.followNear.title"), visit.form(FollowCircle.name), .secondary).html : nil
        return Section("following", visit.words("places.followed"), "\(if: !rows.isEmpty, "<ul class=\"rows\">\(rows)</ul>")<p class=\"meta\">\(visit.words("places.followedHint"))</p>\(further)").html
    }
    private func row(_ name: String, _ meta: String?, _ address: Address, _ end: HTML) -> HTML {
        "<li><div><h3><a href=\"\(address)\">\(name)</a></h3>\(meta.map { "<p class=\"meta\">\($0)</p>" })</div><div>\(end)</div></li>"
    }

    private func list(_ visit: Visit) -> HTML? {
        guard let found else { return nil }
        if found.isEmpty { return EmptyBox(heading: visit.words("places.empty"), text: visit.words("places.emptyText"), link: (visit.words("foot.tell"), visit.form("signal.send"))).html }
        let parts: [(ObjectKind, [HTML])] = [
            (.problem, found.problems.map { row($0.reference, $0.title, $0.state.rawValue, $0.createdAt, visit) }), (.challenge, found.challenges.map { row($0.reference, $0.title, $0.state.rawValue, $0.createdAt, visit) }),
            (.pilot, found.pilots.map { row($0.reference, $0.title, $0.state.rawValue, $0.createdAt, visit) }), (.signal, found.signals.map { row($0.reference, $0.text, $0.state.rawValue, $0.createdAt, visit) }),
        ]
        return "\(parts.filter { !$0.1.isEmpty }.map { kind, rows in Section(kind.rawValue, "\(visit.words("kind.\(kind).other")) (\(visit.words.number(rows.count)))", "<ul class=\"rows rows-3\">\(rows)</ul>").html })"
    }
    private func row(_ object: ObjectReference, _ title: String, _ state: String, _ at: Instant, _ visit: Visit) -> HTML {
        "<li><div><p class=\"meta\">\(object.code.rawValue)</p><h3><a href=\"\(visit.address(of: object))\">\(title)</a></h3></div><div>\(visit.tag(object.kind, state))</div><div class=\"meta\">\(visit.day(at))</div></li>"
    }

    private func map(_ visit: Visit) -> HTML? {
        let shapes = visit.shapes(districts, room: "places", counts: counts, marked: Set(district.map { [$0.id] } ?? []))
        guard !shapes.isEmpty else { return nil }
        let here = point.map { [DistrictMap.Site(name: visit.words("place.here"), position: .init(longitude: $0.degrees.east, latitude: $0.degrees.north))] } ?? []
        return Section("map", visit.words("places.map"), "\(DistrictMap(words: visit.words, summary: visit.words("places.mapSummary"), districts: shapes, sites: here, source: nil))").html
    }
}

extension Visit {
    /// The districts that have a shape, each leading to its part of a page.
    func shapes(_ districts: [District], room: String, counts: [ID<District>: Int]?, marked: Set<ID<District>> = [], keeping asked: [(String, String)] = []) -> [DistrictMap.District] {
        districts.map { ($0, $0.rings) }.filter { !$0.1.isEmpty }.map { district, rings in
            let address = asked.reduce(Address(path: "/\(city.slug)/\(room)").asking("district", district.slug)) { $0.asking($1.0, $1.1) }
            return DistrictMap.District(name: district.name, rings: rings.map { $0.map { DistrictMap.Position(longitude: $0[0], latitude: $0[1]) } }, address: address, count: counts.map { $0[district.id] ?? 0 }, isMarked: marked.contains(district.id))
        }
    }
}

struct PlaceRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city/places") { request, context in
            try await site.page(request, context) { scene, visit in
                let district = try CityQueries.district(visit.ask.query["district"], scene)
                let typed = CleanText.clean(String((visit.ask.query["near"] ?? "").prefix(60)), lines: false), point = district == nil ? MapPoint(typed) : nil
                let metres = (visit.ask.query["within"].flatMap(PlaceCircle.Distance.init(rawValue:)) ?? .m500).metres
                let area = district.map { Area.district($0.id) } ?? point.map { .around($0, metres: metres) }
                let followed = try PlaceQueries.followed(scene)
                let isFollowed = district.map { place in followed.districts.contains { $0.id == place.id } } ?? point.map { point in followed.circles.contains { $0.isAround(point, metres: metres) } } ?? false
                return PlacePage(district: district, point: point, unread: district == nil && point == nil && !typed.isEmpty ? typed : nil, metres: metres, found: try area.map { try PlaceQueries.open(in: $0, scene) },
                                 districts: try CityQueries.districts(scene), counts: try PlaceQueries.openByDistrict(scene), isFollowed: isFollowed, followed: followed)
            }
        }
        site.list("hotspots", on: router, for: { DraftFromSpot.permission($0.standing, TheCity()) == .allowed ? .reader : .everybody }, ListPage.hotspots)
    }
}
