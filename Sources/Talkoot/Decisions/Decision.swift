import Storage

/// A choice with reasons: what was asked, what could have been chosen, what was, why, and until when one may appeal.
public struct Decision: Sendable, Hashable {
    public enum State: String, LifecycleState { case planned, prepared, hearing, ready, taken, published, final, overturned }

    public let id: ID<Decision>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let challenge: ID<Challenge>
    public let department: ID<Department>
    public let question: String
    public let chosen: ID<Submission>
    public let reasons: String
    public let against: String
    public let feedback: String
    /// The safe-to-fail mandate: how much may be spent, and until when, without a further agreement.
    public let mandate: Money
    public let mandateUntil: Day
    public let appealUntil: Day
    public let state: State
    public let decider: ID<Person>?
    public let deciderName: String
    public let takenAt: Instant
    public let publishedAt: Instant?
    /// Whose decision was written down, where the map of decisions names somebody else; empty otherwise.
    public let behalf: String

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        challenge = try row.value()
        department = try row.value()
        question = try row.text()
        chosen = try row.value()
        reasons = try row.text()
        against = try row.text()
        feedback = try row.text()
        mandate = try row.money()
        mandateUntil = try row.day()
        appealUntil = try row.day()
        state = try row.value()
        decider = try row.optionalValue()
        deciderName = try row.text()
        takenAt = try row.instant()
        publishedAt = try row.optionalInstant()
        behalf = try row.text()
    }
    static let columns: SQLText = """
        decision.id, decision.code, decision.initiative, decision.challenge, decision.department, decision.question, decision.chosen, decision.reasons, decision.against,
        decision.feedback, decision.mandate_cents, decision.mandate_until, decision.appeal_until, decision.state, decision.decider, decision.decider_name, decision.taken_at,
        decision.published_at, decision.behalf
        """
    public var reference: ObjectReference { ObjectReference(.decision, id: id.rawValue, code: code) }
}

extension ObjectKind { public static let decision = ObjectKind("decision") }

extension Decision: Moving {
    public var bearings: Bearings { Bearings(authors: Set(decider.map { [$0] } ?? []), departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var title: String { question }
    public var searchText: String { reasons }
    public func isPublic(in state: State) -> Bool { state == .published || state == .final || state == .overturned }
}

enum DecisionEvent: String, EventName {
    case taken = "decision.taken"
    case published = "decision.published"
    case final = "decision.final"
}

extension Decision {
    public static let lifecycle = Lifecycle<State>(
        .decision, initial: .taken, path: [.taken, .published, .final],
        promises: [.taken: StagePromise("decision.publishDays", days: 3, actsNext: .role(.departmentHead))],
        moves: [
            Move("decision.publish", from: [.taken], to: .published, by: [.role(.departmentHead), .role(.innovationOfficer)]),
            Move("decision.settle", from: [.published], to: .final, by: [.system]),
        ])
}
