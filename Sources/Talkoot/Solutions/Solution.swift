public import Storage

/// A result that others can take over, with what they need for it.
public struct Solution: Sendable, Hashable {
    public enum State: String, LifecycleState { case listed, retired }
    public enum Licence: String, CaseIterable, Sendable, SQLBindable { case ccBy = "CC-BY-4.0", cc0 = "CC0-1.0", eupl = "EUPL-1.2", apache = "Apache-2.0", onRequest }

    public let id: ID<Solution>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let pilot: ID<Pilot>
    public let department: ID<Department>
    public let title: String
    public let summary: String
    public let package: String
    public let cost: Money
    public let licence: Licence
    public let state: State
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        pilot = try row.value()
        department = try row.value()
        title = try row.text()
        summary = try row.text()
        package = try row.text()
        cost = try row.money()
        licence = try row.value()
        state = try row.value()
        createdAt = try row.instant()
    }
    static let columns: SQLText = """
        solution.id, solution.code, solution.initiative, solution.pilot, solution.department, solution.title, solution.summary, solution.package, solution.cost_cents,
        solution.licence, solution.state, solution.created_at
        """
    public var reference: ObjectReference { ObjectReference(.solution, id: id.rawValue, code: code) }
}

/// One city's or department's taking over of a solution.
public struct Replication: Sendable, Hashable {
    public enum State: String, LifecycleState { case interest, running, listed }
    public enum Scope: String, CaseIterable, Sendable, SQLBindable { case department, district, domesticCity, foreignCity }
    public enum Result: String, CaseIterable, Sendable, SQLBindable { case better, same, worse, failed }

    public let id: ID<Replication>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let city: ID<City>
    public let cityName: String
    public let citySlug: String
    public let parentCity: ID<City>
    public let parent: ID<Solution>
    public let department: ID<Department>
    public let title: String
    public let scope: Scope
    public let adaptations: String
    public let state: State
    public let result: Result?
    public let finding: String
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        city = try row.value()
        cityName = try row.text()
        citySlug = try row.text()
        parentCity = try row.value()
        parent = try row.value()
        department = try row.value()
        title = try row.text()
        scope = try row.value()
        adaptations = try row.text()
        state = try row.value()
        result = try row.optionalValue()
        finding = try row.text()
        createdAt = try row.instant()
    }
    /// Over `replication` joined with the `city` that adopts.
    static let columns: SQLText = """
        replication.id, replication.code, replication.initiative, replication.city, city.name, city.slug, replication.parent_city, replication.parent, replication.department,
        replication.title, replication.scope, replication.adaptations, replication.state, replication.result, replication.finding, replication.created_at
        """
    public var reference: ObjectReference { ObjectReference(.replication, id: id.rawValue, code: code) }
}

extension ObjectKind {
    public static let solution = ObjectKind("solution")
    public static let replication = ObjectKind("replication")
}

extension Solution: Moving {
    public var bearings: Bearings { Bearings(departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { summary + " " + package }
    public func isPublic(in state: State) -> Bool { true }
    public static let lifecycle = Lifecycle<State>(
        .solution, initial: .listed, path: [.listed], moves: [Move("solution.retire", from: [.listed], to: .retired, by: [.role(.innovationOfficer)])])
}

extension Replication: Moving {
    public var bearings: Bearings { Bearings(departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { adaptations + " " + finding }
    public func isPublic(in state: State) -> Bool { true }
    public static let lifecycle = Lifecycle<State>(
        .replication, initial: .interest, path: [.interest, .running, .listed],
        promises: [.interest: StagePromise("replication.startDays", days: 40, actsNext: .role(.departmentHead))],
        moves: [
            Move("replication.run", from: [.interest], to: .running, by: [.role(.departmentHead), .role(.innovationOfficer)]),
            Move("replication.report", from: [.running], to: .listed, by: [.role(.departmentHead), .role(.innovationOfficer)]),
        ])
}

enum SolutionEvent: String, EventName {
    case listed = "solution.listed"
    case adopted = "solution.adopted"
    case retired = "solution.retired"
}
enum ReplicationEvent: String, EventName {
    case begun = "replication.begun"
    case running = "replication.running"
    case reported = "replication.reported"
}
