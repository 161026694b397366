import Hummingbird
import Talkoot

extension ListPage {
    static func problems(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let state = visit.asked("state", CityProblem.State.self)
        let department = try CityQueries.department(visit.ask.query["department"], scene), district = try CityQueries.district(visit.ask.query["district"], scene)
        let found = try ProblemQueries.list(state: state, department: department?.id, district: district?.id, after: visit.cursor, scene)
        let rows = found.rows.map { problem -> ListRow in
            let address = visit.address(of: problem.reference)
            return ListRow(
                for: visit, code: problem.code.rawValue, title: problem.title, address: address,
                html: """
                    <li><div><p class="meta">\(problem.code.rawValue) · \(visit.department(problem.department))</p><h3><a href="\(address)">\(problem.title)</a></h3></div>\
                    <div>\(visit.tag(.problem, problem.state.rawValue))</div><div class="meta">\(visit.day(problem.createdAt))</div></li>
                    """,
                values: [problem.code.rawValue, problem.title, problem.state.rawValue, visit.department(problem.department), visit.district(problem.district), problem.createdAt.rfc3339,
                         problem.quadrant?.rawValue ?? "", problem.openness?.rawValue ?? "", problem.answer.cityRole?.rawValue ?? "", problem.answer.novelty?.rawValue ?? "", problem.answer.change?.rawValue ?? ""],
                updatedAt: problem.createdAt, summary: problem.statement)
        }
        return ListPage(room: "problems", columns: ["code", "title", "state", "department", "district", "begun", "quadrant", "openness", "cityRole", "novelty", "whatChanges"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("problems", [visit.gap("state", state) { visit.state(.problem, $0.rawValue) }, visit.departmentGap(department), visit.districtGap(district)]),
                        primary: WriteProblem.permission(visit.standing, TheCity()) == .allowed ? LinkButton(visit.words("act.problem.write.title"), visit.form(WriteProblem.name)).html : nil,
                        empty: EmptyBox(heading: visit.words("list.problems.empty"), text: visit.words("list.problems.emptyText"), link: (visit.words("nav.signals"), "/\(visit.city.slug)/signals")), aside: nil)
    }
}

struct ProblemPage: Page {
    let problem: CityProblem
    let matter: Matter
    let entries: RecordSection
    let moderation: ConcealedNote?
    let sections: DrawnProblemSections
    /// What it taught, once the work has ended.
    var lessons: [Lesson] = []
    /// How it was found later.
    var looksBack: [LookBack] = []
    var bringer: Organisation?
    /// What it began with, and the calls that came of it.
    var signals: [Signal] = []
    var challenges: [Challenge] = []
    let room = "signals"
    func title(_ visit: Visit) -> String { problem.title }
    func body(_ visit: Visit) -> HTML {
        let affected: HTML? = problem.affected.isEmpty ? nil : Section("affected", visit.words("field.affected.label"), "\(Prose(problem.affected))").html
        let definition: HTML? = problem.outcome.isEmpty ? nil : Section("definition", visit.words("problem.page.definition"), """
            \(Prose(problem.outcome))\(Facts([(visit.words("field.metric.label"), HTML(text: problem.metric)), (visit.words("field.baseline.label"), HTML(text: problem.baseline)), (visit.words("field.goal.label"), HTML(text: problem.target))]))
            """).html
        let route: HTML? = problem.route.map { route in
            Section("route", visit.words("problem.page.route"), "<p><strong>\(visit.words("choice.route.\(route.rawValue)"))</strong></p>\(Prose(problem.routeReason))\(routeFacts(visit))").html
        }
        return """
            \(MatterHead(matter: matter, kind: .problem, title: problem.title, lede: problem.statement, list: ("problems", visit.words("list.problems.title")), facts: [
                (visit.words("glance.department"), HTML(text: visit.department(problem.department))), (visit.words("glance.district"), HTML(text: visit.district(problem.district))),
                (visit.words("problem.broughtBy"), bringer.map { "<a href=\"\(visit.address(of: $0.reference))\">\($0.name)</a>" }),
                (visit.words("kind.signal"), visit.links(signals.filter { $0.state == .accepted })), (visit.words("kind.challenge"), visit.links(challenges)),
                (visit.words("field.wakesOn.label"), problem.wakesOn.map { HTML(text: visit.date($0)) }),
                (visit.words("glance.mergedInto"), problem.mergedInto.map { "<a href=\"\("/\(visit.city.slug)/problems/\($0.rawValue)" as Address)\">\($0.rawValue)</a>" }),
            ]).html(visit))
            <div class="wrap">\(moderation)\(contents(visit))\(affected)\(definition)\(route)\(ending(visit))\(sections.begun.map(\.html))\(sections.beginnings(of: problem, visit))\(entries)\(ReportLink(problem.publicText, visit))</div>
            """
    }

