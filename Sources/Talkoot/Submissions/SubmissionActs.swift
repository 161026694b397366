import Storage

/// Starts an answer. It stays the team's own until it is submitted.
public struct BeginSubmission: Act {
    public static let name = "submission.begin"
    public static let target: ObjectKind? = .challenge
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(
        .line("team", max: 120), .optional(.pick("organisation")), .line("title", max: 120), .text("summary", max: 600), .text("text", max: 20_000), .money("budget"), .files("files"),
        .optional(.line("alternative", max: 300))
    ) { BeginSubmission(team: $0, organisation: $1, title: $2, summary: $3, text: $4, budget: $5, files: $6, alternative: $7) }
    let team: String, organisation: String?, title: String, summary: String, text: String, budget: Money, files: [String], alternative: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }

    public static func isOpen(_ challenge: Challenge, _ scene: Scene) -> Bool { challenge.takesSubmissions(at: scene.now) }

    /// Nobody answers a question that they decide on.
    public static func objection(_ standing: Standing, _ challenge: Challenge) -> String? {
        standing.isStaff || standing.matches(.role(.juror), challenge.bearings) ? "denied.ownChallenge" : nil
    }
    public static func options(_ challenge: Challenge, _ scene: Scene) throws -> [String: [Option]] {
        guard let person = scene.standing.person else { return [:] }
        return ["organisation": try OrganisationTable.organisations(of: person.id, scene.city.id, scene.tx).map { Option($0.code.rawValue, $0.name) }]
    }
    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        let problems = try scene.fileProblems(files, "files")
        guard let organisation else { return problems }
        let own = try Self.options(challenge, scene)["organisation"]?.map(\.value) ?? []
        return problems + (own.contains(PublicCode(organisation).rawValue) ? [] : [Problem("organisation", "problem.choice")])
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        let organisation = try organisation.flatMap { try OrganisationTable.find(code: PublicCode($0), change.city.id, change.tx) }
        let id: ID<Submission> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO submission (city, id, code, initiative, challenge, organisation, team, title, summary, text, budget_cents, state, is_public, author, feedback, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(challenge.initiative), \(challenge.id), \(organisation?.id), \(team), \(title), \(summary), \(text), \(budget),
                \(Submission.State.draft), \(false), \(change.standing.person?.id), '', \(1), \(change.now))
            """)
        guard let submission = try SubmissionTable.find(id, change) else { throw Refusal.notFound }
        _ = try change.keep(files, on: submission.reference, alternative: alternative)
        return try change.moved(submission, to: .draft, SubmissionEvent.begun)
    }
}

protocol SubmissionMove: Act where Subject == Submission {
    static var event: SubmissionEvent { get }
}
extension SubmissionMove {
    public static var target: ObjectKind? { .submission }
    public static var permitted: [Who] { Submission.lifecycle.by(name) }
    public static func isOpen(_ submission: Submission, _ scene: Scene) throws -> Bool { Submission.lifecycle.allows(name, in: submission.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Submission { try SubmissionQueries.submission(target, scene) }

    func move(_ submission: Submission, setting values: SQLText = "", facts: [String: JSON] = [:], promisedAt: Instant? = nil, _ change: Change) throws -> Outcome {
        let state = try Submission.lifecycle.next(Self.name, from: submission.state)
        try SubmissionTable.move(submission, state, setting: values, change)
        return try change.moved(submission, to: state, Self.event, facts: facts, promisedAt: promisedAt)
    }
    /// What the record commits to at the deadline, so that nobody can say later that a text was another.
    func frozen(_ submission: Submission, _ scene: Scene) throws -> [String: JSON] {
        ["files": .list(try scene.fileHashes(of: submission.reference)), "team": .text(submission.team), "title": .text(submission.title), "summary": .text(submission.summary), "text": .text(submission.text), "budget": .integer(submission.budget.cents)]
    }
}

/// Changes the text and adds files, as draft or after submitting, until the deadline.
public struct EditSubmission: Act {
    public static let name = "submission.edit"
    public static let target: ObjectKind? = .submission
    public static let permitted = Submission.submitters
    public static let form = Form(.version, .line("title", max: 120), .text("summary", max: 600), .text("text", max: 20_000), .money("budget"), .files("files"), .optional(.line("alternative", max: 300))) {
        EditSubmission(version: $0, title: $1, summary: $2, text: $3, budget: $4, files: $5, alternative: $6)
    }
    let version: Int?, title: String, summary: String, text: String, budget: Money, files: [String], alternative: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> Submission { try SubmissionQueries.submission(target, scene) }
    public static func isOpen(_ submission: Submission, _ scene: Scene) throws -> Bool {
        guard submission.state == .draft || submission.state == .submitted else { return false }
        return try ChallengeTable.find(submission.challenge, scene)?.takesSubmissions(at: scene.now) ?? false
    }
    public static func prefill(_ submission: Submission, _ scene: Scene) throws -> [String: JSON] {
        ["version": .integer(Int64(submission.version)), "title": .text(submission.title), "summary": .text(submission.summary), "text": .text(submission.text), "budget": .text(submission.budget.text)]
    }
    public func problems(_ submission: Submission, _ scene: Scene) throws -> [Problem] { try scene.fileProblems(files, "files", for: submission.reference) }
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome {
        if let version, version != submission.version { throw Refusal.stale }
        try SubmissionTable.move(submission, submission.state, setting: ", title = \(title), summary = \(summary), text = \(text), budget_cents = \(budget)", change)
        _ = try change.keep(files, on: submission.reference, alternative: alternative)
        let facts: [String: JSON] = ["title": .text(title), "summary": .text(summary), "text": .text(text), "budget": .integer(budget.cents), "files": .list(try change.fileHashes(of: submission.reference))]
        return try change.noted(submission, SubmissionEvent.edited, facts: facts)
    }
}

/// Hands it in. One second after the deadline it is too late.
public struct SubmitSubmission: SubmissionMove {
    public static let name = "submission.submit"
    static let event = SubmissionEvent.submitted
    public static let form = Form(.flag("declaration")) { SubmitSubmission(declaration: $0) }
    let declaration: Bool

    /// The deadline itself decides: one second later is too late, whatever the state says.
    public static func isOpen(_ submission: Submission, _ scene: Scene) throws -> Bool {
        guard Submission.lifecycle.allows(name, in: submission.state) else { return false }
        return try ChallengeTable.find(submission.challenge, scene)?.takesSubmissions(at: scene.now) ?? false
    }
    public func problems(_ submission: Submission, _ scene: Scene) throws -> [Problem] { declaration ? [] : [Problem("declaration", "problem.declaration")] }
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome {
        guard let challenge = try ChallengeTable.find(submission.challenge, change) else { throw Refusal.notFound }
        let promised = challenge.closesAt.map { change.city.calendar.adding(businessDays: change.city.setting(Submission.screening.setting, default: Submission.screening.days), to: change.city.calendar.day(of: $0)) }
        return try move(submission, setting: ", submitted_at = \(change.now)", facts: frozen(submission, change), promisedAt: promised.map(change.city.calendar.end(of:)), change)
    }
}

public struct WithdrawSubmission: SubmissionMove {
    public static let name = "submission.withdraw"
    static let event = SubmissionEvent.withdrawn
    public static let form = Form(.optional(.text("reason", max: 1_000))) { WithdrawSubmission(reason: $0) }
    let reason: String?
    /// Until the jury has ranked: after that a decision may already have chosen it.
    public static func isOpen(_ submission: Submission, _ scene: Scene) throws -> Bool {
        guard Submission.lifecycle.allows(name, in: submission.state), let challenge = try ChallengeTable.find(submission.challenge, scene) else { return false }
        return [.published, .open, .closed, .evaluating].contains(challenge.state)
    }
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome { try move(submission, facts: ["reason": .text(reason ?? "")], change) }
}

public struct AdmitSubmission: SubmissionMove {
    public static let name = "submission.admit"
    static let event = SubmissionEvent.admitted
    public static let form = Form { AdmitSubmission() }
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome { try move(submission, facts: frozen(submission, change), change) }
}

public struct RefuseSubmission: SubmissionMove {
    public static let name = "submission.refuse"
    static let event = SubmissionEvent.refused
    public static let form = Form(.text("reason", max: 2_000)) { RefuseSubmission(reason: $0) }
    let reason: String
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome {
        try move(submission, setting: ", feedback = \(reason)", facts: ["reason": .text(reason)], change)
    }
}

/// The decision chose it.
public struct ChooseSubmission: SubmissionMove {
    public static let name = "submission.choose"
    static let event = SubmissionEvent.chosen
    public static let form = Form(.text("feedback", max: 4_000)) { ChooseSubmission(feedback: $0) }
    let feedback: String
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome { try move(submission, setting: ", feedback = \(feedback)", change) }
}

/// The decision chose another; the team hears why.
public struct PassOverSubmission: SubmissionMove {
    public static let name = "submission.passOver"
    static let event = SubmissionEvent.notChosen
    public static let form = Form(.text("feedback", max: 4_000)) { PassOverSubmission(feedback: $0) }
    let feedback: String
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome { try move(submission, setting: ", feedback = \(feedback)", change) }
}

/// The challenge was cancelled: no answer is left waiting, and its team hears why.
public struct LapseSubmission: SubmissionMove {
    public static let name = "submission.lapse"
    static let event = SubmissionEvent.lapsed
    public static let form = Form(.text("reason", max: 2_000)) { LapseSubmission(reason: $0) }
    let reason: String
    public func apply(_ submission: Submission, _ change: Change) throws -> Outcome {
        try move(submission, setting: ", feedback = \(reason)", facts: ["reason": .text(reason)], change)
    }
}
