import Hummingbird
import Talkoot

/// One card: what was seen, about whom, where it comes from, how strong it is, and what rests on it.
struct InsightPage: Page {
    let card: InsightCard
    let requests: [ChangeRequest]
    let offers: [String]
    let entries: RecordSection
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("insight.page.title", ["code": .text(card.insight.code.rawValue)]) }
    func summary(_ visit: Visit) -> String { card.insight.observation }
    func body(_ visit: Visit) -> HTML {
        let insight = card.insight
        let actions: [HTML] = offers.map { LinkButton(visit.words("act.\($0).title"), visit.form($0, on: insight.code), .secondary).html }
        let rows: [HTML] = requests.map { visit.row($0) }
        let glance = Facts(glance: true, [
            (visit.words("field.strength.label"), visit.tag(of: insight.strength).html), (visit.words("field.aboutGroup.label"), HTML(text: insight.group)), (visit.words("field.sourceNote.label"), visit.source(of: insight)),
            (visit.words("kind.problem"), "<a href=\"\(visit.address(of: card.problem.reference))\">\(card.problem.title)</a>"),
        ])
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (card.problem.code.rawValue, visit.address(of: card.problem.reference))], here: insight.code.rawValue),
                kicker: "<b>\(visit.words("kind.insight")) \(insight.code.rawValue)</b>", heading: insight.observation, actions: actions.isEmpty ? nil : "\(actions)", glance: glance))\
            \(if: !rows.isEmpty, Section("requests", visit.words("insight.restsOnIt"), "<ul class=\"rows rows-3\">\(rows)</ul>").html)\(entries)</div>
            """
    }
}

/// A change of daily work with the insights on which it rests.
struct ChangeRequestPage: Page {
    let request: ChangeRequest
    let basis: [Insight]
    let problem: CityProblem?
    let owner: String?
    let matter: Matter
    let entries: RecordSection
    let room = "signals"
    func title(_ visit: Visit) -> String { request.title }
    func body(_ visit: Visit) -> HTML {
        let outcome: HTML? = request.outcome.isEmpty ? nil : Section("outcome", visit.words("changeRequest.outcome"), "\(Prose(request.outcome))").html
        return """
            \(MatterHead(matter: matter, kind: .changeRequest, title: request.title, lede: request.text, list: ("problems", visit.words("list.problems.title")), facts: [
                (visit.words("glance.department"), HTML(text: visit.department(request.department))), (visit.words("act.changeRequest.agree.owner.label"), owner.map { HTML(text: $0) }),
                (visit.words("act.changeRequest.agree.dueOn.label"), HTML(text: visit.date(request.dueOn))), (visit.words("kind.problem"), problem.map { "<a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a>" }),
            ]).html(visit))
            <div class="wrap">\(outcome)\(Section("basis", visit.words("changeRequest.basis"), "<ul class=\"rows rows-3\">\(basis.map(visit.row))</ul>"))\(entries)</div>
            """
    }
}

extension Visit {
    func tag(of strength: Insight.Strength) -> Tag { Tag(strength == .strong ? .done : strength == .medium ? .work : .wait, words("insight.strength.\(strength.rawValue)")) }
    func source(of insight: Insight) -> HTML {
        let kind = insight.kind.map { words("choice.insightSource.\($0.rawValue)") }
        let told = [kind, insight.source.isEmpty ? nil : insight.source].compactMap(\.self).joined(separator: ": ")
        return HTML(text: told.isEmpty ? words("insight.noSource") : told)
    }
    func row(_ insight: Insight) -> HTML {
        "<li><div><p class=\"meta\">\(insight.code.rawValue) · \(insight.group)</p><h3><a href=\"\(address(of: insight.reference))\">\(insight.observation.excerpt(160))</a></h3></div><div>\(tag(of: insight.strength))</div><div class=\"meta\">\(source(of: insight))</div></li>"
    }
    func row(_ request: ChangeRequest) -> HTML {
        "<li><div><p class=\"meta\">\(request.code.rawValue) · \(department(request.department))</p><h3><a href=\"\(address(of: request.reference))\">\(request.title)</a></h3></div><div>\(tag(.changeRequest, request.state.rawValue))</div><div class=\"meta\">\(date(request.dueOn))</div></li>"
    }
    /// The cards of a problem, and what daily work makes of them.
    func insights(_ insights: [Insight], _ requests: [ChangeRequest]) -> HTML? {
        if insights.isEmpty && requests.isEmpty { return nil }
        let changes: HTML? = requests.isEmpty ? nil : "<h3>\(words("kind.changeRequest.other"))</h3><ul class=\"rows rows-3\">\(requests.map { row($0) })</ul>"
        return "<ul class=\"rows rows-3\">\(insights.map { row($0) })</ul>\(changes)"
    }
}

struct InsightRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.one("insights/:code", on: router) { target, scene, visit in
            let card = try InsightQueries.card(target, scene)
            return InsightPage(card: card, requests: try InsightQueries.requests(on: card.insight, scene), offers: try Offers.on(card.insight.reference, card, site.platform.rooms, scene),
                               entries: try RecordSection(card.insight.reference, scene, visit))
        }
        site.one("changeRequests/:code", on: router) { target, scene, visit in
            let found = try InsightQueries.request(target, scene)
            return ChangeRequestPage(request: found, basis: try InsightQueries.basis(of: found, scene), problem: try ProblemQueries.problem(found.problem, scene),
                                     owner: try found.owner.flatMap { try PeopleQueries.names(of: [$0], scene)[$0] }, matter: try Matter(found, scene, visit, site), entries: try RecordSection(found.reference, scene, visit))
        }
    }
}

extension ProblemSection {
    static let insights = ProblemSection("insights", order: 40, acts: [NoteInsight.name, AgreeChange.name]) { problem, scene, visit in
        visit.insights(try InsightQueries.insights(of: problem, scene), try InsightQueries.requests(of: problem, scene))
    }
}
