import Talkoot

/// Every change of the settings, the newest first: what, from what to what, when, by whom and why.
struct SettingHistoryPage: Page {
    let lines: [SettingHistoryLine]
    /// Cut to one setting.
    let name: String?
    let hasMore: Bool
    let room = ""
    func title(_ visit: Visit) -> String { name.map { visit.words("settings.historyOf", ["setting": .text(visit.settingName($0))]) } ?? visit.words("settings.history") }
    func summary(_ visit: Visit) -> String { visit.words("settings.historyLede") }

    func body(_ visit: Visit) -> HTML {
        let rows: [[HTML]] = lines.map { line in
            let change = line.change
            let from: HTML? = change.from == change.at ? nil : "<br>\(visit.words.html("settings.from", ["day": visit.day(change.from)]))"
            return ["<div>\(visit.dates.momentElement(change.at.milliseconds))\(from)</div>", HTML(text: visit.settingName(change.name)), HTML(text: visit.settingValue(change.previous, of: change.name, besides: change.value)),
                    HTML(text: visit.settingValue(change.value, of: change.name, besides: change.previous)), HTML(text: line.who ?? visit.words("settings.formerMember")), HTML(text: change.reason)]
        }
        let columns = ["at", "what", "previous", "value", "who", "why"].map { Table.Column.text(visit.words("settings.column.\($0)")) }
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("settings.title"), "/\(visit.city.slug)/settings")], here: title(visit))
        let next = hasMore ? lines.last.map { visit.ask.asking(["before": "\($0.change.number)"]) } : nil
        let content: HTML = rows.isEmpty ? EmptyBox(heading: visit.words("settings.noHistory"), text: visit.words("settings.noHistoryText"), link: (visit.words("settings.title"), "/\(visit.city.slug)/settings")).html
            : Table(caption: title(visit), columns: columns, rows: rows, hidesCaption: true).html
        let csv: Address = "/\(visit.city.slug)/settings/history.csv"
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: summary(visit)))\(content)\
            \(Pager(words: visit.words, next: next, exports: [("CSV", name.map { csv.asking("name", $0) } ?? csv)]))</div>
            """
    }

    var export: ExportRows {
        ExportRows(columns: ["number", "setting", "at", "from", "previous", "value", "by", "reason"], values: lines.map { line in
            [String(line.change.number), line.change.name, line.change.at.rfc3339, line.change.from.rfc3339, line.change.previous.canonical, line.change.value.canonical, line.who ?? "", line.change.reason]
        })
    }
}
