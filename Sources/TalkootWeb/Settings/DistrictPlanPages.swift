import Talkoot

/// A proposed map of the districts beside what it changes, before it takes effect.
struct DistrictPlanPage: Page {
    let plan: DistrictPlan
    let changes: DistrictChanges
    let offers: [String]
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("districts.plan") }

    func body(_ visit: Visit) -> HTML {
        let shapes = plan.districts.map { DistrictMap.District(name: $0.name, rings: DistrictMap.positions($0.rings)) }
        let buttons: [HTML] = offers.enumerated().map { LinkButton(visit.words("act.\($0.element).title"), visit.form($0.element, on: plan.code), $0.offset == 0 ? .primary : .secondary).html }
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("settings.title"), "/\(visit.city.slug)/settings#districts")], here: title(visit))
        let renamed = changes.renamed.map { visit.words("districts.renamedFrom", ["from": .text($0.from), "to": .text($0.to)]) }
        let facts = Facts(glance: true, [
            (visit.words("glance.state"), visit.tag(.districtPlan, plan.stateName ?? "").html), (visit.words("districts.proposedOn"), visit.day(plan.createdAt)),
            (visit.words("districts.count"), HTML(text: visit.words.number(plan.districts.count))),
        ])
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: HTML(text: plan.code.rawValue), heading: title(visit), lede: visit.words("districts.lede.\(plan.state.rawValue)"), actions: buttons.isEmpty ? nil : "\(buttons)", glance: facts))\
            <div class="cols cols-21"><div>\(Section("map", visit.words("districts.map"), DistrictMap(words: visit.words, summary: visit.words("districts.mapSummary"), districts: shapes).html))</div>\
            <div>\(plan.state == .proposed ? changesSection([("added", changes.added), ("renamed", renamed), ("closed", changes.closed), ("kept", changes.kept)], visit) : nil)</div></div></div>
            """
    }
    private func changesSection(_ lists: [(String, [String])], _ visit: Visit) -> HTML {
        Section("changes", visit.words("districts.changes"), Facts(lists.filter { !$0.1.isEmpty }.map { (visit.words("districts.\($0.0)"), HTML(text: $0.1.joined(separator: ", "))) }).html).html
    }
}
