import Storage

/// Erases a text that has stayed hidden: a year after nobody appealed, or after the appeal was turned down. An appeal that waits holds it back.
/// The decision with its reasons stays, and so does the record, with its commitment to what the text was.
struct EraseHiddenText: Act {
    static let name = "moderation.erase"
    static let target: ObjectKind? = .moderationCase
    static let permitted: [Who] = [.system]
    static let form = Form { EraseHiddenText() }

    static func load(_ target: Target, _ scene: Scene) throws -> ModerationCase { try ModerationQueries.moderationCase(target, scene) }
    static func isOpen(_ found: ModerationCase, _ scene: Scene) throws -> Bool {
        try scene.tx.exists("SELECT 1 FROM \(due(scene.now)) AND city = \(scene.city.id) AND id = \(found.id)")
    }
    func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let erased = try change.tx.run("""
            UPDATE moderation_case SET title = object_code, text = '', former_title = NULL, erased_at = \(change.now), version = version + 1
            WHERE city = \(change.city.id) AND id = \(found.id) AND erased_at IS NULL
            """)
        guard erased == 1, let fresh = try CaseTable.find(code: found.code, change) else { throw Refusal.stale }
        try change.tell(.erased, about: fresh)
        return Outcome(fresh.reference)
    }

    static let days = 365
    /// Texts that people wrote to the city and to each other. An answer to a call stays whole for its competition, the name of an organisation for its members,
    /// and a problem for its departments, whose text it is.
    private static let kinds: [ObjectKind] = [.signal, HearingComment.kind, Requirement.kind, RequirementComment.kind]

    /// Cases whose text is to go, from the name of the table on.
    static func due(_ now: Instant) -> SQLText {
        let past = now.adding(days: -days)
        return """
            moderation_case WHERE erased_at IS NULL AND object_kind IN (\(list: kinds))
            AND ((state = 'hidden' AND decided_at < \(past) AND appeal_until < \(now)) OR (state = 'upheld' AND decided_at < \(past) AND answered_at < \(past)))
            """
    }
}

extension RetentionRule.Removal {
    static let hiddenTexts = RetentionRule.Removal(rows: EraseHiddenText.due, act: EraseHiddenText.name)
}
