import Storage

/// Begins a challenge for a problem: there is none without a city's problem and a named owner.
public struct DraftChallenge: Act {
    public static let name = "challenge.draft"
    public static let target: ObjectKind? = .problem
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    public static let form = Form(
        .choice("kind", of: Challenge.Kind.self), .line("title", max: 120), .text("summary", max: 600), .text("text", max: 20_000), .text("eligibility", max: 4_000), .money("prize")
    ) { DraftChallenge(kind: $0, title: $1, summary: $2, text: $3, eligibility: $4, prize: $5) }
    let kind: Challenge.Kind, title: String, summary: String, text: String, eligibility: String, prize: Money

    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool {
        (problem.state == .routed || problem.state == .inSolution) && problem.route == .challenge
    }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        ["kind": .text(Challenge.Kind.openCall.rawValue), "title": .text(problem.title), "text": .text(problem.statement)]
    }

    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let id: ID<Challenge> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO challenge (city, id, code, initiative, problem, kind, title, summary, text, eligibility, prize_cents, department, state, is_public, owner, version, created_at, moved_at)
            VALUES (\(change.city.id), \(id), \(code), \(problem.initiative), \(problem.id), \(kind), \(title), \(summary), \(text), \(eligibility), \(prize), \(problem.department),
                \(Challenge.State.draft), \(false), \(change.standing.person?.id), \(1), \(change.now), \(change.now))
            """)
        guard let challenge = try ChallengeTable.find(id, change) else { throw Refusal.notFound }
        return try change.moved(challenge, to: .draft, ChallengeEvent.drafted, facts: ["title": .text(title), "prize": .integer(prize.cents)])
    }
}

/// Changes the text while it is a draft. An edit of an old version is stale, and both texts are shown.
public struct EditChallenge: Act {
    public static let name = "challenge.edit"
    public static let target: ObjectKind? = .challenge
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    public static let form = Form(
        .version, .line("title", max: 120), .text("summary", max: 600), .text("text", max: 20_000), .text("eligibility", max: 4_000), .money("prize")
    ) { EditChallenge(version: $0, title: $1, summary: $2, text: $3, eligibility: $4, prize: $5) }
    let version: Int?, title: String, summary: String, text: String, eligibility: String, prize: Money

    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) -> Bool { challenge.state == .draft }
    public static func prefill(_ challenge: Challenge, _ scene: Scene) throws -> [String: JSON] {
        ["version": .integer(Int64(challenge.version)), "title": .text(challenge.title), "summary": .text(challenge.summary), "text": .text(challenge.text),
         "eligibility": .text(challenge.eligibility), "prize": .text(challenge.prize.text)]
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        if let version, version != challenge.version { throw Refusal.stale }
        try ChallengeTable.move(challenge, .draft, setting: ", title = \(title), summary = \(summary), text = \(text), eligibility = \(eligibility), prize_cents = \(prize)", change)
        return try change.noted(challenge, ChallengeEvent.edited, facts: ["title": .text(title), "prize": .integer(prize.cents)])
    }
}

struct CriterionDraft: Sendable {
    let name: String, weight: Int
    static let form = Form(.line("name", max: 80), .integer("weight", in: 1...100)) { CriterionDraft(name: $0, weight: $1) }
}

protocol ChallengeMove: Act where Subject == Challenge {
    static var event: ChallengeEvent { get }
}
extension ChallengeMove {
    public static var target: ObjectKind? { .challenge }
    public static var permitted: [Who] { Challenge.lifecycle.by(name) }
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) -> Bool { Challenge.lifecycle.allows(name, in: challenge.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }

    func move(_ challenge: Challenge, setting values: SQLText = "", facts: [String: JSON] = [:], promisedAt: Instant? = nil, _ change: Change) throws -> Outcome {
        let state = try Challenge.lifecycle.next(Self.name, from: challenge.state)
        try ChallengeTable.move(challenge, state, setting: values, change)
        return try change.moved(challenge, to: state, Self.event, facts: facts, titled: challenge.title, promisedAt: promisedAt)
    }
}

/// Puts it before everybody, with criteria, dates and a jury of at least three.
public struct PublishChallenge: ChallengeMove {
    public static let name = "challenge.publish"
    static let event = ChallengeEvent.published
    public static let form = Form(.rows("criteria", max: 12, of: CriterionDraft.form), .moment("opensAt"), .moment("closesAt"), .day("decisionBy")) {
        PublishChallenge(criteria: $0, opensAt: $1, closesAt: $2, decisionBy: $3)
    }
    let criteria: [CriterionDraft], opensAt: LocalTime, closesAt: LocalTime, decisionBy: Day

    public static func prefill(_ challenge: Challenge, _ scene: Scene) throws -> [String: JSON] {
        let opens = LocalTime(day: scene.today, minuteOfDay: 0)
        let closes = LocalTime(day: scene.today.adding(days: scene.city.value(of: .openDays)), minuteOfDay: 16 * 60)
        // What people wrote as needs stands ready; the weights are the officer's.
        let needs = try RequirementQueries.candidates(for: challenge, scene).map { JSON.object(["name": .text(String($0.need.prefix(80))), "weight": ""]) }
        return ["criteria": .list(needs), "opensAt": .text(opens.text), "closesAt": .text(closes.text), "decisionBy": .text(scene.today.adding(days: scene.city.value(of: .decideDays)).description)]
    }
    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        let sum = criteria.reduce(0) { $0 + $1.weight }
        if sum != 100 { problems.append(Problem("criteria", "problem.weights", ["sum": "\(sum)", "left": "\(100 - sum)"])) }
        if Set(criteria.map { Folding.fold($0.name) }).count != criteria.count { problems.append(Problem("criteria", "problem.sameNames")) }
        let (opens, closes) = (scene.city.calendar.instant(of: opensAt), scene.city.calendar.instant(of: closesAt))
        if closes <= opens || closes <= scene.now { problems.append(Problem("closesAt", "problem.closesTooEarly")) }
        if decisionBy <= closesAt.day { problems.append(Problem("decisionBy", "problem.decidesTooEarly")) }
        problems += try challenge.juryProblems(scene)
        problems += try StakeholderQueries.gaps(before: challenge.problem, scene)
        return problems
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        let (opens, closes) = (change.city.calendar.instant(of: opensAt), change.city.calendar.instant(of: closesAt))
        try ChallengeTable.replaceCriteria(of: challenge.id, with: criteria, change)
        let outcome = try move(
            challenge, setting: ", opens_at = \(opens), closes_at = \(closes), decision_by = \(decisionBy)",
            facts: ["opensAt": .text(opens.rfc3339), "closesAt": .text(closes.rfc3339), "decisionBy": .text(decisionBy.description),
                    "criteria": .list(criteria.map { ["name": .text($0.name), "weight": .integer(Int64($0.weight))] })],
            // What opens at once has nothing left to promise.
            promisedAt: opens > change.now ? opens : nil, change)
        try change.schedule(OpenChallenge.name, on: challenge.reference, at: opens)
        try change.schedule(CloseChallenge.name, on: challenge.reference, at: closes)
        return outcome
    }
}

public struct OpenChallenge: ChallengeMove {
    public static let name = "challenge.open"
    static let event = ChallengeEvent.opened
    public static let form = Form { OpenChallenge() }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome { try move(challenge, promisedAt: challenge.closesAt, change) }
}

public struct CloseChallenge: ChallengeMove {
    public static let name = "challenge.close"
    static let event = ChallengeEvent.closed
    public static let form = Form { CloseChallenge() }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        guard let closesAt = challenge.closesAt, closesAt <= change.now else { throw Refusal.stale }
        return try move(challenge, facts: ["submissions": .integer(Int64(try SubmissionTable.count(of: challenge.id, change)))], change)
    }
}

/// More time for everybody; everybody who began is told.
public struct ExtendChallenge: ChallengeMove {
    public static let name = "challenge.extend"
    static let event = ChallengeEvent.extended
    public static let form = Form(.moment("closesAt"), .text("reason", max: 1_000)) { ExtendChallenge(closesAt: $0, reason: $1) }
    let closesAt: LocalTime, reason: String

    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        let closes = scene.city.calendar.instant(of: closesAt)
        return closes > (challenge.closesAt ?? scene.now) && closes > scene.now ? [] : [Problem("closesAt", "problem.notLater")]
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        let closes = change.city.calendar.instant(of: closesAt)
        let outcome = try move(challenge, setting: ", closes_at = \(closes)", facts: ["closesAt": .text(closes.rfc3339), "reason": .text(reason)], promisedAt: closes, change)
        try change.schedule(CloseChallenge.name, on: challenge.reference, at: closes)
        return outcome
    }
}

extension Challenge {
    /// A jury that is too small, asked when the call is published and again before it scores: seats end meanwhile.
    fileprivate func juryProblems(_ scene: Scene) throws -> [Problem] {
        let (jurors, wanted) = (try JuryTable.seats(of: id, scene).count, try Tunable.juryMinimum.value(for: self, scene))
        return jurors < wanted ? [Problem("", "problem.juryTooSmall", ["have": "\(jurors)", "want": "\(wanted)"])] : []
    }
}

/// Ends the screening: every submission was admitted or refused with a reason, and the jury begins.
public struct EvaluateChallenge: ChallengeMove {
    public static let name = "challenge.evaluate"
    static let event = ChallengeEvent.evaluating
    public static let form = Form { EvaluateChallenge() }

    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        let states = try SubmissionTable.states(of: challenge.id, scene)
        if states.contains(.submitted) { return [Problem("", "problem.unscreened")] }
        return states.contains(.eligible) ? try challenge.juryProblems(scene) : [Problem("", "problem.noneEligible")]
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome { try move(challenge, change) }
}

/// The jury has ranked: follows from the confirmed ranking.
public struct DecideChallengeStage: ChallengeMove {
    public static let name = "challenge.decideStage"
    static let event = ChallengeEvent.stageDecided
    public static let form = Form { DecideChallengeStage() }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        try move(challenge, promisedAt: challenge.decisionBy.map(change.city.calendar.end(of:)), change)
    }
}

/// Follows from the published decision.
public struct AwardChallenge: ChallengeMove {
    public static let name = "challenge.award"
    public static let needsFreshCheck = true
    static let event = ChallengeEvent.awarded
    public static let form = Form { AwardChallenge() }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome { try move(challenge, change) }
}

public struct CompleteChallenge: ChallengeMove {
    public static let name = "challenge.complete"
    static let event = ChallengeEvent.completed
    public static let form = Form(.text("reason", max: 2_000)) { CompleteChallenge(reason: $0) }
    let reason: String
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome { try move(challenge, facts: ["reason": .text(reason)], change) }
}

public struct CancelChallenge: ChallengeMove {
    public static let name = "challenge.cancel"
    static let event = ChallengeEvent.cancelled
    public static let form = Form(.text("reason", max: 2_000)) { CancelChallenge(reason: $0) }
    let reason: String

    /// Not once somebody has decided: what was decided is published, or overturned by its own act.
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) throws -> Bool {
        guard Challenge.lifecycle.allows(name, in: challenge.state) else { return false }
        return try challenge.state != .stageDecided || DecisionTable.none(of: challenge.id, scene)
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        try change.unschedule(OpenChallenge.name, on: challenge.reference)
        try change.unschedule(CloseChallenge.name, on: challenge.reference)
        return try move(challenge, facts: ["reason": .text(reason)], change)
    }
}
