import Storage

/// Asks another department to own the problem too.
public struct InviteOwner: PartAct {
    public static let name = "owner.invite"
    static let part = ObjectKind.ownership
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.pick("department"), .text("reason", max: 1_000)) { InviteOwner(department: $0, reason: $1) }
    let department: String, reason: String

    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] {
        let taken = Set(try CoOwner.all(of: part.problem.id, scene).filter { $0.state != .left }.map(\.department)).union([part.problem.department])
        return ["department": try CityQueries.departments(scene).filter { !taken.contains($0.id) }.map { Option($0.slug, $0.name) }]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        try Self.options(part, scene)["department"]?.contains { $0.value == department } == true ? [] : [Problem("department", "problem.choice")]
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let id: ID<CoOwner> = change.newID(), code = try change.newCode()
        let made = try change.tx.run("""
            INSERT INTO co_owner (city, id, code, problem, department, state, budget_cents, reason, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(department.id), \(CoOwner.State.invited), \(0), \(reason), \(1), \(change.now)) ON CONFLICT DO NOTHING
            """)
        if made == 0 { throw Refusal.stale }
        return try change.noted(part, OwnershipEvent.invited, line: code, facts: ["department": .text(department.slug), "reason": .text(reason)])
    }
}

protocol CoOwnerAct: LineAct where Element == CoOwner {}
extension CoOwnerAct {
    public static var permitted: [Who] { CoOwner.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<CoOwner>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && CoOwner.lifecycle.allows(name, in: line.element.state) }

    func move(_ line: PartLine<CoOwner>, _ event: OwnershipEvent, budget: Money, reason: String, _ change: Change) throws -> Outcome {
        let one = line.element, state = try CoOwner.lifecycle.next(Self.name, from: one.state)
        let changed = try change.tx.run("""
            UPDATE co_owner SET state = \(state), budget_cents = \(budget), reason = \(reason), version = version + 1 WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if changed == 0 { throw Refusal.stale }
        try ProblemTable.keepCoOwners(CoOwnerTable.joined(one.problem, change), of: one.problem, change)
        let slug = try CityQueries.names(change).departments.first { $0.id == one.department }?.slug ?? ""
        return try change.noted(line.part, event, line: one.code, facts: ["department": .text(slug), "budget": .integer(budget.cents), "reason": .text(reason)], tellsFollowers: event == .joined)
    }
}

public struct JoinAsOwner: CoOwnerAct {
    public typealias Element = CoOwner
    public static let name = "owner.join"
    public static let form = Form(.money("budget")) { JoinAsOwner(budget: $0) }
    let budget: Money
    public func apply(_ line: PartLine<CoOwner>, _ change: Change) throws -> Outcome { try move(line, .joined, budget: budget, reason: line.element.reason, change) }
}

public struct LeaveOwnership: CoOwnerAct {
    public typealias Element = CoOwner
    public static let name = "owner.leave"
    public static let form = Form(.text("reason", max: 1_000)) { LeaveOwnership(reason: $0) }
    let reason: String
    public func apply(_ line: PartLine<CoOwner>, _ change: Change) throws -> Outcome { try move(line, .left, budget: Money(cents: 0), reason: reason, change) }
}

/// Writes the aim that the owners have in common, and how they decide. Each of them agrees anew.
public struct SetCommonAim: PartAct {
    public static let name = "ownership.set"
    static let part = ObjectKind.ownership
    public static let permitted: [Who] = [.role(.departmentHead)]
    public static let form = Form(.version, .text("goal", max: 1_000), .choice("rule", of: Ownership.Rule.self)) { SetCommonAim(version: $0, aim: $1, rule: $2) }
    let version: Int?, aim: String, rule: Ownership.Rule

    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] {
        let known = try OwnershipQueries.ownership(of: part.problem, scene)
        return ["version": .integer(Int64(known.aimVersion)), "goal": .text(known.aim), "rule": .text(known.rule.rawValue)]
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let known = try OwnershipQueries.ownership(of: part.problem, change)
        if let version, version != known.aimVersion { throw Refusal.stale }
        let next = known.aimVersion + 1
        try change.tx.run("""
            INSERT INTO ownership (city, problem, rule, goal, version) VALUES (\(change.city.id), \(part.problem.id), \(rule), \(aim), \(next))
            ON CONFLICT (city, problem) DO UPDATE SET rule = excluded.rule, goal = excluded.goal, version = excluded.version
            """)
        try AimConsents.give(part, next, change)
        return try change.noted(part, OwnershipEvent.aimSet, facts: ["goal": .text(aim), "rule": .text(rule.rawValue)])
    }
}

/// An owner agrees to the aim as it stands.
public struct AgreeToAim: PartAct {
    public static let name = "ownership.agree"
    static let part = ObjectKind.ownership
    public static let permitted: [Who] = [.role(.departmentHead)]
    public static let form = Form(.version) { AgreeToAim(version: $0) }
    let version: Int?

    public static func isOpen(_ part: ProblemPart, _ scene: Scene) throws -> Bool {
        let known = try OwnershipQueries.ownership(of: part.problem, scene)
        return part.isUnderWay && !known.missing.isDisjoint(with: scene.standing.departments)
    }
    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] { ["version": .integer(Int64(try OwnershipQueries.ownership(of: part.problem, scene).aimVersion))] }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let known = try OwnershipQueries.ownership(of: part.problem, change)
        if let version, version != known.aimVersion { throw Refusal.stale }
        try AimConsents.give(part, known.aimVersion, change)
        return try change.noted(part, OwnershipEvent.aimAgreed, facts: ["goal": .text(known.aim)])
    }
}

enum AimConsents {
    /// For those of the owners that the actor heads.
    static func give(_ part: ProblemPart, _ version: Int, _ change: Change) throws {
        let heads = Set(change.standing.grants.filter { $0.role == .departmentHead }.compactMap(\.department))
        for department in part.owners.intersection(heads).sorted(by: { $0.rawValue < $1.rawValue }) {
            try change.tx.run("""
                INSERT INTO goal_consent (city, problem, department, goal_version, given_by, at)
                VALUES (\(change.city.id), \(part.problem.id), \(department), \(version), \(change.standing.person?.id), \(change.now)) ON CONFLICT DO NOTHING
                """)
        }
    }
}
