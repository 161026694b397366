public import Storage

enum SolutionTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE solution (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, pilot TEXT NOT NULL, department TEXT NOT NULL, title TEXT NOT NULL,
            summary TEXT NOT NULL, package TEXT NOT NULL, cost_cents BIGINT NOT NULL, licence TEXT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, pilot), FOREIGN KEY (city, pilot) REFERENCES pilot (city, id))
        """,
        "CREATE INDEX solution_recent ON solution (city, created_at, id)",
        "CREATE INDEX solution_initiative ON solution (city, initiative)",
        // A replication belongs to the city that adopts; its parent may be another city's.
        """
        CREATE TABLE replication (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, parent_city TEXT NOT NULL, parent TEXT NOT NULL,
            department TEXT NOT NULL, title TEXT NOT NULL, scope TEXT NOT NULL, adaptations TEXT NOT NULL, state TEXT NOT NULL, result TEXT, finding TEXT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, department, parent_city, parent),
            FOREIGN KEY (parent_city, parent) REFERENCES solution (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX replication_parent ON replication (parent_city, parent)",
        "CREATE INDEX replication_initiative ON replication (city, initiative)",
    ]

    static func find(code: PublicCode, _ city: ID<City>, _ tx: any Transaction) throws -> Solution? {
        try tx.first("SELECT \(Solution.columns) FROM solution WHERE city = \(city) AND code = \(code)", Solution.init(row:))
    }
    static func replications(where condition: SQLText) -> Query<Replication> {
        Query("""
            SELECT \(Replication.columns) FROM replication JOIN city ON city.id = replication.city WHERE \(condition) ORDER BY replication.created_at, replication.id LIMIT 200
            """, Replication.init(row:))
    }
}

/// Solutions and their replications are public in all cities of the installation.
public enum SolutionQueries {
    public static func solution(_ target: Target, _ scene: Scene) throws -> Solution {
        guard let solution = try SolutionTable.find(code: target.code, scene.city.id, scene.tx) else { throw Refusal.notFound }
        return solution
    }
    public static func replication(_ target: Target, _ scene: Scene) throws -> Replication {
        let found = try scene.tx.rows(SolutionTable.replications(where: "replication.city = \(scene.city.id) AND replication.code = \(target.code)"))
        guard let found = found.first else { throw Refusal.notFound }
        return found
    }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Solution> {
        Query("SELECT \(Solution.columns) FROM solution WHERE city = \(scene.city.id) AND initiative = \(initiative) ORDER BY created_at, id", Solution.init(row:))
    }
    /// Who took it over, in whichever city.
    public static func replications(of solution: Solution, _ scene: Scene) throws -> [Replication] {
        try scene.tx.rows(SolutionTable.replications(where: "replication.parent_city = \(scene.city.id) AND replication.parent = \(solution.id)"))
    }
    /// Who took over any solution of an initiative, in whichever city.
    public static func adoptions(ofInitiative initiative: ID<Initiative>, _ scene: Scene) -> Query<Replication> {
        SolutionTable.replications(where: """
            replication.parent_city = \(scene.city.id) AND replication.parent IN (SELECT id FROM solution WHERE city = \(scene.city.id) AND initiative = \(initiative))
            """)
    }
    public static func replications(ofInitiative initiative: ID<Initiative>, _ scene: Scene) -> Query<Replication> {
        SolutionTable.replications(where: "replication.city = \(scene.city.id) AND replication.initiative = \(initiative)")
    }
    /// What a replication took over, with the city it came from.
    public static func parent(of replication: Replication, _ scene: Scene) throws -> (solution: Solution, city: City)? {
        guard let city = try CityTable.find(replication.parentCity, at: scene.now, scene.tx),
              let solution = try scene.tx.first("SELECT \(Solution.columns) FROM solution WHERE city = \(city.id) AND id = \(replication.parent)", Solution.init(row:)) else { return nil }
        return (solution, city)
    }
    public static func list(state: Solution.State? = nil, licence: Solution.Licence? = nil, department: ID<Department>? = nil, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Solution> {
        var conditions: [SQLText] = ["solution.city = \(scene.city.id)"]
        if let state { conditions.append("solution.state = \(state)") }
        if let licence { conditions.append("solution.licence = \(licence)") }
        if let department { conditions.append("solution.department = \(department)") }
        return try Listing.read(
            Solution.columns, from: "solution", where: conditions, by: "solution.created_at", id: "solution.id", after: cursor, limit: limit,
            scene.tx, Solution.init(row:)) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
