public import Storage

/// An open question with rules, put to companies, associations, researchers and residents.
public struct Challenge: Sendable, Hashable {
    /// `inReview`, `approved` and `screening` have names and no moves yet.
    public enum State: String, LifecycleState {
        case draft, inReview, approved, published, open, closed, screening, evaluating, stageDecided, awarded, completed, cancelled
    }
    public enum Kind: String, CaseIterable, Sendable, SQLBindable {
        case problemPrize, openCall, ideaContest, coCreation, designContest, hackathon, studentChallenge, agilePilotCall, preCommercialProcurement, innovationPartnership, jointChallenge
    }

    public let id: ID<Challenge>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let problem: ID<CityProblem>
    public let kind: Kind
    public let title: String
    public let summary: String
    /// Markdown: the whole text, with eligibility and judging.
    public let text: String
    public let eligibility: String
    public let prize: Money
    public let department: ID<Department>
    public let opensAt: Instant?
    public let closesAt: Instant?
    public let decisionBy: Day?
    public let state: State
    public let owner: ID<Person>?
    public let version: Int
    public let createdAt: Instant
    public let movedAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        problem = try row.value()
        kind = try row.value()
        title = try row.text()
        summary = try row.text()
        text = try row.text()
        eligibility = try row.text()
        prize = try row.money()
        department = try row.value()
        opensAt = try row.optionalInstant()
        closesAt = try row.optionalInstant()
        decisionBy = try row.optionalDay()
        state = try row.value()
        owner = try row.optionalValue()
        version = try row.int()
        createdAt = try row.instant()
        movedAt = try row.instant()
    }
    static let columns: SQLText = """
        challenge.id, challenge.code, challenge.initiative, challenge.problem, challenge.kind, challenge.title, challenge.summary, challenge.text, challenge.eligibility,
        challenge.prize_cents, challenge.department, challenge.opens_at, challenge.closes_at, challenge.decision_by, challenge.state, challenge.owner, challenge.version,
        challenge.created_at, challenge.moved_at
        """

    public var reference: ObjectReference { ObjectReference(.challenge, id: id.rawValue, code: code) }

    /// Whether a submission may come in at this moment: the deadline itself decides, not a state that somebody flips later.
    public func takesSubmissions(at now: Instant) -> Bool {
        guard state == .published || state == .open, let opensAt, let closesAt else { return false }
        return opensAt <= now && now < closesAt
    }
}

/// A question that every juror answers with 0 to 10, and its weight in percent.
public struct Criterion: Sendable, Hashable {
    public let id: ID<Criterion>
    public let name: String
    public let weight: Int
}

extension ObjectKind { public static let challenge = ObjectKind("challenge") }

extension Challenge: Moving {
    public var bearings: Bearings {
        Bearings(authors: Set(owner.map { [$0] } ?? []), departments: [department], scopes: [id.rawValue])
    }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { summary + " " + text + " " + eligibility }
    /// What was cancelled before it was published was never before the public, and stays so.
    public func isPublic(in state: State) -> Bool {
        switch state {
        case .draft, .inReview, .approved: false
        case .cancelled: opensAt != nil
        default: true
        }
    }
}

enum ChallengeEvent: String, EventName {
    case drafted = "challenge.drafted"
    case edited = "challenge.edited"
    case published = "challenge.published"
    case opened = "challenge.opened"
    case extended = "challenge.extended"
    case closed = "challenge.closed"
    case evaluating = "challenge.evaluating"
    case stageDecided = "challenge.stageDecided"
    case awarded = "challenge.awarded"
    case completed = "challenge.completed"
    case cancelled = "challenge.cancelled"
}

extension Challenge {
    public static let lifecycle = Lifecycle<State>(
        .challenge, initial: .draft, path: [.draft, .published, .open, .closed, .evaluating, .stageDecided, .awarded, .completed],
        promises: [
            .closed: StagePromise("challenge.screeningDays", days: 5, actsNext: .role(.innovationOfficer)),
            .evaluating: StagePromise("challenge.evaluationDays", days: 20, actsNext: .role(.juror)),
            .stageDecided: StagePromise("challenge.decisionDays", days: 10, actsNext: .role(.departmentHead)),
            .awarded: StagePromise("challenge.completionDays", days: 60, actsNext: .role(.innovationOfficer)),
        ],
        moves: [
            Move("challenge.publish", from: [.draft], to: .published, by: [.role(.innovationOfficer)]),
            Move("challenge.open", from: [.published], to: .open, by: [.system]),
            Move("challenge.extend", from: [.open], to: .open, by: [.role(.innovationOfficer)]),
            Move("challenge.close", from: [.open], to: .closed, by: [.system]),
            Move("challenge.evaluate", from: [.closed], to: .evaluating, by: [.role(.innovationOfficer)]),
            Move("challenge.decideStage", from: [.evaluating], to: .stageDecided, by: [.system]),
            Move("challenge.award", from: [.stageDecided], to: .awarded, by: [.system]),
            Move("challenge.complete", from: [.awarded], to: .completed, by: [.role(.innovationOfficer)]),
            Move("challenge.cancel", from: [.draft, .published, .open, .closed, .evaluating, .stageDecided], to: .cancelled, by: [.role(.innovationOfficer)]),
        ])
}
