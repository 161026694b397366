public import Storage

/// The room of those who act on behalf of the city.
public enum Mandates: Room {
    public static let name = "mandates"
    public static let migrations = [Migration("mandates", MandateTable.migration), Migration("mandateVersions", MandateVersion.migration)]
    public static let acts: [any Act.Type] = [GrantMandate.self, ReportOnMandate.self, AmendMandate.self, EndMandate.self, BeginMandate.self, ExpireMandate.self, LapseMandate.self, RemindOfReport.self]
    public static let lifecycles = [Mandate.lifecycle.outline]
    public static let events = MandateEvent.allCases.map(\.rawValue)

    /// The intermediary, the officer, and the head whose department it is for; the sponsor where a report stays away.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = MandateEvent(rawValue: event.name), let mandate = try MandateTable.find(code: event.object.code, scene) else { return [] }
        let city: [Hearer] = [.role(.innovationOfficer, nil)] + (mandate.department.map { [.role(.departmentHead, $0)] } ?? [])
        return switch name {
        case .granted, .amended, .begun, .expiring, .ended, .overdue: [.organisation(mandate.organisation)] + city
        case .reported: city
        case .escalated: [.organisation(mandate.organisation), .role(.sponsor, nil)] + city
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .mandate else { return nil }
        return try tx.first("SELECT state FROM mandate WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT number, text, at FROM mandate_report WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, number") {
            ["number": .integer(try $0.integer()), "text": .text(try $0.text()), "at": .text(try $0.instant().rfc3339)] as JSON
        }
        return own.isEmpty ? [:] : ["mandateReports": .list(own)]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE mandate SET given_by = NULL WHERE city = \(change.city.id) AND given_by = \(person)")
        try change.tx.run("UPDATE mandate_report SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}
