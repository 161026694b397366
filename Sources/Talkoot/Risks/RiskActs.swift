import Storage

/// Writes down what could go wrong.
public struct NoteRisk: PartAct, RiskWriting {
    public static let name = "risk.note"
    static let part = ObjectKind.riskRegister
    public static let form = Form(
        .choice("category", of: RiskCategory.self), .text("happening", max: 600), .choice("likelihood", of: Risk.Likelihood.self), .optional(.integer("harmMoney", in: 1...5)), .optional(.integer("harmPeople", in: 1...5)),
        .optional(.integer("harmService", in: 1...5)), .optional(.integer("harmLaw", in: 1...5)), .optional(.integer("harmReputation", in: 1...5)), .choice("proximity", of: Risk.Proximity.self),
        .text("safeguard", max: 600), .email("riskOwner"), .rows("bearers", max: 10, of: RiskBearerDraft.form)
    ) { category, happening, likelihood, money, people, service, law, reputation, proximity, safeguard, owner, bearers in
        let harm = Harm(money: money ?? 0, people: people ?? 0, service: service ?? 0, law: law ?? 0, reputation: reputation ?? 0)
        return NoteRisk(risk: RiskText(category: category, happening: happening, likelihood: likelihood, harm: harm, proximity: proximity, safeguard: safeguard, owner: owner, bearers: bearers))
    }
    let risk: RiskText

    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { try riskOptions(scene) }
    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] {
        let slug = try CityQueries.names(scene).departments.first { $0.id == part.problem.department }?.slug ?? ""
        return ["bearers": [["party": .text("department/\(slug)"), "other": "", "share": "100"]], "riskOwner": .text(scene.standing.person?.email ?? "")]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] { try riskProblems(scene) }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let id: ID<Risk> = change.newID(), code = try change.newCode(), owner = try NamedPerson.find(risk.owner, change), harm = risk.harm
        try change.tx.run("""
            INSERT INTO risk (city, id, code, problem, category, happening, likelihood, harm_money, harm_people, harm_service, harm_law, harm_reputation, proximity, safeguard, owner, state, outcome, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(risk.category), \(risk.happening), \(risk.likelihood), \(harm.money), \(harm.people), \(harm.service), \(harm.law), \(harm.reputation),
                \(risk.proximity), \(risk.safeguard), \(owner.id), \(Risk.State.open), '', \(1), \(change.now))
            """)
        try writeBearers(of: id, change)
        return try change.noted(part, RiskEvent.noted, line: code, facts: facts(), personal: ["owner": .text(owner.id.rawValue)])
    }
}

/// Changes what is written about an open risk; the record keeps how it was judged before.
public struct EditRisk: RiskAct, RiskWriting {
    public typealias Element = Risk
    public static let name = "risk.edit"
    public static let permitted = ProblemPart.editors
    public static let form = Form(
        .version, .choice("category", of: RiskCategory.self), .text("happening", max: 600), .choice("likelihood", of: Risk.Likelihood.self), .optional(.integer("harmMoney", in: 1...5)),
        .optional(.integer("harmPeople", in: 1...5)), .optional(.integer("harmService", in: 1...5)), .optional(.integer("harmLaw", in: 1...5)), .optional(.integer("harmReputation", in: 1...5)),
        .choice("proximity", of: Risk.Proximity.self), .text("safeguard", max: 600), .email("riskOwner"), .rows("bearers", max: 10, of: RiskBearerDraft.form)
    ) { version, category, happening, likelihood, money, people, service, law, reputation, proximity, safeguard, owner, bearers in
        let harm = Harm(money: money ?? 0, people: people ?? 0, service: service ?? 0, law: law ?? 0, reputation: reputation ?? 0)
        return EditRisk(version: version, risk: RiskText(category: category, happening: happening, likelihood: likelihood, harm: harm, proximity: proximity, safeguard: safeguard, owner: owner, bearers: bearers))
    }
    let version: Int?, risk: RiskText

