import Talkoot

/// What somebody sees at one address: a struct of values that knows how to draw itself. The frame adds the furniture.
protocol Page: Sendable {
    func title(_ visit: Visit) -> String
    /// One sentence for search engines and previews.
    func summary(_ visit: Visit) -> String
    /// The entry of the main navigation that this page belongs to.
    var room: String { get }
    func body(_ visit: Visit) -> HTML
    func feeds(_ visit: Visit) -> [FeedLink]
    /// Pages with a form set the visitor's cookie and are never kept.
    var hasForm: Bool { get }
}

extension Page {
    func summary(_ visit: Visit) -> String { title(visit) }
    func feeds(_ visit: Visit) -> [FeedLink] { [] }
    var hasForm: Bool { false }
}

extension Visit {
    /// The whole document.
    func document(_ page: some Page) -> HTML {
        let rooms: [(String, Address)] = [
            ("now", home), ("challenges", "/\(city.slug)/challenges?open=yes"), ("signals", "/\(city.slug)/signals"), ("pilots", "/\(city.slug)/pilots"),
            ("decisions", "/\(city.slug)/decisions"), ("lessons", "/\(city.slug)/lessons"), ("figures", "/\(city.slug)/figures"), ("search", "/\(city.slug)/search"),
        ]
        return PageFrame(
            words: words, brand: brand, title: page.title(self), description: page.summary(self),
            navigation: rooms.map { NavigationLink(words("nav.\($0.0)"), $0.1, isCurrent: $0.0 == page.room) }, account: account(page.room),
            languages: city.languages.map { LanguageLink(language: $0.rawValue, address: ask.asking(["lang": $0.rawValue])) },
            feeds: page.feeds(self), flash: flash.map { Flash(.done, words("done.\($0)")) }, asOf: dates.momentElement(now.milliseconds),
            printedAddress: origin + ask.path
        ).html("\(if: standing.mustAddSecondFactor && page.room != "account", restingRoles)\(page.body(self))")
    }

    /// Leads somebody whose roles rest to where they wake.
    private var restingRoles: HTML {
        "<div class=\"wrap flash-box\">\(Flash(.warning, words("secondFactor.rest"), "<a href=\"\(secondFactor)\">\(words("secondFactor.add"))</a>"))</div>"
    }

    private func account(_ room: String) -> [NavigationLink] {
        var links: [NavigationLink] = []
        if let person = standing.person {
            links.append(NavigationLink(words("nav.desk"), "/\(city.slug)/desk", isCurrent: room == "desk"))
            links.append(NavigationLink(person.displayName, "/\(city.slug)/account", isCurrent: room == "account"))
        } else { links.append(NavigationLink(words("nav.signIn"), "/\(city.slug)/sign-in", isCurrent: room == "signIn")) }
        if options.demo != nil { links.append(NavigationLink(words("nav.demo"), "/\(city.slug)/demo", isCurrent: room == "demo")) }
        return links
    }

    private var brand: Brand {
        let motto = city.brand.motto.isEmpty ? words("brand.motto") : city.brand.motto
        return Brand(
            name: city.name, slogan: motto, home: home, crest: crest, accentSheet: accentSheet, themeColour: city.brand.accent.isEmpty ? "#1b6550" : city.brand.accent,
            footColumns: [
                .init(heading: Language(rawValue: words.language).map(city.fullName) ?? city.name, lines: publisherLines),
                .init(heading: words("foot.takePart"), lines: [
                    "<a href=\"\(form("signal.send"))\">\(words("foot.tell"))</a>", "<a href=\"\("/\(city.slug)/track" as Address)\">\(words("foot.track"))</a>",
                ]),
                .init(heading: words("foot.read"), lines: ["initiatives", "problems", "solutions", "organisations"].map { "<a href=\"\("/\(city.slug)/\($0)" as Address)\">\(words("list.\($0).title"))</a>" } + ["<a href=\"\("/\(city.slug)/places" as Address)\">\(words("places.title"))</a>", "<a href=\"\("/\(city.slug)/objectives" as Address)\">\(words("objectives.title"))</a>"]),
                .init(heading: words("foot.check"), lines: [
                    "<a href=\"\("/\(city.slug)/record" as Address)\">\(words("foot.record"))</a>", "<a href=\"\("/\(city.slug)/pipeline" as Address)\">\(words("foot.pipeline"))</a>",
                    "<a href=\"\("/\(city.slug)/roles" as Address)\">\(words("foot.roles"))</a>", "<a href=\"\("/\(city.slug)/settings" as Address)\">\(words("foot.settings"))</a>",
                    "<a href=\"\("/\(city.slug)/moderation/figures" as Address)\">\(words("foot.moderation"))</a>", "<a href=\"\("/\(city.slug)/seals" as Address)\">\(words("list.seals.title"))</a>",
                    "<a href=\"\("/\(city.slug)/calendar.ics" as Address)\">\(words("foot.calendar"))</a>", "<a href=\"\("/openapi.json" as Address)\">\(words("foot.api"))</a>",
                ]),
                .init(heading: words("foot.about"), lines: [
                    "<a href=\"\("/\(city.slug)/accessibility" as Address)\">\(words("foot.accessibility"))</a>", "<a href=\"\("/\(city.slug)/privacy" as Address)\">\(words("foot.privacy"))</a>",
                ]),
            ])
    }
}

