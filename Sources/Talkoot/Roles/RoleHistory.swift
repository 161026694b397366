import Storage

/// One role that somebody holds or held: from when to when, who gave it and took it back, and why. For administrators and the one who held it.
public struct RoleSpan: Sendable, Hashable {
    public let role: Role
    public let department: ID<Department>?
    /// Nil for those who left.
    public let holder: String?, givenBy: String?, endedBy: String?
    public let from: Instant
    /// When it ended or ends; nil while it is open.
    public let until: Instant?
    public let reason: String, endReason: String

    static let migration: [SQLText] = [
        "ALTER TABLE role_grant ADD COLUMN reason TEXT", "ALTER TABLE role_grant ADD COLUMN ended_by TEXT", "ALTER TABLE role_grant ADD COLUMN end_reason TEXT",
    ]

    init(row: inout Row) throws {
        (role, department) = (try row.value(), try row.optionalValue())
        (holder, givenBy, endedBy) = (try row.optionalText(), try row.optionalText(), try row.optionalText())
        (from, until) = (try row.instant(), try row.optionalInstant())
        (reason, endReason) = (try row.optionalText() ?? "", try row.optionalText() ?? "")
    }
}

extension RoleQueries {
    /// Roles of the city, the newest first; jurors are told of where they sat.
    public static func history(limit: Int, _ scene: Scene) throws -> [RoleSpan] {
        guard scene.standing.holds(.administrator) else { throw Refusal.denied("denied.role") }
        return try spans("held.scope IS NULL", limit: limit, scene)
    }
    static func spans(of person: ID<Person>, _ scene: Scene) throws -> [RoleSpan] { try spans("held.person = \(person)", limit: 1_000, scene) }

    private static func spans(_ which: SQLText, limit: Int, _ scene: Scene) throws -> [RoleSpan] {
        try scene.tx.rows("""
            SELECT held.role, held.department, holder.display_name, giver.display_name, ender.display_name, held.from_at,
            CASE WHEN held.until_at IS NULL OR held.ended_at < held.until_at THEN held.ended_at ELSE held.until_at END, held.reason, held.end_reason
            FROM role_grant AS held LEFT JOIN person AS holder ON holder.city = held.city AND holder.id = held.person AND holder.state <> 'left'
            LEFT JOIN person AS giver ON giver.city = held.city AND giver.id = held.given_by AND giver.state <> 'left'
            LEFT JOIN person AS ender ON ender.city = held.city AND ender.id = held.ended_by AND ender.state <> 'left'
            WHERE held.city = \(scene.city.id) AND \(which) ORDER BY held.from_at DESC, held.id DESC LIMIT \(limit)
            """, RoleSpan.init(row:))
    }
}
