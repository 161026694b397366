import Talkoot

/// Beside the plan of a pilot: whose answer is tried, and within which mandate.
struct PilotLimits: Sendable {
    private let mandate: PlanPilot.Mandate
    init(_ mandate: PlanPilot.Mandate) { self.mandate = mandate }

    func html(_ visit: Visit) -> HTML {
        let (decision, chosen) = (mandate.decision, mandate.submission)
        let limits = visit.words("decision.mandateText", ["amount": .text(visit.money(decision.mandate)), "day": .text(visit.date(decision.mandateUntil))])
        let facts = Facts([
            (visit.words("kind.submission"), "<a href=\"\(visit.address(of: chosen.reference))\">\(chosen.title)</a>"), (visit.words("initiative.team"), HTML(text: chosen.team)),
            (visit.words("decision.mandate"), HTML(text: limits)),
        ])
        return "<div class=\"stack\"><h2>\(visit.words("pilot.limits"))</h2>\(facts)</div>"
    }
}
