public import Storage

/// The room where somebody decides and says why.
public enum Decisions: Room {
    public static let name = "decisions"
    public static let migrations = [Migration("decisions", DecisionTable.migration), Migration("decisionBehalf", DecisionTable.behalf)]
    public static let acts: [any Act.Type] = [TakeDecision.self, PublishDecision.self, SettleDecision.self]
    public static let lifecycles = [Decision.lifecycle.outline]
    public static let events = DecisionEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = DecisionEvent(rawValue: event.name), let decision = try DecisionTable.find(code: event.object.code, scene) else { return [] }
        return switch name {
        case .taken: [.role(.innovationOfficer, nil)]
        case .published: [.role(.innovationOfficer, nil), .role(.departmentHead, decision.department)]
        case .final: [.role(.innovationOfficer, nil)]
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .decision else { return nil }
        return try tx.first("SELECT state FROM decision WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    /// A decision keeps the name under which it was taken: it is an act of office, not a private matter.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE decision SET decider = NULL WHERE city = \(change.city.id) AND decider = \(person)")
    }
}
