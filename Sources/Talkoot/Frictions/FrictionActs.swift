import Storage

/// Whoever works on a problem says in confidence what stands in the way.
public struct ReportFriction: PartAct {
    public static let name = "friction.report"
    static let part = ObjectKind.frictionPath
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.text("text", max: 2_000)) { ReportFriction(text: $0) }
    let text: String

    /// The city's people, and those who have a seat on the team.
    public static func objection(_ standing: Standing, _ part: ProblemPart) -> String? { standing.isStaff || part.seated.contains(standing.person?.id ?? ID("")) ? nil : "denied.frictionTeam" }
    public static func load(_ target: Target, _ scene: Scene) throws -> ProblemPart {
        var place = try ProblemPart.find(part, target, scene)
        place.seated = Set(try DesignSeat.all(of: place.problem.id, scene).filter(\.isLive).compactMap(\.person))
        return place
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome { try Frictions.begin(.report, text, of: nil, .consent, part, change) }
}

/// An owner objects before a gate. Under consent that stops the gate.
public struct RaiseObjection: PartAct {
    public static let name = "objection.raise"
    static let part = ObjectKind.frictionPath
    public static let permitted: [Who] = [.role(.departmentHead)]
    public static let form = Form(.text("text", max: 2_000)) { RaiseObjection(text: $0) }
    let text: String

    /// A gate that was taken stands; before it an objection stops it.
    public static func isOpen(_ part: ProblemPart, _ scene: Scene) throws -> Bool {
        part.owners.count > 1 && [.submitted, .triaged, .defining, .defined].contains(part.problem.state)
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        let mine = ownDepartments(part, scene)
        let isKnown = try Friction.all(of: part.problem.id, scene).contains { $0.frictionKind == .objection && $0.isOpen && $0.department.map(mine.contains) ?? false }
        return isKnown ? [Problem("", "problem.objectedAlready")] : []
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let rule = try OwnershipQueries.ownership(of: part.problem, change).rule
        let department = ownDepartments(part, change).min { $0.rawValue < $1.rawValue }
        return try Frictions.begin(.objection, text, of: department, rule, part, change)
    }
    private func ownDepartments(_ part: ProblemPart, _ scene: Scene) -> Set<ID<Department>> { part.owners.intersection(scene.standing.departments) }
}

protocol FrictionAct: LineAct where Element == Friction {}
extension FrictionAct {
    public static var permitted: [Who] { Friction.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<Friction>, _ scene: Scene) throws -> Bool { Friction.lifecycle.allows(name, in: line.element.state) }

