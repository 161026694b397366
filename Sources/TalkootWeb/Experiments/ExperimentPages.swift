import Hummingbird
import Talkoot

/// A colleague's experiment: what is tried and how it will be seen, beside what happened.
struct ExperimentPage: Page {
    let one: MicroExperiment
    let matter: Matter
    let names: [ID<Person>: String]
    let joiners: [ID<Person>]
    let lessons: [Lesson]
    let extensions: [ExperimentExtension]
    let mayDraft: Bool
    let entries: RecordSection
    let room = "signals"
    func title(_ visit: Visit) -> String { one.title }
    func summary(_ visit: Visit) -> String { one.plan }

    func body(_ visit: Visit) -> HTML {
        let words = visit.words, limits = ExperimentLimits(visit.city)
        let asks = one.state == .written ? words(limits.ask(one) ? "experiment.asks" : "experiment.free", ["hours": .number(limits.hours), "money": .text(visit.money(limits.money))]) : nil
        let idea: HTML = "<a href=\"\(visit.address(of: ObjectReference(.signal, id: one.signal.rawValue, code: one.idea)))\">\(one.idea.rawValue)</a>"
        return """
            \(MatterHead(matter: matter, kind: .experiment, title: one.title, lede: asks, list: ("experiments", words("list.experiments.title")), facts: [
                (words("experiment.idea"), idea), (words("experiment.lead"), HTML(text: visit.lead(of: one, names))), (words("glance.department"), HTML(text: visit.department(one.department))),
                (words("glance.place"), HTML(text: one.place)), (words("experiment.time"), "\(visit.date(one.startsOn)) – \(visit.date(one.endsOn))"), (words("experiment.cost"), cost(visit)),
            ]).html(visit))
            <div class="wrap">\(Section("plan", words("field.plan.label"), "\(Prose(one.plan))"))\(moreTime(visit))\(compare(visit))\(answer(visit))\(end(visit))\(people(visit))\(entries)</div>
            """
    }

    private func cost(_ visit: Visit) -> HTML { HTML(text: visit.words("experiment.atMost", ["hours": .text(visit.words("unit.hours", count: one.hours)), "money": .text(visit.money(one.money))])) }
    /// What was expected beside what happened: the same on every page, whichever way it ended.
    private func compare(_ visit: Visit) -> HTML {
        let words = visit.words
        let found: HTML? = one.finding.map { finding in
            let spent = words("experiment.spent", ["hours": .text(words("unit.hours", count: one.hoursSpent)), "money": .text(visit.money(one.moneySpent))])
            return "<h3>\(words("choice.reached.\(finding.rawValue)"))</h3>\(Prose(one.happened))<p class=\"meta\">\(spent)</p>"
        }
        let expected: HTML = "<h3>\(words("experiment.measure"))</h3>\(Prose(one.measure))"
        return "\(Section("expected", words("field.expected.label"), "\(Prose(one.expected))\(expected)"))\(found.map { Section("happened", words("field.happened.label"), $0).html })"
    }
    /// Every time that it got more days, with the reason.
    private func moreTime(_ visit: Visit) -> HTML? {
        let rows: [HTML] = extensions.map { one in
            let days = visit.words("experiment.moved", ["from": .text(visit.date(one.from)), "until": .text(visit.date(one.until))])
            return "<li><div><p class=\"meta\">\(days)</p>\(Prose(one.reason))</div><div class=\"meta\">\(visit.date(one.on))</div></li>"
        }
        return rows.isEmpty ? nil : Section("time", visit.words("experiment.moreTime"), "<ul class=\"rows\">\(rows)</ul>").html
    }
    private func answer(_ visit: Visit) -> HTML? { one.answer.isEmpty ? nil : Section("answer", visit.words("experiment.answer"), "\(Prose(one.answer))").html }
    private func end(_ visit: Visit) -> HTML? {
        if one.reasons.isEmpty { return nil }
        let words = visit.words
        let learned: HTML? = one.lesson.isEmpty ? nil : "<h3>\(words("experiment.lesson"))</h3>\(Prose(one.lesson))"
        let known: [HTML] = lessons.map { "<li><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a> \(visit.tag(.lesson, $0.state.rawValue))</li>" }
        let problem: HTML? = mayDraft && one.state != .calledOff ? "<p>\(LinkButton(words("act.problem.draft.title"), visit.form(DraftProblem.name, on: one.idea), .secondary))</p>" : nil
        return Section("end", words("experiment.end"), "\(Prose(one.reasons))\(learned)\(if: !known.isEmpty, "<ul>\(known)</ul>")\(problem)").html
    }
    private func people(_ visit: Visit) -> HTML {
        let joined: [HTML] = joiners.map { "<li>\(visit.named($0, names))</li>" }
        return Section("people", visit.words("experiment.people"), "<p>\(visit.words("experiment.leadIs", ["lead": .text(visit.lead(of: one, names))]))</p>\(if: !joined.isEmpty, "<ul>\(joined)</ul>")").html
    }
}

