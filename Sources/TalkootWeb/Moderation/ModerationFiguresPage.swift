import Talkoot

/// How the city moderates, in numbers for everybody: what the transparency report of a platform says (Regulation (EU) 2022/2065, article 15).
struct ModerationFiguresPage: Page {
    let figures: ModerationFigures
    let room = "figures"
    func title(_ visit: Visit) -> String { visit.words("moderationFigures.title") }
    func summary(_ visit: Visit) -> String { visit.words("moderationFigures.lede", ["days": .number(ModerationFigures.days)]) }

    func body(_ visit: Visit) -> HTML {
        let columns: [Table.Column] = [.text(visit.words("case.rule")), .number(visit.words("moderationFigures.reports")), .number(visit.words("moderationFigures.kept")), .number(visit.words("moderationFigures.hidden"))]
        let rows: [[HTML]] = figures.lines.map { [HTML(text: visit.words("choice.rule.\($0.rule.rawValue)")), "\($0.reports)", "\($0.kept)", "\($0.hidden)"] }
        let sums: [HTML] = [HTML(text: visit.words("moderationFigures.sum")), "\(sum(\.reports))", "\(sum(\.kept))", "\(sum(\.hidden))"]
        let rules: [HTML] = ConductRule.allCases.map { "<dt>\(visit.words("choice.rule.\($0.rawValue)"))</dt><dd>\(visit.words("rule.\($0.rawValue).text"))</dd>" }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit),
                actions: LinkButton(visit.words("list.cases.title"), "/\(visit.city.slug)/cases", .secondary).html, glance: glance(visit)))\
            \(Section("rules", visit.words("moderationFigures.table"), "\(Table(caption: visit.words("moderationFigures.caption"), columns: columns, rows: rows, footer: sums))"))\
            \(Section("more", visit.words("moderationFigures.more"), Facts(more(visit)).html))\
            \(Section("conduct", visit.words("moderationFigures.conduct"), "<p>\(visit.words("moderationFigures.conductText"))</p><dl class=\"facts\">\(rules)</dl>"))\
            <p class="meta">\(visit.words("moderationFigures.definition"))</p>\(visit.exports(of: "moderation/figures"))</div>
            """
    }
    private func sum(_ path: KeyPath<ModerationFigures.Line, Int>) -> Int { figures.lines.reduce(0) { $0 + $1[keyPath: path] } }

    private func glance(_ visit: Visit) -> Facts {
        Facts(glance: true, [
            (visit.words("moderationFigures.decided"), "<strong>\(visit.words.number(figures.decided))</strong>"),
            (visit.words("moderationFigures.median"), HTML(text: figures.medianHours.map { visit.words("moderationFigures.hours", count: $0) } ?? "–")),
            (visit.words("moderationFigures.waiting"), "<strong>\(visit.words.number(figures.waiting))</strong>"),
            (visit.words("moderationFigures.appeals"), HTML(text: visit.words("moderationFigures.appealsText", ["count": .number(figures.appeals), "upheld": .number(figures.appealsUpheld), "overturned": .number(figures.appealsOverturned)]))),
        ])
    }
    private func more(_ visit: Visit) -> [(String, HTML?)] {
        [(visit.words("moderationFigures.held"), "\(figures.heldByRules)"), (visit.words("moderationFigures.heldAndShown"), "\(figures.heldAndShown)"),
         (visit.words("moderationFigures.overdue"), "\(figures.overdue)"), (visit.words("moderationFigures.warnings"), "\(figures.warnings)"), (visit.words("moderationFigures.limits"), "\(figures.limits)")]
    }

    private var numbers: [(String, Int?)] {
        [("cases", figures.cases), ("heldByRules", figures.heldByRules), ("heldAndShown", figures.heldAndShown), ("decided", figures.decided), ("waiting", figures.waiting), ("overdue", figures.overdue),
         ("medianHours", figures.medianHours), ("appeals", figures.appeals), ("appealsUpheld", figures.appealsUpheld), ("appealsOverturned", figures.appealsOverturned), ("warnings", figures.warnings), ("limits", figures.limits)]
    }
    var export: ExportRows {
        ExportRows(columns: ["figure", "rule", "count"], values: numbers.map { [$0.0, "", $0.1.map(String.init) ?? ""] } + figures.lines.flatMap { line in
            [("reports", line.reports), ("kept", line.kept), ("hidden", line.hidden)].map { [$0.0, line.rule.rawValue, String($0.1)] }
        })
    }
    var json: JSON {
        var members: [String: JSON] = ["days": .integer(Int64(ModerationFigures.days))]
        for (name, count) in numbers { members[name] = count.map { .integer(Int64($0)) } ?? .null }
        members["rules"] = .list(figures.lines.map { ["rule": .text($0.rule.rawValue), "reports": .integer(Int64($0.reports)), "kept": .integer(Int64($0.kept)), "hidden": .integer(Int64($0.hidden))] })
        return .object(members)
    }
}

/// After reporting: what happens now, and the code for those who have no account.
struct ReportSentPage: Page {
    let code: String
    let reported: (report: Report, found: ModerationCase)?
    let room = ""
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("report.sent.title") }
    func body(_ visit: Visit) -> HTML {
        let due: HTML = reported?.found.dueAt.map { visit.day($0) } ?? HTML()
        let isMember = !visit.standing.isVisitor
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words(isMember ? "report.sent.memberLede" : "report.sent.lede")))\
            \(isMember || reported == nil ? nil : TrackingBox(words: visit.words, code: code, address: "/\(visit.city.slug)/track", answerBy: due).html)</div>
            """
    }
}
