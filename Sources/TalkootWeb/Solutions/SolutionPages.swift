import Hummingbird
import Talkoot

extension ListPage {
    static func solutions(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let state = visit.asked("state", Solution.State.self), licence = visit.asked("licence", Solution.Licence.self), department = try CityQueries.department(visit.ask.query["department"], scene)
        let found = try SolutionQueries.list(state: state, licence: licence, department: department?.id, after: visit.cursor, scene)
        let rows = found.rows.map { solution -> ListRow in
            let address = visit.address(of: solution.reference)
            return ListRow(
                for: visit, code: solution.code.rawValue, title: solution.title, address: address,
                html: """
                    <li><div><p class="meta">\(solution.code.rawValue)</p><h3><a href="\(address)">\(solution.title)</a></h3><p>\(solution.summary.excerpt(240))</p></div>\
                    <div>\(visit.tag(.solution, solution.state.rawValue))</div><div class="meta">\(visit.day(solution.createdAt))</div></li>
                    """,
                values: [solution.code.rawValue, solution.title, solution.licence.rawValue, "\(solution.cost.cents)", solution.state.rawValue, visit.department(solution.department), solution.createdAt.rfc3339], updatedAt: solution.createdAt, summary: solution.summary)
        }
        return ListPage(room: "solutions", columns: ["code", "title", "licence", "costCents", "state", "department", "listed"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("solutions", [visit.gap("state", state) { visit.state(.solution, $0.rawValue) }, visit.gap("licence", licence) { visit.words("choice.licence.\($0.rawValue)") }, visit.departmentGap(department)]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.solutions.empty"), text: visit.words("list.solutions.emptyText"), link: (visit.words("nav.pilots"), "/\(visit.city.slug)/pilots")), aside: nil)
    }
}

struct SolutionPage: Page {
    let solution: Solution
    let replications: [Replication]
    /// Cities in which the reader could adopt it: links to their forms.
    let adopters: [(name: String, slug: String)]
    /// What showed that it works, and what was learned of it.
    let pilots: [Pilot]
    let lessons: [Lesson]
    let matter: Matter
    let entries: RecordSection
    let room = "pilots"
    func title(_ visit: Visit) -> String { solution.title }
    func body(_ visit: Visit) -> HTML {
        let taken: [HTML] = replications.map { replication in
            let address: Address = "/\(replication.citySlug)/replications/\(replication.code.rawValue)"
            return """
                <li><div><h3><a href="\(address)">\(replication.cityName)</a></h3><p>\(replication.adaptations)</p></div><div>\(visit.tag(.replication, replication.state.rawValue))</div>\
                <div class="meta">\(visit.words("choice.scope.\(replication.scope.rawValue)"))</div></li>
                """
        }
        let others: [HTML] = adopters.map { city in
            LinkButton(visit.words("solution.adoptIn", ["city": .text(city.name)]), ("/\(city.slug)/acts/solution.adopt" as Address).asking("on", "\(visit.city.slug)/\(solution.code.rawValue)"), .secondary).html
        }
        return """
            \(MatterHead(matter: matter, kind: .solution, title: solution.title, lede: solution.summary, list: ("solutions", visit.words("list.solutions.title")), facts: [
                (visit.words("field.cost.label"), HTML(text: visit.money(solution.cost))), (visit.words("field.licence.label"), HTML(text: visit.words("choice.licence.\(solution.licence.rawValue)"))),
                (visit.words("glance.department"), HTML(text: visit.department(solution.department))), (visit.words("kind.pilot"), tried(visit)), (visit.words("kind.lesson"), visit.links(lessons)),
            ]).html(visit))
            <div class="wrap">\(Section("package", visit.words("field.package.label"), Markdown.html(solution.package)))\
            \(Section("adoptions", visit.words("kind.replication.other"), "\(if: taken.isEmpty, "<p>\(visit.words("solution.notYet"))</p>")\(if: !taken.isEmpty, "<ul class=\"rows rows-3\">\(taken)</ul>")\(if: !others.isEmpty, "<div class=\"row\">\(others)</div>")"))\(entries)</div>
            """
    }
    private func tried(_ visit: Visit) -> HTML? {
        let verdict: HTML? = pilots.first?.verdict.map { "<br>\(Tag(.done, visit.words("choice.verdict.\($0.rawValue)")))" }
        return visit.links(pilots).map { "\($0)\(verdict)" }
    }
}

struct ReplicationPage: Page {
    let replication: Replication
    let parent: (solution: Solution, city: City)?
    let matter: Matter
    let entries: RecordSection
    let room = "pilots"
    func title(_ visit: Visit) -> String { visit.words("replication.page.title", ["title": .text(replication.title)]) }
    func body(_ visit: Visit) -> HTML {
        let origin: HTML? = parent.map { "<a href=\"\("/\($0.city.slug)/solutions/\($0.solution.code.rawValue)" as Address)\">\($0.solution.title), \($0.city.name)</a>" }
        let result: HTML? = replication.result.map { Section("result", visit.words("field.result.label"), "<p><strong>\(visit.words("choice.result.\($0.rawValue)"))</strong></p>\(Prose(replication.finding))").html }
        return """
            \(MatterHead(matter: matter, kind: .replication, title: title(visit), lede: replication.adaptations, list: ("solutions", visit.words("list.solutions.title")), facts: [
                (visit.words("replication.from"), origin), (visit.words("field.scope.label"), HTML(text: visit.words("choice.scope.\(replication.scope.rawValue)"))),
                (visit.words("glance.department"), HTML(text: visit.department(replication.department))),
            ]).html(visit))
            <div class="wrap">\(result)\(entries)</div>
            """
    }
}

struct SolutionRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("solutions", on: router, ListPage.solutions)
        site.one("solutions/:code", on: router) { target, scene, visit in
            let solution = try SolutionQueries.solution(target, scene)
            let others = try CityQueries.cities(scene.tx).filter { $0.id != scene.city.id }.map { (name: $0.name, slug: $0.slug) }
            let replications = try SolutionQueries.replications(of: solution, scene)
            let (pilots, lessons) = try scene.rows(PilotQueries.ofInitiative(solution.initiative, scene), LessonQueries.ofInitiative(solution.initiative, scene))
            return SolutionPage(solution: solution, replications: replications, adopters: others.filter { city in !replications.contains { $0.citySlug == city.slug } },
                                pilots: pilots.filter { $0.id == solution.pilot }, lessons: lessons.filter { $0.pilot == solution.pilot }, matter: try Matter(solution, scene, visit, site),
                                entries: try RecordSection(solution.reference, scene, visit))
        }
        site.one("replications/:code", on: router) { target, scene, visit in
            let replication = try SolutionQueries.replication(target, scene)
            return ReplicationPage(replication: replication, parent: try SolutionQueries.parent(of: replication, scene), matter: try Matter(replication, scene, visit, site),
                                   entries: try RecordSection(replication.reference, scene, visit))
        }
    }
}
