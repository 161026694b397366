import Hummingbird
import Talkoot

/// One opened seal: that it was opened, until when and by which two people, for everybody; why and what, for those concerned.
struct SealPage: Page {
    let seal: SealBreak
    let isWhole: Bool
    /// Whether the reader can follow the link to what is sealed now.
    let isReadable: Bool
    let readings: [SealReading]
    let views: [ID<SealReading>: [SealView]]
    let names: [ID<Person>: String]
    let offers: [String]
    let entries: RecordSection
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("seal.title", ["code": .text(seal.code.rawValue)]) }
    func summary(_ visit: Visit) -> String { visit.words("seal.lede.\(seal.state.rawValue)") }

    func body(_ visit: Visit) -> HTML {
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.seals.title"), "/\(visit.city.slug)/seals")], here: seal.code.rawValue)
        let buttons: [HTML] = offers.enumerated().map { LinkButton(visit.words("act.\($1).title"), visit.form($1, on: seal.code), $0 == 0 ? .primary : .secondary).html }
        let answer: HTML? = seal.answer.isEmpty ? nil : "<h3>\(visit.words("seal.answer"))</h3>\(Prose(seal.answer))"
        let reason: HTML? = isWhole ? Section("reason", visit.words("seal.reason"), "\(Prose(seal.reason))\(answer)").html : nil
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: summary(visit), actions: buttons.isEmpty ? nil : "\(buttons)", glance: glance(visit)))\
            \(reason ?? "<p class=\"meta\">\(visit.words("seal.rest"))</p>")\(if: seal.wasOpened, readingList(visit))\(entries)</div>
            """
    }

    private func glance(_ visit: Visit) -> Facts {
        let object: HTML = isReadable ? "<a href=\"\(visit.address(of: seal.object))\">\(visit.words("kind.\(seal.object.kind)")) \(seal.object.code.rawValue)</a>" : "\(visit.words("kind.\(seal.object.kind)"))\(if: isWhole, " \(seal.object.code.rawValue)")"
        return Facts(glance: true, [
            (visit.words("glance.state"), visit.tag(.seal, visit.sealState(seal)).html), (visit.words("seal.what"), object),
            (visit.words("seal.askedOn"), visit.day(seal.askedAt)), (visit.words("seal.askedBy"), who(seal.askedBy)),
            (visit.words("seal.decidedBy"), seal.decidedAt == nil ? nil : who(seal.decidedBy)), (visit.words("seal.from"), seal.wasOpened ? seal.decidedAt.map { visit.dates.momentElement($0.milliseconds) } : nil),
            (visit.words("seal.until"), seal.until.map { visit.dates.momentElement(min($0, seal.endedAt ?? $0).milliseconds) }),
            (visit.words("seal.answerBy"), seal.state == .asked ? visit.day(seal.answerBy) : nil),
        ])
    }
    /// Each time that it was read, by whom is said above: it opens to one person alone.
    private func readingList(_ visit: Visit) -> HTML {
        let rows: [HTML] = readings.map { reading in "<li>\(visit.words("seal.readFrom")) \(visit.dates.momentElement(reading.at.milliseconds)), \(visit.words("seal.readUntil")) \(visit.dates.momentElement(min(reading.until, seal.endedAt ?? reading.until).milliseconds))\(opened(views[reading.id] ?? [], visit))</li>" }
        return Section("readings", visit.words("seal.readings"), "<p>\(visit.timesRead(seal)) \(visit.words("seal.readingsText"))</p>\(if: !rows.isEmpty, "<ul>\(rows)</ul>")").html
    }
    /// Which pages and files were opened: by their addresses for those concerned, by their kinds for everybody.
    private func opened(_ views: [SealView], _ visit: Visit) -> HTML? {
        if views.isEmpty { return nil }
        let rows: [HTML] = views.map { view in
            let kind = visit.words("seal.page.\(view.kind.rawValue)")
            return "<li>\(visit.dates.momentElement(view.at.milliseconds)): \(isWhole ? "<a href=\"\(Address(path: view.page))\">\(kind)</a>" : HTML(text: kind))</li>"
        }
        return "<ul>\(rows)</ul>"
    }
    /// Officials act by name; whoever has left is nobody any more.
    private func who(_ person: ID<Person>?) -> HTML? { person.flatMap { names[$0] }.map { HTML(text: $0) } }
}

extension Visit {
    func timesRead(_ seal: SealBreak) -> String { seal.readings == 0 ? words("seal.neverRead") : words("seal.timesRead", count: seal.readings) }
    func sealState(_ seal: SealBreak) -> String { seal.state(at: now).rawValue }

    /// On the page of what is sealed: that it was opened, for everybody who reads the page; why, for whose it is and for those who decide about seals.
    func openings(_ seals: [SealBreak], of home: any Moving) -> HTML? {
        if seals.isEmpty { return nil }
        let mayKnowWhy = SealQueries.mayReadWhy(of: home, standing)
        let rows: [HTML] = seals.map { seal in
            """
            <li><div><h3><a href="\(address(of: seal.reference))">\(words("seal.title", ["code": .text(seal.code.rawValue)]))</a></h3>\(if: mayKnowWhy, Prose(seal.reason).html)<p class="meta">\(timesRead(seal))</p></div>\
            <div>\(tag(.seal, sealState(seal)))</div><div class="meta">\(seal.decidedAt.map { day($0) })</div></li>
            """
        }
        return Section("seals", words("seal.openings"), "<p>\(words("seal.openingsText"))</p><ul class=\"rows rows-3\">\(rows)</ul>").html
    }
}

extension ListPage {
    /// Every opening, newest first; those that were only asked for, for those who answer.
    static func seals(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let found = try SealQueries.list(after: visit.cursor, scene)
        let rows = found.rows.map { one -> ListRow in
            let address = visit.address(of: one.reference), title = visit.words("seal.title", ["code": .text(one.code.rawValue)])
            return ListRow(
                for: visit, code: one.code.rawValue, title: title, address: address,
                html: """
                    <li><div><p class="meta">\(visit.words("kind.\(one.object.kind)"))</p><h3><a href="\(address)">\(title)</a></h3>\(if: one.wasOpened, "<p class=\"meta\">\(visit.timesRead(one))\(one.lastReadAt.map { last -> HTML in " · \(visit.dates.momentElement(last.milliseconds))" })</p>")</div>\
                    <div>\(visit.tag(.seal, visit.sealState(one)))</div><div class="meta">\(visit.day(one.decidedAt ?? one.askedAt))</div></li>
                    """,
                values: [one.code.rawValue, one.object.kind.rawValue, visit.sealState(one), one.askedAt.rfc3339, one.decidedAt?.rfc3339 ?? "", one.until?.rfc3339 ?? "", one.endedAt?.rfc3339 ?? "", String(one.readings), one.lastReadAt?.rfc3339 ?? ""],
                updatedAt: one.endedAt ?? one.lastReadAt ?? one.decidedAt ?? one.askedAt, summary: visit.words("seal.lede.\(visit.sealState(one))"))
        }
        let ask: HTML? = AskToBreakSeal.permission(visit.standing, TheCity()) == .allowed ? LinkButton(visit.words("act.seal.ask.title"), visit.form(AskToBreakSeal.name), .secondary).html : nil
        return ListPage(
            room: "seals", columns: ["code", "kind", "state", "askedAt", "decidedAt", "until", "endedAt", "readings", "lastReadAt"], rows: rows, next: found.next, count: found.count, filter: nil, primary: ask,
            empty: EmptyBox(heading: visit.words("list.seals.empty"), text: visit.words("list.seals.emptyText"), link: (visit.words("foot.record"), "/\(visit.city.slug)/record")), aside: nil)
    }
}

struct SealRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("seals", on: router, ListPage.seals)
        site.one("sheets/:code", on: router) { target, scene, _ in SheetPage(sheet: try JuryQueries.sheet(target, scene)) }
        site.one("seals/:code", on: router) { target, scene, visit in
            let matter = try SealQueries.matter(target, scene), seal = matter.seal
            return SealPage(
                seal: seal, isWhole: SealQueries.mayReadWhole(matter, scene), isReadable: try SealQueries.isReadable(matter, scene), readings: try SealQueries.readings(of: seal, scene),
                views: Dictionary(grouping: try SealQueries.views(of: seal, scene), by: \.reading), names: try PeopleQueries.names(of: Set([seal.askedBy, seal.decidedBy].compactMap(\.self)), scene),
                offers: try Offers.on(seal.reference, matter, site.platform.rooms, scene), entries: try RecordSection(seal.reference, scene, visit))
        }
    }
}
