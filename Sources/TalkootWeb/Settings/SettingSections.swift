import Foundation
import Talkoot

/// Districts, departments, calendar and roles on the page of settings.
extension SettingsPage {
    func districts(_ visit: Visit) -> HTML {
        let open = districts.filter { $0.closedOn == nil }, closed = districts.filter { $0.closedOn != nil }
        let waiting: HTML? = waitingPlan.map { code in
            "<p>\(visit.words("districts.waiting")) <a href=\"\("/\(visit.city.slug)/districtPlans/\(code.rawValue)" as Address)\">\(visit.words("districts.look"))</a></p>"
        }
        let shapes = open.map { ($0, $0.rings) }.filter { !$0.1.isEmpty }.map { DistrictMap.District(name: $0.0.name, rings: DistrictMap.positions($0.1)) }
        let map: HTML? = shapes.isEmpty ? nil : DistrictMap(words: visit.words, summary: visit.words("front.mapSummary"), districts: shapes).html
        let names: HTML? = shapes.isEmpty && !open.isEmpty ? HTML(text: open.map(\.name).joined(separator: ", ")) : nil
        let past: [HTML] = closed.map { old in
            let day = old.closedOn.map(visit.date) ?? ""
            return "<li>\(old.name), \(visit.words("settings.closedOn", ["day": .text(day)]))</li>"
        }
        let button: HTML? = mayChange ? LinkButton(visit.words("act.districts.propose.title"), visit.form("districts.propose"), .secondary).html : nil
        return Section("districts", visit.words("settings.districts"), """
            \(waiting)<div class="cols cols-21"><div>\(map)\(names.map { "<p>\($0)</p>" })\(if: districts.isEmpty, "<p>\(visit.words("districts.none"))</p>")</div>\
            <div class="stack">\(status("districts", visit))\(if: !past.isEmpty, "<ul>\(past)</ul>")\(button.map { "<p>\($0)</p>" })</div></div>
            """).html
    }

    func departments(_ visit: Visit) -> HTML {
        let open = departments.filter(\.isOpen)
        let rows = tree(open, under: nil, depth: 0).map { department, depth in departmentRow(department, depth, visit) }
        let past: [HTML] = departments.filter { !$0.isOpen }.map { old in
            let heir = departments.first { $0.id == old.successor }?.name ?? ""
            return "<li>\(visit.words("departments.closed", ["name": .text(old.name), "day": .text(old.closedOn.map(visit.date) ?? ""), "successor": .text(heir)]))</li>"
        }
        let columns = ["department", "heads", "budgetCodes", "links"].map { Table.Column.text(visit.words("departments.\($0)")) }
        let button: HTML? = mayChange ? "<p>\(LinkButton(visit.words("act.department.open.title"), visit.form("department.open"), .secondary))</p>" : nil
        return Section("departments", visit.words("settings.departments"), """
            \(Table(caption: visit.words("settings.departments"), columns: columns, rows: rows, hidesCaption: true))\(if: !past.isEmpty, "<ul>\(past)</ul>")\(button)
            """).html
    }
    /// Those under a department, each followed by its own; one whose parent is not among them stands on top.
    private func tree(_ open: [Department], under parent: Department?, depth: Int) -> [(Department, Int)] {
        if depth > 20 { return [] }
        let known = Set(open.map(\.id))
        let here = open.filter { department in parent.map { department.parent == $0.id } ?? !(department.parent.map(known.contains) ?? false) }
        return here.flatMap { [($0, depth)] + tree(open, under: $0, depth: depth + 1) }
    }
    private func departmentRow(_ department: Department, _ depth: Int, _ visit: Visit) -> [HTML] {
        let heads = roles.filter { $0.role == .departmentHead && $0.department == department.id }.map(\.holder)
        let links: [HTML] = mayChange ? ["edit", "close"].map { act in
            "<a href=\"\(("/\(visit.city.slug)/acts/department.\(act)" as Address).asking("on", department.slug))\">\(visit.words("departments.\(act)"))<span class=\"vh\">: \(department.name)</span></a>"
        } : []
        let named: HTML? = mayGrant ? "<a href=\"\(visit.form("role.grant").asking("role", Role.departmentHead.rawValue).asking("department", department.slug))\">\(visit.words("departments.nameHead"))<span class=\"vh\">: \(department.name)</span></a>" : nil
        return ["\(String(repeating: "– ", count: depth))\(department.name)", HTML(text: heads.isEmpty ? visit.words("departments.noHead") : heads.joined(separator: ", ")),
                HTML(text: department.budgetCodes.isEmpty ? "–" : department.budgetCodes), links.isEmpty && named == nil ? HTML() : "<p class=\"exports\">\((links + [named].compactMap(\.self)).joined(separator: " "))</p>"]
    }

