import Storage

/// Once, within the stated time: the author says why the decision is wrong, and another moderator decides anew.
public struct AppealDecision: CaseAct {
    public static let name = "moderation.appeal"
    public static let permitted: [Who] = [.author, .representative]
    public static let form = Form(.text("text", max: 2_000)) { AppealDecision(text: $0) }
    let text: String

    public static func load(_ target: Target, _ scene: Scene) throws -> ModerationCase { try ModerationQueries.moderationCase(target, scene) }
    public static func objection(_ standing: Standing, _ found: ModerationCase) -> String? { nil }
    public static func isOpen(_ found: ModerationCase, _ scene: Scene) -> Bool { ModerationCase.lifecycle.allows(name, in: found.state) }
    public func problems(_ found: ModerationCase, _ scene: Scene) -> [Problem] { Appeal.problems(found, scene) }
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome { try Appeal.enter(text, found, change) }
}

/// The same for a sender without an account, by the code that was given for the text.
public struct AppealWithCode: Act {
    public static let name = "moderation.appealWithCode"
    public static let permitted: [Who] = [.anyone]
    public static let form = Form(.line("tracking", max: 20), .text("text", max: 2_000)) { AppealWithCode(tracking: $0, text: $1) }
    let tracking: String, text: String

    private func found(_ scene: Scene) throws -> ModerationCase? {
        guard let signal = try SignalQueries.tracked(tracking, scene), signal.author == nil else { return nil }
        return try CaseTable.newest(of: signal.reference, scene)
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let found = try found(scene) else { return [Problem("tracking", "problem.noAppeal")] }
        if !ModerationCase.lifecycle.allows(AppealDecision.name, in: found.state) { return [Problem("tracking", "problem.noAppeal")] }
        return Appeal.problems(found, scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let found = try found(change) else { throw Refusal.notFound }
        _ = try Appeal.enter(text, found, change)
        return Outcome(nil)
    }
}

private enum Appeal {
    static func problems(_ found: ModerationCase, _ scene: Scene) -> [Problem] {
        guard let until = found.appealUntil, scene.now > until else { return [] }
        return [Problem("", "problem.appealLate", ["day": scene.city.calendar.day(of: until).description])]
    }
    static func enter(_ text: String, _ found: ModerationCase, _ change: Change) throws -> Outcome {
        let state = try ModerationCase.lifecycle.next(AppealDecision.name, from: found.state)
        let moved = try CaseTable.move(found, to: state, setting: ", appeal = \(text), appealed_at = \(change.now)", change)
        try change.tell(.appealed, about: moved, personal: ["appeal": .text(text)])
        return Outcome(moved.reference)
    }
}

/// The text stays hidden. Beyond this the author can go to the bodies that the statement names.
public struct UpholdDecision: CaseDecision {
    public static let name = "moderation.uphold"
    public static let form = Form(.version, .text("reason", max: 2_000)) { UpholdDecision(version: $0, reason: $1) }
    let version: Int?, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        Outcome(try decide(found, .upheld, setting: ", answered_by = \(change.standing.person?.id), answered_at = \(change.now), answer = \(reason)", change).reference)
    }
}

/// The author was right: the text is shown again.
public struct OverturnDecision: CaseDecision {
    public static let name = "moderation.overturn"
    public static let form = Form(.version, .text("reason", max: 2_000)) { OverturnDecision(version: $0, reason: $1) }
    let version: Int?, reason: String
    public func apply(_ found: ModerationCase, _ change: Change) throws -> Outcome {
        let moved = try decide(found, .restored, setting: ", answered_by = \(change.standing.person?.id), answered_at = \(change.now), answer = \(reason)", change)
        try InitiativeCover.lift(from: found, change)
        return Outcome(moved.reference)
    }
}
