import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The processing register: what is kept about people, why, and how long. Made from the rules that do the removing, so that it cannot say anything else.
struct RegisterPage: Page {
    let states: [RetentionState]
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("retention.title") }
    func summary(_ visit: Visit) -> String { visit.words("retention.lede") }

    func body(_ visit: Visit) -> HTML {
        let rows: [[HTML]] = states.map { state in
            [HTML(text: what(state, visit)), HTML(text: visit.words("retention.\(state.rule.name).why")), HTML(text: ground(state, visit)), HTML(text: period(state, visit)),
             state.rule.endsByTime ? state.lastRun.map { visit.dates.momentElement($0.milliseconds) } ?? "–" : "–"]
        }
        let headings = ["what", "why", "ground", "period", "lastRun"].map { Table.Column.text(visit.words("retention.column.\($0)")) }
        let exports = ["csv", "json"].map { ($0.uppercased(), Address(path: "/\(visit.city.slug)/register.\($0)")) }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("privacy.title"), "/\(visit.city.slug)/privacy")], here: title(visit)),
                heading: title(visit), lede: summary(visit)))<div class="stack">\(Table(caption: visit.words("retention.caption"), columns: headings, rows: rows))\
            <p>\(visit.words("retention.backups"))</p>\(Pager(words: visit.words, exports: exports))</div></div>
            """
    }

    private func what(_ state: RetentionState, _ visit: Visit) -> String { visit.words("retention.\(state.rule.name).what") }
    private func ground(_ state: RetentionState, _ visit: Visit) -> String { visit.words("retention.ground.\(state.rule.ground.rawValue)") }
    private func period(_ state: RetentionState, _ visit: Visit) -> String {
        switch state.rule.period {
        case .hours(let hours): visit.words("retention.period.hours", count: hours)
        case .days(let days): visit.words("retention.period.days", count: days)
        case .untilLeaving: visit.words("retention.period.untilLeaving")
        case .withRecord: visit.words("retention.period.withRecord")
        }
    }

    private static let columns = ["name", "what", "why", "ground", "period", "tables", "lastRun", "removed"]
    private func values(_ visit: Visit) -> [[String]] {
        states.map { state in
            [state.rule.name, what(state, visit), visit.words("retention.\(state.rule.name).why"), ground(state, visit), period(state, visit), state.rule.tables.joined(separator: " "),
             state.lastRun?.rfc3339 ?? "", String(state.removed)]
        }
    }
    func csv(_ visit: Visit) -> String { ([Self.columns] + values(visit)).map { $0.map(CSV.cell).joined(separator: ",") + "\r\n" }.joined() }
    func json(_ visit: Visit) -> JSON { ["rows": .list(values(visit).map { .object(Dictionary(zip(Self.columns, $0.map(JSON.text))) { $1 }) })] }
}

struct RegisterRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city/register") { request, context in try await site.page(request, context) { scene, _ in RegisterPage(states: try RetentionQueries.register(scene)) } }
        router.get(":city/register.csv") { request, context in try await export(request, context, "text/csv; charset=utf-8") { $0.csv($1) } }
        router.get(":city/register.json") { request, context in try await export(request, context, "application/json; charset=utf-8") { $0.json($1).canonical } }
    }
    private func export(_ request: Request, _ context: WebContext, _ type: String, _ text: @escaping @Sendable (RegisterPage, Visit) -> String) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let body = try await site.look(ask) { scene, visit in text(RegisterPage(states: try RetentionQueries.register(scene)), visit) }
            return Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: body)))
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }
}
