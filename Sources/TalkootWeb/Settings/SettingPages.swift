import Talkoot

/// How the city is set up: what holds, what is the house's and what was changed, by whom and why. Everybody reads it; who may, changes it here.
struct SettingsPage: Page {
    let limits: [LimitView]
    let newest: [String: SettingHistoryLine]
    let departments: [Department]
    let roles: [HeldRole]
    let districts: [District]
    let waitingPlan: PublicCode?
    let holidays: [Day: String]
    let statements: [(page: String, language: Language)]
    let mayChange: Bool
    let mayGrant: Bool
    let room = ""

    init(_ scene: Scene) throws {
        limits = try SettingQueries.limits(scene)
        newest = try SettingQueries.newest(scene)
        departments = try CityQueries.departments(isOpenOnly: false, scene)
        roles = try RoleQueries.register(scene)
        districts = try CityQueries.districts(isOpenOnly: false, scene)
        waitingPlan = try DistrictPlanQueries.waiting(scene)
        holidays = try SettingQueries.holidays(scene)
        statements = try SettingQueries.statements(scene)
        mayChange = SettingQueries.mayChange(scene.standing)
        mayGrant = scene.standing.holds(.administrator)
    }

    func title(_ visit: Visit) -> String { visit.words("settings.title") }
    func summary(_ visit: Visit) -> String { visit.words("settings.lede") }

