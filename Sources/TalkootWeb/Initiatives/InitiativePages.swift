import Hummingbird
import Talkoot

extension ListPage {
    static func initiatives(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let kind = visit.asked("stage", ObjectKind.self).flatMap { stages.contains($0) ? $0 : nil }, district = try CityQueries.district(visit.ask.query["district"], scene)
        let found = try InitiativeQueries.list(kind: kind, district: district?.id, after: visit.cursor, scene)
        let marks = try InitiativeQueries.marks(of: found.rows, scene)
        let rows = found.rows.map { initiative -> ListRow in
            let address: Address = "/\(visit.city.slug)/initiatives/\(initiative.code.rawValue)"
            return ListRow(
                for: visit, code: initiative.code.rawValue, title: initiative.title, address: address,
                html: row(initiative, marks[initiative.id] ?? [], visit),
                values: [initiative.code.rawValue, initiative.title, initiative.startedAt.rfc3339, initiative.movedAt.rfc3339], updatedAt: initiative.movedAt, summary: "")
        }
        return ListPage(room: "initiatives", columns: ["code", "title", "startedAt", "movedAt"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("initiatives", [stageGap(kind, visit), visit.districtGap(district)]), primary: nil,
                        empty: EmptyBox(heading: visit.words("list.initiatives.empty"), text: visit.words("list.initiatives.emptyText"), link: (visit.words("foot.tell"), visit.form("signal.send"))), aside: nil)
    }
    /// The kinds of objects in which an initiative can be under way.
    private static let stages: [ObjectKind] = [.signal, .problem, .challenge, .decision, .pilot, .lesson]
    private static func stageGap(_ chosen: ObjectKind?, _ visit: Visit) -> FilterSentence.Gap {
        .init(name: "stage", label: visit.words("filter.stage"), options: [.init("", visit.words("filter.any.stage"))] + stages.map { .init($0.rawValue, visit.words("kind.\($0)")) }, chosen: chosen?.rawValue ?? "")
    }
}

extension ListPage {
    /// An initiative with its line in short, also on the front.
    static func row(_ initiative: Initiative, _ marks: [InitiativeMark], _ visit: Visit) -> HTML {
        let address: Address = "/\(visit.city.slug)/initiatives/\(initiative.code.rawValue)"
        let standing = visit.standing(of: marks)
        let line: HTML = standing.clock.map { "<p>\($0)</p>" } ?? "<p class=\"meta\">\(visit.words.html("initiative.moved", ["day": visit.day(initiative.movedAt)]))</p>"
        return """
            <li><div><p class="meta">\(initiative.code.rawValue)</p><h3><a href="\(address)">\(initiative.title)</a></h3></div><div>\(visit.line(marks))</div>\
            <div>\(standing.state)\(line)</div></li>
            """
    }
}

/// The whole chain under one identifier. Most of it everybody reads alike; the reader's own are the buttons.
struct InitiativePage: Page {
    let initiative: Initiative
    /// With a gap for the button to follow and one for the moves of the clock.
    let story: GappedHTML
    /// Whether the reader follows it; nil for visitors.
    let isFollowed: Bool?
    /// What the reader may do with the clocks now.
    let clockActs: [String]
    let room = "initiatives"
    /// The button to follow needs a form for those who are signed in.
    var hasForm: Bool { isFollowed != nil }

    func title(_ visit: Visit) -> String { initiative.title }
    func feeds(_ visit: Visit) -> [FeedLink] {
        [FeedLink(title: title(visit), address: "/\(visit.city.slug)/initiatives/\(initiative.code.rawValue)/history.atom", type: "application/atom+xml"), .calendar(initiative.code, visit)]
    }
    func body(_ visit: Visit) -> HTML {
        let moves: [HTML] = clockActs.map { LinkButton(visit.words("act.\($0).button"), visit.form($0, on: initiative.code), .secondary).html }
        return story.filled(follow(visit), "\(moves)")
    }
    private func follow(_ visit: Visit) -> HTML {
        guard let isFollowed else { return LinkButton(visit.words("initiative.followSignIn"), ("/\(visit.city.slug)/sign-in" as Address).asking("to", visit.ask.path), .secondary).html }
        let act = isFollowed ? Unfollow.name : Follow.name
        return PostButton(visit.words("act.\(act).button"), visit.form(act, on: initiative.code), isFollowed ? .secondary : .primary, hidden: [("_act", visit.actID), ("_csrf", visit.token)]).html
    }
}

/// What an initiative's page tells to everybody who may read the chain.
struct ChainStory {
    let chain: Chain
    let entries: RecordSection