/// Why something could not be done, as a page.
struct RefusalPage: Page {
    let refusal: Refusal
    var room: String { "" }
    func title(_ visit: Visit) -> String { visit.words("refusal.\(refusal.name).title") }
    func body(_ visit: Visit) -> HTML {
        var explanation = visit.words("refusal.\(refusal.name).text")
        var way: HTML = "<a href=\"\(visit.home)\">\(visit.words("refusal.home"))</a>"
        switch refusal {
        case .denied(let why):
            explanation = visit.words(why)
            if visit.standing.isVisitor { way = LinkButton(visit.words("nav.signIn"), ("/\(visit.city.slug)/sign-in" as Address).asking("to", visit.ask.asking([:]).text)).html }
        case .illegalMove(let act, let state):
            // An answer that could still move is refused by its deadline alone.
            let isLate = [SubmitSubmission.name, EditSubmission.name].contains(act) && ["submission.draft", "submission.submitted"].contains(state)
            let own = isLate ? "refusal.late" : "refusal.illegalMove.\(act)"
            explanation = visit.words.find(own) ?? visit.words("refusal.illegalMove.text", ["state": .text(visit.words.state(refusedIn: state))])
            if let kind = Rooms.house.act(named: act)?.target, let code = visit.ask.query["on"] {
                way = LinkButton(visit.words("refusal.toPage"), visit.address(of: ObjectReference(kind, id: "", code: PublicCode(code)))).html
            }
        case .invalid(let problems): explanation = problems.map { visit.sentence($0) }.joined(separator: " ")
        case .notFound: way = "\(way)<a href=\"\("/\(visit.city.slug)/search" as Address)\">\(visit.words("search.title"))</a>"
        default: break
        }
        return "<div class=\"wrap\">\(PageHead(heading: title(visit), lede: explanation, actions: way))</div>"
    }
}

extension Refusal {
    var name: String {
        switch self {
        case .notFound: "notFound"
        case .denied: "denied"
        case .invalid: "invalid"
        case .illegalMove: "illegalMove"
        case .stale: "stale"
        case .busy: "busy"
        }
    }
}

extension Visit {
    /// A problem as a sentence in the reader's language.
    func sentence(_ problem: Problem) -> String {
        words(problem.key, Dictionary(uniqueKeysWithValues: problem.values.map { ($0, .text(written($1, in: problem.key))) }))
    }

    /// A value of a problem as people write it: amounts with their currency, days in words.
    private func written(_ value: String, in key: String) -> String {
        if ["problem.aboveMandate", "problem.lotsAbove"].contains(key), let amount = Money(value) { return money(amount) }
        return Day(value).map(date) ?? value
    }
}
