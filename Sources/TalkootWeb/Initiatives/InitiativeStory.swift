import Talkoot

/// What an initiative's page tells in everyday terms before it lists the parts: what was wrong, who works on it, where, what the pilot measured, the money, how to object.
struct InitiativeStory {
    let chain: Chain
    let visit: Visit

    var html: HTML {
        """
        <div class="cols cols-21"><div>\(origin)\(wrong)\(aim)</div><div>\(place)\(people)</div></div>\(pilot)\
        <div class="cols cols-21"><div>\(money)\(keptBack)</div><div>\(objection)</div></div>
        """
    }

    private func link(_ object: ObjectReference, _ text: String) -> HTML { "<a href=\"\(visit.address(of: object))\">\(text)</a>" }

    /// What was taken over keeps the name of where it began.
    private var origin: HTML? {
        if chain.origins.isEmpty { return nil }
        let rows: [HTML] = chain.origins.map { origin in
            "<li>\(visit.named(origin))\(if: !origin.status.isEmpty, " · \(visit.words("initiative.statusThere", ["status": .text(origin.status)]))")</li>"
        }
        return Section("origin", visit.words("initiative.origin"), "<p>\(visit.words("initiative.originText"))</p><ul>\(rows)</ul>").html
    }
    private var wrong: HTML? {
        guard let problem = chain.problems.last else { return nil }
        let affected: HTML? = problem.affected.isEmpty ? nil : "<p><strong>\(visit.words("field.affected.label"))</strong> \(problem.affected)</p>"
        return Section("wrong", visit.words("initiative.wrong"), "\(Prose(problem.statement))\(affected)<p>\(link(problem.reference, visit.words("initiative.wholeProblem")))</p>").html
    }
    /// What is aimed at, by which number, and what was reached.
    private var aim: HTML? {
        guard let problem = chain.problems.last, !problem.outcome.isEmpty else { return nil }
        let words = visit.words
        let facts = Facts([
            (words("field.metric.label"), HTML(text: problem.metric)), (words("field.baseline.label"), HTML(text: problem.baseline)), (words("field.goal.label"), HTML(text: problem.target)),
            (words("field.measured.label"), problem.reached.map { HTML(text: $0) }),
        ])
        return Section("aim", words("initiative.aim"), "\(Prose(problem.outcome))\(facts)\(problem.civicValue.map { Prose($0).html })").html
    }
    /// That something is there and why not everybody reads it is itself public.
    private var keptBack: HTML? {
        guard let problem = chain.problems.last, !chain.keptBack.isEmpty else { return nil }
        let rows: [HTML] = chain.keptBack.map { kept in
            let label = visit.words("canvas.\(kept.field).label"), ground = visit.words("canvas.ground", ["ground": .text(kept.ground)])
            return "<li><a href=\"\(visit.address(of: problem, "canvas"))#f\(kept.field)\">\(label)</a> <span class=\"meta\">\(ground)</span></li>"
        }
        let owner = visit.words("initiative.owner") + ": " + visit.department(problem.department)
        return Section("kept-back", visit.words("initiative.keptBack"), "<p>\(visit.words("initiative.keptBackText"))</p><ul>\(rows)</ul><p class=\"meta\">\(owner)</p>").html
    }
    private var people: HTML? {
        let winner = chain.pilots.last.flatMap { pilot in chain.submissions.first { $0.id == pilot.submission } }
        let facts = Facts([
            (visit.words("initiative.owner"), (chain.problems.last?.department ?? chain.challenges.last?.department).map { HTML(text: visit.department($0)) }),
            (visit.words("initiative.team"), winner.map { link($0.reference, $0.team) }), (visit.words("decision.by"), chain.decisions.last.map { HTML(text: $0.deciderName) }),
            (visit.words("initiative.answers"), chain.submissions.isEmpty ? nil : HTML(text: visit.words.number(chain.submissions.count))),
            (visit.words("initiative.voices"), chain.signals.isEmpty ? nil : HTML(text: visit.words.number(chain.signals.count))),
        ])
        return facts.facts.isEmpty ? nil : Section("who", visit.words("initiative.who"), facts.html).html
    }
    private var place: HTML? {
        let marked = Set(chain.signals.compactMap(\.district) + chain.problems.compactMap(\.district))
        let site: HTML? = chain.pilots.last.map { "<p>\($0.site)</p>" }
        let shapes = marked.isEmpty ? [] : visit.shapes(chain.districts, room: "places", counts: nil, marked: marked)
        if shapes.isEmpty && site == nil { return nil }
        let map: HTML? = shapes.isEmpty ? nil : DistrictMap(words: visit.words, summary: visit.words("initiative.mapSummary"), districts: shapes, sites: [], source: nil, id: "initiative-map").html
        return Section("where", visit.words("initiative.where"), "\(map)\(site)").html
    }
    /// The pilot with its numbers, as everybody can read them.
    private var pilot: HTML? {
        guard let pilot = chain.pilots.last, let chart = PilotPage.chart(pilot, chain.measurements, visit) else { return nil }
        let verdict: HTML? = pilot.verdict.map { "<p><strong>\(visit.words("choice.verdict.\($0.rawValue)"))</strong></p>\(Prose(pilot.finding))" }
        let threshold = visit.words("initiative.threshold", ["value": .text("\(visit.words("choice.direction.\(pilot.direction.rawValue)")) \(pilot.threshold) \(pilot.unit)")])
        let lesson: HTML? = chain.lessons.last.map { "<div class=\"card stack\"><h3>\(link($0.reference, $0.title))</h3><p>\($0.advice.excerpt(300))</p></div>" }
        return Section("measured", visit.words("initiative.pilot"), """
            <div class="cols cols-21"><div>\(chart)</div><div class="stack"><p>\(link(pilot.reference, pilot.title))</p>\(verdict)<p class="meta">\(threshold)</p>\(lesson)</div></div>
            """).html
    }
    private var money: HTML? {
        var rows: [[HTML]] = []
        for call in chain.challenges where call.prize.cents > 0 { rows.append([HTML(text: visit.words("initiative.prize")), link(call.reference, call.title), HTML(text: visit.money(call.prize))]) }
        for decision in chain.decisions { rows.append([HTML(text: visit.words("initiative.mandate")), link(decision.reference, decision.question), HTML(text: visit.money(decision.mandate))]) }
        for pilot in chain.pilots { rows.append([HTML(text: visit.words("initiative.pilotBudget")), link(pilot.reference, pilot.title), HTML(text: visit.money(pilot.budget))]) }
        for solution in chain.solutions { rows.append([HTML(text: visit.words("initiative.costElsewhere")), link(solution.reference, solution.title), HTML(text: visit.money(solution.cost))]) }
        if rows.isEmpty { return nil }
        let table = Table(caption: visit.words("initiative.money"), columns: [.text(visit.words("initiative.what")), .text(visit.words("initiative.for")), .number(visit.words("initiative.amount"))], rows: rows, hidesCaption: true)
        return Section("money", visit.words("initiative.money"), "\(table)\(if: !chain.pilots.isEmpty, "<p class=\"meta\">\(visit.words("initiative.moneyNote"))</p>")").html
    }
    /// Against a decision one appeals; about everything else one speaks to whoever answers for it.
    private var objection: HTML {
        let open = chain.decisions.last.flatMap { decision -> HTML? in
            let text = decision.appealUntil >= visit.city.calendar.day(of: visit.now) ? "initiative.appealOpen" : "initiative.appealOver"
            return "<p>\(visit.words(text, ["day": .text(visit.date(decision.appealUntil))])) \(link(decision.reference, visit.words("initiative.readDecision")))</p>"
        }
        let ways: [HTML] = [
            "<li><a href=\"\(visit.form("signal.send"))\">\(visit.words("foot.tell"))</a></li>", "<li><a href=\"\("/\(visit.city.slug)/roles" as Address)\">\(visit.words("foot.roles"))</a></li>",
        ]
        let feed: Address = "/\(visit.city.slug)/initiatives/\(chain.initiative.code.rawValue)/history.atom"
        return Section("object", visit.words("initiative.object"), """
            \(open)<p>\(visit.words("initiative.objectText", ["code": .text(chain.initiative.code.rawValue)]))</p><ul>\(ways)</ul>\
            <p class="meta"><a href="\(feed)">\(visit.words("initiative.feed"))</a> · <a href="\(FeedLink.calendar(chain.initiative.code, visit).address)">\(visit.words("initiative.calendar"))</a></p>
            """).html
    }
}

