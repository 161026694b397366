import Talkoot

extension ListPage {
    /// Signals, newest first, by state and district.
    static func signals(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let state = visit.ask.query["state"].flatMap(Signal.State.init(rawValue:))
        let district = try CityQueries.district(visit.ask.query["district"], scene)
        let found = try SignalQueries.list(SignalFilter(state: state, district: district?.id), after: visit.cursor, scene)
        // Whoever asks for what waits wants to know how long it may.
        let clocks = state == .new ? try StageQueries.running(of: found.rows.map(\.reference), scene) : [:]
        let states = Signal.State.allCases.map { FormState.Option($0.rawValue, visit.state(.signal, $0.rawValue)) }
        let districts = try CityQueries.names(scene).districts.map { FormState.Option($0.slug, $0.name) }
        return ListPage(
            room: "signals", columns: ["code", "text", "state", "district", "department", "category", "sent"],
            rows: found.rows.map { row($0, clocks[$0.reference], visit) }, next: found.next, count: found.count,
            filter: FilterSentence(
                words: visit.words, action: "/\(visit.city.slug)/signals", sentence: "signals.filter",
                gaps: [
                    .init(name: "state", label: visit.words("signals.filter.state"), options: [.init("", visit.words("signals.filter.any"))] + states, chosen: state?.rawValue ?? ""),
                    .init(name: "district", label: visit.words("signals.filter.district"), options: [.init("", visit.words("visit.wholeCity"))] + districts, chosen: district?.slug ?? ""),
                ]).html,
            primary: LinkButton(visit.words("foot.tell"), visit.form("signal.send")).html,
            empty: EmptyBox(heading: visit.words("signals.empty"), text: visit.words("signals.emptyText"), link: (visit.words("foot.tell"), visit.form("signal.send"))), aside: nil)
    }

    private static func row(_ signal: SignalLine, _ stage: Stage?, _ visit: Visit) -> ListRow {
        let address = visit.address(of: signal.reference)
        return ListRow(
            for: visit, code: signal.code.rawValue, title: signal.text, address: address,
            html: """
                <li><div><p class="meta">\(signal.code.rawValue) · \(visit.district(signal.district))</p><p><a href="\(address)">\(signal.text)</a></p></div>\
                <div>\(visit.tag(.signal, signal.state.rawValue))</div><div><p class="meta">\(visit.day(signal.createdAt))</p>\(stage.flatMap(visit.clock(of:)))</div></li>
                """,
            values: [signal.code.rawValue, signal.text, signal.state.rawValue, visit.district(signal.district), signal.department.map(visit.department) ?? "", signal.category, signal.createdAt.rfc3339],
            updatedAt: signal.answeredAt ?? signal.createdAt, summary: signal.answer)
    }
}

