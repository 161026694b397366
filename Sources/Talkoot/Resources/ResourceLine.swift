public import Storage

/// Hours or money that a problem is to cost in a stage, where they come from, and who must say yes.
public struct ResourceLine: PartElement, Hashable {
    public enum Kind: String, CaseIterable, Sendable, SQLBindable { case hours, money }
    public enum Stage: String, CaseIterable, Sendable, SQLBindable { case understand, challenge, pilot, spread }
    /// What it is for. Consultants, and the cost of holding everything together, are counted apart.
    public enum Purpose: String, CaseIterable, Sendable, SQLBindable { case work, orchestration, consultant }
    public enum Source: String, CaseIterable, Sendable, SQLBindable { case ownBudget, otherDepartment, partner, fund, otherCity }
    public enum State: String, LifecycleState { case proposed, approved, refused }

    public let id: ID<ResourceLine>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let what: String
    public let resourceKind: Kind
    public let stage: Stage
    public let purpose: Purpose
    public let source: Source
    public let department: ID<Department>
    /// Hundredths of an hour, or cents.
    public let planned: Int64
    public let state: State
    public let reason: String
    public let approvedAt: Instant?
    public let version: Int

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        what = try row.text()
        resourceKind = try row.value()
        stage = try row.value()
        purpose = try row.value()
        source = try row.value()
        department = try row.value()
        planned = try row.integer()
        state = try row.value()
        reason = try row.text()
        approvedAt = try row.optionalInstant()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, what, kind, stage, purpose, source, department, planned, state, reason, approved_at, version"
    public static let table: SQLText = "resource_line"
    public static let kind = ObjectKind("resource")
    public static let partKind = ObjectKind.resourcePlan
    public var title: String { what }
    public var stateName: String? { state.rawValue }
    /// Only the department that gives it says yes.
    public func bearings(in part: ProblemPart) -> Bearings { Bearings(departments: [department]) }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .proposed, path: [.proposed, .approved],
        moves: [
            Move("resource.approve", from: [.proposed], to: .approved, by: [.role(.departmentHead)]),
            Move("resource.refuse", from: [.proposed], to: .refused, by: [.role(.departmentHead)]),
        ])
}

extension ObjectKind { public static let resourcePlan = ObjectKind("resourcePlan") }

/// What was used of a line.
public struct ResourceUse: Sendable, Hashable {
    public let line: ID<ResourceLine>
    public let amount: Int64
    public let on: Day
    public let note: String
    init(row: inout Row) throws {
        line = try row.value()
        amount = try row.integer()
        on = try row.day()
        note = try row.text()
    }
}

/// A plan with what was used of it.
public struct ResourcePlan: Sendable, Hashable {
    public let lines: [ResourceLine]
    public let uses: [ResourceUse]

    public struct Sum: Sendable, Hashable {
        public var planned: Int64 = 0, used: Int64 = 0, proposed: Int64 = 0
    }
    public func used(of line: ResourceLine) -> Int64 { uses.reduce(0) { $0 + ($1.line == line.id ? $1.amount : 0) } }
    /// What was approved counts as planned; what waits is told apart, and what was refused is not counted.
    public func sum(_ kind: ResourceLine.Kind, _ purpose: ResourceLine.Purpose? = nil) -> Sum {
        lines.filter { $0.resourceKind == kind && (purpose == nil || $0.purpose == purpose) }.reduce(into: Sum()) { sum, line in
            sum.used += used(of: line)
            if line.state == .approved { sum.planned += line.planned } else if line.state == .proposed { sum.proposed += line.planned }
        }
    }
}
