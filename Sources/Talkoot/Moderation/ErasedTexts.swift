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
        try CaseTable.eraseText(of: found.object, change)
        guard let fresh = try CaseTable.find(code: found.code, change), fresh.erasedAt == change.now else { throw Refusal.stale }
        try change.tell(.erased, about: fresh)
        return Outcome(fresh.reference)
    }

    static let days = 365
    /// Every kind of text that moderation can hide, by the act with which its room does so; each says what is erased of it.
    static let rooms: [any ConcealText.Type] = Rooms.house.acts.compactMap { $0 as? any ConcealText.Type }

    /// Cases whose text is to go, from the name of the table on.
    static func due(_ now: Instant) -> SQLText {
        let past = now.adding(days: -days)
        let ripe = rooms.map { room -> SQLText in "(object_kind = \(room.kind) AND NOT \(room.stillNeeded))" }
        return """
            moderation_case WHERE erased_at IS NULL AND (\(SQLText(joining: ripe, by: " OR ")))
            AND ((state = 'hidden' AND decided_at < \(past) AND appeal_until < \(now)) OR (state = 'upheld' AND decided_at < \(past) AND answered_at < \(past)))
            """
    }
}

extension RetentionRule.Removal {
    static let hiddenTexts = RetentionRule.Removal(rows: EraseHiddenText.due, act: EraseHiddenText.name)
}

/// Erases, in a restored database, a text that was erased after the backup was made, whatever became of it there. No door offers it.
struct EraseTextAgain: Act {
    static let name = "moderation.eraseAgain"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("code", max: 40)) { EraseTextAgain(code: PublicCode($0)) }
    let code: PublicCode

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let text = try ModerationQueries.text(code, change), let room = EraseHiddenText.rooms.first(where: { $0.kind == text.object.kind }) else { throw Refusal.notFound }
        try InitiativeCover.of(text.object, text.initiative, called: [text.title], change)?.lay(change)
        try room.erase(code, change)
        try CaseTable.eraseText(of: text.object, change)
        return Outcome(text.object)
    }
}

extension ConcealText {
    static func erase(_ code: PublicCode, _ change: Change) throws {
        guard let subject = try find(code, change) else { throw Refusal.notFound }
        _ = try Self(visibility: .erased).apply(subject, change)
    }
}
