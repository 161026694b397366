import HTTPTypes
import Hummingbird
import Talkoot

extension ListPage {
    static func challenges(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let chosen = visit.ask.query["open"] ?? ""
        let department = try CityQueries.department(visit.ask.query["department"], scene)
        let found = try ChallengeQueries.list(ChallengeFilter(isOpen: chosen.isEmpty ? nil : chosen == "yes", department: department?.id), after: visit.cursor, scene)
        let departments = try CityQueries.departments(scene).map { FormState.Option($0.slug, $0.name) }
        let filter = FilterSentence(
            words: visit.words, action: "/\(visit.city.slug)/challenges", sentence: "challenges.filter",
            gaps: [
                .init(name: "open", label: visit.words("challenges.filter.state"), options: [
                    .init("", visit.words("challenges.filter.all")), .init("yes", visit.words("challenges.filter.open")), .init("no", visit.words("challenges.filter.closed")),
                ], chosen: chosen),
                .init(name: "department", label: visit.words("challenges.filter.department"), options: [.init("", visit.words("challenges.filter.anyDepartment"))] + departments, chosen: department?.slug ?? ""),
            ])
        return ListPage(
            room: "challenges", columns: ["code", "title", "state", "kind", "prizeCents", "department", "opensAt", "closesAt"], rows: found.rows.map { row($0, visit) }, next: found.next,
            count: found.count, filter: filter.html, primary: nil,
            empty: EmptyBox(heading: visit.words("list.challenges.empty"), text: visit.words("list.challenges.emptyText"), link: (visit.words("foot.tell"), visit.form("signal.send"))), aside: nil)
    }

    static func row(_ challenge: Challenge, _ visit: Visit) -> ListRow {
        let address = visit.address(of: challenge.reference)
        let clock: HTML? = challenge.takesSubmissions(at: visit.now) ? clock(of: challenge, visit) : challenge.opensAt.flatMap { opens in
            opens > visit.now ? "<p class=\"meta\">\(visit.words.html("challenge.opensOn", ["day": visit.day(opens)]))</p>" : nil
        }
        return ListRow(
            for: visit, code: challenge.code.rawValue, title: challenge.title, address: address,
            html: """
                <li><div><p class="meta">\(challenge.code.rawValue) · \(visit.words("choice.kind.\(challenge.kind.rawValue)")) · \(visit.department(challenge.department))</p>\
                <h3><a href="\(address)">\(challenge.title)</a></h3><p>\(challenge.summary.excerpt(240))</p></div>\
                <div>\(visit.tag(.challenge, challenge.state.rawValue))\(if: challenge.prize.cents > 0, "<p class=\"meta\">\(visit.money(challenge.prize))</p>")</div><div>\(clock)</div></li>
                """,
            values: [challenge.code.rawValue, challenge.title, challenge.state.rawValue, challenge.kind.rawValue, "\(challenge.prize.cents)", visit.department(challenge.department),
                     challenge.opensAt?.rfc3339 ?? "", challenge.closesAt?.rfc3339 ?? ""],
            updatedAt: challenge.movedAt, summary: challenge.summary)
    }
}

extension ListPage {
    /// How long one can still answer; the last week is near, however long the call was open.
    static func clock(of challenge: Challenge, _ visit: Visit, showsDate: Bool = true) -> HTML? {
        challenge.closesAt.map { closes in
            ClockDial(visit.dates, start: (challenge.opensAt ?? challenge.createdAt).milliseconds, due: closes.milliseconds, nearFrom: closes.adding(days: -7).milliseconds, showsDate: showsDate).html
        }
    }
}

struct ChallengePage: Page {
    let challenge: Challenge
    let criteria: [Criterion]
    let jury: [JurySeat]
    let submissions: [Submission]
    let count: Int
    let ranking: Ranking?
    let owner: String?
    let matter: Matter
    let entries: RecordSection
    let candidates: CriterionCandidates
    /// What it is asked for, and what was decided on it.
    let problem: CityProblem?
    let decisions: [Decision]
    /// How far each juror is, for whoever confirms the ranking.
    let progress: [ID<Person>: JurorProgress]
    let room = "challenges"
    func title(_ visit: Visit) -> String { challenge.title }
    func summary(_ visit: Visit) -> String { challenge.summary }

    func body(_ visit: Visit) -> HTML {
        """
        \(MatterHead(matter: matter, kind: .challenge, title: challenge.title, lede: challenge.summary, list: ("challenges", visit.words("list.challenges.title")), facts: [
            (visit.words("glance.kind"), HTML(text: visit.words("choice.kind.\(challenge.kind.rawValue)"))),
            (visit.words("glance.prize"), challenge.prize.cents > 0 ? HTML(text: visit.money(challenge.prize)) : nil),
            (visit.words("field.opensAt.label"), challenge.opensAt.flatMap { $0 > visit.now ? visit.dates.momentElement($0.milliseconds) : nil }),
            (visit.words("glance.closes"), challenge.closesAt.map { visit.dates.momentElement($0.milliseconds) }),
            (visit.words("glance.decision"), challenge.decisionBy.map { HTML(text: visit.date($0)) }),
            (visit.words("glance.department"), HTML(text: visit.department(challenge.department))), (visit.words("glance.owner"), owner.map { HTML(text: $0) }),
            (visit.words("kind.problem"), visit.links([problem].compactMap(\.self))), (visit.words("kind.decision"), visit.links(decisions)),
        ], invitation: invitation(visit)).html(visit))
        <div class="wrap"><div class="cols cols-21"><div>\(Section("text", visit.words("challenge.text"), Markdown.html(challenge.text)))\
        \(if: !challenge.eligibility.isEmpty, Section("eligibility", visit.words("field.eligibility.label"), "\(Prose(challenge.eligibility))").html)</div>\
        <div>\(criteriaTable(visit))\(juryList(visit))</div></div>\(candidates.html)\(ranked(visit))\(submitted(visit))\(entries)</div>
        """
    }

