public import Storage

public enum ProblemQueries {
    public static func problem(_ target: Target, _ scene: Scene) throws -> CityProblem {
        guard let problem = try ProblemTable.find(code: target.code, scene), ProblemRules.mayRead(problem, scene.standing) else { throw Refusal.notFound }
        return problem
    }
    public static func problem(_ id: ID<CityProblem>, _ scene: Scene) throws -> CityProblem? {
        try ProblemTable.find(id, scene).flatMap { ProblemRules.mayRead($0, scene.standing) ? $0 : nil }
    }
    /// The last suitability screen.
    public static func screen(of problem: CityProblem, _ scene: Scene) throws -> ProblemScreen? { try ScreenTable.last(problem, scene) }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<CityProblem> {
        Query("""
            SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(ProblemRules.scope(scene.standing)) ORDER BY created_at, id
            """, CityProblem.init(row:))
    }
    /// Newest first. Open is what has not come to an end.
    public static func list(state: CityProblem.State? = nil, department: ID<Department>? = nil, district: ID<District>? = nil, isOpen: Bool = false, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<CityProblem> {
        var conditions: [SQLText] = ["problem.city = \(scene.city.id)", ProblemRules.scope(scene.standing)]
        if let state { conditions.append("problem.state = \(state)") }
        if let department { conditions.append("problem.department = \(department)") }
        if let district { conditions.append("problem.district = \(district)") }
        if isOpen { conditions.append("problem.state NOT IN (\(list: CityProblem.lifecycle.isFinal.map(\.rawValue).sorted()))") }
        return try Listing.read(
            CityProblem.columns, from: "problem", where: conditions, by: "problem.created_at", id: "problem.id", after: cursor, limit: limit, scene.tx,
            CityProblem.init(row:)) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
