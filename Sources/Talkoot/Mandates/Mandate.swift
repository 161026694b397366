public import Storage

/// What an intermediary may do on behalf of the city: which phases, for which department, until when, and what it reports.
public struct Mandate: Sendable, Hashable {
    public enum State: String, LifecycleState { case granted, active, expiring, ended }
    public enum Rhythm: String, CaseIterable, Sendable, SQLBindable { case monthly, quarterly, halfYearly, atEnd }

    public let id: ID<Mandate>
    public let code: PublicCode
    public let organisation: ID<Organisation>
    public let purpose: String
    public let phases: Set<MandatePhase>
    /// Nil for the whole city.
    public let department: ID<Department>?
    public let startsOn: Day
    /// Its last day: it ends at midnight, in the city's own time.
    public let endsOn: Day
    public let reportWhat: String
    public let reportTo: String
    public let rhythm: Rhythm
    /// By the end of which day the next report is owed; nil once all are in.
    public let reportDueOn: Day?
    /// How often the city had to ask for it.
    public let reminders: Int
    public let state: State
    public let endReason: String
    public let createdAt: Instant
    /// How often it was worded: 1 as it was given.
    public let version: Int

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        organisation = try row.value()
        purpose = try row.text()
        phases = MandatePhase.read(try row.text())
        department = try row.optionalValue()
        startsOn = try row.day()
        endsOn = try row.day()
        reportWhat = try row.text()
        reportTo = try row.text()
        rhythm = try row.value()
        reportDueOn = try row.optionalDay()
        reminders = try row.int()
        state = try row.value()
        endReason = try row.text()
        createdAt = try row.instant()
        version = try row.int()
    }
    static let columns: SQLText = """
        mandate.id, mandate.code, mandate.organisation, mandate.purpose, mandate.phases, mandate.department, mandate.starts_on, mandate.ends_on, mandate.report_what, mandate.report_to,
        mandate.rhythm, mandate.report_due_on, mandate.reminders, mandate.state, mandate.end_reason, mandate.created_at, mandate.version
        """
    public var reference: ObjectReference { ObjectReference(.mandate, id: id.rawValue, code: code) }
    /// A report that did not come by its day.
    public func isOverdue(on today: Day) -> Bool { reportDueOn.map { $0 < today } ?? false }

    public static let lifecycle = Lifecycle<State>(
        .mandate, initial: .granted, alsoBegins: [.active: GrantMandate.name], path: [.granted, .active, .expiring, .ended],
        moves: [
            Move("mandate.begin", from: [.granted], to: .active, by: [.system]),
            Move("mandate.expire", from: [.active], to: .expiring, by: [.system]),
            Move("mandate.amend", from: [.granted], to: .granted, by: MandateRules.givers),
            Move("mandate.amend", from: [.active, .expiring], to: .active, by: MandateRules.givers),
            Move("mandate.amend", from: [.expiring], to: .expiring, by: MandateRules.givers),
            Move("mandate.lapse", from: [.granted, .active, .expiring], to: .ended, by: [.system]),
            Move("mandate.end", from: [.granted, .active, .expiring], to: .ended, by: MandateRules.givers),
        ])
    /// Thirty days before the end both sides are told.
    static let notice = 30
    /// After so many days without the report it goes to the sponsor.
    static let patience = 14

    /// The day of the report after `day`, never after the last day.
    static func nextReport(after day: Day, _ rhythm: Rhythm, until last: Day) -> Day {
        let days: Int? = switch rhythm { case .monthly: 30; case .quarterly: 91; case .halfYearly: 182; case .atEnd: nil }
        return days.map { min(day.adding(days: $0), last) } ?? last
    }
}

extension ObjectKind { public static let mandate = ObjectKind("mandate") }

extension Mandate: ActSubject {
    public var bearings: Bearings { Bearings(departments: Set(department.map { [$0] } ?? []), organisations: [organisation]) }
    public var stateName: String? { state.rawValue }
}

/// What an intermediary reported, for everybody to read.
public struct MandateReport: Sendable, Hashable {
    public let number: Int
    public let dueOn: Day
    public let text: String
    public let at: Instant
    public let isLate: Bool
}

