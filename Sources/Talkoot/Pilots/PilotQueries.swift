public import Storage

/// Pilots are public from their plan on, so there is nothing to cut but the city.
public enum PilotQueries {
    public static func pilot(_ target: Target, _ scene: Scene) throws -> Pilot {
        guard let pilot = try PilotTable.find(code: target.code, scene) else { throw Refusal.notFound }
        return pilot
    }
    public static func measurements(of pilot: Pilot, _ scene: Scene) throws -> [Measurement] { try PilotTable.measurements(of: pilot.id, scene) }
    /// What the reader leads, alone or with an organisation, the newest first.
    public static func mine(_ scene: Scene, limit: Int = 20) throws -> [Pilot] {
        guard let person = scene.standing.person else { return [] }
        let organisations = scene.standing.organisations.sorted { $0.rawValue < $1.rawValue }
        let team: SQLText = organisations.isEmpty ? "lead = \(person.id)" : "(lead = \(person.id) OR organisation IN (\(list: organisations)))"
        return try scene.tx.rows("SELECT \(Pilot.columns) FROM pilot WHERE city = \(scene.city.id) AND \(team) ORDER BY created_at DESC, id LIMIT \(limit)", Pilot.init(row:))
    }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Pilot> {
        Query("SELECT \(Pilot.columns) FROM pilot WHERE city = \(scene.city.id) AND initiative = \(initiative) ORDER BY created_at, id", Pilot.init(row:))
    }
    /// By date, never by success: every verdict has equal standing.
    public static func list(state: Pilot.State? = nil, verdict: Pilot.Verdict? = nil, department: ID<Department>? = nil, initiatives: [ID<Initiative>]? = nil, isOpen: Bool = false, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Pilot> {
        var conditions: [SQLText] = ["pilot.city = \(scene.city.id)"]
        if let state { conditions.append("pilot.state = \(state)") }
        if let verdict { conditions.append("pilot.verdict = \(verdict)") }
        if let department { conditions.append("pilot.department = \(department)") }
        if let initiatives { conditions.append(initiatives.isEmpty ? "FALSE" : "pilot.initiative IN (\(list: initiatives))") }
        if isOpen { conditions.append("pilot.state NOT IN (\(list: Pilot.lifecycle.isFinal.map(\.rawValue).sorted()))") }
        return try Listing.read(
            Pilot.columns, from: "pilot", where: conditions, by: "pilot.created_at", id: "pilot.id", after: cursor, limit: limit, scene.tx, Pilot.init(row:)
        ) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
