import Talkoot

/// The top of every moving object's page: what it is, where it stands at a glance, what one can do, and its lifeline over the full width.
struct MatterHead: Sendable {
    let matter: Matter
    let kind: ObjectKind
    let title: String
    var lede: String?
    let list: (room: String, title: String)
    var facts: [(String, HTML?)] = []
    /// What a reader can do beside the acts on it, as the first button.
    var invitation: HTML?

    func html(_ visit: Visit) -> HTML {
        let glance = Facts(glance: true, [
            (visit.words("glance.state"), matter.tag(visit).html), (visit.words("glance.next"), matter.actsNext(visit)), (visit.words("glance.promised"), matter.clock(visit)),
        ] + facts + [(visit.words("glance.initiative"), matter.thread(visit))])
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (list.title, Address(path: "/\(visit.city.slug)/\(list.room)"))], here: matter.object.code.rawValue)
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: "<b>\(visit.words("kind.\(kind)")) \(matter.object.code.rawValue)</b>", heading: title, lede: lede,
                actions: invitation == nil ? matter.actions(visit) : "\(invitation)\(matter.actions(visit))", glance: glance))</div>
            \(matter.band(visit))
            """
    }
}

extension Matter {
    /// The lifeline over the full width. One stage alone is no line, and what was taken over from elsewhere has none: where it stands is told at a glance.
    func band(_ visit: Visit) -> HTML? {
        let line = lifeline(visit)
        if line.stages.count < 2 { return nil }
        return "<div class=\"band\"><div class=\"wrap stack\"><h2 class=\"vh\">\(visit.words("lifeline.heading"))</h2>\(line)</div></div>"
    }
}