    /// A long page says at its top what is on it.
    private func contents(_ visit: Visit) -> HTML? {
        if sections.begun.count < 5 { return nil }
        let links = sections.begun.map { section -> HTML in "<a href=\"#\(section.name)\">\(visit.words("problem.section.\(section.name)"))</a>" }
        return "<nav class=\"section\" aria-label=\"\(visit.words("problem.contents"))\"><p class=\"meta\">\(visit.words("problem.contents")): \(links.joined(separator: " · "))</p></nav>"
    }
    private func routeFacts(_ visit: Visit) -> HTML? {
        if problem.procurement == nil && problem.routeBehalf == nil { return nil }
        return Facts([
            (visit.words("field.procurement.label"), problem.procurement.map { HTML(text: visit.words("choice.procurement.\($0.rawValue)")) }),
            (visit.words("decision.behalf"), problem.routeBehalf.map { HTML(text: $0) }),
        ]).html
    }

    /// The value that was reached beside the one that was aimed at, what no number shows, and the lesson.
    private func ending(_ visit: Visit) -> HTML? {
        let words = visit.words
        let numbers = Facts(problem.reached == nil ? [] : [(words("field.goal.label"), HTML(text: problem.target)), (words("field.measured.label"), problem.reached.map { HTML(text: $0) })])
        let links: [HTML] = lessons.map { "<li><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a> \(visit.tag(.lesson, $0.state.rawValue))</li>" }
        let taught: HTML? = links.isEmpty ? nil : "<h3>\(words("field.learned.label"))</h3><ul>\(links)</ul>"
        if numbers.facts.isEmpty && problem.civicValue == nil && taught == nil && looksBack.isEmpty { return nil }
        return Section("came", words("problem.page.came"), "\(if: !numbers.facts.isEmpty, numbers.html)\(problem.civicValue.map { Prose($0).html })\(taught)\(later(visit))").html
    }
    private func later(_ visit: Visit) -> HTML? {
        if looksBack.isEmpty { return nil }
        let rows: [HTML] = looksBack.map { one in
            let measured: HTML? = one.measured.map { "<p class=\"meta\">\(visit.words("field.measured.label")): \($0)</p>" }
            return "<li><div><p class=\"meta\">\(visit.day(one.at))</p><h4>\(visit.words("choice.stillHolds.\(one.finding.rawValue)"))</h4>\(Prose(one.text))\(measured)</div></li>"
        }
        return "<h3>\(visit.words("problem.page.later"))</h3><ul class=\"rows\">\(rows)</ul>"
    }
}

struct ProblemRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("problems", on: router, ListPage.problems)
        router.get(":city/objectives") { request, context in
            try await site.page(request, context) { scene, _ in
                ObjectivesPage(objectives: try ObjectiveQueries.all(scene), counts: try ObjectiveQueries.counts(scene), departments: try CityQueries.departments(isOpenOnly: false, scene),
                               mayChange: AddObjective.permission(scene.standing, TheCity()) == .allowed)
            }
        }
        site.one("problems/:code", on: router) { target, scene, visit in
            let problem = try ProblemQueries.problem(target, scene)
            let matter = try Matter(problem, scene, visit, site)
            let (signals, challenges) = try scene.rows(SignalQueries.ofInitiative(problem.initiative, scene), ChallengeQueries.ofInitiative(problem.initiative, scene))
            return ProblemPage(problem: problem, matter: matter.leaving(out: ProblemSections.acts), entries: try RecordSection(problem.reference, scene, visit),
                               moderation: try ConcealedNote(problem.visibility, problem.reference, scene, visit), sections: try ProblemSections.draw(problem, offers: matter.offers, scene, visit),
                               lessons: try [.solved, .closedUnsolved].contains(problem.state) ? LessonQueries.of(problem, scene) : [],
                               looksBack: try problem.state == .solved ? ProblemQueries.looksBack(at: problem, scene) : [],
                               bringer: try problem.broughtBy.flatMap { try OrganisationQueries.organisation($0, scene) }, signals: signals, challenges: challenges)
        }
    }
}
