import Storage

/// Once, within the time of an appeal: whoever reported a text that stayed says why it should not, and another moderator decides anew
/// (Regulation (EU) 2022/2065, article 20: complaints are open to those who reported, too).
public struct ObjectToKeeping: CaseAct {
    public static let name = "moderation.object"
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.text("text", max: 2_000)) { ObjectToKeeping(text: $0) }
    let text: String

    /// Reporters know of the case without being able to read it.
    public static func load(_ target: Target, _ scene: Scene) throws -> ModerationCase {
        guard let found = try CaseTable.find(code: target.code, scene), try Objection.ownReport(on: found, scene) != nil || scene.standing.isModerator || scene.standing.isSystem else { throw Refusal.notFound }
        return found
    }
    public static func objection(_ standing: Standing, _ found: ModerationCase) -> String? { nil }
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) -> Bool { ModerationCase.lifecycle.allows(name, in: found.state) }
    public func problems(_ found: ModerationCase, _ scene: Scene) throws -> [Problem] {
        guard let report = try Objection.ownReport(on: found, scene) else { return [Problem("", "problem.noObjection")] }
        return try Objection.problems(found, report, scene)
    }
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        guard let report = try Objection.ownReport(on: found, change) else { throw Refusal.notFound }
        return try Objection.enter(text, found, report, change)
    }
}

/// The same for somebody without an account, by the code that was given for the report.
public struct ObjectWithCode: Act {
    public static let name = "moderation.objectWithCode"
    public static let permitted: [Who] = [.anyone]
    public static let form = Form(.line("tracking", max: 20), .text("text", max: 2_000)) { ObjectWithCode(tracking: $0, text: $1) }
    let tracking: String, text: String

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let (report, found) = try ModerationQueries.reported(tracking, scene), ModerationCase.lifecycle.allows(ObjectToKeeping.name, in: found.state) else {
            return [Problem("tracking", "problem.noObjection")]
        }
        return try Objection.problems(found, report.id, scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let (report, found) = try ModerationQueries.reported(tracking, change) else { throw Refusal.notFound }
        return try Objection.enter(text, found, report.id, change)
    }
}

/// The text stays after all. Beyond this whoever reported it can go to the bodies that the statement names.
public struct ConfirmKeeping: CaseDecision {
    public static let name = "moderation.confirm"
    public static let form = Form(.version, .text("reason", max: 2_000)) { ConfirmKeeping(version: $0, reason: $1) }
    let version: Int?, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let decided = try decide(found, .confirmed, setting: ", answered_by = \(change.standing.person?.id), answered_at = \(change.now), answer = \(reason)", change)
        try change.tell(.dismissed, about: decided, isSealed: true, facts: ["reason": .text(reason)])
        return Outcome(decided.reference)
    }
}

private enum Objection {
    static func ownReport(on found: ModerationCase, _ scene: Scene) throws -> ID<Report>? {
        guard let person = scene.standing.person else { return nil }
        return try scene.tx.first("SELECT id FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) AND reporter = \(person.id)") { try $0.value() }
    }

    static func problems(_ found: ModerationCase, _ report: ID<Report>, _ scene: Scene) throws -> [Problem] {
        if try scene.tx.exists("SELECT 1 FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) AND objected_at IS NOT NULL") {
            return [Problem("", "problem.objectionHeard")]
        }
        guard try ModerationQueries.text(found.object.code, scene)?.visibility.isShown == true else { return [Problem("", "problem.noObjection")] }
        guard let until = found.objectionUntil(scene.city), scene.now > until else { return [] }
        return [Problem("", "problem.appealLate", ["day": scene.city.calendar.day(of: until).description])]
    }

    static func enter(_ text: String, _ found: ModerationCase, _ report: ID<Report>, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE moderation_report SET objection = \(text), objected_at = \(change.now) WHERE city = \(change.city.id) AND id = \(report)")
        let moved = try CaseTable.move(found, to: try ModerationCase.lifecycle.next(ObjectToKeeping.name, from: found.state), setting: "", change)
        try change.tell(.disputed, about: moved, isSealed: true, personal: ["objection": .text(text)])
        // Who reported a text does not see its case: there is nowhere to lead them to.
        return Outcome(nil)
    }
}

extension ModerationCase {
    /// Until when whoever reported the text may object to its staying; nil where that is not what was decided.
    public func objectionUntil(_ city: City) -> Instant? {
        guard state == .kept, let decidedAt, origin == .reports else { return nil }
        return city.calendar.end(of: city.calendar.day(of: decidedAt).adding(days: city.value(of: .moderationAppealDays)))
    }
}