    func body(_ visit: Visit) -> HTML {
        let history = LinkButton(visit.words("settings.history"), history(visit), .secondary).html
        let parts = ["look", "languages", "districts", "departments", "calendar", "limits", "roles"]
        let contents: [HTML] = parts.map { "<a href=\"#\($0)\">\(visit.words("settings.\($0)"))</a>" }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), actions: history))\
            <nav aria-label="\(visit.words("settings.contents"))"><p class="exports">\(contents)</p></nav>\
            \(look(visit))\(languages(visit))\(districts(visit))\(departments(visit))\(calendar(visit))\(limits(visit))\(roles(visit))\
            \(Pager(words: visit.words, exports: [("JSON", "/\(visit.city.slug)/settings.json")]))</div>
            """
    }

    private func history(_ visit: Visit) -> Address { "/\(visit.city.slug)/settings/history" }

    // MARK: One row

    /// A setting with its value, since when, and what one can do.
    func row(_ name: String, _ label: String, _ value: HTML, act: String, on target: String? = nil, mayChange: Bool? = nil, _ visit: Visit) -> [HTML] {
        [HTML(text: label), value, status(name, visit), actions(name, act, on: target, mayChange: mayChange, visit)]
    }
    /// What came with Talkoot, or when and by whom it was set, and why.
    func status(_ name: String, _ visit: Visit) -> HTML {
        guard let line = newest[name] else { return HTML(text: visit.words("settings.house")) }
        let who = line.who ?? visit.words("settings.formerMember")
        return "<div>\(visit.words.html("settings.set", ["day": visit.day(line.change.at), "who": HTML(text: who)])) <q>\(line.change.reason.excerpt(200))</q></div>"
    }
    /// - Parameter mayChange: where another role than for most settings changes it.
    func actions(_ name: String, _ act: String, on target: String? = nil, mayChange: Bool? = nil, _ visit: Visit) -> HTML {
        let form: Address = "/\(visit.city.slug)/acts/\(act)"
        let what = visit.settingName(name)
        let change: HTML? = mayChange ?? self.mayChange ? "<a href=\"\(target.map { form.asking("on", $0) } ?? form)\">\(visit.words("settings.change"))<span class=\"vh\">: \(what)</span></a>" : nil
        let past: HTML? = newest[name] == nil ? nil : "<a href=\"\(history(visit).asking("name", name))\">\(visit.words("settings.past"))<span class=\"vh\">: \(what)</span></a>"
        if change == nil, past == nil { return HTML() }
        return "<p class=\"exports\">\([change, past].compactMap(\.self).joined(separator: " "))</p>"
    }
    func table(_ caption: String, _ rows: [[HTML]], _ visit: Visit) -> Table {
        let columns = ["what", "value", "since", "links"].map { Table.Column.text(visit.words("settings.column.\($0)")) }
        return Table(caption: caption, columns: columns, rows: rows, hidesCaption: true)
    }

    // MARK: Sections

    private func look(_ visit: Visit) -> HTML {
        let city = visit.city, contacts = city.profile.contacts
        let names: [HTML] = city.languages.compactMap { language in
            city.profile.names[language].flatMap { $0.name.isEmpty ? nil : "<li lang=\"\(language.rawValue)\">\($0.fullName.isEmpty ? $0.name : "\($0.name), \($0.fullName)")</li>" }
        }
        let reach = [contacts.publisher, city.brand.address, contacts.email, contacts.phone].filter { !$0.isEmpty }.joined(separator: ", ")
        let rows = [
            row("city.names", visit.words("setting.city.names"), names.isEmpty ? HTML(text: city.name) : "<ul>\(names)</ul>", act: "city.rename", visit),
            row("city.crest", visit.words("setting.city.crest"), "<span class=\"brand\">\(visit.crest)</span>", act: "city.crest", visit),
            row("city.accent", visit.words("setting.city.accent"), colours(visit), act: "city.accent", visit),
            row("city.contacts", visit.words("setting.city.contacts"), HTML(text: reach.isEmpty ? visit.words("settings.none") : reach), act: "city.contacts", visit),
        ]
        return Section("look", visit.words("settings.look"), "\(table(visit.words("settings.look"), rows, visit))\(words(visit))").html
    }
    /// Both colours with their contrast.
    private func colours(_ visit: Visit) -> HTML {
        guard let accent = Colour(visit.city.brand.accent) else { return HTML(text: visit.words("settings.houseColour")) }
        let shown: [(AccentScheme, Colour)] = [(.light, accent), (.dark, AccentScheme.dark.nearest(to: Colour(visit.city.profile.accentDark) ?? accent))]
        let lines: [HTML] = shown.map { scheme, colour in
            let ratio = visit.words.decimal((scheme.contrast(of: colour) * 10).rounded(.down) / 10)
            return """
                <li class="row"><svg width="44" height="24" aria-hidden="true"><rect width="44" height="24" fill="\(scheme.ground.text)"/><rect x="8" y="4" width="28" height="16" fill="\(colour.text)"/></svg>\
                <span>\(visit.words("settings.colour.\(scheme.rawValue)", ["colour": .text(colour.text), "ratio": .text(ratio)]))</span></li>
                """
        }
        return "<ul>\(lines)</ul>"
    }
    private func words(_ visit: Visit) -> HTML {
        let rows: [[HTML]] = ["accessibility", "privacy"].map { page in
            let spoken = statements.filter { $0.page == page }.map { visit.words("choice.language.\($0.language.rawValue)") }
            let text = spoken.isEmpty ? visit.words("settings.houseWords") : visit.words("settings.ownWords", ["languages": .text(spoken.joined(separator: ", "))])
            let form = visit.form("city.statement").asking("page", page)
            return ["<a href=\"\("/\(visit.city.slug)/\(page)" as Address)\">\(visit.words("choice.page.\(page)"))</a>", HTML(text: text), mayChange ? "<a href=\"\(form)\">\(visit.words("settings.change"))<span class=\"vh\">: \(visit.words("choice.page.\(page)"))</span></a>" : HTML()]
        }
        let columns = ["what", "value", "links"].map { Table.Column.text(visit.words("settings.column.\($0)")) }
        return "<h3>\(visit.words("settings.statements"))</h3>\(Table(caption: visit.words("settings.statements"), columns: columns, rows: rows, hidesCaption: true))"
    }
    private func languages(_ visit: Visit) -> HTML {
        let spoken = visit.city.languages.map { visit.words("choice.language.\($0.rawValue)") }.joined(separator: ", ")
        return Section("languages", visit.words("settings.languages"), table(visit.words("settings.languages"), [row("city.languages", visit.words("setting.city.languages"), HTML(text: spoken), act: "city.languages", visit)], visit).html).html
    }
    /// One table, so that values stand under each other; the area before each name.
    private func limits(_ visit: Visit) -> HTML {
        let rows = limits.map { limit -> [HTML] in
            let name = limit.tunable.name
            let label: HTML = "\(visit.words("settings.area.\(limit.tunable.area)")): \(visit.words("limit.\(name).label"))<br><span class=\"meta\">\(visit.words("limit.\(name).why"))</span>"
            return [label, value(limit, visit), status(name, visit), actions(name, "limit.set", on: name, visit)]
        }
        return Section("limits", visit.words("settings.limits"), "<p>\(visit.words("settings.limitsText"))</p>\(table(visit.words("settings.limits"), rows, visit))").html
    }
    private func value(_ limit: LimitView, _ visit: Visit) -> HTML {
        let planned: [HTML] = limit.planned.map { plan in
            "<br>\(visit.words.html("settings.planned", ["value": HTML(text: visit.limit(limit.tunable, plan.value)), "day": visit.day(plan.from)]))"
        }
        return "<div><strong>\(visit.limit(limit.tunable, limit.value))</strong><br><span class=\"meta\">\(range(limit.tunable, visit))</span>\(planned)</div>"
    }
    private func range(_ tunable: Tunable, _ visit: Visit) -> String {
        visit.words("settings.range", [
            "low": .text(tunable.written(tunable.range.lowerBound)), "high": .text(visit.limit(tunable, tunable.range.upperBound)), "standard": .text(visit.limit(tunable, tunable.standard)),
        ])
    }
}
