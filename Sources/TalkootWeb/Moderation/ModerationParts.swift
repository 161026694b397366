import HTTPTypes
import Hummingbird
import Talkoot

/// The way to report a text, under it.
struct ReportLink: Component {
    let html: HTML
    init(_ text: PublicText, _ visit: Visit) {
        html = text.canBeReported(by: visit.standing) ? "<p class=\"meta no-print\"><a href=\"\(visit.form(ReportText.name, on: text.object.code))\" rel=\"nofollow\">\(visit.words("moderation.reportThis"))</a></p>" : HTML()
    }
}

/// Over a text that others do not see: why, and where its case is.
struct ConcealedNote: Component {
    let html: HTML
    init?(_ visibility: Visibility, _ object: ObjectReference, _ scene: Scene, _ visit: Visit) throws {
        guard !visibility.isShown else { return nil }
        let found = try ModerationQueries.behind(object, scene)
        let link: HTML? = found.map { "<p><a href=\"\(visit.address(of: $0.reference))\">\(visit.words("moderation.toTheCase"))</a></p>" }
        html = "<div class=\"flash-box\">\(Flash(.warning, visit.words("moderation.note.\(visibility.rawValue)"), "<p>\(visit.words("moderation.note.\(visibility.rawValue)Text"))</p>\(link)"))</div>"
    }
}

/// What stands at the address of a hidden text.
struct HiddenPage: Page {
    let found: ModerationCase
    var room: String { "" }
    func title(_ visit: Visit) -> String { visit.words(found.erasedAt == nil ? "hidden.title" : "moderation.note.erased") }
    func body(_ visit: Visit) -> HTML {
        """
        <div class="wrap narrow">\(PageHead(kicker: "<b>\(visit.words("kind.\(found.object.kind)")) \(found.object.code.rawValue)</b>", heading: title(visit), lede: visit.words(found.erasedAt == nil ? "hidden.lede" : "hidden.erased")))\
        <div class="stack">\(Facts([(visit.words("case.rule"), HTML(text: visit.words("choice.rule.\(found.rule.rawValue)"))), (visit.words("case.decidedOn"), found.decidedAt.map { visit.day($0) }),
                 (visit.words("case.by"), HTML(text: visit.words("who.moderator"))), (visit.words("glance.state"), visit.tag(.moderationCase, found.state.rawValue).html),
                 (visit.words("case.erasedOn"), found.erasedAt.map { visit.day($0) })]))\
        <p>\(visit.words("rule.\(found.rule.rawValue).text"))</p><p><a href="\(visit.address(of: found.reference))">\(visit.words("moderation.toTheCase"))</a></p></div></div>
        """
    }
}

extension Site {
    /// Where a public text was hidden, its address answers "gone" and says why; nil for everything else that is not there.
    func placeholder(_ ask: Ask) async throws -> Response? {
        let parts = ask.path.split(separator: "/")
        guard let code = ask.query["on"] ?? (parts.count == 3 ? String(parts[2]) : nil), (4...20).contains(code.utf8.count) else { return nil }
        do {
            let drawn = try await look(ask) { scene, visit in try ModerationQueries.placeholder(PublicCode(code), scene).map { (visit.document(HiddenPage(found: $0)).buffer, visit) } }
            guard let drawn else { return nil }
            return try await html(.gone, drawn.0, drawn.1, hasForm: true)
        } catch Refusal.notFound { return nil }
    }
}

/// Why something of theirs was hidden, for its author: what, by which rule, by whom, how it was found, and how to appeal
/// (Regulation (EU) 2022/2065, article 17).
struct StatementOfReasons {
    let found: ModerationCase
    /// Where the appeal's form is; nil where the reader may not appeal.
    let appeal: Address?

    func html(_ visit: Visit) -> HTML {
        if found.state == .open {
            return Section("reasons", visit.words("statement.held"), "<p>\(visit.words("statement.heldText", ["day": .text(found.dueAt.map { visit.dates.day($0.milliseconds) } ?? "")]))</p>").html
        }
        let facts = Facts([
            (visit.words("statement.text"), "<q>\(found.title)</q>"), (visit.words("statement.what"), HTML(text: visit.words("statement.what.\(found.state.rawValue)"))),
            (visit.words("case.rule"), "<strong>\(visit.words("choice.rule.\(found.rule.rawValue)"))</strong> \(visit.words("rule.\(found.rule.rawValue).text"))"),
            (visit.words("case.origin"), HTML(text: visit.words("case.origin.\(found.origin.rawValue)"))), (visit.words("case.by"), HTML(text: visit.words("statement.by"))),
            (visit.words("case.decidedOn"), found.decidedAt.map { visit.day($0) }), (visit.words("case.appealUntil"), found.state == .hidden ? found.appealUntil.map { visit.day($0) } : nil),
        ])
        let isOpen = found.state == .hidden && found.appealUntil.map { visit.now <= $0 } ?? false
        let button: HTML? = isOpen ? appeal.map { "<p>\(LinkButton(visit.words("act.moderation.appeal.title"), $0))</p>" } : nil
        let appealed: HTML? = found.appeal.isEmpty ? nil : "<h3>\(visit.words("statement.appeal"))</h3>\(Prose(found.appeal))"
        let answered: HTML? = found.answer.isEmpty ? nil : "<h3>\(visit.words("statement.answer"))</h3>\(Prose(found.answer))"
        return Section("reasons", visit.words("statement.heading"), "\(facts)<h3>\(visit.words("field.reason.label"))</h3>\(Prose(found.reason))\(appealed)\(answered)\(button)<p class=\"meta\">\(visit.words("statement.redress"))</p>").html
    }
}

