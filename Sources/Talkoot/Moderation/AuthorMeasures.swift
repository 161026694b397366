import Storage

/// What a moderator may do about an author, once a text of theirs was hidden.
protocol AuthorMeasure: CaseAct {}
extension AuthorMeasure {
    public static var needsFreshCheck: Bool { true }
    public static func objection(_ standing: Standing, _ found: ModerationCase) -> String? {
        CaseRules.bias(standing, found) ?? (found.author == nil ? "denied.noAuthor" : nil)
    }
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) -> Bool { [.hidden, .appealed, .upheld].contains(found.state) }

    func enter(_ found: ModerationCase, reason: String, until: Instant?, _ change: Change) throws {
        guard let author = found.author else { throw Refusal.denied("denied.noAuthor") }
        let id: ID<Measure> = change.newUndatedID()
        try change.tx.run("""
            INSERT INTO author_measure (city, id, case_id, person, at, until_at, reason, given_by)
            VALUES (\(change.city.id), \(id), \(found.id), \(author), \(change.now), \(until), \(reason), \(change.standing.person?.id))
            """)
    }
}

/// A word to the author; nothing else changes.
public struct WarnAuthor: AuthorMeasure {
    public static let name = "moderation.warn"
    public static let form = Form(.text("reason", max: 2_000)) { WarnAuthor(reason: $0) }
    let reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        try enter(found, reason: reason, until: nil, change)
        try change.tell(.warned, about: found, isSealed: true, facts: ["reason": .text(reason)])
        return Outcome(found.reference)
    }
}

/// For so many days the author sends nothing new. Reading, appeals and what is under way go on.
public struct LimitAuthor: AuthorMeasure {
    public static let name = "moderation.limit"
    public static let form = Form(.integer("days", in: 1...90), .text("reason", max: 2_000)) { LimitAuthor(days: $0, reason: $1) }
    let days: Int, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let until = change.now.adding(days: days)
        try enter(found, reason: reason, until: until, change)
        try change.tell(.limited, about: found, isSealed: true, facts: ["reason": .text(reason), "until": .text(until.rfc3339)])
        return Outcome(found.reference)
    }
}

/// Ends the limits that stand on the author.
public struct LiftLimit: CaseAct {
    public static let name = "moderation.lift"
    public static let needsFreshCheck = true
    public static let form = Form(.text("reason", max: 2_000)) { LiftLimit(reason: $0) }
    let reason: String
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) throws -> Bool {
        guard let author = found.author else { return false }
        return try ModerationQueries.measures(on: author, scene).contains { $0.isLimit(at: scene.now) }
    }
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE author_measure SET ended_at = \(change.now) WHERE city = \(change.city.id) AND person = \(found.author) AND until_at > \(change.now) AND ended_at IS NULL")
        try change.tell(.lifted, about: found, isSealed: true, facts: ["reason": .text(reason)])
        return Outcome(found.reference)
    }
}

/// A warning, or a limit for a time.
public struct Measure: Sendable, Hashable {
    public let id: ID<Measure>
    public let at: Instant
    public let until: Instant?
    public let endedAt: Instant?
    public let reason: String
    public func isLimit(at now: Instant) -> Bool { until.map { $0 > now } ?? false && endedAt == nil }
    init(row: inout Row) throws {
        id = try row.value()
        at = try row.instant()
        until = try row.optionalInstant()
        endedAt = try row.optionalInstant()
        reason = try row.text()
    }
    static let columns: SQLText = "id, at, until_at, ended_at, reason"
}
