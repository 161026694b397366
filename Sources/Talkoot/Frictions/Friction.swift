public import Storage

/// Something that stands between people or departments and that nobody says aloud: a confidential report, or an owner's objection before a gate.
/// Who said what stays here; the public reads only how it ended.
public struct Friction: PartElement, Hashable {
    public enum Kind: String, CaseIterable, Sendable, SQLBindable { case report, objection }
    public enum State: String, LifecycleState { case reported, talking, agreed, escalated, decided, withdrawn }

    public let id: ID<Friction>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let frictionKind: Kind
    public let reporter: ID<Person>?
    /// The department that objects.
    public let department: ID<Department>?
    /// How the owners decided when the objection was raised; an objection keeps the rule it began under.
    public let rule: Ownership.Rule
    public let text: String
    public let state: State
    public let mediator: ID<Person>?
    /// The last moment of the talk; then it goes to the sponsor by itself.
    public let talkUntil: Instant
    public let outcome: String
    public let settledAt: Instant?
    public let version: Int

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        frictionKind = try row.value()
        reporter = try row.optionalValue()
        department = try row.optionalValue()
        rule = try row.value()
        text = try row.text()
        state = try row.value()
        mediator = try row.optionalValue()
        talkUntil = try row.instant()
        outcome = try row.text()
        settledAt = try row.optionalInstant()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, kind, reporter, department, rule, text, state, mediator, talk_until, outcome, settled_at, version"
    public static let table: SQLText = "friction"
    public static let kind = ObjectKind("friction")
    public static let partKind = ObjectKind.frictionPath
    public var title: String { code.rawValue }
    public var stateName: String? { state.rawValue }
    public var isOpen: Bool { [.reported, .talking, .escalated].contains(state) }
    public func bearings(in part: ProblemPart) -> Bearings { Bearings(authors: Set(reporter.map { [$0] } ?? []), departments: [part.problem.department]) }

    static let talkDays = 10

    static let lifecycle = Lifecycle<State>(
        kind, initial: .reported, path: [.reported, .talking, .agreed],
        moves: [
            Move("friction.mediate", from: [.reported], to: .talking, by: [.role(.innovationOfficer)]),
            Move("friction.settle", from: [.talking], to: .agreed, by: [.signedIn]),
            Move("friction.escalate", from: [.reported, .talking], to: .escalated, by: [.system]),
            Move("friction.decide", from: [.escalated], to: .decided, by: [.role(.sponsor)]),
            Move("friction.overrule", from: [.reported, .talking], to: .decided, by: [.role(.departmentHead)]),
            Move("friction.withdraw", from: [.reported, .talking], to: .withdrawn, by: [.author]),
        ])
}

extension ObjectKind { public static let frictionPath = ObjectKind("frictionPath") }

extension Friction {
    /// The reporter, the mediator, the officer who finds one, the sponsor once it came there; and the head who must hear an objection before deciding alone.
    /// Nobody else, the administrator least of all.
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool {
        if standing.isSystem || standing.holds(.innovationOfficer) { return true }
        if let me = standing.person?.id, me == reporter || me == mediator { return true }
        if standing.holds(.sponsor) && (state == .escalated || state == .decided) { return true }
        return frictionKind == .objection && rule == .leadAfterHearing && standing.matches(.role(.departmentHead), bearings(in: part))
    }
    /// The same as SQL over `friction` joined with its `problem`.
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isSystem || standing.holds(.innovationOfficer) { return "TRUE" }
        guard let me = standing.person?.id else { return "FALSE" }
        var ways: [SQLText] = ["friction.reporter = \(me)", "friction.mediator = \(me)"]
        if standing.holds(.sponsor) { ways.append("friction.state IN ('escalated', 'decided')") }
        let heads = standing.grants.filter { $0.role == .departmentHead && $0.scope == nil }
        let objections: SQLText = "friction.kind = 'objection' AND friction.rule = 'leadAfterHearing'"
        if heads.contains(where: { $0.department == nil }) { ways.append("(\(objections))") }
        let departments = heads.compactMap(\.department).sorted { $0.rawValue < $1.rawValue }
        if !departments.isEmpty { ways.append("(\(objections) AND problem.department IN (\(list: departments)))") }
        return "(\(SQLText(joining: ways, by: " OR ")))"
    }
}

/// How a friction ended, as everybody reads it.
public struct FrictionOutcome: Sendable, Hashable {
    public let outcome: String
    public let settledAt: Instant
}
