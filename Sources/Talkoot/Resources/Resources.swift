public import Storage

enum ResourceEvent: String, EventName {
    case planned = "resource.planned"
    case approved = "resource.approved"
    case refused = "resource.refused"
    case used = "resource.used"
    case exceeded = "resource.exceeded"
}

/// The room of what a problem costs: hours and money by stage and source, planned and used.
public enum Resources: Room {
    public static let name = "resources"
    public static let migrations = [Migration("resources", [
        """
        CREATE TABLE resource_line (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, what TEXT NOT NULL, kind TEXT NOT NULL, stage TEXT NOT NULL, purpose TEXT NOT NULL,
            source TEXT NOT NULL, department TEXT NOT NULL, planned BIGINT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, approved_by TEXT, approved_at BIGINT, version BIGINT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX resource_line_problem ON resource_line (city, problem, created_at)",
        """
        CREATE TABLE resource_use (
            city TEXT NOT NULL, id TEXT NOT NULL, line TEXT NOT NULL, amount BIGINT NOT NULL, on_day TEXT NOT NULL, note TEXT NOT NULL, given_by TEXT, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), FOREIGN KEY (city, line) REFERENCES resource_line (city, id))
        """,
        "CREATE INDEX resource_use_line ON resource_use (city, line, on_day)",
    ])]
    public static let acts: [any Act.Type] = [PlanResource.self, ApproveResource.self, RefuseResource.self, UseResource.self]
    public static let lifecycles = [ResourceLine.lifecycle.outline]
    public static let events = ResourceEvent.allCases.map(\.rawValue)

    /// Whoever must say yes; the answer, and an alert, go to the department that owns the problem.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ResourceEvent(rawValue: event.name), let line = try event.facts["line"]?.text.flatMap({ try ResourceLine.find(code: PublicCode($0), scene) }),
              let problem = try ProblemTable.find(line.problem, scene) else { return [] }
        return switch name {
        case .planned: [.role(.departmentHead, line.department)]
        case .approved, .refused: [.role(.departmentHead, problem.department)]
        case .used: []
        case .exceeded: [.role(.departmentHead, problem.department), .role(.departmentHead, line.department)]
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == ResourceLine.kind else { return nil }
        return try tx.first("SELECT state FROM resource_line WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let booked = try scene.tx.rows("SELECT on_day, note FROM resource_use WHERE city = \(scene.city.id) AND given_by = \(person) ORDER BY on_day, id") { (try $0.text(), try $0.text()) }
        return ["resourcesBooked": .list(booked.map { ["on": .text($0.0), "note": .text($0.1)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE resource_line SET approved_by = NULL WHERE city = \(change.city.id) AND approved_by = \(person)")
        try change.tx.run("UPDATE resource_use SET given_by = NULL WHERE city = \(change.city.id) AND given_by = \(person)")
    }
}

public enum ResourceQueries {
    public static func plan(of problem: CityProblem, _ scene: Scene) throws -> ResourcePlan {
        let uses = try scene.tx.rows("""
            SELECT resource_use.line, resource_use.amount, resource_use.on_day, resource_use.note
            FROM resource_use JOIN resource_line ON resource_line.city = resource_use.city AND resource_line.id = resource_use.line
            WHERE resource_line.city = \(scene.city.id) AND resource_line.problem = \(problem.id) ORDER BY resource_use.on_day, resource_use.id LIMIT 10000
            """, ResourceUse.init(row:))
        return ResourcePlan(lines: try ResourceLine.all(of: problem.id, scene), uses: uses)
    }
    static func used(of line: ResourceLine, _ scene: Scene) throws -> Int64 {
        try scene.tx.first("SELECT coalesce(sum(amount), 0) FROM resource_use WHERE city = \(scene.city.id) AND line = \(line.id)") { try $0.integer() } ?? 0
    }
}
