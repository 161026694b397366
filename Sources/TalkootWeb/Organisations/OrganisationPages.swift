import Hummingbird
import Talkoot

extension ListPage {
    static func organisations(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let sector = visit.asked("sector", Organisation.Sector.self), state = visit.asked("state", Organisation.State.self)
        let found = try OrganisationQueries.list(sector: sector, state: state, after: visit.cursor, scene)
        let rows = found.rows.map { organisation -> ListRow in
            let address = visit.address(of: organisation.reference)
            return ListRow(
                for: visit, code: organisation.code.rawValue, title: organisation.name, address: address,
                html: """
                    <li><div><h3><a href="\(address)">\(organisation.name)</a></h3></div><div>\(visit.words("choice.sector.\(organisation.sector.rawValue)"))</div>\
                    <div>\(visit.tag(.organisation, organisation.state.rawValue))</div></li>
                    """,
                values: [organisation.code.rawValue, organisation.name, organisation.sector.rawValue, organisation.size == .unasked ? "" : organisation.size.rawValue, organisation.state.rawValue], updatedAt: organisation.createdAt, summary: "")
        }
        return ListPage(room: "organisations", columns: ["code", "name", "sector", "size", "state"], rows: rows, next: found.next, count: found.count,
                        filter: visit.filter("organisations", [visit.gap("sector", sector) { visit.words("choice.sector.\($0.rawValue)") }, visit.gap("state", state) { visit.state(.organisation, $0.rawValue) }]),
                        primary: LinkButton(visit.words("act.organisation.register.title"), visit.form("organisation.register")).html,
                        empty: EmptyBox(heading: visit.words("list.organisations.empty"), text: visit.words("list.organisations.emptyText"), link: (visit.words("act.organisation.register.title"), visit.form("organisation.register"))), aside: TwinPage.link(visit))
    }
}

struct OrganisationPage: Page {
    let organisation: Organisation
    let offers: [String]
    /// What it answered to challenges.
    let answers: [Submission]
    /// What it does on behalf of the city.
    let mandates: [Mandate]
    let entries: RecordSection
    let moderation: ConcealedNote?
    let room = ""
    func title(_ visit: Visit) -> String { organisation.name }
    func body(_ visit: Visit) -> HTML {
        let buttons: [HTML] = offers.enumerated().map { LinkButton(visit.words("act.\($1).title"), visit.form($1, on: organisation.code), $0 == 0 ? .primary : .secondary).html }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.organisations.title"), "/\(visit.city.slug)/organisations")], here: organisation.name),
                kicker: "<b>\(visit.words("kind.organisation")) \(organisation.code.rawValue)</b>", heading: organisation.name, actions: "\(buttons)", glance: Facts(glance: true, [
                    (visit.words("glance.state"), visit.tag(.organisation, organisation.state.rawValue).html), (visit.words("field.sector.label"), HTML(text: visit.words("choice.sector.\(organisation.sector.rawValue)"))),
                    (visit.words("field.size.label"), organisation.size == .unasked ? nil : HTML(text: visit.words("choice.size.\(organisation.size.rawValue)"))), (visit.words("field.registrationNumber.label"), organisation.registrationNumber.map { HTML(text: $0) }),
                ])))\(moderation)\(behalf(visit))\(answered(visit))\(entries)\(ReportLink(organisation.publicText, visit))</div>
            """
    }
    private func behalf(_ visit: Visit) -> HTML? {
        let rows: [HTML] = mandates.map { one in
            "<li><div><h3><a href=\"\(visit.address(of: one.reference))\">\(one.purpose.excerpt(160))</a></h3><p class=\"meta\">\(visit.date(one.startsOn)) – \(visit.date(one.endsOn))</p></div><div>\(visit.tag(.mandate, one.state.rawValue))</div></li>"
        }
        return rows.isEmpty ? nil : Section("mandates", visit.words("kind.mandate.other"), "<ul class=\"rows\">\(rows)</ul>").html
    }
    private func answered(_ visit: Visit) -> HTML {
        let rows: [HTML] = answers.map { answer in
            "<li><div><h3><a href=\"\(visit.address(of: answer.reference))\">\(answer.title)</a></h3><p>\(answer.summary)</p></div><div>\(visit.tag(.submission, answer.state.rawValue))</div><div class=\"meta\">\(answer.submittedAt.map { visit.day($0) })</div></li>"
        }
        let list: HTML = rows.isEmpty ? "<p>\(visit.words("organisation.noAnswers"))</p>" : "<ul class=\"rows rows-3\">\(rows)</ul>"
        return Section("answers", visit.words("kind.submission.other"), list).html
    }
}

struct OrganisationRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("organisations", on: router, ListPage.organisations)
        router.get(":city/organisations/duplicates") { request, context in try await site.page(request, context) { scene, _ in TwinPage(twins: try OrganisationQueries.likelyTwins(scene)) } }
        site.one("organisations/:code", on: router) { target, scene, visit in
            let organisation = try OrganisationQueries.organisation(target, scene)
            return OrganisationPage(organisation: organisation, offers: try Offers.on(organisation.reference, organisation, site.platform.rooms, scene), answers: try SubmissionQueries.of(organisation, scene),
                                    mandates: try MandateQueries.of(organisation, scene), entries: try RecordSection(organisation.reference, scene, visit),
                                    moderation: try ConcealedNote(organisation.visibility, organisation.reference, scene, visit))
        }
    }
}
