import Hummingbird
import Talkoot

/// Everything that waits for a moderator, the oldest promise first.
struct QueuePage: Page {
    let found: Listing<ModerationCase>
    let filter: QueueFilter
    let room = "moderation"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("queue.title") }
    func summary(_ visit: Visit) -> String { visit.words("queue.lede") }

    func body(_ visit: Visit) -> HTML {
        let base: Address = "/\(visit.city.slug)/moderation"
        let links: HTML = "\(LinkButton(visit.words("templates.title"), "\(base)/templates", .secondary))\(LinkButton(visit.words("moderationFigures.title"), "\(base)/figures", .secondary))"
        let number = visit.words("queue.count", count: found.count)
        let rows: [HTML] = found.rows.map { row($0, visit) }
        let empty = EmptyBox(heading: visit.words("queue.empty"), text: visit.words("queue.emptyText"), link: (visit.words("moderationFigures.title"), "\(base)/figures"))
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), actions: links))\
            \(choice(visit))<h2 class="vh">\(number)</h2><p class="meta" aria-hidden="true">\(number)</p>\(rows.isEmpty ? empty.html : "<ol class=\"rows rows-3\">\(rows)</ol>")\
            \(Pager(words: visit.words, position: number, previous: visit.ask.query["after"] == nil ? nil : visit.ask.asking(["after": nil]), next: found.next.map { visit.ask.asking(["after": $0.text]) }))</div>
            """
    }

    private func choice(_ visit: Visit) -> HTML {
        let states: [FormState.Option] = [.init("", visit.words("queue.all"))] + [ModerationCase.State.open, .appealed, .disputed].map { .init($0.rawValue, visit.state(.moderationCase, $0.rawValue)) }
        let origins: [FormState.Option] = [.init("", visit.words("queue.anyOrigin"))] + ModerationCase.Origin.allCases.map { .init($0.rawValue, visit.words("case.origin.\($0.rawValue)")) }
        return FilterSentence(words: visit.words, action: "/\(visit.city.slug)/moderation", sentence: "queue.filter", gaps: [
            .init(name: "state", label: visit.words("glance.state"), options: states, chosen: filter.state?.rawValue ?? ""),
            .init(name: "origin", label: visit.words("case.origin"), options: origins, chosen: filter.origin?.rawValue ?? ""),
            .init(name: "mine", label: visit.words("queue.mine"), options: [.init("", visit.words("queue.everybodys")), .init("yes", visit.words("queue.mineOnly"))], chosen: filter.isMine ? "yes" : ""),
        ]).html
    }

    private func row(_ found: ModerationCase, _ visit: Visit) -> HTML {
        let clock: HTML? = found.dueAt.map { ClockDial(visit.dates, start: (found.appealedAt ?? (found.state == .disputed ? found.decidedAt : nil) ?? found.openedAt).milliseconds, due: $0.milliseconds).html }
        let reports: String = found.origin == .rules ? visit.words("case.origin.rules") : visit.words("case.reports", count: found.reports)
        return """
            <li><div><p class="meta">\(visit.words("kind.\(found.object.kind)")) \(found.object.code.rawValue) · \(visit.words("choice.rule.\(found.rule.rawValue)")) · \(reports)</p>\
            <h3><a href="\(visit.address(of: found.reference))">\(found.title.excerpt(160))</a></h3></div><div>\(visit.tag(.moderationCase, found.state.rawValue))</div><div>\(clock)</div></li>
            """
    }
}

/// The wording that moderators start from, by rule, in each language of the city.
struct TemplatesPage: Page {
    let own: [ModerationTemplate]
    let room = "moderation"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("templates.title") }
    func body(_ visit: Visit) -> HTML {
        let sections: [HTML] = visit.city.languages.map { language in
            let rows: [HTML] = ConductRule.allCases.map { rule in
                let text = TemplateText.of(rule, language, own)
                let edit = visit.form(SetTemplate.name).asking("rule", rule.rawValue).asking("language", language.rawValue).asking("text", text)
                let isOwn = own.contains { $0.rule == rule && $0.language == language }
                return "<li><div><h3>\(visit.words("choice.rule.\(rule.rawValue)"))</h3><p lang=\"\(language.rawValue)\">\(text)</p></div><div class=\"meta\">\(visit.words(isOwn ? "templates.own" : "templates.house"))</div><div><a href=\"\(edit)\">\(visit.words("templates.edit"))</a></div></li>"
            }
            return Section(language.rawValue, visit.words("choice.language.\(language.rawValue)"), "<ul class=\"rows rows-3\">\(rows)</ul>").html
        }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("queue.title"), "/\(visit.city.slug)/moderation")], here: title(visit)),
                heading: title(visit), lede: visit.words("templates.lede")))\(sections)</div>
            """
    }
}

enum TemplateText {
    /// The city's own wording, else the house's, with its gaps as they are.
    static func of(_ rule: ConductRule, _ language: Language, _ own: [ModerationTemplate]) -> String {
        own.first { $0.rule == rule && $0.language == language }?.text ?? Words.all[language.rawValue]?.find("moderation.template.\(rule.rawValue)") ?? ""
    }
    /// The same with the facts of a case.
    static func filled(_ rule: ConductRule, _ language: Language, _ own: [ModerationTemplate], _ found: ModerationCase, _ city: City) -> String {
        of(rule, language, own).replacing("[title]", with: found.title).replacing("[code]", with: found.object.code.rawValue).replacing("[city]", with: city.name)
    }
}
