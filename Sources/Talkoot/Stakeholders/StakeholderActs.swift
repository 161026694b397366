import Storage

/// Puts a group or a body on the plan.
public struct AddStakeholder: PartAct {
    public static let name = "stakeholder.add"
    static let part = ObjectKind.stakeholderPlan
    public static let form = Form(.choice("kind", of: Stakeholder.Kind.self), .line("name", max: 120), .choice("sector", of: Stakeholder.Sector.self), .text("why", max: 1_000)) {
        AddStakeholder(kind: $0, groupName: $1, sector: $2, why: $3)
    }
    let kind: Stakeholder.Kind, groupName: String, sector: Stakeholder.Sector, why: String

    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        let known = try Stakeholder.all(of: part.problem.id, scene).contains { Folding.fold($0.name) == Folding.fold(groupName) }
        return known ? [Problem("name", "problem.stakeholderKnown")] : []
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let id: ID<Stakeholder> = change.newID(), code = try change.newCode()
        let made = try change.tx.run("""
            INSERT INTO stakeholder (city, id, code, problem, kind, name, folded_name, sector, why, invitation, waiver, response_text, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(kind), \(groupName), \(Folding.fold(groupName)), \(sector), \(why), '', '', '', \(1), \(change.now)) ON CONFLICT DO NOTHING
            """)
        if made == 0 { throw Refusal.stale }
        return try change.noted(part, StakeholderEvent.added, line: code, facts: ["kind": .text(kind.rawValue), "name": .text(groupName), "sector": .text(sector.rawValue), "why": .text(why)])
    }
}

protocol StakeholderAct: LineAct where Element == Stakeholder {}
extension StakeholderAct {
    public static func isOpen(_ line: PartLine<Stakeholder>, _ scene: Scene) throws -> Bool { line.part.isUnderWay }

    func set(_ values: SQLText, on line: PartLine<Stakeholder>, _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE stakeholder SET \(values), version = version + 1 WHERE city = \(change.city.id) AND id = \(line.element.id) AND version = \(line.element.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}

/// Says how and with what words the group was invited.
public struct InviteStakeholder: StakeholderAct {
    public typealias Element = Stakeholder
    public static let name = "stakeholder.invite"
    public static let form = Form(.choice("channel", of: Stakeholder.Channel.self), .text("invitation", max: 1_000)) { InviteStakeholder(channel: $0, invitation: $1) }
    let channel: Stakeholder.Channel, invitation: String

    public func apply(_ line: PartLine<Stakeholder>, _ change: Change) throws -> Outcome {
        try set("channel = \(channel), invitation = \(invitation), invited_at = \(change.now), waiver = ''", on: line, change)
        return try change.noted(line.part, StakeholderEvent.invited, line: line.element.code, facts: ["name": .text(line.element.name), "channel": .text(channel.rawValue), "invitation": .text(invitation)])
    }
}

/// Leaves an affected group out, with a reason that everybody can read.
public struct WaiveStakeholder: StakeholderAct {
    public typealias Element = Stakeholder
    public static let name = "stakeholder.waive"
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.text("reason", max: 1_000)) { WaiveStakeholder(reason: $0) }
    let reason: String

    public static func isOpen(_ line: PartLine<Stakeholder>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && line.element.invitedAt == nil && line.element.stakeholderKind == .affected }
    public func apply(_ line: PartLine<Stakeholder>, _ change: Change) throws -> Outcome {
        try set("waiver = \(reason)", on: line, change)
        return try change.noted(line.part, StakeholderEvent.waived, line: line.element.code, facts: ["name": .text(line.element.name), "reason": .text(reason)])
    }
}

/// What the group answered.
public struct AnswerForStakeholder: StakeholderAct {
    public typealias Element = Stakeholder
    public static let name = "stakeholder.answer"
    public static let form = Form(.choice("response", of: Stakeholder.Response.self), .optional(.text("text", max: 1_000))) { AnswerForStakeholder(response: $0, text: $1) }
    let response: Stakeholder.Response, text: String?

    public static func isOpen(_ line: PartLine<Stakeholder>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && line.element.invitedAt != nil }
    public func apply(_ line: PartLine<Stakeholder>, _ change: Change) throws -> Outcome {
        try set("response = \(response), response_text = \(text ?? "")", on: line, change)
        return try change.noted(line.part, StakeholderEvent.answered, line: line.element.code, facts: ["name": .text(line.element.name), "response": .text(response.rawValue), "text": .text(text ?? "")])
    }
}

/// Takes a group off that was put there by mistake; an invited one stays.
public struct RemoveStakeholder: StakeholderAct {
    public typealias Element = Stakeholder
    public static let name = "stakeholder.remove"
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.text("reason", max: 1_000)) { RemoveStakeholder(reason: $0) }
    let reason: String

    public static func isOpen(_ line: PartLine<Stakeholder>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && line.element.invitedAt == nil }
    public func apply(_ line: PartLine<Stakeholder>, _ change: Change) throws -> Outcome {
        let gone = try change.tx.run("DELETE FROM stakeholder WHERE city = \(change.city.id) AND id = \(line.element.id) AND version = \(line.element.version)")
        if gone == 0 { throw Refusal.stale }
        return try change.noted(line.part, StakeholderEvent.removed, line: line.element.code, facts: ["name": .text(line.element.name), "reason": .text(reason)])
    }
}
