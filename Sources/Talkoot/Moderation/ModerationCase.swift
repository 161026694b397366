public import Storage

/// One matter before the moderators: a text that people reported or that the rules held, what was decided about it and why.
public struct ModerationCase: Sendable, Hashable {
    public enum State: String, LifecycleState { case open, kept, disputed, hidden, appealed, upheld, restored }
    /// How it came up.
    public enum Origin: String, CaseIterable, Sendable, SQLBindable { case reports, rules }

    public let id: ID<ModerationCase>
    public let code: PublicCode
    /// The text it is about.
    public let object: ObjectReference
    /// The text as it stood when the case began.
    public let title: String
    public let text: String
    public let initiative: ID<Initiative>?
    public let author: ID<Person>?
    public let organisation: ID<Organisation>?
    public let department: ID<Department>?
    /// Whether everybody could read the text when the case began.
    public let wasOpen: Bool
    public let origin: Origin
    /// The rule that was first named, or that the decision rests on.
    public let rule: ConductRule
    public let reports: Int
    public let signs: [SpamSign]
    public let state: State
    public let version: Int
    public let dueAt: Instant?
    public let openedAt: Instant
    public let assignedTo: ID<Person>?
    public let decidedBy: ID<Person>?
    public let decidedAt: Instant?
    public let reason: String
    public let appealUntil: Instant?
    public let appeal: String
    public let appealedAt: Instant?
    public let answeredBy: ID<Person>?
    public let answeredAt: Instant?
    public let answer: String
    /// When its text was erased, here and in its room.
    public let erasedAt: Instant?
    /// What the initiative was called, where the text had given it its name, and what covers that now.
    let formerTitle: String?
    let coverTitle: String?
    /// For the rules of bias; read with a case that somebody wants to decide.
    var authorOrganisations: Set<ID<Organisation>> = []
    var reporters: Set<ID<Person>> = []

    public var reference: ObjectReference { ObjectReference(.moderationCase, id: id.rawValue, code: code) }
    /// Whether anybody may know of the decision: the text was public and is or was hidden.
    public var isPublic: Bool { wasOpen && [.hidden, .appealed, .upheld, .restored].contains(state) }
    public var waits: Bool { [.open, .disputed, .appealed].contains(state) }

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        title = try row.text()
        text = try row.text()
        initiative = try row.optionalValue()
        author = try row.optionalValue()
        organisation = try row.optionalValue()
        department = try row.optionalValue()
        wasOpen = try row.bool()
        origin = try row.value()
        rule = try row.value()
        reports = try row.int()
        signs = try row.text().split(separator: ",").compactMap { SpamSign(rawValue: String($0)) }
        state = try row.value()
        version = try row.int()
        dueAt = try row.optionalInstant()
        openedAt = try row.instant()
        assignedTo = try row.optionalValue()
        decidedBy = try row.optionalValue()
        decidedAt = try row.optionalInstant()
        reason = try row.text()
        appealUntil = try row.optionalInstant()
        appeal = try row.text()
        appealedAt = try row.optionalInstant()
        answeredBy = try row.optionalValue()
        answeredAt = try row.optionalInstant()
        answer = try row.text()
        erasedAt = try row.optionalInstant()
        formerTitle = try row.optionalText()
        coverTitle = try row.optionalText()
    }
    static let columns: SQLText = """
        moderation_case.id, moderation_case.code, moderation_case.object_kind, moderation_case.object_id, moderation_case.object_code, moderation_case.title, moderation_case.text,
        moderation_case.initiative, moderation_case.author, moderation_case.organisation, moderation_case.department, moderation_case.was_open, moderation_case.origin,
        moderation_case.rule, moderation_case.reports, moderation_case.signs, moderation_case.state, moderation_case.version, moderation_case.due_at, moderation_case.opened_at,
        moderation_case.assigned_to, moderation_case.decided_by, moderation_case.decided_at, moderation_case.reason, moderation_case.appeal_until, moderation_case.appeal,
        moderation_case.appealed_at, moderation_case.answered_by, moderation_case.answered_at, moderation_case.answer, moderation_case.erased_at, moderation_case.former_title, moderation_case.cover_title
        """
}

extension ObjectKind {
    public static let moderationCase = ObjectKind("case")
    public static let report = ObjectKind("report")
    /// Any text of people's own, whatever its room.
    public static let publicText = ObjectKind("text")
}

extension ModerationCase: ActSubject {
    public var bearings: Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), departments: Set(department.map { [$0] } ?? []), organisations: Set(organisation.map { [$0] } ?? []))
    }
    public var stateName: String? { state.rawValue }
}

extension PublicText: ActSubject {
    public var bearings: Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), departments: Set(department.map { [$0] } ?? []), organisations: Set(organisation.map { [$0] } ?? []))
    }
    public var stateName: String? { visibility.rawValue }
}

enum ModerationEvent: String, EventName {
    case reported = "moderation.reported"
    case held = "moderation.held"
    case kept = "moderation.kept"
    case hidden = "moderation.hidden"
    case restored = "moderation.restored"
    case referred = "moderation.referred"
    case appealed = "moderation.appealed"
    case upheld = "moderation.upheld"
    /// Whoever reported a text that stays says why it should not; and it stays all the same.
    case disputed = "moderation.disputed"
    case confirmed = "moderation.confirmed"
    /// Tell those who reported it how it ended: the text is gone, or it stays.
    case acted = "moderation.acted"
    case dismissed = "moderation.dismissed"
    case warned = "moderation.warned"
    case limited = "moderation.limited"
    case lifted = "moderation.lifted"
    /// Its time is over: the text is erased, the decision stays.
    case erased = "moderation.erased"
    /// The same, said of the text itself.
    case wiped = "moderation.wiped"
    case templateSet = "moderation.templateSet"
}

extension ModerationCase {
    static let deciders: [Who] = [.role(.moderator)]

    /// The promises are the city's: a report within three business days, an appeal within ten.
    public static let lifecycle = Lifecycle<State>(
        .moderationCase, initial: .open, path: [.open, .hidden, .appealed, .restored],
        promises: [
            .open: StagePromise("moderation.answerDays", days: 3, actsNext: .role(.moderator)),
            .disputed: StagePromise("moderation.appealAnswerDays", days: 10, actsNext: .role(.moderator)),
            .appealed: StagePromise("moderation.appealAnswerDays", days: 10, actsNext: .role(.moderator)),
        ],
        moves: [
            Move("moderation.dismiss", from: [.open], to: .kept, by: deciders),
            Move("moderation.object", from: [.kept], to: .disputed, by: [.signedIn]),
            Move("moderation.confirm", from: [.disputed], to: .kept, by: deciders),
            Move("moderation.hide", from: [.open, .disputed], to: .hidden, by: deciders),
            Move("moderation.restore", from: [.hidden, .upheld], to: .restored, by: deciders),
            Move("moderation.appeal", from: [.hidden], to: .appealed, by: [.author, .representative]),
            Move("moderation.uphold", from: [.appealed], to: .upheld, by: deciders),
            Move("moderation.overturn", from: [.appealed], to: .restored, by: deciders),
        ])
}
