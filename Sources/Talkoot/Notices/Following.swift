public import Storage

extension ObjectKind { public static let initiative = ObjectKind("initiative") }

extension Initiative: ActSubject {
    public var bearings: Bearings { Bearings() }
    public var stateName: String? { nil }
}

public enum InitiativeQueries {
    /// A public initiative, or one of which the reader may see a part.
    public static func initiative(_ target: Target, _ scene: Scene) throws -> Initiative {
        guard let initiative = try InitiativeTable.find(code: target.code, scene.city.id, scene.tx) else { throw Refusal.notFound }
        if initiative.isPublic || scene.standing.isStaff { return initiative }
        guard try !scene.tx.rows(SignalQueries.ofInitiative(initiative.id, scene)).isEmpty else { throw Refusal.notFound }
        return initiative
    }
    /// Who reads the same of the initiative as the reader. Complexity: one index range per room.
    public static func audience(of initiative: Initiative, _ scene: Scene) throws -> Audience {
        let standing = scene.standing
        if standing.isVisitor { return .everybody }
        if !initiative.isPublic { return .reader }
        let rooms: [(SQLText, SQLText)] = [
            ("signal", SignalRules.scope(standing)), ("problem", ProblemRules.scope(standing)), ("challenge", ChallengeRules.scope(standing)),
            ("submission", SubmissionRules.scope(scene)), ("decision", DecisionRules.scope(standing)), ("lesson", LessonRules.scope(standing)),
        ]
        let hidden = rooms.map { room, scope -> SQLText in
            "SELECT 1 FROM \(room) WHERE \(room).city = \(scene.city.id) AND \(room).initiative = \(initiative.id) AND NOT \(room).is_public AND \(scope)"
        }
        return try scene.tx.exists("\(SQLText(joining: hidden, by: " UNION ALL ")) LIMIT 1") ? .reader : .everybody
    }
    public static func initiative(_ id: ID<Initiative>, _ scene: Scene) throws -> Initiative? { try InitiativeTable.find(id, scene.city.id, scene.tx) }
    public static func marks(of initiatives: [Initiative], _ scene: Scene) throws -> [ID<Initiative>: [InitiativeMark]] {
        try StageTable.marks(of: initiatives.map(\.id), scene.city.id, scene.tx)
    }
    public static func stages(of initiative: Initiative, _ scene: Scene) -> Query<Stage> { StageTable.ofInitiative(initiative.id, scene.city.id) }
    /// Whether the reader follows it; nil for visitors.
    public static func isFollowed(_ initiative: Initiative, _ scene: Scene) throws -> Bool? {
        guard let person = scene.standing.person else { return nil }
        return try scene.tx.exists("SELECT 1 FROM follow WHERE city = \(scene.city.id) AND initiative = \(initiative.id) AND person = \(person.id)")
    }
    /// What the reader follows, with the marks of its line; what moved last comes first. What is no longer theirs to read is left out.
    public static func followed(_ scene: Scene, limit: Int = 10) throws -> [(initiative: Initiative, marks: [InitiativeMark])] {
        guard let person = scene.standing.person else { return [] }
        let scope: SQLText = scene.standing.isStaff ? "TRUE" : "is_public"
        let found = try scene.tx.rows("""
            SELECT \(Initiative.columns) FROM initiative WHERE city = \(scene.city.id) AND \(scope)
            AND id IN (SELECT initiative FROM follow WHERE city = \(scene.city.id) AND person = \(person.id)) ORDER BY moved_at DESC, id LIMIT \(limit)
            """, Initiative.init(row:))
        let marks = found.isEmpty ? [:] : try marks(of: found, scene)
        return found.map { ($0, marks[$0.id] ?? []) }
    }
    /// - Parameters:
    ///   - kind: those in which an object of this kind is in a stage that has not ended.
    ///   - district: those of which a signal or problem lies there.
    public static func list(kind: ObjectKind? = nil, district: ID<District>? = nil, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Initiative> {
        // Compared, since SQLite goes along an index by a comparison only, and would else sort them all.
        var conditions: [SQLText] = ["initiative.city = \(scene.city.id)", "initiative.is_public = TRUE"]
        if let kind {
            conditions.append("EXISTS (SELECT 1 FROM stage WHERE stage.city = initiative.city AND stage.initiative = initiative.id AND stage.left_at IS NULL AND stage.object_kind = \(kind))")
        }
        if let district {
            conditions.append("""
                (EXISTS (SELECT 1 FROM signal WHERE signal.city = initiative.city AND signal.initiative = initiative.id AND signal.district = \(district) AND signal.is_public)
                OR EXISTS (SELECT 1 FROM problem WHERE problem.city = initiative.city AND problem.initiative = initiative.id AND problem.district = \(district) AND problem.is_public))
                """)
        }
        return try Listing.read(
            Initiative.columns, from: "initiative", where: conditions, by: "initiative.moved_at", id: "initiative.id",
            after: cursor, limit: limit, scene.tx, Initiative.init(row:)) { Cursor(key: $0.movedAt.milliseconds, id: $0.id.rawValue) }
    }
}

/// To hear when an initiative moves. A private choice, so it is no event of the record.
public struct Follow: Act {
    public static let name = "initiative.follow"
    public static let target: ObjectKind? = .initiative
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form { Follow() }
    public static func load(_ target: Target, _ scene: Scene) throws -> Initiative { try InitiativeQueries.initiative(target, scene) }
    public func apply(_ initiative: Initiative, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        try change.tx.run("INSERT INTO follow (city, initiative, person, at) VALUES (\(change.city.id), \(initiative.id), \(person.id), \(change.now)) ON CONFLICT DO NOTHING")
        return Outcome(ObjectReference(.initiative, id: initiative.id.rawValue, code: initiative.code))
    }
}

public struct Unfollow: Act {
    public static let name = "initiative.unfollow"
    public static let target: ObjectKind? = .initiative
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form { Unfollow() }
    public static func load(_ target: Target, _ scene: Scene) throws -> Initiative { try InitiativeQueries.initiative(target, scene) }
    public func apply(_ initiative: Initiative, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        try change.tx.run("DELETE FROM follow WHERE city = \(change.city.id) AND initiative = \(initiative.id) AND person = \(person.id)")
        return Outcome(ObjectReference(.initiative, id: initiative.id.rawValue, code: initiative.code))
    }
}
