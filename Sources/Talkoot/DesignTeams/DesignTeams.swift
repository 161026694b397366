public import Storage

enum DesignTeamEvent: String, EventName {
    case proposed = "seat.proposed"
    case offered = "seat.offered"
    case seatConfirmed = "seat.confirmed"
    case seatDeclined = "seat.declined"
    case seatEnded = "seat.ended"
    case overcommitted = "seat.overcommitted"
    case confirmed = "team.confirmed"
}

/// The room of those who understand a problem together, residents and front-line staff among them from the outset, and of the charter
/// that says who gives how much time with whose consent.
public enum DesignTeams: Room {
    public static let name = "designTeams"
    public static let migrations = [Migration("designTeams", [
        """
        CREATE TABLE design_team (
            city TEXT NOT NULL, problem TEXT NOT NULL, rhythm TEXT NOT NULL, confirmed_at BIGINT, PRIMARY KEY (city, problem), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE design_seat (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, kind TEXT NOT NULL, person TEXT, department TEXT, share BIGINT NOT NULL, from_on TEXT NOT NULL,
            until_on TEXT NOT NULL, stand_in TEXT, state TEXT NOT NULL, reason TEXT NOT NULL, confirmed_by TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX design_seat_problem ON design_seat (city, problem, created_at)",
        "CREATE INDEX design_seat_person ON design_seat (city, person)",
        """
        CREATE TABLE first_contact (
            city TEXT NOT NULL, problem TEXT NOT NULL, kind TEXT NOT NULL, stage TEXT NOT NULL, at BIGINT NOT NULL, is_late BOOLEAN NOT NULL,
            PRIMARY KEY (city, problem, kind), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ])]
    public static let acts: [any Act.Type] = [SeatOnTeam.self, OfferSeat.self, AcceptSeat.self, ConfirmSeat.self, DeclineSeat.self, EndSeat.self, ConfirmTeam.self]
    public static let lifecycles = [DesignSeat.lifecycle.outline]
    public static let events = DesignTeamEvent.allCases.map(\.rawValue)

    /// A proposal is told to whoever must say yes; an alert to the managers of all departments whose time it is.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = DesignTeamEvent(rawValue: event.name) else { return [] }
        let holder = event.personal["holder"]?.text.flatMap { $0.isEmpty ? nil : Hearer.person(ID($0)) }
        switch name {
        case .proposed:
            let department = try CityQueries.department(event.facts["department"]?.text, scene)
            return [holder].compactMap(\.self) + (department.map { [.role(.departmentHead, $0.id)] } ?? [])
        case .offered:
            let department = try CityQueries.department(event.facts["department"]?.text, scene)
            return [department.map { .role(.departmentHead, $0.id) } ?? .role(.innovationOfficer, nil)]
        case .seatConfirmed, .seatDeclined, .seatEnded: return [holder].compactMap(\.self)
        case .overcommitted: return event.facts["departments"]?.list?.compactMap(\.text).map { .role(.departmentHead, ID($0)) } ?? []
        case .confirmed: return []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == DesignSeat.kind else { return nil }
        return try tx.first("SELECT state FROM design_seat WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let seats = try scene.tx.rows("SELECT \(DesignSeat.columns) FROM design_seat WHERE city = \(scene.city.id) AND person = \(person) ORDER BY created_at, id") { try DesignSeat(row: &$0) }
        return ["teamSeats": .list(seats.map { ["kind": .text($0.seatKind.rawValue), "share": .integer(Int64($0.share)), "from": .text($0.from.description), "until": .text($0.until.description), "state": .text($0.state.rawValue), "reason": .text($0.reason)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("UPDATE design_seat SET state = CASE WHEN state IN ('proposed', 'offered', 'confirmed') THEN 'ended' ELSE state END, person = NULL, reason = '' WHERE city = \(city) AND person = \(person)")
        try change.tx.run("UPDATE design_seat SET stand_in = NULL WHERE city = \(city) AND stand_in = \(person)")
        try change.tx.run("UPDATE design_seat SET confirmed_by = NULL WHERE city = \(city) AND confirmed_by = \(person)")
    }
}

public enum DesignTeamQueries {
    public static func team(of problem: CityProblem, _ scene: Scene) throws -> DesignTeam {
        let charter = try scene.tx.first("SELECT rhythm, confirmed_at FROM design_team WHERE city = \(scene.city.id) AND problem = \(problem.id)") { (try $0.text(), try $0.optionalInstant()) }
        return DesignTeam(seats: try DesignSeat.all(of: problem.id, scene), rhythm: charter?.0 ?? "", confirmedAt: charter?.1 ?? nil, contacts: try FirstContacts.all(of: problem.id, scene))
    }
}
