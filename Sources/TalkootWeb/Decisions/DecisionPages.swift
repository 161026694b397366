import Hummingbird
import Talkoot

extension ListPage {
    static func decisions(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let state = visit.asked("state", Decision.State.self), department = try CityQueries.department(visit.ask.query["department"], scene)
        let found = try DecisionQueries.list(state: state, department: department?.id, after: visit.cursor, scene)
        let rows = found.rows.map { decision -> ListRow in
            let address = visit.address(of: decision.reference)
            return ListRow(
                for: visit, code: decision.code.rawValue, title: decision.question, address: address,
                html: """
                    <li><div><p class="meta">\(decision.code.rawValue) · \(visit.department(decision.department))</p><h3><a href="\(address)">\(decision.question)</a></h3>\
                    <p>\(decision.reasons.excerpt(200))</p></div><div>\(visit.tag(.decision, decision.state.rawValue))</div><div class="meta">\(visit.day(decision.takenAt))</div></li>
                    """,
                values: [decision.code.rawValue, decision.question, decision.state.rawValue, decision.deciderName, visit.department(decision.department), decision.takenAt.rfc3339], updatedAt: decision.takenAt, summary: decision.reasons)
        }
        return ListPage(room: "decisions", columns: ["code", "question", "state", "decidedBy", "department", "takenAt"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("decisions", [visit.gap("state", state) { visit.state(.decision, $0.rawValue) }, visit.departmentGap(department)]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.decisions.empty"), text: visit.words("list.decisions.emptyText"), link: (visit.words("nav.challenges"), "/\(visit.city.slug)/challenges")), aside: nil)
    }
}

/// Readable by somebody who was not there.
struct DecisionPage: Page {
    let decision: Decision
    let challenge: Challenge
    let options: [Submission]
    let ranking: Ranking?
    let pilots: [Pilot]
    let matter: Matter
    let entries: RecordSection
    let room = "decisions"
    func title(_ visit: Visit) -> String { visit.words("decision.page.title", ["question": .text(decision.question)]) }
    func body(_ visit: Visit) -> HTML {
        let places = Dictionary(uniqueKeysWithValues: (ranking?.places ?? []).map { ($0.submission, $0) })
        let rows: [[HTML]] = options.sorted { (places[$0.id]?.place ?? 999) < (places[$1.id]?.place ?? 999) }.map { option in
            ["<a href=\"\(visit.address(of: option.reference))\">\(option.title)</a>, \(option.team)", places[option.id].map { "\($0.place)" } ?? HTML(),
             option.id == decision.chosen ? Tag(.done, visit.words("decision.chosen")).html : HTML()]
        }
        let table = Table(caption: visit.words("decision.optionsCaption"), columns: [
            .text(visit.words("kind.submission")), .number(visit.words("challenge.place")), .text(visit.words("decision.result")),
        ], rows: rows)
        let chosen = options.first { $0.id == decision.chosen }.map { visit.words("decision.lede", ["title": .text($0.title), "team": .text($0.team)]) }
        return """
            \(MatterHead(matter: matter, kind: .decision, title: title(visit), lede: chosen, list: ("decisions", visit.words("list.decisions.title")), facts: [
                (visit.words("decision.by"), HTML(text: decision.deciderName)), (visit.words("decision.behalf"), decision.behalf.isEmpty ? nil : HTML(text: decision.behalf)), (visit.words("glance.department"), HTML(text: visit.department(decision.department))),
                (visit.words("decision.takenOn"), visit.day(decision.takenAt)), (visit.words("decision.appealUntil"), appeal(visit)),
                (visit.words("decision.mandate"), HTML(text: visit.words("decision.mandateText", ["amount": .text(visit.money(decision.mandate)), "day": .text(visit.date(decision.mandateUntil))]))),
                (visit.words("kind.challenge"), visit.links([challenge])), (visit.words("kind.pilot"), visit.links(pilots)),
            ]).html(visit))
            <div class="wrap">\(Section("options", visit.words("decision.options"), table.html))<div class="cols cols-2">\(Section("reasons", visit.words("field.reasons.label"), "\(Prose(decision.reasons))"))\
            \(Section("against", visit.words("field.against.label"), "\(Prose(decision.against))"))</div>\
            \(Section("others", visit.words("decision.others"), "\(Prose(decision.feedback))"))\(entries)</div>
            """
    }
    /// Until when, and where it is told how.
    private func appeal(_ visit: Visit) -> HTML {
        let day = visit.date(decision.appealUntil)
        guard let initiative = matter.initiative, decision.state == .published else { return HTML(text: day) }
        return "\(day)<br><a href=\"\("/\(visit.city.slug)/initiatives/\(initiative.code.rawValue)" as Address)#object\">\(visit.words("initiative.object"))</a>"
    }
}

struct DecisionRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("decisions", on: router, ListPage.decisions)
        site.one("decisions/:code", on: router) { target, scene, visit in
            let decision = try DecisionQueries.decision(target, scene)
            guard let challenge = try ChallengeQueries.challenge(decision.challenge, scene) else { throw Refusal.notFound }
            return DecisionPage(decision: decision, challenge: challenge, options: try SubmissionQueries.of(challenge, scene), ranking: try JuryQueries.ranking(of: challenge, scene),
                                pilots: try scene.rows(PilotQueries.ofInitiative(decision.initiative, scene)).filter { $0.decision == decision.id }, matter: try Matter(decision, scene, visit, site), entries: try RecordSection(decision.reference, scene, visit))
        }
    }
}
