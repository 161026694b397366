import Storage

enum JourneyTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE journey (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, problem TEXT NOT NULL, title TEXT NOT NULL, owner TEXT,
            created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX journey_problem ON journey (city, problem, created_at, id)",
        """
        CREATE TABLE journey_step (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, journey TEXT NOT NULL, edition TEXT NOT NULL CHECK (edition IN ('now', 'after')), place BIGINT NOT NULL, title TEXT NOT NULL,
            person_does TEXT NOT NULL, front TEXT NOT NULL, back TEXT NOT NULL, support TEXT NOT NULL, department TEXT, outside TEXT NOT NULL, feeling TEXT, wait_minutes BIGINT, pain TEXT NOT NULL,
            evidence TEXT NOT NULL, lifted TEXT, version BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, journey) REFERENCES journey (city, id),
            FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX journey_step_journey ON journey_step (city, journey, edition, place)",
        "CREATE INDEX journey_step_lifted ON journey_step (city, lifted) WHERE lifted IS NOT NULL",
    ]

    static func steps(of journey: ID<Journey>, _ scene: Scene) throws -> [JourneyStep] {
        try scene.tx.rows("""
            SELECT \(JourneyStep.columns) FROM journey_step WHERE city = \(scene.city.id) AND journey = \(journey) ORDER BY edition DESC, place, id
            """, JourneyStep.init(row:))
    }
    static func insert(_ text: StepText, into map: JourneyMap, _ edition: Journey.Edition, at place: Int, _ change: Change) throws -> PublicCode {
        let city = change.city.id, journey = map.journey.id
        try change.tx.run("UPDATE journey_step SET place = place + 1 WHERE city = \(city) AND journey = \(journey) AND edition = \(edition) AND place >= \(place)")
        let id: ID<JourneyStep> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO journey_step (city, id, code, journey, edition, place, title, person_does, front, back, support, department, outside, feeling, wait_minutes, pain, evidence, version)
            VALUES (\(city), \(id), \(code), \(journey), \(edition), \(place), \(text.title), \(text.person), \(text.front), \(text.back), \(text.support), \(text.department), \(text.outside),
                \(text.feeling), \(text.waitMinutes), \(text.pain), \(text.evidence), \(1))
            """)
        return code
    }
    static func update(_ step: JourneyStep, _ text: StepText, _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE journey_step SET title = \(text.title), person_does = \(text.person), front = \(text.front), back = \(text.back), support = \(text.support), department = \(text.department),
                outside = \(text.outside), feeling = \(text.feeling), wait_minutes = \(text.waitMinutes), pain = \(text.pain), evidence = \(text.evidence), version = version + 1
            WHERE city = \(change.city.id) AND id = \(step.id) AND version = \(step.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
    static func remove(_ step: JourneyStep, _ change: Change) throws {
        let city = change.city.id
        guard try change.tx.run("DELETE FROM journey_step WHERE city = \(city) AND id = \(step.id) AND version = \(step.version)") == 1 else { throw Refusal.stale }
        try change.tx.run("UPDATE journey_step SET place = place - 1 WHERE city = \(city) AND journey = \(step.journey) AND edition = \(step.edition) AND place > \(step.place)")
    }
}

/// A map is read by whoever may read its problem.
public enum JourneyQueries {
    public static func map(_ target: Target, _ scene: Scene) throws -> JourneyMap {
        let found = try scene.tx.first("SELECT \(Journey.columns) FROM journey WHERE city = \(scene.city.id) AND code = \(target.code)", Journey.init(row:))
        return try map(found, scene)
    }
    public static func step(_ target: Target, _ scene: Scene) throws -> StepOfMap {
        guard let step = try scene.tx.first("SELECT \(JourneyStep.columns) FROM journey_step WHERE city = \(scene.city.id) AND code = \(target.code)", JourneyStep.init(row:)) else { throw Refusal.notFound }
        let journey = try scene.tx.first("SELECT \(Journey.columns) FROM journey WHERE city = \(scene.city.id) AND id = \(step.journey)", Journey.init(row:))
        return StepOfMap(map: try map(journey, scene), step: step)
    }
    private static func map(_ journey: Journey?, _ scene: Scene) throws -> JourneyMap {
        guard let journey, let problem = try ProblemQueries.problem(journey.problem, scene) else { throw Refusal.notFound }
        return JourneyMap(journey: journey, problem: problem, steps: try JourneyTable.steps(of: journey.id, scene))
    }

    /// The maps of a problem that the reader was let to, oldest first.
    public static func maps(of problem: CityProblem, _ scene: Scene) throws -> [JourneyMap] {
        let journeys = try scene.tx.rows("SELECT \(Journey.columns) FROM journey WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY created_at, id LIMIT 20", Journey.init(row:))
        return try journeys.map { JourneyMap(journey: $0, problem: problem, steps: try JourneyTable.steps(of: $0.id, scene)) }
    }
    /// The step from whose pain a problem was drafted.
    public static func origin(of problem: CityProblem, _ scene: Scene) throws -> StepOfMap? {
        let code = try scene.tx.first("SELECT code FROM journey_step WHERE city = \(scene.city.id) AND lifted = \(problem.code)") { try $0.text() }
        do { return try code.map { try step(Target($0), scene) } } catch Refusal.notFound { return nil }
    }
}
