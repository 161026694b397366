import Hummingbird
import Talkoot

extension ListPage {
    /// Everything that waits, the oldest first; above it where it waits longest. The same rows as CSV, JSON and Atom.
    static func pipeline(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let kind = visit.asked("stage", ObjectKind.self).flatMap { PipelineQueries.kinds.contains($0) ? $0 : nil }, department = try CityQueries.department(visit.ask.query["department"], scene)
        let pipeline = try PipelineQueries.pipeline(PipelineFilter(kind: kind, department: department?.id), after: visit.cursor, limit: visit.isForPrograms ? PipelineQueries.bound : 50, scene)
        let rows = pipeline.stages.map { open -> ListRow in
            let stage = open.stage, object = stage.object
            let age = stage.age(at: scene.now, scene.city.calendar)
            let next = stage.actsNext.isEmpty ? "" : visit.actor(of: stage)
            let isOverdue = stage.isOverdue(at: scene.now)
            let department = stage.department.map { visit.department($0) } ?? ""
            return ListRow(
                for: visit, code: object.code.rawValue, title: open.title, address: visit.address(of: object),
                html: """
                    <li><div><p class="meta">\(object.code.rawValue) · \(visit.words("kind.\(object.kind)")) · \([next, department].filter { !$0.isEmpty }.joined(separator: ", "))</p>\
                    <h3><a href="\(visit.address(of: object))">\(open.title)</a></h3></div><div>\(visit.tag(object.kind, stage.state))</div>\
                    <div class="meta">\(visit.words("pipeline.age")): \(age)<br>\(visit.clock(of: stage) ?? HTML(text: visit.words("pipeline.noPromise")))</div></li>
                    """,
                values: [object.code.rawValue, open.title, object.kind.rawValue, stage.state, "\(age)", stage.actsNext, department, stage.promisedAt?.rfc3339 ?? "", "\(isOverdue)"],
                updatedAt: stage.enteredAt, summary: visit.state(object.kind, stage.state))
        }
        return ListPage(room: "pipeline", columns: ["code", "title", "kind", "state", "ageBusinessDays", "actsNext", "department", "promisedAt", "overdue"], rows: rows, next: pipeline.next, count: pipeline.count,
                        filter: visit.filter("pipeline", [
                            .init(name: "stage", label: visit.words("filter.stage"), options: [.init("", visit.words("filter.any.stage"))] + PipelineQueries.kinds.map { .init($0.rawValue, visit.words("kind.\($0)")) }, chosen: kind?.rawValue ?? ""),
                            visit.departmentGap(department),
                        ]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.pipeline.empty"), text: visit.words("list.pipeline.emptyText"), link: (visit.words("nav.figures"), "/\(visit.city.slug)/figures")),
                        aside: PipelineSection(pipeline.board, visit).html)
    }
}

extension Visit {
    /// The dial of a stage's promise: running, or standing with its days and reason; nil where nothing is promised.
    func clock(of stage: Stage) -> HTML? {
        guard let due = stage.promisedAt else { return nil }
        if stage.pausedAt != nil {
            return ClockDial(words, pausedDays: stage.stood(at: now, city.calendar), reason: stage.pauseCode.map { words("pause.\($0.rawValue)") } ?? "").html
        }
        return ClockDial(dates, start: stage.enteredAt.milliseconds, due: due.milliseconds, nearFrom: stage.nearAt?.milliseconds).html
    }
}

struct PipelineRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("pipeline", on: router, for: PipelineQueries.audience, ListPage.pipeline)
    }
}
