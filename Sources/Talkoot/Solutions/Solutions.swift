public import Storage

/// The room of what others can take over, and of who did.
public enum Solutions: Room {
    public static let name = "solutions"
    public static let migrations = [Migration("solutions", SolutionTable.migration)]
    public static let acts: [any Act.Type] = [ListSolution.self, RetireSolution.self, AdoptSolution.self, RunReplication.self, ReportReplication.self]
    public static let lifecycles = [Solution.lifecycle.outline, Replication.lifecycle.outline]
    public static let events = SolutionEvent.allCases.map(\.rawValue) + ReplicationEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard SolutionEvent(rawValue: event.name) == .adopted, let solution = try SolutionTable.find(code: event.object.code, scene.city.id, scene.tx) else { return [] }
        return [.role(.innovationOfficer, nil), .role(.departmentHead, solution.department)]
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        switch object.kind {
        case .solution: try tx.first("SELECT state FROM solution WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
        case .replication: try tx.first("SELECT state FROM replication WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
        default: nil
        }
    }
}
