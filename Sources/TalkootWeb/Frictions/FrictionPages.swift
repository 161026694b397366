import Talkoot

extension PartDrawing {
    /// What the reader has to do with, and for everybody how things ended. Nothing tells that there is anything else.
    func friction() throws -> HTML {
        let path = try FrictionQueries.path(of: part.problem, scene), words = visit.words
        let rows = try path.own.map { one in (cells: row(one), acts: try acts(on: one)) }
        let columns = ["friction.column.what", "glance.state", "friction.column.until"].map(column)
        let own: HTML? = rows.isEmpty ? nil : Section("confidential", words("friction.confidential"), "<p>\(words("friction.who"))</p>\(table(words("friction.caption"), columns, rows))").html
        return "\(own)\(Section("outcomes", words("friction.outcomes"), FrictionOutcomes.html(path.outcomes, visit) ?? empty("friction")))"
    }
    private func row(_ one: Friction) -> [HTML] {
        let kind = visit.words("friction.kind.\(one.frictionKind.rawValue)")
        let until: HTML = one.isOpen && one.state != .escalated ? visit.day(one.talkUntil) : "–"
        return ["<span id=\"\(one.code.rawValue)\">\(kind)</span>\(Prose(one.text))", visit.tag(Friction.kind, one.state.rawValue).html, until]
    }
}

enum FrictionOutcomes {
    static func html(_ outcomes: [FrictionOutcome], _ visit: Visit) -> HTML? {
        let rows: [HTML] = outcomes.map { "<li><div>\(Prose($0.outcome))</div><div class=\"meta\">\(visit.day($0.settledAt))</div></li>" }
        return rows.isEmpty ? nil : "<ul class=\"rows\">\(rows)</ul>"
    }
}

extension ProblemSection {
    /// To the public only how something ended; those who work on it find the way to speak up on the page of the part.
    static let friction = ProblemSection("friction", order: 370, hasPage: true) { problem, scene, visit in
        let path = try FrictionQueries.path(of: problem, scene)
        return FrictionOutcomes.html(path.outcomes, visit) ?? (scene.standing.isVisitor ? nil : "<p>\(visit.words("part.friction.lede"))</p>")
    }
}
