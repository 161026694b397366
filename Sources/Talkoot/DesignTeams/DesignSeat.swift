public import Storage

/// A place on the team that understands a problem and designs what is asked for: who, as what, for how much of their working time, and until when.
public struct DesignSeat: PartElement, Hashable {
    /// Named as the duties are: who benefits, who works at the counter, who owns the problem, who knows a trade, who leads the work.
    public enum Kind: String, CaseIterable, Sendable, SQLBindable { case beneficiary, frontLine, owner, expert, facilitator }
    public enum State: String, LifecycleState { case proposed, offered, confirmed, declined, ended }

    public let id: ID<DesignSeat>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let seatKind: Kind
    public let person: ID<Person>?
    /// Whose working time it is; nil for those who come in their own.
    public let department: ID<Department>?
    /// Of a full week, in percent.
    public let share: Int
    public let from: Day
    public let until: Day
    public let standIn: ID<Person>?
    public let state: State
    public let reason: String
    public let version: Int

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        seatKind = try row.value()
        person = try row.optionalValue()
        department = try row.optionalValue()
        share = try row.int()
        from = try row.day()
        until = try row.day()
        standIn = try row.optionalValue()
        state = try row.value()
        reason = try row.text()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, kind, person, department, share, from_on, until_on, stand_in, state, reason, version"
    public static let table: SQLText = "design_seat"
    public static let kind = ObjectKind("seat")
    public static let partKind = ObjectKind.designTeam
    public var title: String { code.rawValue }
    public var stateName: String? { state.rawValue }
    /// A seat of working time is the department's to give; any other is its holder's own.
    public func bearings(in part: ProblemPart) -> Bearings { Bearings(authors: Set(person.map { [$0] } ?? []), departments: Set(department.map { [$0] } ?? [])) }
    public var isLive: Bool { state == .proposed || state == .offered || state == .confirmed }

    /// Who sits for the city is named to everybody; a resident to the city's people and to the team.
    public func isNamed(to standing: Standing) -> Bool { department != nil || standing.isStaff || standing.isSystem || standing.person.map { $0.id == person } ?? false }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .proposed, alsoBegins: [.offered: OfferSeat.name], path: [.proposed, .confirmed, .ended],
        moves: [
            Move("seat.confirm", from: [.proposed], to: .confirmed, by: [.author, .role(.departmentHead)]),
            Move("seat.accept", from: [.offered], to: .confirmed, by: [.role(.departmentHead), .role(.innovationOfficer)]),
            Move("seat.decline", from: [.proposed, .offered], to: .declined, by: [.author, .role(.departmentHead), .role(.innovationOfficer)]),
            Move("seat.end", from: [.confirmed], to: .ended, by: [.author, .role(.departmentHead), .role(.innovationOfficer)]),
        ])
}

extension ObjectKind { public static let designTeam = ObjectKind("designTeam") }

/// When residents and front-line staff first took part: the stage that the problem was in, stamped once.
public struct FirstContact: Sendable, Hashable {
    public let kind: DesignSeat.Kind
    public let stage: CityProblem.State
    public let at: Instant
    /// After the problem had been defined without them.
    public let isLate: Bool
}

/// A team as it stands.
public struct DesignTeam: Sendable, Hashable {
    public let seats: [DesignSeat]
    public let rhythm: String
    public let confirmedAt: Instant?
    public let contacts: [FirstContact]

    /// Which of the two required seats nobody has confirmed.
    public var missing: [DesignSeat.Kind] { [.beneficiary, .frontLine].filter { kind in !seats.contains { $0.seatKind == kind && $0.state == .confirmed } } }
    /// Of the confirmed, in percent of full weeks, on a day.
    public func capacity(on day: Day) -> Int { seats.filter { $0.state == .confirmed && $0.from <= day && day <= $0.until }.reduce(0) { $0 + $1.share } }
}
