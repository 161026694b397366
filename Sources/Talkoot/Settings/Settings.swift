public import Storage

/// The room in which the innovation officer sets up the city. Every value is dated, with who and why; what runs keeps the rules that it began with.
public enum Settings: Room {
    /// Who changes a setting. Everybody may read all of them.
    static let keepers: [Who] = [.role(.innovationOfficer), .role(.administrator)]

    public static let name = "settings"
    public static let migrations = [Migration("settings") { SettingTable.migration($0) }]
    public static let acts: [any Act.Type] = [
        RenameCity.self, OfferLanguages.self, SetAccent.self, SetContacts.self, SetStatement.self, SetCrest.self, SetLimit.self, SetWorkingWeek.self, SetHolidays.self,
        OpenDepartment.self, EditDepartment.self, CloseDepartment.self, ProposeDistricts.self, AdoptDistricts.self, DropDistricts.self,
    ]
    public static let lifecycles = [DistrictPlan.lifecycle.outline]
    public static let events = SettingEvent.allCases.map(\.rawValue)

    /// Whoever acts under a deadline hears that it changed; of the calendar, on which all deadlines rest, everybody who keeps one.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        switch SettingEvent(rawValue: event.name) {
        case .limitChanged:
            let next = Tunable.named(event.object.id)?.actsNext.flatMap { who in if case .role(let role) = who { role } else { nil } }
            return try holders([next, .innovationOfficer].compactMap(\.self), scene)
        case .calendarChanged: return try holders([.departmentHead, .innovationOfficer], scene)
        default: return []
        }
    }
    /// The city's own holders and those of each department.
    private static func holders(_ roles: [Role], _ scene: Scene) throws -> [Hearer] {
        let departments = roles.contains(.departmentHead) ? try CityQueries.departments(scene).map { Hearer.role(.departmentHead, $0.id) } : []
        return roles.filter { $0 != .departmentHead }.map { .role($0, nil) } + departments
    }

    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .districtPlan else { return nil }
        return try tx.first("SELECT state FROM district_plan WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let changes = try scene.tx.rows("""
            SELECT \(SettingChange.columns) FROM setting_change WHERE city = \(scene.city.id) AND person = \(person) ORDER BY number
            """, SettingChange.init(row:))
        if changes.isEmpty { return [:] }
        return ["settings": .list(changes.map { ["setting": .text($0.name), "at": .text($0.at.rfc3339), "value": $0.value, "reason": .text($0.reason)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE setting_change SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
        try change.tx.run("UPDATE setting SET set_by = NULL WHERE city = \(change.city.id) AND set_by = \(person)")
        try change.tx.run("UPDATE district_plan SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
    }
}
