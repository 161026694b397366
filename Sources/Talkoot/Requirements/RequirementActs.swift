import Storage

/// Writes a need down, sentence by sentence; anybody signed in can, in their own name or their organisation's.
public struct WriteRequirement: PartAct {
    public static let name = "requirement.write"
    static let part = ObjectKind.requirementList
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.line("who", max: 120), .text("situation", max: 400), .line("need", max: 160), .text("why", max: 400), .text("acceptance", max: 400), .optional(.pick("organisation"))) {
        WriteRequirement(who: $0, situation: $1, need: $2, why: $3, acceptance: $4, organisation: $5)
    }
    let who: String, situation: String, need: String, why: String, acceptance: String, organisation: String?

    public static func objection(_ standing: Standing, _ part: ProblemPart) -> String? { standing.limitation }
    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { ["organisation": try OrganisationQueries.mine(scene).map { Option($0.code.rawValue, $0.name) }] }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        guard let organisation else { return [] }
        return try Self.options(part, scene)["organisation"]?.contains { $0.value == PublicCode(organisation).rawValue } == true ? [] : [Problem("organisation", "problem.choice")]
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let body = try organisation.flatMap { try OrganisationTable.find(code: PublicCode($0), change.city.id, change.tx) }
        let id: ID<Requirement> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO requirement (city, id, code, problem, author, organisation, who, situation, need, why, acceptance, state, version, visibility, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(change.standing.person?.id), \(body?.id), \(who), \(situation), \(need), \(why), \(acceptance), \(Requirement.State.shared), \(1),
                \(Visibility.shown), \(change.now))
            """)
        return try change.noted(part, RequirementEvent.written, line: code, personal: ["need": .text(need)])
    }
}

protocol RequirementAct: LineAct where Element == Requirement {}
extension RequirementAct {
    public static var permitted: [Who] { Requirement.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<Requirement>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && Requirement.lifecycle.allows(name, in: line.element.state) }

    func move(_ line: PartLine<Requirement>, setting values: SQLText = "", _ change: Change) throws {
        let one = line.element, state = try Requirement.lifecycle.next(Self.name, from: one.state)
        let changed = try change.tx.run("""
            UPDATE requirement SET state = \(state), version = version + 1\(values) WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}

public struct EditRequirement: RequirementAct {
    public typealias Element = Requirement
    public static let name = "requirement.edit"
    public static let form = Form(.version, .line("who", max: 120), .text("situation", max: 400), .line("need", max: 160), .text("why", max: 400), .text("acceptance", max: 400)) {
        EditRequirement(version: $0, who: $1, situation: $2, need: $3, why: $4, acceptance: $5)
    }
    let version: Int?, who: String, situation: String, need: String, why: String, acceptance: String

    public static func prefill(_ line: PartLine<Requirement>, _ scene: Scene) -> [String: JSON] {
        let one = line.element
        return ["version": .integer(Int64(one.version)), "who": .text(one.who), "situation": .text(one.situation), "need": .text(one.need), "why": .text(one.why), "acceptance": .text(one.acceptance)]
    }
    public func apply(_ line: PartLine<Requirement>, _ change: Change) throws -> Outcome {
        if let version, version != line.element.version { throw Refusal.stale }
        try move(line, setting: ", who = \(who), situation = \(situation), need = \(need), why = \(why), acceptance = \(acceptance)", change)
        return try change.noted(line.part, RequirementEvent.edited, line: line.element.code, personal: ["need": .text(need)])
    }
}

/// Says something to a need of others, or adds to it.
public struct CommentOnRequirement: LineAct {
    public typealias Element = Requirement
    public static let name = "requirement.comment"
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.text("text", max: 600)) { CommentOnRequirement(text: $0) }
    let text: String

    public static func objection(_ standing: Standing, _ line: PartLine<Requirement>) -> String? { standing.limitation }
    public static func isOpen(_ line: PartLine<Requirement>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && line.element.state == .shared }
    public func apply(_ line: PartLine<Requirement>, _ change: Change) throws -> Outcome {
        let id: ID<RequirementComment> = change.newID(), code = try change.newCode()
        let body = change.standing.organisations.min { $0.rawValue < $1.rawValue }
        try change.tx.run("""
            INSERT INTO requirement_comment (city, id, code, problem, requirement, author, organisation, text, at, visibility)
            VALUES (\(change.city.id), \(id), \(code), \(line.element.problem), \(line.element.id), \(change.standing.person?.id), \(body), \(text), \(change.now), \(Visibility.shown))
            """)
        return try change.noted(line.part, RequirementEvent.commented, line: code, personal: ["text": .text(text), "author": .text(line.element.author?.rawValue ?? "")])
    }
}

/// Hands it to the challenge: where its criteria are set, it stands ready with its author's name.
public struct HandOverRequirement: RequirementAct {
    public typealias Element = Requirement
    public static let name = "requirement.handOver"
    public static let form = Form { HandOverRequirement() }
    public func apply(_ line: PartLine<Requirement>, _ change: Change) throws -> Outcome {
        try move(line, change)
        return try change.noted(line.part, RequirementEvent.handedOver, line: line.element.code, personal: ["need": .text(line.element.need), "author": .text(line.element.author?.rawValue ?? "")])
    }
}

public struct WithdrawRequirement: RequirementAct {
    public typealias Element = Requirement
    public static let name = "requirement.withdraw"
    public static let form = Form { WithdrawRequirement() }
    public func apply(_ line: PartLine<Requirement>, _ change: Change) throws -> Outcome {
        try move(line, change)
        return try change.noted(line.part, RequirementEvent.withdrawn, line: line.element.code)
    }
}
