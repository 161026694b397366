public import Storage

/// A decision is seen by staff when it is taken, and by everybody once it is published.
enum DecisionRules {
    static func mayRead(_ decision: Decision, _ standing: Standing) -> Bool { decision.isPublic || standing.isStaff || standing.isSystem }
    static func scope(_ standing: Standing) -> SQLText { standing.isStaff || standing.isSystem ? "TRUE" : "decision.is_public" }
}

public enum DecisionQueries {
    public static func decision(_ target: Target, _ scene: Scene) throws -> Decision {
        guard let decision = try DecisionTable.find(code: target.code, scene), DecisionRules.mayRead(decision, scene.standing) else { throw Refusal.notFound }
        return decision
    }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Decision> {
        Query("""
            SELECT \(Decision.columns) FROM decision WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(DecisionRules.scope(scene.standing)) ORDER BY taken_at, id
            """, Decision.init(row:))
    }
    /// Public decisions that chose an answer of the reader or of their organisation, and for which nobody has planned the pilot yet.
    public static func unplanned(_ scene: Scene) throws -> [Decision] {
        guard let person = scene.standing.person else { return [] }
        let organisations = scene.standing.organisations.sorted { $0.rawValue < $1.rawValue }
        let team: SQLText = organisations.isEmpty ? "submission.author = \(person.id)" : "(submission.author = \(person.id) OR submission.organisation IN (\(list: organisations)))"
        return try scene.tx.rows("""
            SELECT \(Decision.columns) FROM decision JOIN submission ON submission.city = decision.city AND submission.id = decision.chosen
            WHERE decision.city = \(scene.city.id) AND decision.state IN (\(list: [Decision.State.published, .final].map(\.rawValue))) AND \(team)
                AND NOT EXISTS (SELECT 1 FROM pilot WHERE pilot.city = decision.city AND pilot.decision = decision.id)
            ORDER BY decision.taken_at DESC, decision.id LIMIT 20
            """, Decision.init(row:))
    }
    public static func list(state: Decision.State? = nil, department: ID<Department>? = nil, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Decision> {
        var conditions: [SQLText] = ["decision.city = \(scene.city.id)", DecisionRules.scope(scene.standing)]
        if let state { conditions.append("decision.state = \(state)") }
        if let department { conditions.append("decision.department = \(department)") }
        return try Listing.read(
            Decision.columns, from: "decision", where: conditions, by: "decision.taken_at", id: "decision.id",
            after: cursor, limit: limit, scene.tx, Decision.init(row:)) { Cursor(key: $0.takenAt.milliseconds, id: $0.id.rawValue) }
    }
}
