import Storage

/// The head of the department chooses among the ranked submissions, with reasons, and gives a safe-to-fail mandate for the pilot.
public struct TakeDecision: Act {
    public static let name = "decision.take"
    public static let target: ObjectKind? = .challenge
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.role(.departmentHead)]
    public static let form = Form(
        .pick("chosen"), .text("reasons", max: 4_000), .text("against", max: 4_000), .text("feedback", max: 4_000), .money("mandate"), .day("mandateUntil"),
        .optional(.line("behalf", max: 300))
    ) { TakeDecision(chosen: $0, reasons: $1, against: $2, feedback: $3, mandate: $4, mandateUntil: $5, behalf: $6) }
    let chosen: String, reasons: String, against: String, feedback: String, mandate: Money, mandateUntil: Day, behalf: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }
    /// One decision a challenge.
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) throws -> Bool {
        try challenge.state == .stageDecided && DecisionTable.none(of: challenge.id, scene)
    }
    public static func options(_ challenge: Challenge, _ scene: Scene) throws -> [String: [Option]] {
        let titles = Dictionary(uniqueKeysWithValues: try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene).map { ($0.id, $0) })
        let places = try JuryTable.ranking(of: challenge.id, scene)?.places ?? []
        return ["chosen": places.compactMap { place in titles[place.submission].map { Option($0.code.rawValue, "\(place.place). \($0.title), \($0.team)") } }]
    }
    public static func prefill(_ challenge: Challenge, _ scene: Scene) throws -> [String: JSON] {
        ["mandate": .text(challenge.prize.text), "mandateUntil": .text(scene.today.adding(days: scene.city.value(of: .mandateDays)).description)]
    }

    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if try !(Self.options(challenge, scene)["chosen"] ?? []).contains(where: { $0.value == PublicCode(chosen).rawValue }) { problems.append(Problem("chosen", "problem.choice")) }
        if mandateUntil <= scene.today { problems.append(Problem("mandateUntil", "problem.past")) }
        let limit = scene.city.value(of: .mandateLimit)
        if mandate.cents > Int64(limit) { problems.append(Problem("mandate", "problem.aboveMandate", ["limit": Money(cents: Int64(limit)).text])) }
        return try problems + ParticipationMap.problems(.award, aboutChallenge: challenge.id, behalf: behalf, scene)
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        guard let submission = try SubmissionTable.find(code: PublicCode(chosen), change), let decider = change.standing.person else { throw Refusal.notFound }
        let id: ID<Decision> = change.newID()
        let code = try change.newCode()
        let appeal = change.city.calendar.adding(businessDays: change.city.value(of: .appealDays), to: change.today)
        try change.tx.run("""
            INSERT INTO decision (city, id, code, initiative, challenge, department, question, chosen, reasons, against, feedback, mandate_cents, mandate_until, appeal_until, state,
                is_public, decider, decider_name, taken_at, behalf)
            VALUES (\(change.city.id), \(id), \(code), \(challenge.initiative), \(challenge.id), \(challenge.department), \(challenge.title), \(submission.id), \(reasons), \(against),
                \(feedback), \(mandate), \(mandateUntil), \(appeal), \(Decision.State.taken), \(false), \(decider.id), \(decider.displayName), \(change.now), \(behalf ?? ""))
            """)
        guard let decision = try DecisionTable.find(id, change) else { throw Refusal.notFound }
        return try change.moved(decision, to: .taken, DecisionEvent.taken, facts: [
            "chosen": .text(submission.code.rawValue), "reasons": .text(reasons), "against": .text(against), "mandate": .integer(mandate.cents), "mandateUntil": .text(mandateUntil.description),
        ].merging(behalf.behalfFact) { $1 })
    }
}

protocol DecisionMove: Act where Subject == Decision {}
extension DecisionMove {
    public static var target: ObjectKind? { .decision }
    public static var permitted: [Who] { Decision.lifecycle.by(name) }
    public static func isOpen(_ decision: Decision, _ scene: Scene) -> Bool { Decision.lifecycle.allows(name, in: decision.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Decision { try DecisionQueries.decision(target, scene) }
}

/// Puts it before everybody; the appeal clock starts, and the challenge and its submissions follow.
public struct PublishDecision: DecisionMove {
    public static let name = "decision.publish"
    public static let needsFreshCheck = true
    public static let form = Form { PublishDecision() }
    public func apply(_ decision: Decision, _ change: Change) throws -> Outcome {
        let state = try Decision.lifecycle.next(Self.name, from: decision.state)
        let appeal = change.city.calendar.adding(businessDays: change.city.value(of: .appealDays), to: change.today)
        let end = change.city.calendar.end(of: appeal)
        try DecisionTable.move(decision, state, setting: ", published_at = \(change.now), appeal_until = \(appeal)", change)
        try change.schedule(SettleDecision.name, on: decision.reference, at: end)
        return try change.moved(decision, to: state, DecisionEvent.published, facts: ["appealUntil": .text(appeal.description)], promisedAt: end)
    }
}

/// Nobody appealed in time.
public struct SettleDecision: DecisionMove {
    public static let name = "decision.settle"
    public static let needsFreshCheck = true
    public static let form = Form { SettleDecision() }
    public func apply(_ decision: Decision, _ change: Change) throws -> Outcome {
        guard change.city.calendar.end(of: decision.appealUntil) <= change.now else { throw Refusal.stale }
        let state = try Decision.lifecycle.next(Self.name, from: decision.state)
        try DecisionTable.move(decision, state, change)
        return try change.moved(decision, to: state, DecisionEvent.final)
    }
}
