import Hummingbird
import HTTPTypes
import NIOCore
import Talkoot

/// What is open now, what the city decided lately, three numbers that matter, and something to do on the first screen.
struct FrontPage: Page {
    let challenges: [Challenge]
    let openCount: Int
    let decisions: [Decision]
    let signals: [SignalLine]
    let districts: [District]
    let counts: [ID<District>: Int]
    let answered: AnswerFigures
    let pilots: PilotFigures
    let lesson: Lesson?
    let lastMoved: LastMoved
    let room = "now"
    func title(_ visit: Visit) -> String { visit.city.name }
    func summary(_ visit: Visit) -> String { visit.words("front.lede", ["city": .text(visit.city.name)]) }
    func feeds(_ visit: Visit) -> [FeedLink] { [.calendar(visit)] }

    func body(_ visit: Visit) -> HTML {
        """
        <div class="scene"><div class="wrap cols cols-32">\(welcome(visit))\(tell(visit))</div>\(Scenery.svg)</div>
        <div class="wrap">\(moved(visit))\(promises(visit))<div class="cols cols-21">\(lately(visit))<div>\(district(visit))\(story(visit))</div></div></div>
        """
    }

    /// What can be answered now, the nearest deadline first.
    private func welcome(_ visit: Visit) -> HTML {
        let doors: [HTML] = challenges.prefix(4).map { challenge in
            let clock: HTML? = challenge.takesSubmissions(at: visit.now) ? ListPage.clock(of: challenge, visit, showsDate: false) : challenge.opensAt.map { visit.words.html("challenge.opensOn", ["day": visit.day($0)]) }
            return "<li><a href=\"\(visit.address(of: challenge.reference))\"><b>\(visit.words("front.answer"))</b> <span>\(challenge.title)</span></a><span>\(clock)</span></li>"
        }
        let list: HTML = doors.isEmpty ? "<p>\(visit.words("list.challenges.emptyText"))</p>" : "<ol class=\"doors\">\(doors)</ol>"
        let all: Address = "/\(visit.city.slug)/challenges?open=yes"
        return """
            <div class="stack"><p class="kicker">\(visit.day(visit.now))</p><h1>\(visit.words("front.title", ["city": .text(visit.city.name)]))</h1><p class="lede">\(summary(visit))</p>\
            \(list)\
            <p><a href="\(all)">\(visit.words("front.allOpen", count: openCount))</a></p></div>
            """
    }
    /// The first line of a signal; it goes on in the form itself, which has the token.
    private func tell(_ visit: Visit) -> HTML {
        """
        <form class="card float" method="get" action="\(visit.form("signal.send"))" aria-labelledby="tell"><h2 id="tell">\(visit.words("act.signal.send.text.label"))</h2>\
        <div class="field"><label for="tell-text">\(visit.words("foot.tell"))</label><p class="hint" id="tell-hint">\(visit.words("front.tellHint"))</p>\
        <textarea id="tell-text" name="text" rows="3" maxlength="500" aria-describedby="tell-hint"></textarea></div>\
        <button class="btn">\(visit.words("front.tellOn"))</button><p class="meta">\(visit.words("front.tellPromise", count: visit.city.setting("signal.answerDays", default: 15)))</p></form>
        """
    }
    private func promises(_ visit: Visit) -> HTML {
        Section("promises", visit.words("front.promises"), "<div class=\"figures\">\(kept(visit))\(median(visit))\(verdicts(visit))</div>").html
    }
    private func kept(_ visit: Visit) -> HTML {
        let share = answered.answered == 0 ? "–" : visit.words.percent(Double(answered.answered - answered.late) / Double(answered.answered))
        let counts = "\(visit.words("front.answered", count: answered.answered)) \(visit.words("front.overdue", count: answered.overdue))"
        return figure(HTML(text: share), visit.words("front.kept"), counts, (visit.words("front.counted"), "/\(visit.city.slug)/figures"))
    }
    private func median(_ visit: Visit) -> HTML {
        let promise = visit.words("front.promised", ["days": .text(visit.words("front.days", count: visit.city.setting("signal.answerDays", default: 15)))])
        return figure(HTML(text: answered.median.map { visit.words.number($0) } ?? "–"), visit.words("front.median"), promise, (visit.words("foot.pipeline"), "/\(visit.city.slug)/pipeline"))
    }
    /// What did not work is told as gladly as what did.
    private func verdicts(_ visit: Visit) -> HTML {
        let number: HTML = pilots.judged == 0 ? "–" : "\(pilots.failed) <small>\(visit.words("front.ofAll", ["count": .number(pilots.judged)]))</small>"
        return figure(number, visit.words("front.failed"), "", (visit.words("front.reports"), ("/\(visit.city.slug)/lessons" as Address).asking("kind", Lesson.Kind.failureReport.rawValue)))
    }
    private func figure(_ number: HTML, _ text: String, _ more: String, _ link: (String, Address)) -> HTML {
        "<div><b>\(number)</b><h3>\(text)</h3><p class=\"meta\">\(more) <a href=\"\(link.1)\">\(link.0)</a></p></div>"
    }
    private func moved(_ visit: Visit) -> HTML? {
        let rows: [HTML] = lastMoved.initiatives.map { ListPage.row($0, lastMoved.marks[$0.id] ?? [], visit) }
        let note = HTML(text: visit.words("front.movingNote"))
        return rows.isEmpty ? nil : Section("moving", visit.words("front.moving"), aside: note, "<ul class=\"rows rows-3\">\(rows)</ul>").html
    }
    private func lately(_ visit: Visit) -> HTML {
        let made: [HTML] = decisions.prefix(3).map { decision in
            "<li><div><h3><a href=\"\(visit.address(of: decision.reference))\">\(decision.question)</a></h3><p>\(visit.words("front.because")) \(decision.reasons.excerpt(180))</p></div><div class=\"meta\">\(visit.day(decision.takenAt))</div></li>"
        }
        let heard: [HTML] = signals.prefix(4).map { signal in
            "<li><div><p><a href=\"\(visit.address(of: signal.reference))\">\(signal.text)</a></p></div><div>\(visit.tag(.signal, signal.state.rawValue))</div></li>"
        }
        let decided: HTML = made.isEmpty ? "<p>\(visit.words("list.decisions.emptyText"))</p>" : "<ul class=\"rows\">\(made)</ul>"
        let told: HTML = heard.isEmpty ? "<p>\(visit.words("signals.emptyText"))</p>" : "<ul class=\"rows\">\(heard)</ul>"
        return "<div>\(Section("decided", visit.words("front.decided"), decided))\(Section("heard", visit.words("front.heard"), told))</div>"
    }
    private func district(_ visit: Visit) -> HTML {
        let shapes = districts.map { ($0, $0.rings) }.filter { !$0.1.isEmpty }.map { district, rings in
            DistrictMap.District(name: district.name, rings: rings.map { $0.map { DistrictMap.Position(longitude: $0[0], latitude: $0[1]) } },
                                 address: ("/\(visit.city.slug)/places" as Address).asking("district", district.slug), count: counts[district.id] ?? 0, isMarked: false)
        }
        guard !shapes.isEmpty else { return HTML() }
        return Section("districts", visit.words("front.districts"), "\(DistrictMap(words: visit.words, summary: visit.words("front.mapSummary"), districts: shapes, sites: [], source: nil))").html
    }
    private func story(_ visit: Visit) -> HTML? {
        lesson.map { Section("story", visit.words("front.story"), "<div class=\"card\"><h3><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a></h3>\(Prose($0.advice))</div>").html }
    }
}

