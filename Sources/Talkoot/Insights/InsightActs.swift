import Storage

/// What a card says.
struct InsightText: Sendable {
    let observation: String, group: String, kind: Insight.Source?, source: String?, strength: Insight.Strength

    /// A strong claim can be looked up by others.
    var problems: [Problem] { strength == .strong && source == nil ? [Problem("strength", "problem.strongWithoutSource")] : [] }
    var facts: [String: JSON] {
        ["observation": .text(observation), "group": .text(group), "source": .text(source ?? ""), "strength": .text(strength.rawValue)]
    }
}

public struct NoteInsight: Act {
    public static let name = "insight.note"
    public static let target: ObjectKind? = .problem
    public static let permitted = JourneyMap.drawers
    public static let form = Form(
        .text("observation", max: 600), .line("aboutGroup", max: 120), .optional(.choice("insightSource", of: Insight.Source.self)), .optional(.line("sourceNote", max: 300)), .choice("strength", of: Insight.Strength.self)
    ) { NoteInsight(text: InsightText(observation: $0, group: $1, kind: $2, source: $3, strength: $4)) }
    let text: InsightText

    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { !CityProblem.lifecycle.isFinal.contains(problem.state) }
    public func problems(_ problem: CityProblem, _ scene: Scene) -> [Problem] { text.problems }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let id: ID<Insight> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO insight (city, id, code, initiative, problem, observation, affected_group, kind, source, strength, owner, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(problem.initiative), \(problem.id), \(text.observation), \(text.group), \(text.kind), \(text.source ?? ""), \(text.strength),
                \(change.standing.person?.id), \(1), \(change.now))
            """)
        return try InsightCard.note(ObjectReference(.insight, id: id.rawValue, code: code), problem, .noted, facts: text.facts.merging(["problem": .text(problem.code.rawValue)]) { $1 }, change)
    }
}

extension InsightCard {
    static func note(_ object: ObjectReference, _ problem: CityProblem, _ event: InsightEvent, facts: [String: JSON], _ change: Change) throws -> Outcome {
        try change.initiativeMoved(problem.initiative)
        try change.happened(Event(event, on: object, of: problem.initiative, isPublic: problem.isPublic, facts: facts))
        return Outcome(object)
    }
}

public struct ChangeInsight: Act {
    public static let name = "insight.change"
    public static let target: ObjectKind? = .insight
    public static let permitted = JourneyMap.drawers
    public static let form = Form(
        .version, .text("observation", max: 600), .line("aboutGroup", max: 120), .optional(.choice("insightSource", of: Insight.Source.self)), .optional(.line("sourceNote", max: 300)),
        .choice("strength", of: Insight.Strength.self)
    ) { ChangeInsight(version: $0, text: InsightText(observation: $1, group: $2, kind: $3, source: $4, strength: $5)) }
    let version: Int?, text: InsightText

    public static func load(_ target: Target, _ scene: Scene) throws -> InsightCard { try InsightQueries.card(target, scene) }
    public static func prefill(_ card: InsightCard, _ scene: Scene) -> [String: JSON] {
        let insight = card.insight
        return ["version": .integer(Int64(insight.version)), "observation": .text(insight.observation), "aboutGroup": .text(insight.group), "insightSource": .text(insight.kind?.rawValue ?? ""),
                "sourceNote": .text(insight.source), "strength": .text(insight.strength.rawValue)]
    }
    public func problems(_ card: InsightCard, _ scene: Scene) -> [Problem] { text.problems }
    public func apply(_ card: InsightCard, _ change: Change) throws -> Outcome {
        let insight = card.insight
        if let version, version != insight.version { throw Refusal.stale }
        let changed = try change.tx.run("""
            UPDATE insight SET observation = \(text.observation), affected_group = \(text.group), kind = \(text.kind), source = \(text.source ?? ""), strength = \(text.strength), version = version + 1
            WHERE city = \(change.city.id) AND id = \(insight.id) AND version = \(insight.version)
            """)
        if changed == 0 { throw Refusal.stale }
        return try InsightCard.note(insight.reference, card.problem, .changed, facts: text.facts, change)
    }
}
