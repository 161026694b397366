import Storage

/// What pages need of moderation, already cut to what the reader may see.
public enum ModerationQueries {
    /// A text by its code, uncut, whatever its room.
    static func text(_ code: PublicCode, _ scene: Scene) throws -> PublicText? {
        for room in Rooms.house.all {
            if let found = try room.publicText(code, scene) { return found }
        }
        return nil
    }
    public static func moderationCase(_ target: Target, _ scene: Scene) throws -> ModerationCase {
        guard let found = try CaseTable.find(code: target.code, scene), CaseRules.mayRead(found, scene.standing) else { throw Refusal.notFound }
        return found
    }
    /// With what the rules of bias ask for.
    static func forDecision(_ target: Target, _ scene: Scene) throws -> ModerationCase {
        var found = try moderationCase(target, scene)
        guard scene.standing.isModerator || scene.standing.isSystem else { return found }
        if let organisation = found.organisation { found.authorOrganisations.insert(organisation) }
        if let author = found.author { found.authorOrganisations.formUnion(try OrganisationTable.organisations(of: author, scene.city.id, scene.tx).map(\.id)) }
        found.reporters = Set(try scene.tx.rows("""
            SELECT reporter FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) AND reporter IS NOT NULL
            """) { try $0.value(ID<Person>.self) })
        return found
    }
    /// Why the reader may not decide it, as a key of the language files.
    public static func bias(_ found: ModerationCase, _ scene: Scene) throws -> String? {
        CaseRules.bias(scene.standing, try forDecision(Target(found.code.rawValue), scene))
    }
    public static func isOwn(_ found: ModerationCase, _ scene: Scene) -> Bool { CaseRules.isOwn(found, scene.standing) }

    /// What stands in the place of a hidden text that everybody could read before; nil where nobody may know that there was one.
    public static func placeholder(_ code: PublicCode, _ scene: Scene) throws -> ModerationCase? {
        guard let text = try text(code, scene), text.visibility.isTaken, let found = try CaseTable.newest(of: text.object, scene), found.isPublic else { return nil }
        return found
    }
    /// The case that keeps a text from others, for those who see the text all the same: its author, also one with a tracking code, and moderators.
    public static func behind(_ object: ObjectReference, _ scene: Scene) throws -> ModerationCase? { try CaseTable.newest(of: object, scene) }

    /// What waits for a decision, the oldest promise first. Moderators only.
    public static func queue(matching filter: QueueFilter = .init(), after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<ModerationCase> {
        guard scene.standing.isModerator else { throw Refusal.denied("denied.role") }
        var conditions: [SQLText] = ["city = \(scene.city.id)", "state IN ('open', 'appealed', 'disputed')"]
        if let state = filter.state { conditions.append("state = \(state)") }
        if let origin = filter.origin { conditions.append("origin = \(origin)") }
        if filter.isMine, let person = scene.standing.person { conditions.append("assigned_to = \(person.id)") }
        let all = SQLText(joining: conditions, by: " AND ")
        let from = cursor.map { all + " AND (due_at, id) > (\($0.key), \($0.id))" } ?? all
        let rows = try scene.tx.rows("SELECT \(ModerationCase.columns) FROM moderation_case WHERE \(from) ORDER BY due_at, id LIMIT \(limit + 1)", ModerationCase.init(row:))
        let count = try scene.tx.count("SELECT count(*) FROM (SELECT 1 AS one FROM moderation_case WHERE \(all) LIMIT \(Listing<ModerationCase>.countBound + 1)) AS bounded")
        let page = Array(rows.prefix(limit))
        return Listing(rows: page, next: rows.count > limit ? page.last.map { Cursor(key: $0.dueAt?.milliseconds ?? 0, id: $0.id.rawValue) } : nil, count: count)
    }

    /// Decisions that the reader may know of, newest first: for everybody those about public texts.
    public static func decisions(after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<ModerationCase> {
        try Listing.read(
            ModerationCase.columns, from: "moderation_case", where: ["moderation_case.city = \(scene.city.id)", CaseRules.isPublic], by: "moderation_case.opened_at", id: "moderation_case.id",
            after: cursor, limit: limit, scene.tx, ModerationCase.init(row:)) { Cursor(key: $0.openedAt.milliseconds, id: $0.id.rawValue) }
    }
    /// The reader's own texts that were held or decided about, newest first.
    public static func mine(_ scene: Scene) throws -> [ModerationCase] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("""
            SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND author = \(person.id) AND \(CaseRules.scope(scene.standing))
            AND state NOT IN ('kept', 'disputed') ORDER BY opened_at DESC, id DESC LIMIT 20
            """, ModerationCase.init(row:))
    }
}

/// What a moderator wants to see of the queue.
public struct QueueFilter: Sendable, Hashable {
    public var state: ModerationCase.State?
    public var origin: ModerationCase.Origin?
    public var isMine = false
    public init(state: ModerationCase.State? = nil, origin: ModerationCase.Origin? = nil, isMine: Bool = false) {
        self.state = state
        self.origin = origin
        self.isMine = isMine
    }
}

extension ModerationQueries {
    /// What the reader may do with it now.
    public static func offers(on found: ModerationCase, _ rooms: Rooms, _ scene: Scene) throws -> [String] {
        try Offers.on(found.reference, try forDecision(Target(found.code.rawValue), scene), rooms, scene)
    }
}
