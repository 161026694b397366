import Hummingbird
import Talkoot

/// One case. Everybody reads that and by which rule a public text was decided about; its author reads the reasons; moderators all of it.
struct CasePage: Page {
    let found: ModerationCase
    let isOwn: Bool
    let offers: [String]
    /// Why this moderator may not decide, as a key.
    let bias: String?
    let reports: [Report]
    let history: AuthorHistory?
    /// What to start from, by rule, in the author's language.
    let templates: [(rule: ConductRule, text: String)]
    let entries: RecordSection
    let room = "moderation"
    let hasForm = true

    func title(_ visit: Visit) -> String { visit.words("case.title", ["kind": .text(visit.words("kind.\(found.object.kind)")), "code": .text(found.object.code.rawValue)]) }
    func summary(_ visit: Visit) -> String { visit.words("case.lede.\(found.state.rawValue)") }

    func body(_ visit: Visit) -> HTML {
        let crumbs: (String, Address) = visit.standing.isModerator ? (visit.words("queue.title"), "/\(visit.city.slug)/moderation") : (visit.words("list.cases.title"), "/\(visit.city.slug)/cases")
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), crumbs], here: found.code.rawValue), kicker: "<b>\(visit.words("kind.case")) \(found.code.rawValue)</b>",
                heading: title(visit), lede: summary(visit), actions: actions(visit), glance: glance(visit)))\
            \(visit.standing.isModerator ? inside(visit) : nil)\(isOwn ? StatementOfReasons(found: found, appeal: visit.form(AppealDecision.name, on: found.code)).html(visit) : nil)\(entries)</div>
            """
    }

    private func glance(_ visit: Visit) -> Facts {
        let clock: HTML? = found.waits ? found.dueAt.map { ClockDial(visit.dates, start: (found.appealedAt ?? (found.state == .disputed ? found.decidedAt : nil) ?? found.openedAt).milliseconds, due: $0.milliseconds).html } : nil
        return Facts(glance: true, [
            (visit.words("glance.state"), visit.tag(.moderationCase, found.state.rawValue).html), (visit.words("glance.promised"), clock),
            (visit.words("case.about"), "<a href=\"\(visit.address(of: found.object))\">\(found.object.code.rawValue)</a>"),
            (visit.words("case.rule"), HTML(text: visit.words("choice.rule.\(found.rule.rawValue)"))), (visit.words("case.origin"), HTML(text: visit.words("case.origin.\(found.origin.rawValue)"))),
            (visit.words("case.reported"), visit.standing.isModerator && found.reports > 0 ? HTML(text: visit.words("case.reports", count: found.reports)) : nil),
            (visit.words("case.decidedOn"), found.decidedAt.map { visit.day($0) }), (visit.words("case.by"), found.decidedAt == nil ? nil : HTML(text: visit.words("who.moderator"))),
            (visit.words("case.appealUntil"), found.state == .hidden ? found.appealUntil.map { visit.day($0) } : nil), (visit.words("case.erasedOn"), found.erasedAt.map { visit.day($0) }),
        ])
    }

    /// Hiding has its own buttons below, one for each wording.
    private func actions(_ visit: Visit) -> HTML? {
        let shown = offers.filter { $0 != HideText.name }
        let buttons: [HTML] = shown.enumerated().map { LinkButton(visit.words("act.\($1).title"), visit.form($1, on: found.code), $0 == 0 && !found.waits ? .primary : .secondary).html }
        let hide: HTML? = offers.contains(HideText.name) ? LinkButton(visit.words("act.moderation.hide.title"), "#hide", .primary).html : nil
        return buttons.isEmpty && hide == nil ? nil : "\(hide)\(buttons)"
    }

    private func inside(_ visit: Visit) -> HTML {
        let note: HTML? = bias.map { "<div class=\"flash-box\">\(Flash(.warning, visit.words("case.notYours"), "<p>\(visit.words($0))</p>"))</div>" }
        let signs: [HTML] = found.signs.map { "<li>\(visit.words("sign.\($0.rawValue)")) (\($0.points))</li>" }
        let why: HTML? = signs.isEmpty ? nil : Section("signs", visit.words("case.signs", ["score": .number(found.signs.reduce(0) { $0 + $1.points }), "threshold": .number(SpamRules.threshold)]), "<ul>\(signs)</ul>").html
        let told: [HTML] = reports.map { "<li><div><p><strong>\(visit.words("choice.rule.\($0.rule.rawValue)"))</strong></p>\(Prose($0.text))\(if: !$0.objection.isEmpty, "<h3>\(visit.words("case.objection"))</h3>\(Prose($0.objection))")</div><div class=\"meta\">\(visit.words($0.isFromVisitor ? "case.fromVisitor" : "case.fromMember"))</div><div class=\"meta\">\(visit.day($0.at))</div></li>" }
        let said: HTML? = told.isEmpty ? nil : Section("reports", visit.words("case.reportsHeading"), "<ul class=\"rows rows-3\">\(told)</ul>").html
        let appeal: HTML? = found.appeal.isEmpty ? nil : Section("appeal", visit.words("statement.appeal"), Prose(found.appeal).html).html
        let reason: HTML? = found.reason.isEmpty ? nil : Section("decision", visit.words("case.decision"), "\(Prose(found.reason))\(if: !found.answer.isEmpty, "<h3>\(visit.words("statement.answer"))</h3>\(Prose(found.answer))")").html
        return "\(note)\(Section("text", visit.words("case.text"), found.erasedAt == nil ? "<blockquote>\(Prose(found.text))</blockquote>" : "<p>\(visit.words("case.erased"))</p>"))\(why)\(said)\(reason)\(appeal)\(hiding(visit))\(history.map { HistoryPart(history: $0).html(visit) })"
    }

    private func hiding(_ visit: Visit) -> HTML? {
        guard offers.contains(HideText.name) else { return nil }
        let form = visit.form(HideText.name, on: found.code)
        let buttons: [HTML] = templates.enumerated().map { place, template in
            LinkButton(visit.words("choice.rule.\(template.rule.rawValue)"), form.asking("rule", template.rule.rawValue).asking("reason", template.text), place == 0 ? .primary : .secondary).html
        }
        return Section("hide", visit.words("case.hideBecause"), "<p>\(visit.words("case.hideText"))</p><div class=\"row\">\(buttons)</div>").html
    }
}

/// What an author wrote, what was hidden, and what was said to them.
struct HistoryPart {
    let history: AuthorHistory
    func html(_ visit: Visit) -> HTML {
        let texts: [HTML] = history.texts.prefix(20).map { text in
            "<li><div><p class=\"meta\">\(visit.words("kind.\(text.object.kind)")) \(text.object.code.rawValue)</p><p><a href=\"\(visit.address(of: text.object))\">\(text.title.excerpt(120))</a></p></div><div>\(visit.words("choice.visibility.\(text.visibility.rawValue)"))</div><div class=\"meta\">\(visit.day(text.at))</div></li>"
        }
        let cases: [HTML] = history.cases.prefix(20).map { found in
            "<li><div><p><a href=\"\(visit.address(of: found.reference))\">\(found.title.excerpt(120))</a></p><p class=\"meta\">\(visit.words("choice.rule.\(found.rule.rawValue)"))</p></div><div>\(visit.tag(.moderationCase, found.state.rawValue))</div><div class=\"meta\">\(visit.day(found.openedAt))</div></li>"
        }
        let measures: [HTML] = history.measures.map { measure in
            "<li>\(visit.words(measure.until == nil ? "history.warned" : "history.limited")), \(visit.day(measure.at)): \(measure.reason.excerpt(160))</li>"
        }
        let facts = Facts([
            (visit.words("history.since"), history.since.map { visit.day($0) }), (visit.words("history.texts"), "\(history.texts.count)"), (visit.words("history.hidden"), "\(history.hidden)"),
            (visit.words("history.cases"), "\(history.cases.count)"),
        ])
        return Section("history", visit.words("history.heading"), """
            <p class="meta">\(visit.words("history.lede"))</p>\(facts)\(if: !measures.isEmpty, "<h3>\(visit.words("history.measures"))</h3><ul>\(measures)</ul>")\
            \(if: !cases.isEmpty, "<h3>\(visit.words("history.casesHeading"))</h3><ul class=\"rows rows-3\">\(cases)</ul>")\
            \(if: !texts.isEmpty, "<h3>\(visit.words("history.textsHeading"))</h3><ul class=\"rows rows-3\">\(texts)</ul>")
            """).html
    }
}

extension ListPage {
    /// Decisions about public texts, newest first: what, by which rule and how an appeal ended. No text and no names.
    static func cases(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let found = try ModerationQueries.decisions(after: visit.cursor, scene)
        let rows = found.rows.map { one -> ListRow in
            let address = visit.address(of: one.reference), rule = visit.words("choice.rule.\(one.rule.rawValue)")
            let title = visit.words("case.title", ["kind": .text(visit.words("kind.\(one.object.kind)")), "code": .text(one.object.code.rawValue)])
            return ListRow(
                for: visit, code: one.code.rawValue, title: title, address: address,
                html: """
                    <li><div><p class="meta">\(one.code.rawValue) · \(rule)</p><h3><a href="\(address)">\(title)</a></h3></div>\
                    <div>\(visit.tag(.moderationCase, one.state.rawValue))</div><div class="meta">\(one.decidedAt.map { visit.day($0) })</div></li>
                    """,
                values: [one.code.rawValue, "\(one.object.kind)/\(one.object.code)", one.rule.rawValue, one.origin.rawValue, one.state.rawValue, one.openedAt.rfc3339, one.decidedAt?.rfc3339 ?? "",
                         one.appealedAt?.rfc3339 ?? "", one.answeredAt?.rfc3339 ?? ""],
                updatedAt: one.answeredAt ?? one.decidedAt ?? one.openedAt, summary: rule)
        }
        return ListPage(room: "cases", columns: ["code", "text", "rule", "origin", "state", "openedAt", "decidedAt", "appealedAt", "answeredAt"], rows: rows, next: found.next, count: found.count, filter: nil,
                        primary: LinkButton(visit.words("moderationFigures.title"), "/\(visit.city.slug)/moderation/figures", .secondary).html,
                        empty: EmptyBox(heading: visit.words("list.cases.empty"), text: visit.words("list.cases.emptyText"), link: (visit.words("moderationFigures.title"), "/\(visit.city.slug)/moderation/figures")), aside: nil)
    }
}
