public import Storage

enum ContactEvent: String, EventName { case changed = "contact.changed" }

/// The room of the public register of roles: who answers for what, until when, and who stands in.
public enum Roles: Room {
    public static let name = "roles"
    public static let migrations = [Migration("standIns", ["ALTER TABLE role_grant ADD COLUMN stand_in TEXT"]), Migration("roleHistory", RoleSpan.migration)]
    public static let acts: [any Act.Type] = [TellCounterparts.self]
    public static let events = ContactEvent.allCases.map(\.rawValue)
    /// Whoever has something open with a head or an officer hears when the role changes hands.
    public static let reactions = [PersonEvent.roleGranted, .roleEnded].map { event in
        Reaction(to: event, perform: TellCounterparts.name) { event, scene in
            guard let role = event.facts["role"]?.text.flatMap(Role.init(rawValue:)), role == .departmentHead || role == .innovationOfficer else { return [] }
            return [(Target.none, ["role": .text(role.rawValue), "department": event.facts["department"] ?? ""])]
        }
    }

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard event.name == ContactEvent.changed.rawValue else { return [] }
        let department = try CityQueries.department(event.facts["department"]?.text, scene)
        return try RoleQueries.counterparts(of: department?.id, scene).map(Hearer.person) + RoleQueries.nameless(of: department?.id, scene).map(Hearer.contact)
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE role_grant SET stand_in = NULL WHERE city = \(change.city.id) AND stand_in = \(person)")
        try change.tx.run("UPDATE role_grant SET reason = NULL, end_reason = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}

/// Follows a grant or an end; sealed like them, since the register shows who holds what.
struct TellCounterparts: Act {
    static let name = "contact.tell"
    static let permitted: [Who] = [.system]
    static let form = Form(.choice("role", of: Role.self), .optional(.line("department"))) { TellCounterparts(role: $0, department: $1) }
    let role: Role, department: String?

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let place = try CityQueries.department(department, change)?.id.rawValue ?? change.city.id.rawValue
        let object = ObjectReference(.grant, id: place, code: PublicCode(""))
        try change.happened(Event(ContactEvent.changed, on: object, of: nil, isPublic: false, facts: ["role": .text(role.rawValue), "department": .text(department ?? "")]))
        return Outcome(nil)
    }
}

/// One line of the register.
public struct HeldRole: Sendable, Hashable {
    public let role: Role
    public let department: ID<Department>?
    public let holder: String
    public let standIn: String?
    /// The intermediary that acts on behalf of the city, where the role is a mandate.
    public let mandateOf: String?
    public let from: Instant
    public let until: Instant?
}

public enum RoleQueries {
    /// The city's roles that are held now; jurors and people of other cities are shown where they act.
    public static func register(_ scene: Scene) throws -> [HeldRole] {
        try scene.tx.rows("""
            SELECT held.role, held.department, person.display_name, deputy.display_name, organisation.name, held.from_at, held.until_at
            FROM role_grant AS held JOIN person ON person.city = held.city AND person.id = held.person
            LEFT JOIN person AS deputy ON deputy.city = held.city AND deputy.id = held.stand_in
            LEFT JOIN organisation ON organisation.city = held.city AND organisation.id = held.mandate_of AND organisation.visibility = 'shown'
            LEFT JOIN department ON department.city = held.city AND department.id = held.department
            WHERE held.city = \(scene.city.id) AND held.scope IS NULL AND held.role NOT IN (\(Role.juror), \(Role.otherCityOfficer)) AND held.ended_at IS NULL
            AND held.from_at <= \(scene.now) AND (held.until_at IS NULL OR held.until_at > \(scene.now))
            ORDER BY held.role, department.name, person.display_name, held.id
            """) {
            HeldRole(role: try $0.value(), department: try $0.optionalValue(), holder: try $0.text(), standIn: try $0.optionalText(), mandateOf: try $0.optionalText(),
                     from: try $0.instant(), until: try $0.optionalInstant())
        }
    }

    /// Unanswered signals of the same, whose senders left an address and no name.
    static func nameless(of department: ID<Department>?, _ scene: Scene) throws -> [ObjectReference] {
        let only: SQLText = department.map { "AND signal.department = \($0)" } ?? ""
        return try scene.tx.rows("""
            SELECT signal.id, signal.code FROM signal JOIN signal_contact ON signal_contact.city = signal.city AND signal_contact.signal = signal.id
            WHERE signal.city = \(scene.city.id) AND signal.state = 'new' AND signal.author IS NULL AND signal_contact.email IS NOT NULL \(only) ORDER BY signal.id
            """) { ObjectReference(.signal, id: try $0.text(), code: try $0.value()) }
    }

    /// Authors of live submissions and of unanswered signals of the department; of the whole city without one.
    static func counterparts(of department: ID<Department>?, _ scene: Scene) throws -> [ID<Person>] {
        let (signals, calls): (SQLText, SQLText) = department.map { ("AND signal.department = \($0)", "AND challenge.department = \($0)") } ?? ("", "")
        return try scene.tx.rows("""
            SELECT signal.author FROM signal WHERE signal.city = \(scene.city.id) AND signal.state = 'new' AND signal.author IS NOT NULL \(signals)
            UNION
            SELECT submission.author FROM submission JOIN challenge ON challenge.city = submission.city AND challenge.id = submission.challenge
            WHERE submission.city = \(scene.city.id) AND submission.state IN ('draft', 'submitted', 'eligible') AND submission.author IS NOT NULL \(calls)
            """) { try $0.value() }
    }
}