    private static let holidaysShown = 8

    func calendar(_ visit: Visit) -> HTML {
        let calendar = visit.city.calendar, today = calendar.day(of: visit.now)
        let week = calendar.week.weekdays(on: today).sorted().map { visit.words("weekday.\($0)") }.joined(separator: ", ")
        let coming = holidays.keys.sorted().prefix(Self.holidaysShown)
        let list: [HTML] = coming.map { "<li>\(visit.date($0))\(holidays[$0].flatMap { $0.isEmpty ? nil : ": \($0)" } ?? "")</li>" }
        let more: HTML? = holidays.count > coming.count ? "<p>\(visit.words("calendar.more", count: holidays.count - coming.count))</p>" : nil
        let shown: HTML = list.isEmpty ? HTML(text: visit.words("calendar.noHolidays")) : "<div><ul>\(list)</ul>\(more)</div>"
        let proposals: [HTML] = mayChange ? Country.allCases.map { country in
            LinkButton(visit.words("calendar.propose.\(country.rawValue)"), ("/\(visit.city.slug)/acts/calendar.holidays" as Address).asking("on", country.rawValue), .secondary).html
        } : []
        let rows = [
            row("calendar.week", visit.words("setting.calendar.week"), HTML(text: week), act: "calendar.week", visit),
            row("calendar.holidays", visit.words("setting.calendar.holidays"), shown, act: "calendar.holidays", visit),
        ]
        return Section("calendar", visit.words("settings.calendar"), "<p>\(visit.words("calendar.text", ["zone": .text(calendar.timeZone.identifier)]))</p>\(table(visit.words("settings.calendar"), rows, visit))\(if: !proposals.isEmpty, "<div class=\"row\">\(proposals)</div>")").html
    }

    func roles(_ visit: Visit) -> HTML {
        let soon = roles.filter { held in held.until.map { $0 < visit.now.adding(days: 30) } ?? false }
        let ending: [HTML] = soon.map { held in
            "<li>\(visit.words("roles.ends", ["who": .text(held.holder), "role": .text(visit.words("role.\(held.role.rawValue)")), "department": .text(visit.reach(held.department)), "day": .text(held.until.map { visit.date(visit.city.calendar.day(of: $0)) } ?? "")]))</li>"
        }
        let buttons: HTML? = mayGrant ? """
            <div class="row">\(LinkButton(visit.words("act.role.grant.title"), visit.form("role.grant"), .secondary))\(LinkButton(visit.words("act.role.end.title"), visit.form("role.end"), .secondary))\(LinkButton(visit.words("act.person.signOut.title"), visit.form(SignPersonOut.name), .secondary))</div>
            """ : nil
        let name = City.secondFactorSetting, factor = visit.city.secondFactorFrom.map(visit.date) ?? visit.words("settings.none")
        let rows = [row(name, visit.settingName(name), HTML(text: factor), act: RequireSecondFactor.name, mayChange: mayGrant, visit)]
        return Section("roles", visit.words("settings.roles"), """
            <p>\(visit.words("settings.rolesText", ["count": .number(roles.count)])) <a href="\("/\(visit.city.slug)/roles" as Address)">\(visit.words("foot.roles"))</a></p>\
            \(if: !ending.isEmpty, "<ul>\(ending)</ul>")\(buttons)\(table(visit.words("settings.roles"), rows, visit))
            """).html
    }
}

extension DistrictMap {
    /// Rings of longitude and latitude pairs.
    static func positions(_ rings: [[[Double]]]) -> [[Position]] { rings.map { $0.map { Position(longitude: $0[0], latitude: $0[1]) } } }
}
