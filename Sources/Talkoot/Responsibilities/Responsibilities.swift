public import Storage

enum DutyEvent: String, EventName {
    case set = "task.set"
    case edited = "task.edited"
    case dropped = "task.dropped"
}

/// The room of the matrix that says who answers for what, across departments and outside bodies.
public enum Responsibilities: Room {
    public static let name = "responsibilities"
    public static let migrations = [Migration("responsibilities", [
        """
        CREATE TABLE duty (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, name TEXT NOT NULL, due_on TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE duty_part (
            city TEXT NOT NULL, duty TEXT NOT NULL, position BIGINT NOT NULL, part TEXT NOT NULL, department TEXT, organisation TEXT, person TEXT,
            PRIMARY KEY (city, duty, position), FOREIGN KEY (city, duty) REFERENCES duty (city, id))
        """,
        // Two who answer are nobody who answers: the table itself holds one.
        "CREATE UNIQUE INDEX duty_part_accountable ON duty_part (city, duty) WHERE part = 'accountable'",
        "CREATE INDEX duty_part_person ON duty_part (city, person)",
    ])]
    public static let acts: [any Act.Type] = [SetTask.self, EditTask.self, DropTask.self]
    public static let events = DutyEvent.allCases.map(\.rawValue)

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("""
            SELECT duty.name, duty_part.part FROM duty_part JOIN duty ON duty.city = duty_part.city AND duty.id = duty_part.duty
            WHERE duty_part.city = \(scene.city.id) AND duty_part.person = \(person) ORDER BY duty.created_at, duty.id, duty_part.position
            """) { (try $0.text(), try $0.text()) }
        return ["tasks": .list(own.map { ["task": .text($0.0), "part": .text($0.1)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE duty_part SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}

public enum DutyQueries {
    /// The rows of the matrix with their cells, in the order in which they were typed.
    public static func matrix(of problem: CityProblem, _ scene: Scene) throws -> [(duty: Duty, parts: [DutyPart])] {
        let cells = try scene.tx.rows("""
            SELECT duty_part.duty, duty_part.part, duty_part.department, duty_part.organisation, duty_part.person
            FROM duty_part JOIN duty ON duty.city = duty_part.city AND duty.id = duty_part.duty
            WHERE duty.city = \(scene.city.id) AND duty.problem = \(problem.id) ORDER BY duty_part.position LIMIT 5000
            """, DutyPart.init(row:))
        let byDuty = Dictionary(grouping: cells, by: \.duty)
        return try Duty.all(of: problem.id, scene).map { ($0, byDuty[$0.id] ?? []) }
    }
    /// As the form shows them, with the addresses that only editors are asked for.
    static func typed(_ duty: Duty, _ scene: Scene) throws -> [JSON] {
        try scene.tx.rows("""
            SELECT duty_part.part, department.slug, organisation.code, person.email FROM duty_part
            LEFT JOIN department ON department.city = duty_part.city AND department.id = duty_part.department
            LEFT JOIN organisation ON organisation.city = duty_part.city AND organisation.id = duty_part.organisation
            LEFT JOIN person ON person.city = duty_part.city AND person.id = duty_part.person
            WHERE duty_part.city = \(scene.city.id) AND duty_part.duty = \(duty.id) ORDER BY duty_part.position
            """) { row in
            let part = try row.text(), department = try row.optionalText(), organisation = try row.optionalText(), email = try row.optionalText()
            return ["party": .text(department.map { "department/\($0)" } ?? organisation.map { "organisation/\($0)" } ?? ""), "part": .text(part), "person": .text(email ?? "")]
        }
    }
}