/// The initiatives that moved last and have a way behind them: a signal alone, or a call that was taken over from elsewhere, has no line yet.
struct LastMoved: Sendable {
    let initiatives: [Initiative], marks: [ID<Initiative>: [InitiativeMark]]

    init(limit: Int, _ scene: Scene) throws {
        let recent = try InitiativeQueries.list(scene).rows
        let marks = try InitiativeQueries.marks(of: recent, scene)
        initiatives = Array(recent.filter { (marks[$0.id]?.count ?? 0) > 3 }.prefix(limit))
        self.marks = marks
    }
}

/// Public figures about the city's own promises, each recomputable from the stages.
struct FiguresPage: Page {
    let stages: [StageFigures]
    let functions: FunctionFigures
    var channels: [ChannelShare] = []
    var influences: [(department: ID<Department>, influence: Influence)] = []
    let room = "figures"
    func title(_ visit: Visit) -> String { visit.words("figures.title") }
    func summary(_ visit: Visit) -> String { visit.words("figures.lede") }
    func body(_ visit: Visit) -> HTML {
        let shown = stages.filter { $0.ended > 0 }
        let bars = shown.compactMap { stage in stage.median.map { BarChart.Bar(label: name(stage, visit), value: Double($0), text: visit.words("front.days", count: $0), isMarked: false) } }
        let rows: [[HTML]] = stages.map { stage in
            [HTML(text: name(stage, visit)), "\(stage.ended)", stage.median.map { "\($0)" } ?? "–", stage.ninth.map { "\($0)" } ?? "–", "\(stage.late)", "\(stage.open)", "\(stage.overdue)"]
        }
        let chart: HTML? = bars.isEmpty ? nil : BarChart(words: visit.words, summary: visit.words("figures.chart"), source: HTML(text: visit.words("figures.source")), labelHeading: visit.words("figures.stage"),
                                                        valueHeading: visit.words("figures.median"), bars: bars).html
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), glance: indicators(visit)))\(chart)\
            \(Section("stages", visit.words("figures.table"), """
                \(Table(caption: visit.words("figures.caption"), columns: [.text(visit.words("figures.stage")), .number(visit.words("figures.ended")), .number(visit.words("figures.median")),
                    .number(visit.words("figures.ninth")), .number(visit.words("figures.late")), .number(visit.words("figures.open")), .number(visit.words("figures.overdue"))], rows: rows))\
                <p class="meta">\(visit.words("figures.definition"))</p><p><a href="\("/\(visit.city.slug)/figures.csv" as Address)">CSV</a></p>
                """))\(ChannelShares(channels, visit))\(InfluenceRates(rates: influences, visit: visit))</div>
            """
    }
    /// What the platform is for: to attract, and to keep things moving.
    private func indicators(_ visit: Visit) -> Facts {
        let share: String = functions.ended == 0 ? "–" : visit.words("figures.ofStages", ["share": .text(visit.words.percent(Double(functions.onTime) / Double(functions.ended))), "count": .number(functions.ended)])
        return Facts(glance: true, [
            (visit.words("figures.newPeople"), "<strong>\(visit.words.number(functions.newPeople))</strong>"),
            (visit.words("figures.newOrganisations"), "<strong>\(visit.words.number(functions.newOrganisations))</strong>"),
            (visit.words("figures.onTime"), "<strong>\(share)</strong>"), (visit.words("foot.pipeline"), "<a href=\"\("/\(visit.city.slug)/pipeline" as Address)\">\(visit.words("pipeline.bottlenecks"))</a>"),
        ])
    }
    private func name(_ stage: StageFigures, _ visit: Visit) -> String { "\(visit.words("kind.\(stage.kind)")): \(visit.state(stage.kind, stage.state))" }
    var export: ExportRows {
        ExportRows(columns: ["kind", "state", "ended", "medianBusinessDays", "ninthDecileBusinessDays", "late", "open", "overdue"], values: stages.map {
            ["\($0.kind)", $0.state, "\($0.ended)", $0.median.map(String.init) ?? "", $0.ninth.map(String.init) ?? "", "\($0.late)", "\($0.open)", "\($0.overdue)"]
        })
    }
}

/// A page of words only.
struct PlainPage: Page {
    let key: String
    /// What the city itself says on it, in the reader's language.
    let statement: CityStatement
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("page.\(key).title") }
    func body(_ visit: Visit) -> HTML {
        let register: HTML? = key == "privacy" ? LinkButton(visit.words("retention.title"), "/\(visit.city.slug)/register", .secondary).html : nil
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("page.\(key).lede"), actions: register))\
            <div class="stack">\(Markdown.html(visit.words("page.\(key).text"), below: 1))</div>\(statement.html(visit))</div>
            """
    }
}

