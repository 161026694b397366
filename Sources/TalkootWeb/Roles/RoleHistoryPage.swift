import Talkoot

/// Who held which role, who gave it and took it back, and why; for administrators.
struct RoleHistoryPage: TablePage {
    let spans: [RoleSpan]
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("roles.history") }
    func summary(_ visit: Visit) -> String { visit.words("roles.historyLede") }
    func body(_ visit: Visit) -> HTML {
        let gone = visit.words("settings.formerMember")
        let rows: [[HTML]] = spans.map { span in
            let given: HTML = "<div>\(visit.day(span.from))\(span.givenBy.map { "<br>\($0)" })\(quote(span.reason))</div>"
            let ended: HTML = "<div>\(span.until.map { visit.day($0) } ?? HTML(text: visit.words("roles.open")))\(span.endedBy.map { "<br>\($0)" })\(quote(span.endReason))</div>"
            return [HTML(text: visit.words("role.\(span.role.rawValue)")), HTML(text: visit.reach(span.department)), HTML(text: span.holder ?? gone), given, ended]
        }
        let headings = ["role", "department", "holder", "given", "until"].map { Table.Column.text(visit.words("roles.\($0)")) }
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("roles.title"), "/\(visit.city.slug)/roles")], here: title(visit))
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: summary(visit)))\
            \(Table(caption: title(visit), columns: headings, rows: rows, hidesCaption: true))\(visit.exports(of: "roles/history"))</div>
            """
    }
    private func quote(_ reason: String) -> HTML? { reason.isEmpty ? nil : "<br><q>\(reason)</q>" }

    func rows(_ visit: Visit) -> ExportRows {
        ExportRows(columns: ["role", "department", "holder", "from", "givenBy", "reason", "until", "endedBy", "endReason"], values: spans.map {
            [$0.role.rawValue, $0.department.map { visit.department($0) } ?? "", $0.holder ?? "", $0.from.rfc3339, $0.givenBy ?? "", $0.reason, $0.until?.rfc3339 ?? "", $0.endedBy ?? "", $0.endReason]
        })
    }
}
