import Storage

/// What all acts on a case share. Who is too near to the text, or decided before, is refused.
protocol CaseAct: Act where Subject == ModerationCase {}
extension CaseAct {
    public static var target: ObjectKind? { .moderationCase }
    public static var permitted: [Who] { ModerationCase.deciders }
    public static func load(_ target: Target, _ scene: Scene) throws -> ModerationCase { try ModerationQueries.forDecision(target, scene) }
    public static func objection(_ standing: Standing, _ found: ModerationCase) -> String? { CaseRules.bias(standing, found) }
}

/// A decision: it moves the case, marks the text through its room, and tells author and reporters.
protocol CaseDecision: CaseAct {
    var reason: String { get }
    var version: Int? { get }
}
extension CaseDecision {
    public static var needsFreshCheck: Bool { true }
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) -> Bool { ModerationCase.lifecycle.allows(name, in: found.state) && found.erasedAt == nil }
    public static func prefill(_ found: ModerationCase, _ scene: Scene) -> [String: JSON] { ["version": .integer(Int64(found.version))] }

    func decide(_ found: ModerationCase, _ event: ModerationEvent, setting values: SQLText, facts: [String: JSON] = [:], _ change: Change) throws -> ModerationCase {
        if let version, version != found.version { throw Refusal.stale }
        let state = try ModerationCase.lifecycle.next(Self.name, from: found.state)
        let moved = try CaseTable.move(found, to: state, setting: values, change)
        try change.tell(event, about: moved, facts: facts.merging(["reason": .text(reason)]) { $1 })
        return moved
    }
}

extension Change {
    /// What happened to a case, for the record. Public where the text was; else it is sealed, and not even the case's existence shows.
    func tell(_ event: ModerationEvent, about found: ModerationCase, isSealed: Bool = false, facts: [String: JSON] = [:], personal: [String: JSON] = [:]) throws {
        let known: [String: JSON] = ["state": .text(found.state.rawValue), "text": .text("\(found.object.kind)/\(found.object.code)"), "rule": .text(found.rule.rawValue), "origin": .text(found.origin.rawValue)]
        try happened(Event(event, on: found.reference, of: nil, isPublic: found.isPublic && !isSealed, facts: known.merging(facts) { $1 }, personal: personal))
    }
}

/// The text stays, or a held one is shown at last. Whoever reported it hears why.
public struct DismissReport: CaseDecision {
    public static let name = "moderation.dismiss"
    public static let form = Form(.version, .text("reason", max: 2_000)) { DismissReport(version: $0, reason: $1) }
    let version: Int?, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let decided = try decide(found, .kept, setting: ", decided_by = \(change.standing.person?.id), decided_at = \(change.now), reason = \(reason)", change)
        try change.tell(.dismissed, about: decided, isSealed: true, facts: ["reason": .text(reason)])
        return Outcome(decided.reference)
    }
}

/// Takes a text from everybody's sight. It is kept for the appeal, and its author hears the rule, the reason and the way to appeal.
public struct HideText: CaseDecision {
    public static let name = "moderation.hide"
    public static let form = Form(.version, .choice("rule", of: ConductRule.self), .text("reason", max: 2_000)) { HideText(version: $0, rule: $1, reason: $2) }
    let version: Int?, rule: ConductRule, reason: String

    public static func prefill(_ found: ModerationCase, _ scene: Scene) -> [String: JSON] {
        ["version": .integer(Int64(found.version)), "rule": .text(found.rule.rawValue)]
    }
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let until = change.city.calendar.end(of: change.today.adding(days: change.city.value(of: .moderationAppealDays)))
        let cover = try InitiativeCover.of(found, change)
        let decided = try decide(found, .hidden, setting: """
            , rule = \(rule), decided_by = \(change.standing.person?.id), decided_at = \(change.now), reason = \(reason), appeal_until = \(until),
            former_title = \(cover?.former), cover_title = \(cover?.title)
            """, facts: ["automated": .bool(false), "appealUntil": .text(until.rfc3339)], change)
        try cover?.lay(change)
        try change.tell(.acted, about: decided, isSealed: true)
        return Outcome(decided.reference)
    }
}

/// Shows a text again without an appeal: a moderator saw that the decision was wrong, or that its ground is gone.
public struct RestoreText: CaseDecision {
    public static let name = "moderation.restore"
    public static let form = Form(.version, .text("reason", max: 2_000)) { RestoreText(version: $0, reason: $1) }
    let version: Int?, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let moved = try decide(found, .restored, setting: ", answered_by = \(change.standing.person?.id), answered_at = \(change.now), answer = \(reason)", change)
        try InitiativeCover.lift(from: found, change)
        return Outcome(moved.reference)
    }
}

/// Hands the case to another moderator; the clock runs on.
public struct ReferCase: CaseAct {
    public static let name = "moderation.refer"
    public static let form = Form(.pick("moderator"), .text("reason", max: 1_000)) { ReferCase(moderator: $0, reason: $1) }
    let moderator: String, reason: String

    /// Also somebody who may not decide it can hand it on.
    public static func objection(_ standing: Standing, _ found: ModerationCase) -> String? { nil }
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) -> Bool { found.waits }
    /// Those who could decide it.
    public static func options(_ found: ModerationCase, _ scene: Scene) throws -> [String: [Option]] {
        let others = try PersonTable.holders(of: .moderator, found.department, scene).filter { person in
            person != scene.standing.person?.id && person != found.author && !found.reporters.contains(person) && !((found.state == .appealed || found.state == .disputed) && found.decidedBy == person)
        }
        let names = try PeopleQueries.names(of: Set(others), scene)
        return ["moderator": others.compactMap { person in names[person].map { Option(person.rawValue, $0) } }]
    }
    public func problems(_ found: ModerationCase, _ scene: Scene) throws -> [Problem] {
        try Self.options(found, scene)["moderator"]?.contains { $0.value == moderator } == true ? [] : [Problem("moderator", "problem.choice")]
    }
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE moderation_case SET assigned_to = \(moderator), version = version + 1 WHERE city = \(change.city.id) AND id = \(found.id)")
        try change.tell(.referred, about: found, isSealed: true, facts: ["reason": .text(reason)], personal: ["moderator": .text(moderator)])
        return Outcome(found.reference)
    }
}