struct SignalPage: Page {
    let signal: Signal
    let matter: Matter
    let entries: RecordSection
    let moderation: ConcealedNote?
    let files: FileFigures
    let whereabouts: Whereabouts?
    var messages: [SenderMessage] = []
    var idea: IdeaSection?
    /// What says the same, for whoever sorts.
    var similar: [SimilarSignal] = []
    /// What it became.
    var problems: [CityProblem] = []
    /// Where it was taken over from, if it was.
    var origins: [InitiativeOrigin] = []
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("signal.page.title", ["code": .text(signal.code.rawValue)]) }
    func summary(_ visit: Visit) -> String { signal.text }

    func body(_ visit: Visit) -> HTML {
        let glance = Facts(glance: true, [
            (visit.words("glance.state"), matter.tag(visit).html), (visit.words("glance.next"), matter.actsNext(visit)), (visit.words("glance.promised"), matter.clock(visit)),
            (visit.words("glance.sent"), visit.day(signal.createdAt)), (visit.words("glance.department"), HTML(text: visit.department(signal.department))),
            (visit.words("glance.district"), HTML(text: visit.district(signal.district))), (visit.words("glance.place"), signal.place.isEmpty ? nil : HTML(text: signal.place)),
            (visit.words("glance.category"), signal.category.isEmpty ? nil : HTML(text: visit.category(signal.category))), (visit.words("kind.problem"), visit.links(problems)),
            (visit.words("initiative.origin"), origins.first.map { visit.named($0) }),
            (visit.words("glance.initiative"), matter.thread(visit)),
        ])
        let answer: HTML? = signal.answer.isEmpty ? nil : Section("answer", visit.words("signal.answer"), "\(Prose(signal.answer))").html
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.signals.title"), "/\(visit.city.slug)/signals")], here: signal.code.rawValue),
                kicker: "<b>\(visit.words("kind.signal")) \(signal.code.rawValue)</b>", heading: signal.text, actions: matter.actions(visit), glance: glance))</div>
            \(matter.band(visit))
            <div class="wrap">\(moderation)\(if: !signal.description.isEmpty, Section("text", visit.words("signal.text"), "\(Prose(signal.description))").html)\
            \(if: !files.files.isEmpty, Section("files", visit.words("files.title"), files.html).html)\(whereabouts?.html)\(answer)\(if: !similar.isEmpty, Section("similar", visit.words("similar.title"), SimilarList(similar, visit, joining: signal).html).html)\(idea)\(FurtherMessages(messages, visit))\(entries)\(ReportLink(signal.publicText, visit))</div>
            """
    }
}

/// A text that people wrote: paragraphs and line ends, nothing else of it is markup.
struct Prose: Component {
    let text: String
    init(_ text: String) { self.text = text }
    var html: HTML {
        let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true)
        return "\(paragraphs.map { paragraph -> HTML in "<p>\(paragraph.split(separator: "\n").map { HTML(text: String($0)) }.joined(separator: "<br>"))</p>" })"
    }
}

/// After sending: the code with which the sender follows it.
struct SignalSentPage: Page {
    let code: String
    /// By when the city promised to answer, as it was promised on sending.
    let promisedAt: Instant?
    let isHeld: Bool
    /// Sent at a kiosk: the address at which the next person begins.
    var kiosk: Address?
    /// The sender's own, where they are signed in.
    var own: ObjectReference?
    let room = "signals"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("signal.sent.title") }
    func body(_ visit: Visit) -> HTML {
        let promised: HTML? = promisedAt.map { HTML(text: visit.date(visit.city.calendar.day(of: $0))) }
        return """
            <div class="wrap narrow stack">\(PageHead(heading: title(visit), lede: isHeld ? visit.words("signal.sent.held") : nil))\
            \(TrackingBox(words: visit.words, code: code, address: "/\(visit.city.slug)/track", answerBy: promised))\(mine(visit))\(another(visit))</div>
            """
    }
}

extension SignalSentPage {
    private func mine(_ visit: Visit) -> HTML? {
        own.map { "<p>\(visit.words("signal.sent.own"))</p><p>\(LinkButton(visit.words("signal.page.title", ["code": .text($0.code.rawValue)]), visit.address(of: $0), .secondary))</p>" }
    }
    /// Whoever writes down for others has more of them.
    private func another(_ visit: Visit) -> HTML? {
        if let kiosk { return "<p>\(visit.words("kiosk.keep"))</p><p>\(LinkButton(visit.words("kiosk.next"), kiosk))</p>" }
        guard EnterSignal.permission(visit.standing, TheCity()) == .allowed else { return nil }
        return "<p>\(LinkButton(visit.words("intake.another"), visit.form(EnterSignal.name), .secondary))</p>"
    }
}

/// The way of a sender without an account: the code shows the state and the answer.
struct TrackPage: Page {
    let typed: String
    let signal: Signal?
    let isUnknown: Bool
    /// What moderation did with it, for its sender.
    var moderated: ModerationCase?
    /// A report instead of a signal.
    var reported: (report: Report, found: ModerationCase)?
    var messages: [SenderMessage] = []
    /// By when the city promised to answer.
    var promised: Stage?
    /// The thread that the signal began, where its sender may read it.
    var initiative: Initiative?
    let room = "signals"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("track.title") }
    func body(_ visit: Visit) -> HTML {
        let errors = isUnknown ? [FieldError(field: "code", sentence: visit.words("track.unknown"))] : []
        let form = FormState(visit.words, values: ["code": [typed]], errors: errors)
        let found: HTML? = signal.map { signal in
            Section("found", visit.words("track.found"), """
                \(Facts([
                    (visit.words("glance.state"), visit.tag(.signal, signal.state.rawValue).html), (visit.words("glance.sent"), visit.day(signal.createdAt)),
                    (visit.words("glance.promised"), promised.flatMap { visit.clock(of: $0) }),
                    (visit.words("signal.answer"), signal.answer.isEmpty ? HTML(text: visit.words("track.noAnswer")) : Prose(signal.answer).html),
                    (visit.words("glance.initiative"), initiative.map { "<a href=\"\("/\(visit.city.slug)/initiatives/\($0.code.rawValue)" as Address)\">\($0.title)</a>" }),
                ]))<blockquote>\(signal.text)</blockquote>
                """).html
        } ?? reported.map { ReportAnswer(report: $0.report, found: $0.found).html(visit) }
        let reasons: HTML? = signal.flatMap { signal in moderated.map { StatementOfReasons(found: $0, appeal: signal.author == nil ? visit.form(AppealWithCode.name) : nil).html(visit) } }
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("track.lede")))\
            \(form.form(action: "/\(visit.city.slug)/track", hidden: [("_csrf", visit.token)], submit: visit.words("track.button"),
                        form.line("code", visit.words("track.code"), width: .medium, autocomplete: "off")))\(found)\(FurtherMessages(messages, visit))\(again(visit))\(reasons)</div>
            """
    }
}

extension TrackPage {
    /// The code goes along unseen, so that it stands in no address.
    private func again(_ visit: Visit) -> HTML? {
        if signal == nil { return nil }
        let form = FormState(visit.words, values: [:], errors: [])
        return Section("again", visit.words("act.signal.writeAgain.title"), form.form(
            action: visit.form(WriteAgain.name), hidden: [("_act", "\(visit.actID)"), ("_csrf", visit.token), ("tracking", typed)], submit: visit.words("act.signal.writeAgain.button"),
            form.longText("text", visit.words("act.signal.writeAgain.text.label"), hint: visit.words("act.signal.writeAgain.lede"), limit: 2_000, rows: 4))).html
    }
}

extension Visit {
    /// A category in the reader's language; what was imported is called as it was there.
    func category(_ name: String) -> String { words.find("choice.arena.\(name)") ?? name }
}
