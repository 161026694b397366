public import Storage

/// The room of limited experiments in real life.
public enum Pilots: Room {
    public static let name = "pilots"
    public static let migrations = [
        Migration("pilots", PilotTable.migration),
        Migration("pilotsByTeam", ["CREATE INDEX pilot_lead ON pilot (city, lead)", "CREATE INDEX pilot_organisation ON pilot (city, organisation)"]),
    ]
    public static let acts: [any Act.Type] = [
        PlanPilot.self, ReadyPilot.self, StartPilot.self, MeasurePilot.self, PausePilot.self, ResumePilot.self, FinishPilot.self, JudgePilot.self, ClosePilot.self,
    ]
    public static let lifecycles = [Pilot.lifecycle.outline]
    public static let events = PilotEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = PilotEvent(rawValue: event.name), let pilot = try PilotTable.find(code: event.object.code, scene) else { return [] }
        let team = (pilot.lead.map { [Hearer.person($0)] } ?? []) + (pilot.organisation.map { [Hearer.organisation($0)] } ?? [])
        return switch name {
        case .planned, .ended: [.role(.innovationOfficer, nil), .role(.departmentHead, pilot.department)]
        case .ready, .judged, .closed: team
        case .started, .paused, .resumed: team + [.role(.innovationOfficer, nil)]
        case .measured: []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .pilot else { return nil }
        return try tx.first("SELECT state FROM pilot WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE pilot SET lead = NULL WHERE city = \(change.city.id) AND lead = \(person)")
    }
}