/// How a report ended, for whoever sent it.
struct ReportAnswer {
    let report: Report
    let found: ModerationCase
    func html(_ visit: Visit) -> HTML {
        Section("report", visit.words("report.found"), """
            \(Facts([(visit.words("case.about"), HTML(text: "\(visit.words("kind.\(found.object.kind)")) \(found.object.code)")), (visit.words("case.rule"), HTML(text: visit.words("choice.rule.\(report.rule.rawValue)"))),
                     (visit.words("glance.sent"), visit.day(report.at)), (visit.words("glance.promised"), found.state == .open ? found.dueAt.map { visit.day($0) } : nil)]))\
            <p>\(sentence(visit))</p>\(reason)\(objecting(visit, visit.form(ObjectWithCode.name)))
            """).html
    }
    /// The way on for whoever is not content, while there is one.
    func objecting(_ visit: Visit, _ form: Address) -> HTML? {
        if !report.objection.isEmpty && found.state == .kept { return "<p class=\"meta\">\(visit.words("statement.redress"))</p>" }
        guard report.objection.isEmpty, let until = found.objectionUntil(visit.city), visit.now <= until else { return nil }
        return "<p><a href=\"\(form)\">\(visit.words("act.moderation.object.title"))</a></p>"
    }
    func sentence(_ visit: Visit) -> String { visit.words("report.\(found.state == .open ? "waits" : found.state == .kept ? "kept" : found.state == .disputed ? "disputed" : "acted")") }
    /// Reasons for hiding are the author's; those for keeping are for whoever reported.
    var reason: HTML? { found.state == .kept ? "\(Prose(found.reason))\(if: !found.answer.isEmpty, Prose(found.answer).html)" : nil }
}

/// On the desk: what moderation did with texts of one's own, and how one's reports ended.
struct OwnCases: Component {
    let html: HTML
    init(_ cases: [ModerationCase], _ reports: [(report: Report, found: ModerationCase)], _ visit: Visit) {
        let rows: [HTML] = cases.map { found in
            "<li><div><p class=\"meta\">\(visit.words("kind.\(found.object.kind)")) \(found.object.code.rawValue)</p><h3><a href=\"\(visit.address(of: found.reference))\">\(found.title.excerpt(120))</a></h3></div><div>\(visit.tag(.moderationCase, found.state.rawValue))<p class=\"meta\">\(visit.day(found.decidedAt ?? found.openedAt))</p></div></li>"
        }
        let limited: HTML? = visit.standing.limitedUntil.map { "<p><strong>\(visit.words("desk.limited", ["day": .text(visit.dates.day($0.milliseconds))]))</strong></p>" }
        let own: HTML? = rows.isEmpty && limited == nil ? nil : Section("moderated", visit.words("desk.moderated"), "\(limited)<ul class=\"rows rows-2\">\(rows)</ul>").html
        let told: [HTML] = reports.map { report, found in
            let end = ReportAnswer(report: report, found: found)
            return "<li><div><p class=\"meta\">\(visit.words("kind.\(found.object.kind)")) \(found.object.code.rawValue) · \(visit.words("choice.rule.\(report.rule.rawValue)"))</p><p>\(end.sentence(visit))</p>\(end.reason)\(end.objecting(visit, visit.form(ObjectToKeeping.name, on: found.code)))</div><div class=\"meta\">\(visit.day(report.at))</div></li>"
        }
        html = "\(own)\(told.isEmpty ? nil : Section("reports", visit.words("desk.reports"), "<ul class=\"rows rows-2\">\(told)</ul>").html)"
    }

    /// For those who moderate.
    static func queueLink(_ visit: Visit) -> HTML? {
        visit.standing.isModerator ? LinkButton(visit.words("queue.title"), "/\(visit.city.slug)/moderation").html : nil
    }
    /// Whether the reader of a notice may open its case: reporters may not, unless it is public.
    static func leadsToCase(_ notice: PersonalNotice) -> Bool {
        notice.object.kind == .moderationCase && notice.event != "moderation.acted" && notice.event != "moderation.dismissed"
    }
}
