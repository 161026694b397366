import Hummingbird
import Talkoot

extension ListPage {
    static func lessons(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let kind = visit.asked("kind", Lesson.Kind.self), cause = visit.asked("cause", Lesson.Cause.self), department = try CityQueries.department(visit.ask.query["department"], scene)
        let found = try LessonQueries.list(kind: kind, cause: cause, department: department?.id, after: visit.cursor, scene)
        let rows = found.rows.map { lesson -> ListRow in
            let address = visit.address(of: lesson.reference)
            return ListRow(
                for: visit, code: lesson.code.rawValue, title: lesson.title, address: address,
                html: """
                    <li><div><p class="meta">\(lesson.code.rawValue) · \(visit.words("choice.kind.\(lesson.kind.rawValue)"))</p><h3><a href="\(address)">\(lesson.title)</a></h3><p>\(lesson.advice.excerpt(200))</p></div>\
                    <div>\(visit.tag(.lesson, lesson.state.rawValue))</div><div class="meta">\(visit.words("lesson.uses", count: lesson.uses))</div></li>
                    """,
                values: [lesson.code.rawValue, lesson.title, lesson.kind.rawValue, lesson.cause?.rawValue ?? "", "\(lesson.uses)", visit.department(lesson.department), lesson.createdAt.rfc3339],
                updatedAt: lesson.publishedAt ?? lesson.createdAt, summary: lesson.advice)
        }
        return ListPage(room: "lessons", columns: ["code", "title", "kind", "cause", "uses", "department", "written"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("lessons", [visit.gap("kind", kind) { visit.words("choice.kind.\($0.rawValue)") }, visit.gap("cause", cause) { visit.words("choice.cause.\($0.rawValue)") }, visit.departmentGap(department)]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.lessons.empty"), text: visit.words("list.lessons.emptyText"), link: (visit.words("nav.pilots"), "/\(visit.city.slug)/pilots")), aside: nil)
    }
}

struct LessonPage: Page {
    let lesson: Lesson
    let pilot: Pilot?
    let problem: CityProblem?
    let matter: Matter
    let entries: RecordSection
    let room = "lessons"
    func title(_ visit: Visit) -> String { lesson.title }
    func body(_ visit: Visit) -> HTML {
        """
        \(MatterHead(matter: matter, kind: .lesson, title: lesson.title, lede: lesson.advice, list: ("lessons", visit.words("list.lessons.title")), facts: [
            (visit.words("glance.kind"), HTML(text: visit.words("choice.kind.\(lesson.kind.rawValue)"))),
            (visit.words("field.cause.label"), lesson.cause.map { HTML(text: visit.words("choice.cause.\($0.rawValue)")) }),
            (visit.words("kind.pilot"), pilot.map { "<a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a>" }),
            (visit.words("kind.problem"), problem.map { "<a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a>" }),
            (visit.words("kind.experiment"), visit.standing.isStaff ? lesson.experiment.map { "<a href=\"\(visit.address(of: ObjectReference(.experiment, id: "", code: $0)))\">\($0.rawValue)</a>" } : nil),
            (visit.words("lesson.used"), HTML(text: visit.words("lesson.uses", count: lesson.uses))),
        ]).html(visit))
        <div class="wrap">\(Section("expected", visit.words("field.expected.label"), "\(Prose(lesson.expected))"))\(Section("happened", visit.words("field.happened.label"), "\(Prose(lesson.happened))"))\
        \(Section("appliesTo", visit.words("field.appliesTo.label"), "\(Prose(lesson.appliesTo))"))\(entries)</div>
        """
    }
}

struct LessonRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("lessons", on: router, ListPage.lessons)
        site.one("lessons/:code", on: router) { target, scene, visit in
            let lesson = try LessonQueries.lesson(target, scene)
            return LessonPage(lesson: lesson, pilot: try lesson.pilot.flatMap { pilot in try scene.rows(PilotQueries.ofInitiative(lesson.initiative, scene)).first { $0.id == pilot } },
                              problem: try lesson.problem.flatMap { try ProblemQueries.problem($0, scene) }, matter: try Matter(lesson, scene, visit, site), entries: try RecordSection(lesson.reference, scene, visit))
        }
    }
}
