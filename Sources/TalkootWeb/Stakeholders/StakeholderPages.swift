import Talkoot

extension PartDrawing {
    /// How far the plan reaches, and its lines.
    func stakeholders() throws -> HTML {
        let plan = try StakeholderQueries.plan(of: part.problem, scene)
        if plan.isEmpty { return empty("stakeholders") }
        let rows = try plan.map { one in (cells: row(one), acts: try acts(on: one)) }
        let columns = ["stakeholders.column.name", "field.sector.label", "stakeholders.column.invitation", "stakeholders.column.response"].map(column)
        return "\(StakeholderCover(StakeholderQueries.coverage(plan)).html(visit))\(Section("plan", visit.words("stakeholders.plan"), table(visit.words("stakeholders.caption"), columns, rows)))"
    }

    private func row(_ one: Stakeholder) -> [HTML] {
        let words = visit.words
        let invitation: HTML = if let at = one.invitedAt {
            "\(Tag(.done, words("choice.stakeholder.invite.channel.\(one.channel?.rawValue ?? "mail")"))) \(visit.day(at))<p>\(one.invitation)</p>"
        } else if !one.waiver.isEmpty { "\(Tag(.stop, words("stakeholders.waived")))<p>\(one.waiver)</p>" } else { one.isCovered ? Tag(.wait, words("stakeholders.notYet")).html : Tag(.wait, words("stakeholders.open")).html }
        let response: HTML = one.response.map { "\(words("choice.stakeholder.answer.response.\($0.rawValue)"))\(one.responseText.isEmpty ? nil : "<p>\(one.responseText)</p>" as HTML)" } ?? HTML(text: "–")
        return ["<span id=\"\(one.code.rawValue)\">\(one.name)</span><p class=\"meta\">\(words("choice.stakeholder.add.kind.\(one.stakeholderKind.rawValue)"))</p><p class=\"meta\">\(one.why)</p>", HTML(text: words("choice.sector.\(one.sector.rawValue)")), invitation, response]
    }
}

/// The coverage meter: affected groups on one bar, sectors in a table.
struct StakeholderCover {
    let coverage: StakeholderCoverage
    init(_ coverage: StakeholderCoverage) { self.coverage = coverage }

    var line: (String, [String: Words.Value]) { ("stakeholders.covered", ["covered": .number(coverage.invited + coverage.waived), "all": .number(coverage.groups)]) }

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let bar = StackedBar(label: words(line.0, line.1), total: Double(max(coverage.groups, 1)), parts: [
            .init(label: words("stakeholders.invited"), value: Double(coverage.invited), text: words.number(coverage.invited)),
            .init(label: words("stakeholders.waived"), value: Double(coverage.waived), text: words.number(coverage.waived)),
        ], rest: .init(label: words("stakeholders.open"), value: Double(coverage.uncovered.count), text: words.number(coverage.uncovered.count)))
        let sectors: [[HTML]] = Stakeholder.Sector.allCases.compactMap { sector in
            coverage.sectors[sector].map { [HTML(text: words("choice.sector.\(sector.rawValue)")), HTML(text: words.number($0.listed)), HTML(text: words.number($0.invited))] }
        }
        let table = Table(caption: words("stakeholders.bySector"), columns: [.text(words("field.sector.label")), .number(words("stakeholders.listed")), .number(words("stakeholders.invited"))], rows: sectors)
        return Section("coverage", words("stakeholders.coverage"), "<p>\(words(line.0, line.1))</p>\(bar)\(table)").html
    }
}

extension ProblemSection {
    static let stakeholders = ProblemSection("stakeholders", order: 310, hasPage: true, empty: "part.stakeholders.empty") { problem, scene, visit in
        let plan = try StakeholderQueries.plan(of: problem, scene)
        let cover = StakeholderCover(StakeholderQueries.coverage(plan))
        return plan.isEmpty ? nil : "<p>\(visit.words(cover.line.0, cover.line.1))</p>"
    }
}