extension Visit {
    /// The other platform and its own number, with the way there where there is one.
    func named(_ origin: InitiativeOrigin) -> HTML {
        let name = origin.number.isEmpty ? origin.platform : "\(origin.platform) \(origin.number)"
        return origin.address.flatMap(Address.init(outside:)).map { "<a href=\"\($0)\" rel=\"nofollow\">\(name)</a>" } ?? HTML(text: name)
    }
}

extension Chain {
    /// What happened, newest first, for feed readers.
    func atom(_ visit: Visit) -> String {
        let page = visit.origin + "/\(visit.city.slug)/initiatives/\(initiative.code.rawValue)", own = page + "/history.atom"
        let entries = history.reversed().prefix(50).enumerated().map { place, mark in
            """
            <entry><id>\(Markup.escaped("\(page)#\(mark.position.map(String.init) ?? "\(mark.at.milliseconds)-\(place)")"))</id><title>\(Markup.escaped(visit.words("event.\(mark.event)")))</title><updated>\(mark.at.rfc3339)</updated>\
            <link rel="alternate" href="\(Markup.escaped(page))"/></entry>

            """
        }.joined()
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>\(Markup.escaped(own))</id><title>\(Markup.escaped("\(visit.city.name): \(initiative.title)"))</title>\
            <updated>\(initiative.movedAt.rfc3339)</updated><author><name>\(Markup.escaped(visit.city.name))</name></author>\
            <link rel="self" href="\(Markup.escaped(own))"/><link rel="alternate" href="\(Markup.escaped(page))"/>
            \(entries)</feed>

            """
    }
}
