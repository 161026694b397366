import Talkoot

/// Organisations that are likely in the register twice, for whoever may join them.
struct TwinPage: Page {
    let twins: [LikelyTwins]
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("twins.title") }

    static func link(_ visit: Visit) -> HTML? {
        guard visit.standing.holds(.innovationOfficer) || visit.standing.holds(.administrator) else { return nil }
        return "<p><a href=\"\("/\(visit.city.slug)/organisations/duplicates" as Address)\">\(visit.words("twins.title"))</a></p>"
    }

    func body(_ visit: Visit) -> HTML {
        let rows: [[HTML]] = twins.map { pair in
            [
                link(pair.first, visit), link(pair.second, visit), HTML(text: visit.words(pair.isSameNumber ? "twins.number" : "twins.name")),
                LinkButton(visit.words("twins.join"), visit.form(MergeOrganisation.name, on: pair.second.code).asking("into", pair.first.code.rawValue), .secondary).html,
            ]
        }
        let table = Table(caption: visit.words("twins.title"), columns: [.text(visit.words("twins.first")), .text(visit.words("twins.second")), .text(visit.words("twins.why")), .text(visit.words("account.action"))], rows: rows, hidesCaption: true)
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.organisations.title"), "/\(visit.city.slug)/organisations")], here: title(visit)), heading: title(visit), lede: visit.words("twins.lede")))\
            \(rows.isEmpty ? "<p>\(visit.words("twins.none"))</p>" : table.html)</div>
            """
    }
    private func link(_ organisation: Organisation, _ visit: Visit) -> HTML {
        "<a href=\"\(visit.address(of: organisation.reference))\">\(organisation.name)</a> <span class=\"meta\">\(organisation.registrationNumber ?? "") \(visit.state(.organisation, organisation.state.rawValue))</span>"
    }
}
