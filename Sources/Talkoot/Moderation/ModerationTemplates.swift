import Storage

/// The city's own wording of a statement of reasons, for one rule in one language. `[title]`, `[code]` and `[city]` are filled in with the case.
public struct SetTemplate: Act {
    public static let name = "moderation.template"
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.role(.moderator), .role(.administrator)]
    public static let form = Form(.choice("rule", of: ConductRule.self), .choice("language", of: Language.self), .text("text", max: 2_000)) { SetTemplate(rule: $0, language: $1, text: $2) }
    let rule: ConductRule, language: Language, text: String

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        try change.tx.run("""
            INSERT INTO moderation_template (city, rule, language, text, set_by, set_at)
            VALUES (\(change.city.id), \(rule), \(language), \(text), \(change.standing.person?.id), \(change.now))
            ON CONFLICT (city, rule, language) DO UPDATE SET text = excluded.text, set_by = excluded.set_by, set_at = excluded.set_at
            """)
        let object = ObjectReference(.city, id: change.city.id.rawValue, code: PublicCode(""))
        try change.happened(Event(ModerationEvent.templateSet, on: object, of: nil, isPublic: true, facts: ["rule": .text(rule.rawValue), "language": .text(language.rawValue), "text": .text(text)]))
        return Outcome(nil)
    }
}

public struct ModerationTemplate: Sendable, Hashable {
    public let rule: ConductRule, language: Language, text: String, setAt: Instant

    /// The city's own texts, by rule and language; where there is none, the house's wording stands in the language files.
    public static func all(_ scene: Scene) throws -> [ModerationTemplate] {
        try scene.tx.rows("SELECT rule, language, text, set_at FROM moderation_template WHERE city = \(scene.city.id) ORDER BY rule, language") {
            ModerationTemplate(rule: try $0.value(), language: try $0.value(), text: try $0.text(), setAt: try $0.instant())
        }
    }
}