    /// The way to an answer for somebody who is not signed in yet.
    private func invitation(_ visit: Visit) -> HTML? {
        guard visit.standing.isVisitor, challenge.takesSubmissions(at: visit.now) else { return nil }
        let form = visit.form(BeginSubmission.name, on: challenge.code)
        return LinkButton(visit.words("act.\(BeginSubmission.name).title"), ("/\(visit.city.slug)/sign-in" as Address).asking("to", form.text)).html
    }
    private func criteriaTable(_ visit: Visit) -> HTML? {
        criteria.isEmpty ? nil : Section("criteria", visit.words("challenge.criteria"), "\(Table(caption: visit.words("challenge.criteriaCaption"), columns: [.text(visit.words("field.name.label")), .number(visit.words("field.weight.label"))], rows: criteria.map { [HTML(text: $0.name), "\($0.weight)"] }))").html
    }
    private func juryList(_ visit: Visit) -> HTML? {
        jury.isEmpty ? nil : Section("jury", visit.words("challenge.jury"), "<ul>\(jury.map { "<li>\($0.name ?? visit.words("jury.left")), \($0.profession)\(handedIn(by: $0, visit))</li>" as HTML })</ul>").html
    }
    private func handedIn(by seat: JurySeat, _ visit: Visit) -> HTML? {
        guard let done = seat.person.flatMap({ progress[$0] }) else { return nil }
        return "<br><span class=\"meta\">\(visit.words("jury.progress", ["done": .number(done.done), "all": .number(done.all)]))</span>"
    }
    private func ranked(_ visit: Visit) -> HTML? {
        guard let ranking else { return nil }
        let names = Dictionary(uniqueKeysWithValues: submissions.map { ($0.id, $0) })
        let rows: [[HTML]] = ranking.places.map { place in
            ["\(place.place)", entry(names[place.submission], place, visit), score(place.raw, visit), "\(place.scores)"]
        }
        return Section("ranking", visit.words("challenge.ranking"), """
            <p>\(visit.words("challenge.rankingText"))</p>\(Table(caption: visit.words("challenge.rankingCaption"), columns: [
                .number(visit.words("challenge.place")), .text(visit.words("kind.submission")), .number(visit.words("challenge.score")), .number(visit.words("challenge.jurors")),
            ], rows: rows))<p><a href="\("/\(visit.city.slug)/challenges/\(challenge.code.rawValue)/ranking.json" as Address)">\(visit.words("challenge.recount"))</a></p>
            """).html
    }
    /// As a decimal to be read; the exact fraction beside it where it is another number.
    private func score(_ raw: String, _ visit: Visit) -> HTML {
        let parts = raw.split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, parts[1] != 0 else { return HTML(text: raw) }
        return "\(visit.words.decimal(parts[0] / parts[1], digits: 2)) <span class=\"meta\">= \(raw)</span>"
    }
    private func entry(_ submission: Submission?, _ place: Ranking.Place, _ visit: Visit) -> HTML {
        guard let submission else { return HTML(text: place.code.rawValue) }
        return "<a href=\"\(visit.address(of: submission.reference))\">\(submission.title)</a>, \(submission.team)"
    }
    private func submitted(_ visit: Visit) -> HTML {
        let rows: [HTML] = submissions.map { submission in
            """
            <li><div><h3><a href="\(visit.address(of: submission.reference))">\(submission.title)</a></h3><p class="meta">\(submission.team)</p></div>\
            <div>\(visit.tag(.submission, submission.state.rawValue))</div><div></div></li>
            """
        }
        let sealed = challenge.takesSubmissions(at: visit.now) ? visit.words("challenge.sealed") : visit.words("challenge.received", count: count)
        return Section("submissions", visit.words("kind.submission.other"), "<p>\(sealed)</p>\(if: !rows.isEmpty, "<ul class=\"rows rows-3\">\(rows)</ul>")").html
    }
}

struct ChallengeRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("challenges", on: router, ListPage.challenges)
        site.one("challenges/:code", on: router) { target, scene, visit in
            let challenge = try ChallengeQueries.challenge(target, scene), jury = try JuryQueries.seats(of: challenge, scene), matter = try Matter(challenge, scene, visit, site)
            let isSeating = try challenge.state == .draft && JuryQueries.isTooSmall(jury, for: challenge, scene)
            return ChallengePage(
                challenge: challenge, criteria: try ChallengeQueries.criteria(of: challenge, scene), jury: jury,
                submissions: try SubmissionQueries.of(challenge, scene), count: try SubmissionQueries.count(of: challenge, scene), ranking: try JuryQueries.ranking(of: challenge, scene),
                owner: try PeopleQueries.displayName(challenge.owner, scene), matter: isSeating ? matter.leading(with: SeatJuror.name) : matter, entries: try RecordSection(challenge.reference, scene, visit),
                candidates: try CriterionCandidates(challenge, scene, visit), problem: try ProblemQueries.problem(challenge.problem, scene),
                decisions: try scene.rows(DecisionQueries.ofInitiative(challenge.initiative, scene)).filter { $0.challenge == challenge.id }, progress: try JuryQueries.progress(of: challenge, scene))
        }
        router.get(":city/challenges/:code/ranking.json") { request, context in
            let ask = Ask(request, context, site)
            let target = Target(context.parameters.get("code") ?? "")
            do { return ProgramDoor.json(.ok, try await site.look(ask) { scene, _ in try JuryQueries.inputs(of: try ChallengeQueries.challenge(target, scene), scene) }) }
            catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
        }
    }
}