    func html(_ visit: Visit) -> HTML {
        let code = chain.initiative.code
        let turn = chain.turn(visit)
        let next: HTML? = chain.here.map { stage in
            let state = visit.state(stage.object.kind, stage.state)
            let idle = stage.promisedAt == nil ? visit.words("initiative.nobodyNext") : visit.words("initiative.now", ["state": .text(state)])
            let who = turn.map { visit.words("initiative.actsNext", ["who": .text($0.who)]) } ?? idle
            let clock: HTML? = chain.awaitsPlan ? nil : visit.clock(of: stage)
            return "<div class=\"next\"><p><strong>\(who)</strong>\(turn.map { "<br>\($0.asked)" as HTML })</p>\(clock.map { "<p>\($0)</p>" })\(HTML.gap)</div>"
        }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.initiatives.title"), "/\(visit.city.slug)/initiatives")], here: code.rawValue),
                kicker: "<b>\(visit.words("kind.initiative")) \(code.rawValue)</b>", heading: chain.initiative.title, lede: lede, actions: HTML.gap, glance: glance(visit)))</div>
            <section class="band" aria-labelledby="ll"><div class="wrap stack"><h2 id="ll" class="vh">\(visit.words("lifeline.heading"))</h2>\(chain.lifeline(visit))\(next)</div></section>
            <div class="wrap">\(InitiativeStory(chain: chain, visit: visit).html)\(parts(visit))\(entries)</div>
            """
    }

    private func glance(_ visit: Visit) -> Facts {
        let verdict = chain.pilots.last?.verdict.map { HTML(text: visit.words("choice.verdict.\($0.rawValue)")) }
        return Facts(glance: true, [
            (visit.words("glance.state"), (chain.here ?? chain.newest).map { visit.tag($0.object.kind, $0.state).html } ?? imported(visit)),
            (visit.words("glance.next"), chain.turn(visit).map { HTML(text: $0.who) }),
            (visit.words("glance.promised"), chain.awaitsPlan ? nil : chain.here?.promisedAt.map { visit.day($0) }), (visit.words("pilot.verdict"), verdict),
            (visit.words("glance.department"), chain.problems.last.map { HTML(text: visit.department($0.department)) }),
            (visit.words("glance.district"), chain.signals.first?.district.map { HTML(text: visit.district($0)) }),
            (visit.words("glance.prize"), chain.challenges.last.flatMap { $0.prize.cents > 0 ? HTML(text: visit.money($0.prize)) : nil }),
            (visit.words("decision.mandate"), chain.decisions.last.map { HTML(text: visit.money($0.mandate)) }),
        ])
    }

    /// What came of it, or what is asked; what was wrong follows in a part of its own.
    private var lede: String? {
        chain.pilots.last.flatMap { $0.finding.isEmpty ? nil : $0.finding } ?? chain.challenges.last?.summary ?? (chain.problems.isEmpty ? chain.signals.first?.description : nil)
    }
    /// Where something stands that ran no clock here.
    private func imported(_ visit: Visit) -> HTML? {
        chain.challenges.last.map { visit.tag(.challenge, $0.state.rawValue).html } ?? chain.signals.last.map { visit.tag(.signal, $0.state.rawValue).html }
    }

    /// Everything of the chain in one list, in the order of the line; the first of each kind is where the lifeline leads to.
    private func parts(_ visit: Visit) -> HTML {
        let lines: [(part: String, lines: [Line])] = [
            ("signal", chain.signals.map { Line($0.reference, $0.text, $0.state.rawValue, $0.answer) }), ("problem", chain.problems.map { Line($0.reference, $0.title, $0.state.rawValue, $0.outcome) }),
            ("challenge", chain.challenges.map { Line($0.reference, $0.title, $0.state.rawValue, $0.summary) }),
            ("submissions", chain.submissions.map { Line($0.reference, "\($0.title), \($0.team)", $0.state.rawValue, $0.summary) }),
            ("decision", chain.decisions.map { Line($0.reference, $0.question, $0.state.rawValue, $0.reasons) }),
            ("pilot", chain.pilots.map { Line($0.reference, $0.title, $0.state.rawValue, $0.finding.isEmpty ? $0.hypothesis : $0.finding) }),
            ("lesson", chain.lessons.map { Line($0.reference, $0.title, $0.state.rawValue, $0.advice) }), ("solution", chain.solutions.map { Line($0.reference, $0.title, $0.state.rawValue, $0.summary) }),
            ("own", chain.own.map { Line($0.reference, $0.title, $0.state.rawValue, $0.adaptations) }),
        ]
        let drawn: [HTML] = lines.flatMap { part, lines in
            lines.enumerated().map { index, line in line.html(visit, since: chain.stages.last { $0.object == line.object }?.enteredAt, anchor: index == 0 ? part : nil) }
        }
        let adopted: [HTML] = chain.adoptions.enumerated().map { index, replication in adoption(visit, replication, anchor: index == 0 ? "adoption" : nil) }
        return Section("parts", visit.words("initiative.parts"), "<ul class=\"rows rows-3\">\(drawn)\(adopted)</ul>").html
    }
    private func adoption(_ visit: Visit, _ replication: Replication, anchor: String?) -> HTML {
        let address: Address = "/\(replication.citySlug)/replications/\(replication.code.rawValue)"
        return """
            <li\(attribute: "id", anchor)><div><p class="meta">\(visit.words("kind.replication")) \(replication.code.rawValue)</p><h3><a href="\(address)">\(replication.cityName)</a></h3><p>\(replication.adaptations.excerpt(300))</p></div>\
            <div>\(visit.tag(.replication, replication.state.rawValue))</div><div class="meta">\(visit.day(replication.createdAt))</div></li>
            """
    }

    private struct Line: Sendable {
        let object: ObjectReference, title: String, state: String, text: String
        init(_ object: ObjectReference, _ title: String, _ state: String, _ text: String) {
            self.object = object
            self.title = title
            self.state = state
            self.text = text
        }
        func html(_ visit: Visit, since: Instant?, anchor: String?) -> HTML {
            """
            <li\(attribute: "id", anchor)><div><p class="meta">\(visit.words("kind.\(object.kind)")) \(object.code.rawValue)</p><h3><a href="\(visit.address(of: object))">\(title)</a></h3><p>\(text.excerpt(300))</p></div>\
            <div>\(visit.tag(object.kind, state))</div><div class="meta">\(since.map(visit.day))</div></li>
            """
        }
    }
}

struct InitiativeRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("initiatives", on: router, for: { _ in .everybody }, ListPage.initiatives)
        router.get(":city/initiatives/:code/history.atom") { request, context in
            let target = Target(context.parameters.get("code") ?? ""), ask = Ask(request, context, site)
            do {
                let text = try await site.look(ask) { scene, visit in try Chain(try InitiativeQueries.initiative(target, scene), scene).atom(visit) }
                return Response(status: .ok, headers: [.contentType: "application/atom+xml; charset=utf-8", .cacheControl: "private, max-age=0, must-revalidate", .vary: "cookie, accept-language"], body: .init(byteBuffer: .init(string: text)))
            } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
        }
        site.one("initiatives/:code", on: router) { target, scene, visit in
            let initiative = try InitiativeQueries.initiative(target, scene)
            let story = try visit.common(scene, for: InitiativeQueries.audience(of: initiative, scene)) { scene, visit in
                let chain = try Chain(initiative, scene)
                return ChainStory(chain: chain, entries: try RecordSection(chain.history, isImported: !chain.origins.isEmpty, scene, visit)).html(visit)
            }
            let reference = ObjectReference(.initiative, id: initiative.id.rawValue, code: initiative.code)
            return InitiativePage(initiative: initiative, story: story, isFollowed: try InitiativeQueries.isFollowed(initiative, scene),
                                  clockActs: try Offers.on(reference, initiative, site.platform.rooms, scene).filter { $0.hasPrefix("clock.") })
        }
    }
}
