import Hummingbird
import Talkoot

extension ListPage {
    /// By date, never by success.
    static func pilots(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let state = visit.asked("state", Pilot.State.self), verdict = visit.asked("verdict", Pilot.Verdict.self), department = try CityQueries.department(visit.ask.query["department"], scene)
        let found = try PilotQueries.list(state: state, verdict: verdict, department: department?.id, after: visit.cursor, scene)
        let rows = found.rows.map { pilot -> ListRow in
            let address = visit.address(of: pilot.reference)
            let verdict: HTML? = pilot.verdict.map { Tag(.done, visit.words("choice.verdict.\($0.rawValue)")).html }
            return ListRow(
                for: visit, code: pilot.code.rawValue, title: pilot.title, address: address,
                html: """
                    <li><div><p class="meta">\(pilot.code.rawValue) · \(visit.department(pilot.department))</p><h3><a href="\(address)">\(pilot.title)</a></h3><p>\(pilot.hypothesis.excerpt(200))</p></div>\
                    <div>\(visit.tag(.pilot, pilot.state.rawValue)) \(verdict)</div><div class="meta">\(visit.date(pilot.startsOn)) – \(visit.date(pilot.endsOn))</div></li>
                    """,
                values: [pilot.code.rawValue, pilot.title, pilot.state.rawValue, pilot.verdict?.rawValue ?? "", pilot.metric, pilot.threshold, visit.department(pilot.department), pilot.startsOn.description, pilot.endsOn.description],
                updatedAt: pilot.verdictAt ?? pilot.createdAt, summary: pilot.hypothesis)
        }
        return ListPage(room: "pilots", columns: ["code", "title", "state", "verdict", "metric", "threshold", "department", "startsOn", "endsOn"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("pilots", [visit.gap("state", state) { visit.state(.pilot, $0.rawValue) }, visit.gap("verdict", verdict) { visit.words("choice.verdict.\($0.rawValue)") }, visit.departmentGap(department)]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.pilots.empty"), text: visit.words("list.pilots.emptyText"), link: (visit.words("nav.challenges"), "/\(visit.city.slug)/challenges")), aside: nil)
    }
}

struct PilotPage: Page {
    let pilot: Pilot
    let measurements: [Measurement]
    let lessons: [Lesson]
    /// Whose answer is tried, by which decision, and what others can take over from it.
    let team: Submission?
    let decisions: [Decision]
    let solutions: [Solution]
    let matter: Matter
    let entries: RecordSection
    let room = "pilots"
    func title(_ visit: Visit) -> String { pilot.title }
    func body(_ visit: Visit) -> HTML {
        let finding: HTML? = pilot.verdict.map { verdict in
            Section("verdict", visit.words("pilot.verdict"), "<p><strong>\(visit.words("choice.verdict.\(verdict.rawValue)"))</strong></p>\(Prose(pilot.finding))").html
        }
        let learned: HTML? = lessons.isEmpty ? nil : Section("lessons", visit.words("kind.lesson.other"), "<ul>\(lessons.map { "<li><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a></li>" as HTML })</ul>").html
        let offered: HTML? = visit.links(solutions).map { Section("offered", visit.words("pilot.offered"), "<p>\($0)</p>").html }
        return """
            \(MatterHead(matter: next, kind: .pilot, title: pilot.title, lede: pilot.hypothesis, list: ("pilots", visit.words("list.pilots.title")), facts: [
                (visit.words("initiative.team"), team.map { "<a href=\"\(visit.address(of: $0.reference))\">\($0.team)</a>" }), (visit.words("pilot.period"), "\(visit.date(pilot.startsOn)) – \(visit.date(pilot.endsOn))"), (visit.words("field.site.label"), HTML(text: pilot.site)),
                (visit.words("field.budget.label"), HTML(text: visit.money(pilot.budget))), (visit.words("field.metric.label"), HTML(text: pilot.metric)),
                (visit.words("field.threshold.label"), threshold(visit)), (visit.words("field.baseline.label"), HTML(text: "\(pilot.baseline) \(pilot.unit)")),
                (visit.words("kind.decision"), visit.links(decisions)),
            ]).html(visit))
            <div class="wrap"><div class="cols cols-21"><div>\(measured(visit))</div><div>\(finding)\(learned)\(offered)</div></div>\(entries)</div>
            """
    }
    /// Once the lesson is written, the pilot is closed and its result offered before another lesson is asked for.
    private var next: Matter { lessons.contains(where: \.isPublic) ? matter.leading(with: ListSolution.name).leading(with: ClosePilot.name) : matter }
    private func threshold(_ visit: Visit) -> HTML {
        let value = "\(visit.words("choice.direction.\(pilot.direction.rawValue)")) \(pilot.threshold) \(pilot.unit)"
        return "\(value)\(pilot.startedAt.map { "<br><span class=\"meta\">\(visit.words.html("pilot.lockedOn", ["day": visit.day($0)]))</span>" as HTML })"
    }

    private func measured(_ visit: Visit) -> HTML {
        Section("measured", visit.words("pilot.measured"), Self.chart(pilot, measurements, visit) ?? "<p class=\"meta\">\(visit.words("pilot.nothingMeasured"))</p>").html
    }
    /// The values against the locked threshold and the start; nil where nothing was measured.
    static func chart(_ pilot: Pilot, _ measurements: [Measurement], _ visit: Visit) -> HTML? {
        guard !measurements.isEmpty else { return nil }
        let points = measurements.map { LineChart.Point(label: visit.dates.short(CivilDate(dayNumber: $0.measuredOn.dayNumber)), value: Double($0.value)) }
        var levels: [LineChart.Level] = []
        if let threshold = Double(pilot.threshold) { levels.append(.init(kind: .threshold, value: threshold, text: visit.words("pilot.thresholdLine", ["value": .text(pilot.threshold)]))) }
        if let baseline = Double(pilot.baseline) { levels.append(.init(kind: .baseline, value: baseline, text: visit.words("pilot.baselineLine", ["value": .text(pilot.baseline)]))) }
        return LineChart(words: visit.words, summary: visit.words("pilot.chart", ["metric": .text(pilot.metric)]), source: HTML(text: "\(pilot.metric), \(pilot.unit). " + visit.words("pilot.chartSource")), labelHeading: visit.words("field.measuredOn.label"),
                        valueHeading: "\(pilot.metric), \(pilot.unit)", points: points, levels: levels, gaps: [], digits: 1).html
    }
}

struct PilotRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("pilots", on: router, ListPage.pilots)
        site.one("pilots/:code", on: router) { target, scene, visit in
            let pilot = try PilotQueries.pilot(target, scene)
            let thread = pilot.initiative
            let (lessons, submissions, decisions, solutions) = try scene.rows(
                LessonQueries.ofInitiative(thread, scene), SubmissionQueries.ofInitiative(thread, scene), DecisionQueries.ofInitiative(thread, scene), SolutionQueries.ofInitiative(thread, scene))
            return PilotPage(pilot: pilot, measurements: try PilotQueries.measurements(of: pilot, scene), lessons: lessons, team: submissions.first { $0.id == pilot.submission },
                             decisions: decisions.filter { $0.id == pilot.decision }, solutions: solutions.filter { $0.pilot == pilot.id },
                             matter: try Matter(pilot, scene, visit, site), entries: try RecordSection(pilot.reference, scene, visit))
        }
    }
}
