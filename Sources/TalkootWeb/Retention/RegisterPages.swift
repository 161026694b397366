import Hummingbird
import Talkoot

/// The processing register: what is kept about people, why, and how long. Made from the rules that do the removing, so that it cannot say anything else.
struct RegisterPage: TablePage {
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
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("page.privacy.title"), "/\(visit.city.slug)/privacy")], here: title(visit)),
                heading: title(visit), lede: summary(visit)))<div class="stack">\(Table(caption: visit.words("retention.caption"), columns: headings, rows: rows))\
            <p>\(visit.words("retention.backups"))</p>\(visit.exports(of: "register"))</div></div>
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

    func rows(_ visit: Visit) -> ExportRows {
        ExportRows(columns: ["name", "what", "why", "ground", "period", "tables", "lastRun", "removed"], values: states.map { state in
            [state.rule.name, what(state, visit), visit.words("retention.\(state.rule.name).why"), ground(state, visit), period(state, visit), state.rule.tables.joined(separator: " "),
             state.lastRun?.rfc3339 ?? "", String(state.removed)]
        })
    }
}

struct RegisterRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) { site.table("register", on: router) { scene, _ in RegisterPage(states: try RetentionQueries.register(scene)) } }
}