    func move(_ line: PartLine<Friction>, _ event: FrictionEvent, setting values: SQLText = "", personal: [String: JSON] = [:], _ change: Change) throws -> Outcome {
        let one = line.element, state = try Friction.lifecycle.next(Self.name, from: one.state)
        let changed = try change.tx.run("""
            UPDATE friction SET state = \(state), version = version + 1\(values) WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if changed == 0 { throw Refusal.stale }
        if ![.talking, .escalated].contains(state) { try change.unschedule(EscalateFriction.name, on: line.reference) }
        return try change.tellSealed(event, line, personal: personal)
    }
}

/// The officer finds somebody neutral. Ten days of talk begin.
public struct FindMediator: FrictionAct {
    public typealias Element = Friction
    public static let name = "friction.mediate"
    public static let form = Form(.email("mediator")) { FindMediator(mediator: $0) }
    let mediator: String

    public static func objection(_ standing: Standing, _ line: PartLine<Friction>) -> String? {
        standing.person?.id == line.element.reporter && line.element.reporter != nil ? "denied.ownFriction" : nil
    }
    public func problems(_ line: PartLine<Friction>, _ scene: Scene) throws -> [Problem] {
        guard let person = try PersonTable.find(email: mediator, scene.city.id, scene.tx) else { return [Problem("mediator", "problem.noPerson")] }
        if person.id == line.element.reporter { return [Problem("mediator", "problem.mediatorInvolved")] }
        let grants = try PersonTable.grants(of: person.id, scene.city.id, scene.now, scene.tx)
        guard grants.contains(where: { $0.role.isOfCity }) else { return [Problem("mediator", "problem.mediatorOutside")] }
        var involved = line.part.owners.union(line.element.department.map { [$0] } ?? [])
        if let reporter = line.element.reporter { involved.formUnion(try PersonTable.grants(of: reporter, scene.city.id, scene.now, scene.tx).compactMap(\.department)) }
        let seats = try DesignSeat.all(of: line.part.problem.id, scene).contains { $0.person == person.id && $0.isLive }
        let isNear = seats || grants.contains { $0.department.map(involved.contains) ?? false } || person.id == line.part.problem.owner
        return isNear ? [Problem("mediator", "problem.mediatorInvolved")] : []
    }
    public func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome {
        let person = try NamedPerson.find(mediator, change)
        let until = Frictions.talkEnd(change)
        let outcome = try move(line, .mediated, setting: ", mediator = \(person.id), talk_until = \(until)", personal: ["mediator": .text(person.id.rawValue)], change)
        try change.schedule(EscalateFriction.name, on: line.reference, at: until)
        return outcome
    }
}

/// The talk led to something. What is written here is all that the public reads.
public struct SettleFriction: FrictionAct {
    public typealias Element = Friction
    public static let name = "friction.settle"
    public static let form = Form(.text("outcome", max: 600)) { SettleFriction(outcome: $0) }
    let outcome: String
    public static func objection(_ standing: Standing, _ line: PartLine<Friction>) -> String? { standing.person?.id == line.element.mediator ? nil : "denied.mediatorOnly" }
    public func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome { try move(line, .settled, setting: ", outcome = \(outcome), settled_at = \(change.now)", change) }
}

/// Day eleven: the sponsor takes it. By itself, since nobody likes to.
struct EscalateFriction: FrictionAct {
    typealias Element = Friction
    static let name = "friction.escalate"
    static let form = Form { EscalateFriction() }
    func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome {
        guard line.element.talkUntil <= change.now else { throw Refusal.stale }
        return try move(line, .escalated, change)
    }
}

public struct DecideFriction: FrictionAct {
    public typealias Element = Friction
    public static let name = "friction.decide"
    public static let form = Form(.text("outcome", max: 600)) { DecideFriction(outcome: $0) }
    let outcome: String
    public func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome { try move(line, .settled, setting: ", outcome = \(outcome), settled_at = \(change.now)", change) }
}

/// Where the leading department decides after hearing, its head answers an objection with reasons.
public struct OverruleObjection: FrictionAct {
    public typealias Element = Friction
    public static let name = "friction.overrule"
    public static let form = Form(.text("outcome", max: 600)) { OverruleObjection(outcome: $0) }
    let outcome: String
    public static func objection(_ standing: Standing, _ line: PartLine<Friction>) -> String? {
        if line.element.frictionKind != .objection || line.element.rule != .leadAfterHearing { return "denied.notLeadRule" }
        return standing.person?.id == line.element.reporter ? "denied.ownFriction" : nil
    }
    public func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome { try move(line, .settled, setting: ", outcome = \(outcome), settled_at = \(change.now)", change) }
}

public struct WithdrawFriction: FrictionAct {
    public typealias Element = Friction
    public static let name = "friction.withdraw"
    public static let form = Form { WithdrawFriction() }
    public func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome { try move(line, .withdrawn, setting: ", settled_at = \(change.now)", change) }
}

/// Puts the outcome before everybody, as the system: the entry names neither who spoke nor who listened.
struct PublishFrictionOutcome: FrictionAct {
    typealias Element = Friction
    static let name = "friction.publish"
    static let permitted: [Who] = [.system]
    static let form = Form { PublishFrictionOutcome() }
    static func isOpen(_ line: PartLine<Friction>, _ scene: Scene) -> Bool { line.element.settledAt != nil }
    func apply(_ line: PartLine<Friction>, _ change: Change) throws -> Outcome {
        try change.noted(line.part, FrictionEvent.published, facts: ["outcome": .text(line.element.outcome)])
    }
}
