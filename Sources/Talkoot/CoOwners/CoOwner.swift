public import Storage

/// A department that owns a problem beside the one that drafted it.
public struct CoOwner: PartElement, Hashable {
    public enum State: String, LifecycleState { case invited, joined, left }

    public let id: ID<CoOwner>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let department: ID<Department>
    public let state: State
    /// What it brings from its own budget.
    public let budget: Money
    public let reason: String
    public let version: Int

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        department = try row.value()
        state = try row.value()
        budget = try row.money()
        reason = try row.text()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, department, state, budget_cents, reason, version"
    public static let table: SQLText = "co_owner"
    public static let kind = ObjectKind("coOwner")
    public static let partKind = ObjectKind.ownership
    public var title: String { code.rawValue }
    public var stateName: String? { state.rawValue }
    /// Only the invited department itself says yes or no.
    public func bearings(in part: ProblemPart) -> Bearings { Bearings(departments: [department]) }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .invited, path: [.invited, .joined, .left],
        moves: [
            Move("owner.join", from: [.invited], to: .joined, by: [.role(.departmentHead)]),
            Move("owner.leave", from: [.invited, .joined], to: .left, by: [.role(.departmentHead)]),
        ])
}

extension ObjectKind { public static let ownership = ObjectKind("ownership") }

/// How several departments own one problem: the aim they have in common and how they decide; each department's own goals with their metrics stand in ``SharedGoal``.
public struct Ownership: Sendable, Hashable {
    public enum Rule: String, CaseIterable, Sendable, SQLBindable { case consent, majority, leadAfterHearing }
    public let rule: Rule
    public let aim: String
    /// Nought while none was written.
    public let aimVersion: Int
    public let lead: ID<Department>
    public let coOwners: [CoOwner]
    /// The departments that agreed to the aim as it stands.
    public let agreed: Set<ID<Department>>

    public var owners: Set<ID<Department>> { Set(coOwners.filter { $0.state == .joined }.map(\.department)).union([lead]) }
    public var missing: Set<ID<Department>> { aimVersion == 0 ? [] : owners.subtracting(agreed) }
    public var isShared: Bool { owners.count > 1 }
}

enum CoOwnerTable {
    static func joined(_ problem: ID<CityProblem>, _ scene: Scene) throws -> Set<ID<Department>> {
        Set(try scene.tx.rows("SELECT department FROM co_owner WHERE city = \(scene.city.id) AND problem = \(problem) AND state = 'joined'") { try $0.value() })
    }
}

public enum OwnershipQueries {
    public static func ownership(of problem: CityProblem, _ scene: Scene) throws -> Ownership {
        let kept = try scene.tx.first("SELECT rule, goal, version FROM ownership WHERE city = \(scene.city.id) AND problem = \(problem.id)") {
            (try $0.value(Ownership.Rule.self), try $0.text(), try $0.int())
        }
        let agreed = try scene.tx.rows("SELECT department FROM goal_consent WHERE city = \(scene.city.id) AND problem = \(problem.id) AND goal_version = \(kept?.2 ?? 0)") { try $0.value(ID<Department>.self) }
        return Ownership(rule: kept?.0 ?? .consent, aim: kept?.1 ?? "", aimVersion: kept?.2 ?? 0, lead: problem.department, coOwners: try CoOwner.all(of: problem.id, scene), agreed: Set(agreed))
    }
}
