public import Storage

enum OwnershipEvent: String, EventName {
    case invited = "owner.invited"
    case joined = "owner.joined"
    case left = "owner.left"
    case aimSet = "ownership.goalSet"
    case aimAgreed = "ownership.goalAgreed"
}

/// The room of problems that several departments own: a common aim, what each brings, and how they decide.
public enum CoOwners: Room {
    public static let name = "coOwners"
    public static let migrations = [Migration("coOwners", [
        """
        CREATE TABLE co_owner (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, department TEXT NOT NULL, state TEXT NOT NULL, budget_cents BIGINT NOT NULL,
            reason TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        // A department is asked once; one that left can be asked again.
        "CREATE UNIQUE INDEX co_owner_once ON co_owner (city, problem, department) WHERE state <> 'left'",
        """
        CREATE TABLE ownership (
            city TEXT NOT NULL, problem TEXT NOT NULL, rule TEXT NOT NULL, goal TEXT NOT NULL, version BIGINT NOT NULL,
            PRIMARY KEY (city, problem), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE goal_consent (
            city TEXT NOT NULL, problem TEXT NOT NULL, department TEXT NOT NULL, goal_version BIGINT NOT NULL, given_by TEXT, at BIGINT NOT NULL,
            PRIMARY KEY (city, problem, department, goal_version), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ])]
    public static let acts: [any Act.Type] = [InviteOwner.self, JoinAsOwner.self, LeaveOwnership.self, SetCommonAim.self, AgreeToAim.self]
    public static let lifecycles = [CoOwner.lifecycle.outline]
    public static let events = OwnershipEvent.allCases.map(\.rawValue)

    /// Whoever is asked, and all owners when the aim is written anew.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        switch OwnershipEvent(rawValue: event.name) {
        case .invited: return try CityQueries.department(event.facts["department"]?.text, scene).map { [.role(.departmentHead, $0.id)] } ?? []
        case .joined, .left, .aimSet:
            guard let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
            return try CoOwnerTable.joined(problem.id, scene).union([problem.department]).map { .role(.departmentHead, $0) }
        case .aimAgreed, nil: return []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == CoOwner.kind else { return nil }
        return try tx.first("SELECT state FROM co_owner WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        ["goalsAgreedFor": .list(try scene.tx.rows("SELECT at FROM goal_consent WHERE city = \(scene.city.id) AND given_by = \(person) ORDER BY at") { .text(try $0.instant().rfc3339) })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE goal_consent SET given_by = NULL WHERE city = \(change.city.id) AND given_by = \(person)")
    }
}
