public import Storage

/// The room of what is known about people, and of what daily work makes of it.
public enum Insights: Room {
    public static let name = "insights"
    public static let migrations = [Migration("insights", InsightTable.migration)]
    public static let acts: [any Act.Type] = [NoteInsight.self, ChangeInsight.self, AgreeChange.self, FinishChange.self, DropChange.self]
    public static let lifecycles = [ChangeRequest.lifecycle.outline]
    public static let events = InsightEvent.allCases.map(\.rawValue) + ChangeRequestEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard ChangeRequestEvent(rawValue: event.name) != nil, let request = try InsightTable.request(event.object.code, scene) else { return [] }
        return (request.owner.map { [.person($0)] } ?? []) + [.role(.departmentHead, request.department)]
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .changeRequest else { return nil }
        return try tx.first("SELECT state FROM change_request WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let city = scene.city.id
        let noted = try scene.tx.rows("SELECT code, observation FROM insight WHERE city = \(city) AND owner = \(person) ORDER BY created_at, id") { (try $0.text(), try $0.text()) }
        let owned = try scene.tx.rows("SELECT code, title FROM change_request WHERE city = \(city) AND owner = \(person) ORDER BY created_at, id") { (try $0.text(), try $0.text()) }
        var kept: [String: JSON] = [:]
        if !noted.isEmpty { kept["insights"] = .list(noted.map { ["code": .text($0), "observation": .text($1)] }) }
        if !owned.isEmpty { kept["changeRequests"] = .list(owned.map { ["code": .text($0), "title": .text($1)] }) }
        return kept
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE insight SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
        try change.tx.run("UPDATE change_request SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}