    public static func isOpen(_ line: PartLine<Risk>, _ scene: Scene) -> Bool { line.part.isUnderWay && line.element.state == .open }
    public static func options(_ line: PartLine<Risk>, _ scene: Scene) throws -> [String: [Option]] { try riskOptions(scene) }
    public static func prefill(_ line: PartLine<Risk>, _ scene: Scene) throws -> [String: JSON] {
        let one = line.element
        var values: [String: JSON] = [
            "version": .integer(Int64(one.version)), "category": .text(one.category.rawValue), "happening": .text(one.happening), "likelihood": .text(one.likelihood.rawValue), "proximity": .text(one.proximity.rawValue),
            "safeguard": .text(one.safeguard), "riskOwner": .text(try RiskQueries.address(ofOwner: one, scene)), "bearers": .list(try RiskQueries.typed(one, scene)),
        ]
        for (name, grade) in one.harm.kinds where grade > 0 { values["harm\(name.prefix(1).uppercased())\(name.dropFirst())"] = .integer(Int64(grade)) }
        return values
    }
    public func problems(_ line: PartLine<Risk>, _ scene: Scene) throws -> [Problem] { try riskProblems(scene) }
    public func apply(_ line: PartLine<Risk>, _ change: Change) throws -> Outcome {
        let one = line.element, owner = try NamedPerson.find(risk.owner, change), harm = risk.harm
        if let version, version != one.version { throw Refusal.stale }
        try set("""
            category = \(risk.category), happening = \(risk.happening), likelihood = \(risk.likelihood), harm_money = \(harm.money), harm_people = \(harm.people), harm_service = \(harm.service), harm_law = \(harm.law),
            harm_reputation = \(harm.reputation), proximity = \(risk.proximity), safeguard = \(risk.safeguard), owner = \(owner.id)
            """, on: line, change)
        try writeBearers(of: one.id, change)
        return try change.noted(line.part, RiskEvent.edited, line: one.code, facts: facts().merging(["levelBefore": .text(one.level.rawValue)]) { $1 }, personal: ["owner": .text(owner.id.rawValue)])
    }
}

protocol RiskAct: LineAct where Element == Risk {}
extension RiskAct {
    public static var permitted: [Who] { Risk.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<Risk>, _ scene: Scene) -> Bool { line.part.isUnderWay && Risk.lifecycle.allows(name, in: line.element.state) }

    func set(_ values: SQLText, on line: PartLine<Risk>, _ change: Change) throws {
        let one = line.element
        let changed = try change.tx.run("""
            UPDATE risk SET \(values), version = version + 1 WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
    func move(_ line: PartLine<Risk>, _ event: RiskEvent, _ outcome: String, cost: Money? = nil, on day: Day? = nil, _ change: Change) throws -> Outcome {
        let one = line.element, state = try Risk.lifecycle.next(Self.name, from: one.state)
        try set("state = \(state), outcome = \(outcome), cost = \(cost?.cents), happened_on = \(day)", on: line, change)
        var facts: [String: JSON] = ["happening": .text(one.happening), "reason": .text(outcome)]
        if let cost, let day { facts.merge(["cost": .integer(cost.cents), "on": .text(day.description)]) { $1 } }
        return try change.noted(line.part, event, line: one.code, facts: facts)
    }
}

/// It can no longer happen, or need not be watched any more.
public struct CloseRisk: RiskAct {
    public typealias Element = Risk
    public static let name = "risk.close"
    public static let form = Form(.text("reason", max: 600)) { CloseRisk(reason: $0) }
    let reason: String
    public func apply(_ line: PartLine<Risk>, _ change: Change) throws -> Outcome { try move(line, .closed, reason, change) }
}

/// It came about: what happened, on which day, and what it cost.
public struct RiskHappened: RiskAct {
    public typealias Element = Risk
    public static let name = "risk.happen"
    public static let form = Form(.text("outcome", max: 1_000), .day("happenedOn"), .money("cost")) { RiskHappened(outcome: $0, happenedOn: $1, cost: $2) }
    let outcome: String, happenedOn: Day, cost: Money

    public static func prefill(_ line: PartLine<Risk>, _ scene: Scene) -> [String: JSON] { ["happenedOn": .text(scene.today.description)] }
    public func problems(_ line: PartLine<Risk>, _ scene: Scene) -> [Problem] { happenedOn > scene.today ? [Problem("happenedOn", "problem.future")] : [] }
    public func apply(_ line: PartLine<Risk>, _ change: Change) throws -> Outcome { try move(line, .happened, outcome, cost: cost, on: happenedOn, change) }
}

/// It was closed too early.
public struct ReopenRisk: RiskAct {
    public typealias Element = Risk
    public static let name = "risk.reopen"
    public static let form = Form(.text("reason", max: 600)) { ReopenRisk(reason: $0) }
    let reason: String
    public func apply(_ line: PartLine<Risk>, _ change: Change) throws -> Outcome { try move(line, .reopened, reason, change) }
}
