import Storage

/// Who may read a case, and who may decide it.
enum CaseRules {
    /// Moderators read all. An author reads what was held or decided about the own text; everybody what was decided about a public one.
    static func mayRead(_ found: ModerationCase, _ standing: Standing) -> Bool {
        if found.isPublic || standing.isModerator || standing.isSystem { return true }
        let isOwn = standing.matches(.author, found.bearings) || standing.matches(.representative, found.bearings)
        return isOwn && (found.state != .open || found.origin == .rules)
    }

    /// The same as SQL over `moderation_case`.
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isModerator || standing.isSystem { return "TRUE" }
        var ways: [SQLText] = [isPublic]
        if let person = standing.person { ways.append("(moderation_case.author = \(person.id) AND \(told))") }
        if !standing.organisations.isEmpty {
            ways.append("(moderation_case.organisation IN (\(list: standing.organisations.sorted { $0.rawValue < $1.rawValue })) AND \(told))")
        }
        return "(\(SQLText(joining: ways, by: " OR ")))"
    }
    static let isPublic: SQLText = "(moderation_case.was_open AND moderation_case.state IN ('hidden', 'appealed', 'upheld', 'restored'))"
    private static let told: SQLText = "(moderation_case.state <> 'open' OR moderation_case.origin = 'rules')"

    /// Whether the reader is the author, or speaks for the organisation whose text it is.
    static func isOwn(_ found: ModerationCase, _ standing: Standing) -> Bool {
        standing.matches(.author, found.bearings) || standing.matches(.representative, found.bearings)
    }

    /// Why somebody who moderates may not decide this one: it is too near to them.
    static func bias(_ standing: Standing, _ found: ModerationCase) -> String? {
        guard let me = standing.person?.id else { return nil }
        if found.author == me { return "denied.ownText" }
        if !standing.organisations.isDisjoint(with: found.authorOrganisations) { return "denied.sameOrganisation" }
        if found.reporters.contains(me) { return "denied.ownReport" }
        // An appeal is heard by somebody who has not decided before.
        return (found.state == .appealed || found.state == .disputed) && found.decidedBy == me ? "denied.ownDecision" : nil
    }
}
