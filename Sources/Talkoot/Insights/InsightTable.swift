import Storage

enum InsightTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE insight (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, problem TEXT NOT NULL, observation TEXT NOT NULL, affected_group TEXT NOT NULL,
            kind TEXT, source TEXT NOT NULL, strength TEXT NOT NULL, owner TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id), CHECK (strength <> 'strong' OR source <> ''))
        """,
        "CREATE INDEX insight_problem ON insight (city, problem, created_at, id)",
        """
        CREATE TABLE change_request (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, problem TEXT NOT NULL, department TEXT NOT NULL, title TEXT NOT NULL,
            text TEXT NOT NULL, owner TEXT, due_on TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT NOT NULL, is_public BOOLEAN NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX change_request_problem ON change_request (city, problem, created_at, id)",
        """
        CREATE TABLE change_request_insight (
            city TEXT NOT NULL, request TEXT NOT NULL, insight TEXT NOT NULL, PRIMARY KEY (city, request, insight),
            FOREIGN KEY (city, request) REFERENCES change_request (city, id), FOREIGN KEY (city, insight) REFERENCES insight (city, id))
        """,
    ]

    static func request(_ code: PublicCode, _ scene: Scene) throws -> ChangeRequest? {
        try scene.tx.first("SELECT \(ChangeRequest.columns) FROM change_request WHERE city = \(scene.city.id) AND code = \(code)", ChangeRequest.init(row:))
    }
}

/// Insights and change requests are read by whoever may read their problem.
public enum InsightQueries {
    public static func card(_ target: Target, _ scene: Scene) throws -> InsightCard {
        guard let insight = try scene.tx.first("SELECT \(Insight.columns) FROM insight WHERE city = \(scene.city.id) AND code = \(target.code)", Insight.init(row:)),
              let problem = try ProblemQueries.problem(insight.problem, scene) else { throw Refusal.notFound }
        return InsightCard(insight: insight, problem: problem)
    }
    public static func insights(of problem: CityProblem, _ scene: Scene) throws -> [Insight] {
        try scene.tx.rows("SELECT \(Insight.columns) FROM insight WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY created_at, id LIMIT 200", Insight.init(row:))
    }
    public static func request(_ target: Target, _ scene: Scene) throws -> ChangeRequest {
        guard let request = try InsightTable.request(target.code, scene), try ProblemQueries.problem(request.problem, scene) != nil else { throw Refusal.notFound }
        return request
    }
    public static func requests(of problem: CityProblem, _ scene: Scene) throws -> [ChangeRequest] {
        try scene.tx.rows("SELECT \(ChangeRequest.columns) FROM change_request WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY created_at, id LIMIT 200", ChangeRequest.init(row:))
    }
    /// On what a change request rests.
    public static func basis(of request: ChangeRequest, _ scene: Scene) throws -> [Insight] {
        try scene.tx.rows("""
            SELECT \(Insight.columns) FROM insight JOIN change_request_insight AS basis ON basis.city = insight.city AND basis.insight = insight.id
            WHERE insight.city = \(scene.city.id) AND basis.request = \(request.id) ORDER BY insight.created_at, insight.id
            """, Insight.init(row:))
    }
    /// What rests on an insight.
    public static func requests(on insight: Insight, _ scene: Scene) throws -> [ChangeRequest] {
        try scene.tx.rows("""
            SELECT \(ChangeRequest.columns) FROM change_request JOIN change_request_insight AS basis ON basis.city = change_request.city AND basis.request = change_request.id
            WHERE change_request.city = \(scene.city.id) AND basis.insight = \(insight.id) ORDER BY change_request.created_at, change_request.id
            """, ChangeRequest.init(row:))
    }
}
