import Talkoot

extension ListPage {
    /// Where most signals come from, by district and category: on the map, as rows, and for programs.
    static func hotspots(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let days = visit.ask.query["days"].flatMap(Int.init).flatMap { periods.contains($0) ? $0 : nil } ?? 365
        let district = try CityQueries.district(visit.ask.query["district"], scene), category = visit.ask.query["category"] ?? ""
        let since = scene.today.adding(days: -days)
        let all = try HotSpotQueries.spots(since: since, scene)
        let shown = all.filter { (district == nil || $0.district == district?.id) && (category.isEmpty || $0.category == category) }
        let mayDraft = DraftFromSpot.permission(scene.standing, TheCity()) == .allowed
        let rows = shown.prefix(most).map { row($0, since, mayDraft, scene, visit) }
        var counts: [ID<District>: Int] = [:]
        for spot in all where category.isEmpty || spot.category == category { if let place = spot.district { counts[place, default: 0] += spot.count } }
        let categories = Set(all.map(\.category)).filter { !$0.isEmpty }.sorted()
        return ListPage(
            room: "hotspots", columns: ["code", "district", "category", "count", "since", "until"], rows: Array(rows), next: nil, count: shown.count,
            filter: FilterSentence(words: visit.words, action: "/\(visit.city.slug)/hotspots", sentence: "list.hotspots.filter", gaps: [
                .init(name: "category", label: visit.words("glance.category"), options: [.init("", visit.words("hotspots.anyCategory"))] + categories.map { .init($0, visit.category($0)) }, chosen: category), visit.districtGap(district),
                .init(name: "days", label: visit.words("hotspots.period"), options: periods.map { .init("\($0)", visit.words("hotspots.days", ["days": .number($0)])) }, chosen: "\(days)"),
            ]).html, primary: nil, empty: EmptyBox(heading: visit.words("list.hotspots.empty"), text: visit.words("list.hotspots.emptyText"), link: (visit.words("nav.signals"), "/\(visit.city.slug)/signals")),
            aside: map(counts, try CityQueries.districts(scene), district, [("days", "\(days)")] + (category.isEmpty ? [] : [("category", category)]), visit))
    }
    private static let periods = [30, 90, 365, 3_650]
    private static let most = 100

    private static func row(_ spot: HotSpot, _ since: Day, _ mayDraft: Bool, _ scene: Scene, _ visit: Visit) -> ListRow {
        let district = spot.district.flatMap { id in visit.names.districts.first { $0.id == id } }
        let place = district?.name ?? visit.words("hotspots.noDistrict"), category = spot.category.isEmpty ? visit.words("hotspots.noCategory") : visit.category(spot.category)
        let signals = district.map { ("/\(visit.city.slug)/signals" as Address).asking("district", $0.slug) } ?? "/\(visit.city.slug)/signals"
        let period = visit.words("hotspots.since", ["since": .text(visit.date(since)), "until": .text(visit.date(scene.today))])
        let draft: HTML? = mayDraft ? LinkButton(visit.words("act.problem.fromSpot.button"), form(spot, district, since, scene, visit), .secondary).html : nil
        return ListRow(
            for: visit, code: "", title: "\(place): \(category)", address: signals,
            html: "<li><div><h3><a href=\"\(signals)\">\(place): \(category)</a></h3><p class=\"meta\">\(period)</p></div><div><strong>\(visit.words("hotspots.signals", count: spot.count))</strong></div><div>\(draft)</div></li>",
            values: ["", district?.slug ?? "", spot.category, "\(spot.count)", since.description, scene.today.description], updatedAt: scene.now, summary: "\(spot.count)")
    }

    /// The form begins with what the reader sees here, in the reader's language.
    private static func form(_ spot: HotSpot, _ district: DistrictName?, _ since: Day, _ scene: Scene, _ visit: Visit) -> Address {
        let place = district?.name ?? visit.city.name, category = spot.category.isEmpty ? visit.words("hotspots.noCategory") : visit.category(spot.category)
        let values: [String: Words.Value] = ["count": .number(spot.count), "place": .text(place), "category": .text(category), "since": .text(visit.date(since)), "until": .text(visit.date(scene.today))]
        var address = visit.form(DraftFromSpot.name).asking("since", since.description).asking("until", scene.today.description)
            .asking("title", visit.words("hotspots.problemTitle", values)).asking("statement", visit.words("hotspots.problemStatement", values)).asking("metric", visit.words("hotspots.problemMetric", values))
        if let district { address = address.asking("district", district.slug) }
        return spot.category.isEmpty ? address : address.asking("spotCategory", spot.category)
    }

    private static func map(_ counts: [ID<District>: Int], _ districts: [District], _ marked: DistrictName?, _ asked: [(String, String)], _ visit: Visit) -> HTML? {
        let shapes = visit.shapes(districts, room: "hotspots", counts: counts, marked: Set(marked.map { [$0.id] } ?? []), keeping: asked)
        guard !shapes.isEmpty else { return nil }
        return "<div class=\"section\">\(DistrictMap(words: visit.words, summary: visit.words("hotspots.mapSummary"), districts: shapes, sites: [], source: HTML(text: visit.words("hotspots.source"))))</div>"
    }
}
