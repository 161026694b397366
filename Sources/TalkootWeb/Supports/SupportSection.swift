import Talkoot

/// What the city gives, what should come of it and who steers, as lists.
struct SupportView: Component {
    let sheet: SupportSheet
    let quadrant: CityProblem.Quadrant?
    let visit: Visit

    var html: HTML {
        let words = visit.words
        let gives: [HTML] = sheet.supports.map { line(words("choice.support.\($0.kind.rawValue)"), $0.detail) }
        let brings: [HTML] = sheet.outputs.map { line(words("choice.output.\($0.kind.rawValue)"), $0.detail) }
        return """
            \(note)\(if: !gives.isEmpty, "<h3>\(words("field.supports.label"))</h3><ul>\(gives)</ul>")<h3>\(words("field.outputs.label"))</h3><ul>\(brings)</ul>\
            <h3>\(words("field.steering.label"))</h3><p>\(words("choice.steering.\(sheet.steering.rawValue)"))</p>\(since)
            """
    }
    private func line(_ name: String, _ detail: String) -> HTML { detail.isEmpty ? "<li>\(name)</li>" : "<li>\(name): \(detail)</li>" }
    /// What is only proposed says so, and so does what was drawn up for another kind.
    private var note: HTML? {
        if sheet.version == nil { return "<p>\(visit.words("support.template"))</p>" }
        return sheet.quadrant == quadrant ? nil : "<p>\(Tag(.wait, visit.words("support.otherKind"))) \(visit.words("choice.quadrant.\(sheet.quadrant.rawValue)"))</p>"
    }
    private var since: HTML? {
        guard let at = sheet.at else { return nil }
        return "<p class=\"meta\">\(visit.words("support.version", ["version": .number(sheet.version ?? 1)])) · \(visit.day(at))\(if: !sheet.reason.isEmpty, " · \(sheet.reason)")</p>"
    }
}

extension ProblemSection {
    /// Everybody reads what was drawn up; what a kind of problem begins with is for those who draw it up.
    static let support = ProblemSection("support", order: 16, acts: ["support.set"]) { problem, scene, visit in
        guard let sheet = try SupportQueries.sheet(of: problem, scene), sheet.version != nil || scene.standing.isStaff else { return nil }
        return SupportView(sheet: sheet, quadrant: problem.quadrant, visit: visit).html
    }
}

extension Visit {
    /// What is read beside a form: the entry that is scored, the limits of a pilot or of a way, or what a call can offer and ask for.
    func beside(_ act: String, _ subject: any ActSubject, _ scene: Scene) throws -> HTML? {
        if ActWay.of(act).isScoring { return (subject as? Assignment).map { ScoringForm.beside($0.submission, self) } }
        if let mandate = subject as? PlanPilot.Mandate { return PilotLimits(mandate).html(self) }
        if let problem = subject as? CityProblem, let counts = try WayBeside(act, problem, scene, self) { return counts.html }
        guard act == DraftChallenge.name, let problem = subject as? CityProblem, let sheet = try SupportQueries.sheet(of: problem, scene) else { return nil }
        return "<div class=\"stack\"><h2>\(words("problem.section.support"))</h2>\(SupportView(sheet: sheet, quadrant: problem.quadrant, visit: self))</div>"
    }
}
