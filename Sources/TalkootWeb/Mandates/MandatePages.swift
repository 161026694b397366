import Hummingbird
import Talkoot

/// What an intermediary may do on behalf of the city, who does it, and what it reported: for everybody.
struct MandatePage: Page {
    let mandate: Mandate
    let organisation: Organisation
    let holders: [HeldRole]
    let reports: [MandateReport]
    /// How it was worded before.
    let versions: [MandateVersion]
    let offers: [String]
    let entries: RecordSection
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("mandate.title", ["organisation": .text(organisation.name)]) }
    func summary(_ visit: Visit) -> String { mandate.purpose }

    func body(_ visit: Visit) -> HTML {
        let words = visit.words
        let crumbs = Crumbs(words, [(visit.city.name, visit.home), (words("list.mandates.title"), "/\(visit.city.slug)/mandates")], here: mandate.code.rawValue)
        let buttons: [HTML] = offers.enumerated().map { LinkButton(words("act.\($1).title"), visit.form($1, on: mandate.code), $1 == EndMandate.name ? .stop : $0 == 0 ? .primary : .secondary).html }
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: "<b>\(words("kind.mandate")) \(mandate.code.rawValue)</b>", heading: title(visit), lede: summary(visit), actions: buttons.isEmpty ? nil : "\(buttons)", glance: glance(visit)))\
            \(end(visit))\(scope(visit))\(duty(visit))\(people(visit))\(earlier(visit))\(entries)</div>
            """
    }

    private func glance(_ visit: Visit) -> Facts {
        Facts(glance: true, [
            (visit.words("glance.state"), visit.tag(.mandate, mandate.state.rawValue).html), (visit.words("mandate.organisation"), "<a href=\"\(visit.address(of: organisation.reference))\">\(organisation.name)</a>"),
            (visit.words("glance.department"), HTML(text: visit.reach(mandate.department))), (visit.words("field.firstDay.label"), HTML(text: visit.date(mandate.startsOn))),
            (visit.words("field.lastDay.label"), HTML(text: visit.date(mandate.endsOn))), (visit.words("mandate.wording"), mandate.version > 1 ? HTML(text: visit.words.number(mandate.version)) : nil),
        ])
    }
    private func end(_ visit: Visit) -> HTML? { mandate.endReason.isEmpty ? nil : Section("end", visit.words("mandate.endReason"), "\(Prose(mandate.endReason))").html }
    /// Each earlier wording in full, with why it was changed: nobody has to search for the difference by heart.
    private func earlier(_ visit: Visit) -> HTML? {
        let words = visit.words
        let rows: [HTML] = versions.map { version in
            let phases = MandatePhase.allCases.filter(version.phases.contains).map { words("choice.phase.\($0.rawValue)") }.joined(separator: "; ")
            let facts = Facts([
                (words("act.mandate.grant.purpose.label"), HTML(text: version.purpose)), (words("mandate.phases"), HTML(text: phases)), (words("field.lastDay.label"), HTML(text: visit.date(version.endsOn))),
                (words("field.reportWhat.label"), HTML(text: version.reportWhat)), (words("field.reportTo.label"), HTML(text: version.reportTo)),
                (words("act.mandate.grant.rhythm.label"), HTML(text: words("choice.rhythm.\(version.rhythm.rawValue)"))),
            ])
            return "<li><div><h3>\(words("mandate.version", ["number": .number(version.number)]))</h3>\(facts)<p><strong>\(words("mandate.whyChanged"))</strong> \(version.reason)</p></div><div class=\"meta\">\(visit.day(version.replacedAt))</div></li>"
        }
        return rows.isEmpty ? nil : Section("versions", words("mandate.versions"), "<ul class=\"rows\">\(rows)</ul>").html
    }
    private func scope(_ visit: Visit) -> HTML {
        let phases: [HTML] = MandatePhase.allCases.filter(mandate.phases.contains).map { "<li>\(visit.words("choice.phase.\($0.rawValue)"))</li>" }
        return Section("phases", visit.words("mandate.phases"), "<ul>\(phases)</ul><p class=\"meta\">\(visit.words("mandate.nothingElse"))</p>").html
    }
    /// What is owed stands before what came.
    private func duty(_ visit: Visit) -> HTML {
        let words = visit.words
        let state: HTML? = mandate.reportDueOn.map { day in
            mandate.isOverdue(on: visit.city.calendar.day(of: visit.now))
                ? "<p>\(Tag(.stop, words("mandate.overdue"))) \(words("mandate.overdueSince", ["day": .text(visit.date(day))]))</p>" : "<p>\(words("mandate.dueOn", ["day": .text(visit.date(day))]))</p>"
        }
        let rows: [HTML] = reports.map { report in
            let late: HTML? = report.isLate ? Tag(.wait, words("mandate.late")).html : nil
            return "<li><div><h3>\(words("mandate.report", ["number": .number(report.number)]))</h3>\(Prose(report.text))</div><div>\(late)</div><div class=\"meta\">\(visit.day(report.at))</div></li>"
        }
        let said = words("mandate.duty", ["to": .text(mandate.reportTo), "rhythm": .text(words("choice.rhythm.\(mandate.rhythm.rawValue)"))])
        return Section("reports", words("mandate.reports"), "<p>\(said)</p>\(Prose(mandate.reportWhat))\(state)\(if: !rows.isEmpty, "<ul class=\"rows rows-3\">\(rows)</ul>")").html
    }
    private func people(_ visit: Visit) -> HTML {
        let rows: [HTML] = holders.map { "<li>\($0.holder), \(visit.words("role.\($0.role.rawValue)"))</li>" }
        return Section("people", visit.words("mandate.people"), rows.isEmpty ? "<p>\(visit.words("mandate.nobody"))</p>" : "<ul>\(rows)</ul>").html
    }
}

extension ListPage {
    static func mandates(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let found = try MandateQueries.list(scene), names = try OrganisationQueries.names(of: Set(found.map(\.organisation)), scene)
        let rows = found.map { one -> ListRow in
            let address = visit.address(of: one.reference), name = names[one.organisation] ?? one.code.rawValue
            let overdue: HTML? = one.isOverdue(on: scene.today) ? Tag(.stop, visit.words("mandate.overdue")).html : nil
            return ListRow(
                for: visit, code: one.code.rawValue, title: name, address: address,
                html: """
                    <li><div><p class="meta">\(one.code.rawValue) · \(visit.reach(one.department))</p><h3><a href="\(address)">\(name)</a></h3><p>\(one.purpose.excerpt(200))</p></div>\
                    <div>\(visit.tag(.mandate, one.state.rawValue)) \(overdue)</div><div class="meta">\(visit.date(one.endsOn))</div></li>
                    """,
                values: [one.code.rawValue, name, one.state.rawValue, one.phases.map(\.rawValue).sorted().joined(separator: " "), one.department.map { visit.department($0) } ?? "", one.startsOn.description,
                         one.endsOn.description, one.reportDueOn?.description ?? ""],
                updatedAt: one.createdAt, summary: one.purpose)
        }
        let give: HTML? = GrantMandate.permission(visit.standing, TheCity()) == .allowed ? LinkButton(visit.words("act.mandate.grant.title"), visit.form(GrantMandate.name)).html : nil
        return ListPage(
            room: "mandates", columns: ["code", "organisation", "state", "phases", "department", "startsOn", "endsOn", "reportDueOn"], rows: rows, next: nil, count: found.count, filter: nil, primary: give,
            empty: EmptyBox(heading: visit.words("list.mandates.empty"), text: visit.words("list.mandates.emptyText"), link: (visit.words("roles.title"), "/\(visit.city.slug)/roles")), aside: nil)
    }
}

struct MandateRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.list("mandates", on: router, ListPage.mandates)
        site.one("mandates/:code", on: router) { target, scene, visit in
            let mandate = try MandateQueries.mandate(target, scene)
            guard let organisation = try OrganisationQueries.organisation(mandate.organisation, scene) else { throw Refusal.notFound }
            return MandatePage(
                mandate: mandate, organisation: organisation, holders: try MandateQueries.holders(of: mandate, scene), reports: try MandateQueries.reports(of: mandate, scene),
                versions: try MandateQueries.versions(before: mandate, scene),
                offers: try Offers.on(mandate.reference, mandate, site.platform.rooms, scene), entries: try RecordSection(mandate.reference, scene, visit))
        }
    }
}
