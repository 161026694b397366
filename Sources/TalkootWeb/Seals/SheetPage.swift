import Talkoot

/// The scores of a jury before they are counted, for whoever reads them under a broken seal.
struct SheetPage: Page {
    let sheet: ScoreSheet
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("sheet.title", ["code": .text(sheet.challenge.code.rawValue)]) }
    func summary(_ visit: Visit) -> String { visit.words("sheet.lede") }

    func body(_ visit: Visit) -> HTML {
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.seals.title"), "/\(visit.city.slug)/seals")], here: sheet.challenge.code.rawValue)
        let rows: [HTML] = sheet.lines.map { line in
            let scores: [HTML] = line.scores.map { "<li>\($0.criterion): <b>\($0.value)</b>\(if: !$0.comment.isEmpty, ". \($0.comment)")</li>" }
            return "<li><div><h3>\(line.submission.title)</h3><p class=\"meta\">\(line.juror ?? visit.words("sheet.gone"))</p><ul>\(scores)</ul></div></li>"
        }
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: summary(visit)))\
            \(if: rows.isEmpty, "<p>\(visit.words("sheet.empty"))</p>")\(if: !rows.isEmpty, "<ul class=\"rows\">\(rows)</ul>")</div>
            """
    }
}
