import Talkoot

/// What counts for the choice of a way, beside its forms: the sum so far, the city's limits, and what is missing, before anybody is refused.
struct WayBeside: Component {
    private let limits: WayLimits
    private let comparison: Comparison?
    /// What the gate still asks for; only where the way is chosen.
    private let missing: [GateNeed]
    private let asksForReasons: Bool
    private let visit: Visit

    /// Nil for forms that weigh or choose nothing.
    init?(_ act: String, _ problem: CityProblem, _ scene: Scene, _ visit: Visit) throws {
        guard act == CompareWays.name || act == RouteProblem.name else { return nil }
        limits = try ProblemQueries.wayLimits(of: problem, scene)
        comparison = try ProblemQueries.comparison(of: problem, scene)
        missing = act == RouteProblem.name ? try GateSheet.next(of: problem, scene)?.missing ?? [] : []
        asksForReasons = act == CompareWays.name
        self.visit = visit
    }

    var html: HTML { "<section class=\"stack\" aria-labelledby=\"counts-h\"><h2 id=\"counts-h\">\(visit.words("way.counts"))</h2>\(amounts)<p>\(score)</p>\(unweighed)\(needs)</section>" }

    private var amounts: HTML {
        func limit(_ key: String, _ limit: Money, _ isAbove: Bool) -> (String, HTML?) {
            (visit.words(key), "\(visit.money(limit)) \(Tag(isAbove ? .work : .done, visit.words(isAbove ? "way.above" : "way.below")))")
        }
        let whole: HTML? = limits.whole == limits.cost ? nil : HTML(text: visit.money(limits.whole))
        return Facts([
            (visit.words("way.cost"), HTML(text: visit.money(limits.cost))), (visit.words("way.whole"), whole), limit("way.comparisonFrom", limits.comparison, limits.isComparisonAsked),
            limit("way.procurementFrom", limits.procurement, limits.isAboveProcurement), limit("way.headUpTo", limits.head, limits.isAboveHead),
        ]).html
    }
    private var score: String { comparison.map { WayViews.score($0, visit) } ?? visit.words("way.notCompared") }
    private var unweighed: HTML? {
        guard asksForReasons, let comparison else { return nil }
        let names = comparison.unweighed.advantages.map { visit.words("choice.advantage.\($0.rawValue)") } + comparison.unweighed.obstacles.map { visit.words("choice.obstacle.\($0.rawValue)") }
        return names.isEmpty ? nil : "<p class=\"meta\">\(visit.words("way.unweighed")): \(names.joined(separator: ", "))</p>"
    }
    private var needs: HTML? {
        let rows: [HTML] = missing.map { "<li>\(visit.words($0.sentence, $0.values.mapValues { Words.Value.text($0) }))</li>" }
        return rows.isEmpty ? nil : "<h3>\(visit.words("way.missing"))</h3><ul>\(rows)</ul>"
    }
}
