public import Storage

enum RiskEvent: String, EventName {
    case noted = "risk.noted"
    case edited = "risk.edited"
    case closed = "risk.closed"
    case happened = "risk.happened"
    case reopened = "risk.reopened"
    case limited = "risk.limited"
}

/// The room of what could go wrong with a problem, and who bears it: question 5 of the canvas.
public enum Risks: Room {
    public static let name = "risks"
    public static let migrations = [Migration("risks", [
        """
        CREATE TABLE risk (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, category TEXT NOT NULL, happening TEXT NOT NULL, likelihood TEXT NOT NULL, harm_money BIGINT NOT NULL,
            harm_people BIGINT NOT NULL, harm_service BIGINT NOT NULL, harm_law BIGINT NOT NULL, harm_reputation BIGINT NOT NULL, proximity TEXT NOT NULL, safeguard TEXT NOT NULL, owner TEXT,
            state TEXT NOT NULL, outcome TEXT NOT NULL, cost BIGINT, happened_on TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX risk_problem ON risk (city, problem, created_at)",
        "CREATE INDEX risk_owner ON risk (city, owner)",
        """
        CREATE TABLE risk_bearer (
            city TEXT NOT NULL, risk TEXT NOT NULL, position BIGINT NOT NULL, department TEXT, organisation TEXT, other TEXT NOT NULL, share BIGINT NOT NULL CHECK (share BETWEEN 1 AND 100),
            PRIMARY KEY (city, risk, position), FOREIGN KEY (city, risk) REFERENCES risk (city, id))
        """,
    ]), Migration("lossLimits", LossLimit.migration)]
    public static let acts: [any Act.Type] = [NoteRisk.self, EditRisk.self, CloseRisk.self, RiskHappened.self, ReopenRisk.self, LimitLoss.self]
    public static let lifecycles = [Risk.lifecycle.outline]
    public static let events = RiskEvent.allCases.map(\.rawValue)

    /// Whoever is to watch it; and when it happened also the heads of the departments that own the problem or bear it.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = RiskEvent(rawValue: event.name), let risk = try event.facts["line"]?.text.flatMap({ try Risk.find(code: PublicCode($0), scene) }),
              let problem = try ProblemTable.find(risk.problem, scene) else { return [] }
        let owner = risk.owner.map { [Hearer.person($0)] } ?? []
        return switch name {
        case .noted: owner
        case .happened: owner + Set(try RiskQueries.bearers(of: problem, scene).filter { $0.risk == risk.id }.compactMap(\.department) + problem.departments).map { .role(.departmentHead, $0) }
        case .edited, .closed, .reopened, .limited: []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == Risk.kind else { return nil }
        return try tx.first("SELECT state FROM risk WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let watched = try scene.tx.rows("SELECT happening FROM risk WHERE city = \(scene.city.id) AND owner = \(person) ORDER BY created_at, id") { try $0.text() }
        return ["risksWatched": .list(watched.map { .text($0) })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE risk SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}