struct FrontRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city") { request, context in
            try await site.page(request, context) { scene, _ in
                FrontPage(challenges: try ChallengeQueries.forTheFront(limit: 6, scene), openCount: try ChallengeQueries.countOpen(scene), decisions: try DecisionQueries.list(limit: 3, scene).rows,
                          signals: try SignalQueries.list(SignalFilter(state: .accepted), limit: 4, scene).rows, districts: try CityQueries.districts(scene),
                          counts: try FigureQueries.signalsByDistrict(scene), answered: try FigureQueries.answers(scene), pilots: try FigureQueries.pilots(scene), lesson: try LessonQueries.list(limit: 1, scene).rows.first, lastMoved: try LastMoved(limit: 3, scene))
            }
        }
        router.get(":city/figures") { request, context in try await site.page(request, context) { scene, _ in FiguresPage(stages: try FigureQueries.stages(scene), functions: try FigureQueries.functions(scene), channels: try ChannelFigures.byDistrict(scene), influences: try HearingQueries.influences(scene)) } }
        router.get(":city/figures.csv") { request, context in
            try await site.export(request, context, .csv) { scene, _ in FiguresPage(stages: try FigureQueries.stages(scene), functions: try FigureQueries.functions(scene)).export.csv }
        }
        for key in ["accessibility", "privacy"] { router.get(":city/\(key)") { request, context in try await site.page(request, context) { PlainPage(key: key, statement: try CityStatement(key, $0, $1)) } } }
    }
}
