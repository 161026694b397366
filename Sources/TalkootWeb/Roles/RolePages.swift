import Hummingbird
import Talkoot

/// Who holds which role of the city, until when, and who stands in.
struct RolesPage: TablePage {
    let roles: [HeldRole]
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("roles.title") }
    func summary(_ visit: Visit) -> String { visit.words("roles.lede") }
    func body(_ visit: Visit) -> HTML {
        let rows: [[HTML]] = roles.map { held in
            let holder = held.mandateOf.map { "\(held.holder) (\(visit.words("roles.onBehalf", ["organisation": .text($0)])))" } ?? held.holder
            return [HTML(text: visit.words("role.\(held.role.rawValue)")), HTML(text: visit.reach(held.department)), HTML(text: holder), HTML(text: held.standIn ?? "–"),
                    visit.day(held.from), held.until.map { visit.day($0) } ?? HTML(text: visit.words("roles.open"))]
        }
        let headings = ["role", "department", "holder", "standIn", "from", "until"].map { Table.Column.text(visit.words("roles.\($0)")) }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), actions: actions(visit)))\
            \(Table(caption: visit.words("roles.caption"), columns: headings, rows: rows))\(visit.exports(of: "roles"))</div>
            """
    }

    /// What an administrator can do here.
    private func actions(_ visit: Visit) -> HTML? {
        let mandates = LinkButton(visit.words("list.mandates.title"), "/\(visit.city.slug)/mandates", .secondary).html
        guard visit.standing.holds(.administrator) else { return mandates }
        let past = LinkButton(visit.words("roles.history"), "/\(visit.city.slug)/roles/history", .secondary)
        return "\(LinkButton(visit.words("act.role.grant.title"), visit.form(GrantRole.name)))\(LinkButton(visit.words("act.role.end.title"), visit.form(EndRole.name), .secondary))\(LinkButton(visit.words("act.person.signOut.title"), visit.form(SignPersonOut.name), .secondary))\(past)\(mandates)"
    }

    func rows(_ visit: Visit) -> ExportRows {
        ExportRows(columns: ["role", "department", "holder", "standIn", "onBehalfOfTheCity", "from", "until"], values: roles.map {
            [$0.role.rawValue, $0.department.map { visit.department($0) } ?? "", $0.holder, $0.standIn ?? "", $0.mandateOf ?? "", $0.from.rfc3339, $0.until?.rfc3339 ?? ""]
        })
    }
}

struct RoleRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.table("roles", on: router) { scene, _ in RolesPage(roles: try RoleQueries.register(scene)) }
        site.table("roles/history", on: router) { scene, _ in RoleHistoryPage(spans: try RoleQueries.history(limit: 1_000, scene)) }
    }
}
