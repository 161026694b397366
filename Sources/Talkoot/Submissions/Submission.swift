import Storage

/// An answer to a challenge, by an organisation or a named group of persons.
public struct Submission: Sendable, Hashable {
    /// `lapsed` is the end of an answer whose challenge was cancelled.
    public enum State: String, LifecycleState { case draft, submitted, withdrawn, eligible, refused, winner, notChosen, lapsed }

    public let id: ID<Submission>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let challenge: ID<Challenge>
    public let organisation: ID<Organisation>?
    /// The name of the group that submits, or of the organisation at that time.
    public let team: String
    /// Its code where moderation has erased the words.
    public let title: String
    public let summary: String
    public let text: String
    public let budget: Money
    public let state: State
    public let author: ID<Person>?
    public let feedback: String
    public let version: Int
    public let createdAt: Instant
    public let submittedAt: Instant?
    private let wasPublic: Bool
    public let visibility: Visibility

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        challenge = try row.value()
        organisation = try row.optionalValue()
        team = try row.text()
        let title = try row.text()
        self.title = title.isEmpty ? code.rawValue : title
        summary = try row.text()
        text = try row.text()
        budget = try row.money()
        state = try row.value()
        author = try row.optionalValue()
        feedback = try row.text()
        version = try row.int()
        createdAt = try row.instant()
        submittedAt = try row.optionalInstant()
        let isOpen = try row.bool()
        visibility = try row.value()
        // Only what was public is ever hidden.
        wasPublic = isOpen || visibility.isTaken
    }
    static let columns: SQLText = """
        submission.id, submission.code, submission.initiative, submission.challenge, submission.organisation, submission.team, submission.title, submission.summary,
        submission.text, submission.budget_cents, submission.state, submission.author, submission.feedback, submission.version, submission.created_at, submission.submitted_at,
        submission.is_public, submission.visibility
        """
    /// Handed in, and neither public nor the team's own again: what a broken seal can open.
    var isSealed: Bool { state == .submitted || state == .refused }
    public var reference: ObjectReference { ObjectReference(.submission, id: id.rawValue, code: code) }
}

extension ObjectKind { public static let submission = ObjectKind("submission") }

extension Submission: Moving {
    public var bearings: Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), organisations: Set(organisation.map { [$0] } ?? []), scopes: [challenge.rawValue])
    }
    public var owningDepartment: ID<Department>? { nil }
    public var searchText: String { team + " " + summary }
    /// Sealed until the screening admits it; then title and summary are public. What lapses stays as open or as sealed as it was.
    public func isPublic(in state: State) -> Bool {
        switch state {
        case .eligible, .winner, .notChosen: true
        case .lapsed: wasPublic
        case .draft, .submitted, .withdrawn, .refused: false
        }
    }
}

extension Submission: Concealable {
    /// Only what is public of it once it is admitted.
    public var publicText: PublicText {
        PublicText(object: reference, initiative: initiative, title: title, text: [title, team, summary, state == .winner ? text : ""].filter { !$0.isEmpty }.joined(separator: "\n\n"),
                   author: author, organisation: organisation, department: nil, isOpen: isPublic(in: state), isOpenToStaff: false, visibility: visibility, at: createdAt)
    }
}

enum SubmissionEvent: String, EventName {
    case begun = "submission.begun"
    case edited = "submission.edited"
    case submitted = "submission.submitted"
    case withdrawn = "submission.withdrawn"
    case admitted = "submission.admitted"
    case refused = "submission.refused"
    case chosen = "submission.chosen"
    case notChosen = "submission.notChosen"
    case lapsed = "submission.lapsed"
}

extension Submission {
    static let submitters: [Who] = [.author, .representative]

    /// The same days as the challenge has for it, counted from the deadline.
    static let screening = StagePromise("challenge.screeningDays", days: 5, actsNext: .role(.innovationOfficer))

    public static let lifecycle = Lifecycle<State>(
        .submission, initial: .draft, path: [.draft, .submitted, .eligible, .winner],
        promises: [.submitted: screening],
        moves: [
            Move("submission.submit", from: [.draft, .submitted], to: .submitted, by: submitters),
            Move("submission.withdraw", from: [.draft, .submitted, .eligible], to: .withdrawn, by: submitters),
            Move("submission.admit", from: [.submitted], to: .eligible, by: [.role(.innovationOfficer)]),
            Move("submission.refuse", from: [.submitted], to: .refused, by: [.role(.innovationOfficer)]),
            Move("submission.choose", from: [.eligible], to: .winner, by: [.system]),
            Move("submission.passOver", from: [.eligible], to: .notChosen, by: [.system]),
            Move("submission.lapse", from: [.draft, .submitted, .eligible], to: .lapsed, by: [.system]),
        ])
}