extension Visit {
    /// The lead by name, unless the author of the idea leads it and hides.
    func lead(of one: MicroExperiment, _ names: [ID<Person>: String]) -> String {
        one.isHidden ? words("ideas.author", ["author": .text(words("ideas.colleague"))]) : one.lead.flatMap { names[$0] } ?? words("part.former")
    }
}

extension ListPage {
    /// Colleagues' experiments, for those who work for the city.
    static func experiments(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let found = try ExperimentQueries.list(scene)
        let names = try PeopleQueries.names(of: Set(found.compactMap(\.lead)), scene)
        return ListPage(
            room: "experiments", columns: ["code", "idea", "title", "state", "lead", "department", "startsOn", "endsOn", "finding"], rows: found.map { row($0, names, visit) }, next: nil,
            count: found.count, filter: nil, primary: LinkButton(visit.words("list.ideas.title"), "/\(visit.city.slug)/ideas", .secondary).html,
            empty: EmptyBox(heading: visit.words("list.experiments.empty"), text: visit.words("list.experiments.emptyText"), link: (visit.words("list.ideas.title"), "/\(visit.city.slug)/ideas")), aside: nil)
    }

    private static func row(_ one: MicroExperiment, _ names: [ID<Person>: String], _ visit: Visit) -> ListRow {
        ListRow(for: visit, code: one.code.rawValue, title: one.title, address: visit.address(of: one.reference), html: ExperimentLine.html(one, names, visit),
                values: [one.code.rawValue, one.idea.rawValue, one.title, one.state.rawValue, visit.lead(of: one, names), visit.department(one.department), one.startsOn.description,
                         one.endsOn.description, one.finding?.rawValue ?? ""],
                updatedAt: one.createdAt, summary: one.plan)
    }
}

/// One experiment as a line: on the list, and on the page of its idea.
enum ExperimentLine {
    static func html(_ one: MicroExperiment, _ names: [ID<Person>: String], _ visit: Visit) -> HTML {
        """
        <li><div><p class="meta">\(one.code.rawValue) · \(visit.lead(of: one, names))</p><h3><a href="\(visit.address(of: one.reference))">\(one.title)</a></h3></div>\
        <div>\(visit.tag(.experiment, one.state.rawValue))</div><div class="meta">\(visit.date(one.startsOn)) – \(visit.date(one.endsOn))</div></li>
        """
    }
}

struct ExperimentRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("experiments", on: router, ListPage.experiments)
        site.one("experiments/:code", on: router) { target, scene, visit in
            let one = try ExperimentQueries.experiment(target, scene), joiners = try ExperimentQueries.joiners(of: one, scene)
            let idea = try SignalQueries.signal(Target(one.idea.rawValue), scene)
            return ExperimentPage(
                one: one, matter: try Matter(one, scene, visit, site), names: try PeopleQueries.names(of: Set(joiners + [one.lead].compactMap(\.self)), scene), joiners: joiners,
                lessons: try ExperimentQueries.lessons(of: one, scene), extensions: try ExperimentQueries.extensions(of: one, scene), mayDraft: one.isEnded && DraftProblem.permission(scene.standing, idea) == .allowed && DraftProblem.isOpen(idea, scene),
                // The minute at which somebody hidden did something could tell who it was.
                entries: try RecordSection(RecordQueries.history(of: one.reference, includingSealed: !one.isHidden, scene), scene, visit))
        }
    }
}
