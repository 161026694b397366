public import Storage

/// What somebody else can use of a pilot or of a problem whose work has ended, good or bad.
public struct Lesson: Sendable, Hashable {
    public enum State: String, LifecycleState { case proposed, published, contested, superseded }
    public enum Kind: String, CaseIterable, Sendable, SQLBindable { case lesson, failureReport }
    public enum Cause: String, CaseIterable, Sendable, SQLBindable {
        case problemUnderstanding, partnerFit, method, technology, data, rules, money, time, people, communication, outsideEvent
    }

    public let id: ID<Lesson>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    /// What taught it: a pilot, a problem or a colleague's experiment, by its code; one of the three.
    public let pilot: ID<Pilot>?
    public let problem: ID<CityProblem>?
    public let experiment: PublicCode?
    public let department: ID<Department>
    public let organisation: ID<Organisation>?
    public let kind: Kind
    public let title: String
    public let expected: String
    public let happened: String
    public let cause: Cause?
    public let advice: String
    public let appliesTo: String
    public let state: State
    public let author: ID<Person>?
    public let uses: Int
    public let createdAt: Instant
    public let publishedAt: Instant?

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        pilot = try row.optionalValue()
        problem = try row.optionalValue()
        department = try row.value()
        organisation = try row.optionalValue()
        kind = try row.value()
        title = try row.text()
        expected = try row.text()
        happened = try row.text()
        cause = try row.optionalValue()
        advice = try row.text()
        appliesTo = try row.text()
        state = try row.value()
        author = try row.optionalValue()
        uses = try row.int()
        createdAt = try row.instant()
        publishedAt = try row.optionalInstant()
        experiment = try row.optionalValue()
    }
    static let columns: SQLText = """
        lesson.id, lesson.code, lesson.initiative, lesson.pilot, lesson.problem, lesson.department, lesson.organisation, lesson.kind, lesson.title, lesson.expected, lesson.happened, lesson.cause,
        lesson.advice, lesson.applies_to, lesson.state, lesson.author, lesson.uses, lesson.created_at, lesson.published_at, lesson.experiment
        """
    public var reference: ObjectReference { ObjectReference(.lesson, id: id.rawValue, code: code) }
}

extension ObjectKind { public static let lesson = ObjectKind("lesson") }

extension Lesson: Moving {
    public var bearings: Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), departments: [department], organisations: Set(organisation.map { [$0] } ?? []))
    }
    public var owningDepartment: ID<Department>? { department }
    /// A lesson is found by its failure cause too.
    public var searchText: String { expected + " " + happened + " " + advice + " " + appliesTo + " " + (cause?.rawValue ?? "") }
    public func isPublic(in state: State) -> Bool { state != .proposed }
}

enum LessonEvent: String, EventName {
    case proposed = "lesson.proposed"
    case published = "lesson.published"
    case used = "lesson.used"
}

extension Lesson {
    public static let lifecycle = Lifecycle<State>(
        .lesson, initial: .proposed, path: [.proposed, .published],
        promises: [.proposed: StagePromise("lesson.checkDays", days: 5, actsNext: .role(.innovationOfficer))],
        moves: [Move("lesson.publish", from: [.proposed], to: .published, by: [.role(.innovationOfficer)])])
}
