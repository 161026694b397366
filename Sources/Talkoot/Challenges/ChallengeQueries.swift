public import Storage

public struct ChallengeFilter: Sendable, Hashable {
    /// Open now, closed, or nil for all.
    public var isOpen: Bool?
    public var department: ID<Department>?
    /// Nil for any.
    public var initiatives: [ID<Initiative>]?
    public init(isOpen: Bool? = nil, department: ID<Department>? = nil, initiatives: [ID<Initiative>]? = nil) {
        self.isOpen = isOpen
        self.department = department
        self.initiatives = initiatives
    }
}

public enum ChallengeQueries {
    /// What can be answered now, the nearest deadline first, and after that what opens soon.
    public static func forTheFront(limit: Int, _ scene: Scene) throws -> [Challenge] {
        try scene.tx.rows("""
            SELECT \(Challenge.columns) FROM challenge
            WHERE challenge.city = \(scene.city.id) AND challenge.state IN ('published', 'open') AND challenge.closes_at > \(scene.now)
            ORDER BY CASE WHEN challenge.opens_at <= \(scene.now) THEN 0 ELSE 1 END, challenge.closes_at, challenge.id LIMIT \(limit)
            """, Challenge.init(row:))
    }
    /// How many take answers at this moment.
    public static func countOpen(_ scene: Scene) throws -> Int {
        try scene.tx.count("""
            SELECT count(*) FROM challenge WHERE city = \(scene.city.id) AND state IN ('published', 'open') AND opens_at <= \(scene.now) AND closes_at > \(scene.now)
            """)
    }
    public static func challenge(_ target: Target, _ scene: Scene) throws -> Challenge {
        guard let challenge = try ChallengeTable.find(code: target.code, scene), ChallengeRules.mayRead(challenge, scene.standing) else { throw Refusal.notFound }
        return challenge
    }
    public static func challenge(_ id: ID<Challenge>, _ scene: Scene) throws -> Challenge? {
        try ChallengeTable.find(id, scene).flatMap { ChallengeRules.mayRead($0, scene.standing) ? $0 : nil }
    }
    static func challenge(_ object: ObjectReference, _ scene: Scene) throws -> Challenge? { try ChallengeTable.find(ID(object.id), scene) }

    public static func criteria(of challenge: Challenge, _ scene: Scene) throws -> [Criterion] { try ChallengeTable.criteria(of: challenge.id, scene) }

    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Challenge> {
        Query("""
            SELECT \(Challenge.columns) FROM challenge WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(ChallengeRules.scope(scene.standing)) ORDER BY created_at, id
            """, Challenge.init(row:))
    }
    public static func list(_ filter: ChallengeFilter = .init(), after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Challenge> {
        var conditions: [SQLText] = ["challenge.city = \(scene.city.id)", ChallengeRules.scope(scene.standing)]
        switch filter.isOpen {
        case true?: conditions.append("challenge.state IN ('published', 'open') AND challenge.closes_at > \(scene.now)")
        case false?: conditions.append("challenge.state NOT IN ('draft', 'published', 'open')")
        case nil: break
        }
        if let department = filter.department { conditions.append("challenge.department = \(department)") }
        if let initiatives = filter.initiatives { conditions.append(initiatives.isEmpty ? "FALSE" : "challenge.initiative IN (\(list: initiatives))") }
        // What can still be answered stands by its deadline, the nearest first; everything else by its age.
        let isByDeadline = filter.isOpen == true
        return try Listing.read(
            Challenge.columns, from: "challenge", where: conditions, by: isByDeadline ? "(-challenge.closes_at)" : "challenge.created_at", id: "challenge.id", after: cursor, limit: limit, scene.tx,
            Challenge.init(row:)) { Cursor(key: isByDeadline ? -($0.closesAt?.milliseconds ?? 0) : $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
