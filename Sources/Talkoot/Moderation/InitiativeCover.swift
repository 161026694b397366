import Storage

/// An initiative is often called by the words of its first signal. When those are hidden, it is called by what else is public of it, or by its code.
struct InitiativeCover {
    let initiative: ID<Initiative>
    let former: String?
    let title: String?
    let isPublic: Bool

    /// What has to change once the text of the case is gone; asked before it is.
    static func of(_ found: ModerationCase, _ change: Change) throws -> InitiativeCover? {
        try of(found.object, found.initiative, called: [found.title, found.text], change)
    }
    /// The same for any text, by what an initiative may have been called after it.
    static func of(_ object: ObjectReference, _ initiative: ID<Initiative>?, called names: [String], _ change: Change) throws -> InitiativeCover? {
        guard let id = initiative, let initiative = try InitiativeQueries.initiative(id, change) else { return nil }
        let titles = try otherTitles(id, than: object, change)
        let isNamed = names.contains { initiative.title == String($0.prefix(200)) }
        return InitiativeCover(
            initiative: id, former: isNamed ? initiative.title : nil, title: isNamed ? String((titles.first ?? initiative.code.rawValue).prefix(200)) : nil,
            isPublic: initiative.isPublic && !titles.isEmpty)
    }

    func lay(_ change: Change) throws {
        try change.tx.run("UPDATE initiative SET title = COALESCE(\(title), title), is_public = \(isPublic) WHERE city = \(change.city.id) AND id = \(initiative)")
    }

    /// Takes the cover off again, unless the initiative has been given another name meanwhile.
    static func lift(from found: ModerationCase, _ change: Change) throws {
        guard let initiative = found.initiative else { return }
        try change.tx.run("""
            UPDATE initiative SET title = CASE WHEN title = \(found.coverTitle) THEN COALESCE(\(found.formerTitle), title) ELSE title END, is_public = (is_public OR \(found.wasOpen))
            WHERE city = \(change.city.id) AND id = \(initiative)
            """)
    }

    /// What a visitor sees of it beside the text, the best name first.
    private static func otherTitles(_ id: ID<Initiative>, than object: ObjectReference, _ change: Change) throws -> [String] {
        let visitor = change.asVisitor
        let (problems, challenges, pilots, signals, lessons, solutions, own) = try visitor.rows(
            ProblemQueries.ofInitiative(id, visitor), ChallengeQueries.ofInitiative(id, visitor), PilotQueries.ofInitiative(id, visitor), SignalQueries.ofInitiative(id, visitor),
            LessonQueries.ofInitiative(id, visitor), SolutionQueries.ofInitiative(id, visitor), SolutionQueries.replications(ofInitiative: id, visitor))
        var parts = problems.reversed().map { ($0.reference, $0.title) } + challenges.reversed().map { ($0.reference, $0.title) }
        parts += pilots.map { ($0.reference, $0.title) } + signals.map { ($0.reference, $0.title) } + lessons.map { ($0.reference, $0.title) }
        parts += solutions.map { ($0.reference, $0.title) } + own.map { ($0.reference, $0.title) }
        return parts.filter { $0.0 != object }.map(\.1)
    }
}
