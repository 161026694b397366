public import Storage

/// Something that was learned about people, with where it comes from and how far it can be trusted.
public struct Insight: Sendable, Hashable {
    public enum Source: String, CaseIterable, Sendable, SQLBindable { case signals, journey, survey, statistics, interview, observation, other }
    public enum Strength: String, CaseIterable, Sendable, SQLBindable { case weak, medium, strong }

    public let id: ID<Insight>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let problem: ID<CityProblem>
    public let observation: String
    /// Whom it is about.
    public let group: String
    public let kind: Source?
    /// Where it can be looked up; empty where nobody said.
    public let source: String
    public let strength: Strength
    public let owner: ID<Person>?
    public let version: Int
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        problem = try row.value()
        observation = try row.text()
        group = try row.text()
        kind = try row.optionalValue()
        source = try row.text()
        strength = try row.value()
        owner = try row.optionalValue()
        version = try row.int()
        createdAt = try row.instant()
    }
    static let columns: SQLText = """
        insight.id, insight.code, insight.initiative, insight.problem, insight.observation, insight.affected_group, insight.kind, insight.source, insight.strength, insight.owner,
        insight.version, insight.created_at
        """
    public var reference: ObjectReference { ObjectReference(.insight, id: id.rawValue, code: code) }
}

/// An insight with the problem that it is about: what its act needs.
public struct InsightCard: Sendable, ActSubject {
    public let insight: Insight
    public let problem: CityProblem
    public var bearings: Bearings { Bearings(authors: Set(insight.owner.map { [$0] } ?? []), departments: problem.bearings.departments) }
    public var stateName: String? { nil }
}

/// What a department changes in its daily work because of insights, with somebody who answers for it and a day.
public struct ChangeRequest: Sendable, Hashable {
    public enum State: String, LifecycleState { case agreed, done, dropped }

    public let id: ID<ChangeRequest>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let problem: ID<CityProblem>
    public let department: ID<Department>
    public let title: String
    public let text: String
    public let owner: ID<Person>?
    public let dueOn: Day
    public let state: State
    /// What came of it.
    public let outcome: String
    public let isPublic: Bool
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        problem = try row.value()
        department = try row.value()
        title = try row.text()
        text = try row.text()
        owner = try row.optionalValue()
        dueOn = try row.day()
        state = try row.value()
        outcome = try row.text()
        isPublic = try row.bool()
        createdAt = try row.instant()
    }
    static let columns: SQLText = """
        change_request.id, change_request.code, change_request.initiative, change_request.problem, change_request.department, change_request.title, change_request.text, change_request.owner,
        change_request.due_on, change_request.state, change_request.outcome, change_request.is_public, change_request.created_at
        """
    public var reference: ObjectReference { ObjectReference(.changeRequest, id: id.rawValue, code: code) }
}

extension ObjectKind {
    public static let insight = ObjectKind("insight")
    public static let changeRequest = ObjectKind("changeRequest")
}

extension ChangeRequest: Moving {
    /// Its owner counts as its author: whoever answers for it says when it is done.
    public var bearings: Bearings { Bearings(authors: Set(owner.map { [$0] } ?? []), departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { text + " " + outcome }
    /// As public as its problem was when it was agreed on.
    public func isPublic(in state: State) -> Bool { isPublic }

    public static let lifecycle = Lifecycle<State>(
        .changeRequest, initial: .agreed, path: [.agreed, .done],
        promises: [.agreed: StagePromise("changeRequest.days", days: 60, actsNext: .role(.departmentHead))],
        moves: [
            Move("changeRequest.finish", from: [.agreed], to: .done, by: [.author, .role(.departmentHead), .role(.innovationOfficer)]),
            Move("changeRequest.drop", from: [.agreed], to: .dropped, by: [.role(.departmentHead), .role(.innovationOfficer)]),
        ])
}

enum InsightEvent: String, EventName {
    case noted = "insight.noted"
    case changed = "insight.changed"
}
enum ChangeRequestEvent: String, EventName {
    case agreed = "changeRequest.agreed"
    case done = "changeRequest.done"
    case dropped = "changeRequest.dropped"
}