enum MandateEvent: String, EventName {
    case granted = "mandate.granted"
    case amended = "mandate.amended"
    case begun = "mandate.begun"
    case expiring = "mandate.expiring"
    case ended = "mandate.ended"
    case reported = "mandate.reported"
    case overdue = "mandate.overdue"
    case escalated = "mandate.escalated"
}

enum MandateRules {
    static let givers: [Who] = [.role(.administrator), .role(.innovationOfficer)]
}

enum MandateTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE mandate (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, organisation TEXT NOT NULL, purpose TEXT NOT NULL, phases TEXT NOT NULL, department TEXT,
            starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, report_what TEXT NOT NULL, report_to TEXT NOT NULL, rhythm TEXT NOT NULL, report_due_on TEXT, reminders BIGINT NOT NULL,
            state TEXT NOT NULL, end_reason TEXT NOT NULL, given_by TEXT, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, organisation) REFERENCES organisation (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))
        """,
        "CREATE INDEX mandate_organisation ON mandate (city, organisation)",
        """
        CREATE TABLE mandate_report (
            city TEXT NOT NULL, mandate TEXT NOT NULL, number BIGINT NOT NULL, due_on TEXT NOT NULL, text TEXT NOT NULL, is_late BOOLEAN NOT NULL, person TEXT, at BIGINT NOT NULL,
            PRIMARY KEY (city, mandate, number), FOREIGN KEY (city, mandate) REFERENCES mandate (city, id))
        """,
        "ALTER TABLE role_grant ADD COLUMN mandate TEXT", "ALTER TABLE role_grant ADD COLUMN phases TEXT",
    ]
    static func read(_ condition: SQLText, _ scene: Scene) throws -> [Mandate] {
        try scene.tx.rows("SELECT \(Mandate.columns) FROM mandate WHERE city = \(scene.city.id) AND \(condition) ORDER BY created_at DESC, id LIMIT 200", Mandate.init(row:))
    }
    static func find(code: PublicCode, _ scene: Scene) throws -> Mandate? { try read("code = \(code)", scene).first }
}

/// Mandates are public: whoever acts for the city is known.
public enum MandateQueries {
    public static func mandate(_ target: Target, _ scene: Scene) throws -> Mandate {
        guard let found = try MandateTable.find(code: target.code, scene), try OrganisationQueries.organisation(found.organisation, scene) != nil else { throw Refusal.notFound }
        return found
    }
    public static func list(_ scene: Scene) throws -> [Mandate] {
        let all = try MandateTable.read("TRUE", scene), known = try OrganisationQueries.names(of: Set(all.map(\.organisation)), scene)
        return all.filter { known[$0.organisation] != nil }
    }
    /// The newest first.
    public static func reports(of mandate: Mandate, _ scene: Scene) throws -> [MandateReport] {
        try scene.tx.rows("SELECT number, due_on, text, at, is_late FROM mandate_report WHERE city = \(scene.city.id) AND mandate = \(mandate.id) ORDER BY number DESC") {
            MandateReport(number: try $0.int(), dueOn: try $0.day(), text: try $0.text(), at: try $0.instant(), isLate: try $0.bool())
        }
    }
    /// Those on whose paper a role can be given now.
    static func running(_ scene: Scene) throws -> [Mandate] { try MandateTable.read("state <> 'ended'", scene).filter { $0.endsOn >= scene.today } }
    /// Who acts under it now.
    public static func holders(of mandate: Mandate, _ scene: Scene) throws -> [HeldRole] {
        try scene.tx.rows("""
            SELECT held.role, held.department, person.display_name, held.from_at, held.until_at FROM role_grant AS held JOIN person ON person.city = held.city AND person.id = held.person
            WHERE held.city = \(scene.city.id) AND held.mandate = \(mandate.code) AND held.ended_at IS NULL AND held.from_at <= \(scene.now) AND (held.until_at IS NULL OR held.until_at > \(scene.now))
            ORDER BY held.role, person.display_name, held.id
            """) { HeldRole(role: try $0.value(), department: try $0.optionalValue(), holder: try $0.text(), standIn: nil, mandateOf: nil, from: try $0.instant(), until: try $0.optionalInstant()) }
    }
}
