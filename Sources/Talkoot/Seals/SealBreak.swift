import Storage

/// Somebody of the administration has to read what is sealed, before its time or against its rule: why, who agreed, and until when.
/// It opens one object to one person, and whoever it belongs to is told.
public struct SealBreak: Sendable, Hashable {
    public enum State: String, LifecycleState { case asked, open, refused, ended }

    public let id: ID<SealBreak>
    public let code: PublicCode
    /// What is sealed.
    public let object: ObjectReference
    public let reason: String
    public let days: Int
    public let state: State
    public let askedBy: ID<Person>?
    public let askedAt: Instant
    /// The second person, who agreed or refused.
    public let decidedBy: ID<Person>?
    public let decidedAt: Instant?
    /// Why the second person refused.
    public let answer: String
    /// The last moment of reading; nil where it was never opened.
    public let until: Instant?
    public let endedAt: Instant?
    /// How often it was read, and when last.
    public let readings: Int
    public let lastReadAt: Instant?

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        reason = try row.text()
        days = try row.int()
        state = try row.value()
        askedBy = try row.optionalValue()
        askedAt = try row.instant()
        decidedBy = try row.optionalValue()
        decidedAt = try row.optionalInstant()
        answer = try row.text()
        until = try row.optionalInstant()
        endedAt = try row.optionalInstant()
        readings = try row.int()
        lastReadAt = try row.optionalInstant()
    }
    static let columns: SQLText = """
        seal_break.id, seal_break.code, seal_break.object_kind, seal_break.object_id, seal_break.object_code, seal_break.reason, seal_break.days, seal_break.state, seal_break.asked_by,
        seal_break.asked_at, seal_break.decided_by, seal_break.decided_at, seal_break.answer, seal_break.until_at, seal_break.ended_at,
        (SELECT count(*) FROM seal_reading WHERE seal_reading.city = seal_break.city AND seal_reading.seal = seal_break.id),
        (SELECT max(seal_reading.at) FROM seal_reading WHERE seal_reading.city = seal_break.city AND seal_reading.seal = seal_break.id)
        """
    public var reference: ObjectReference { ObjectReference(.seal, id: id.rawValue, code: code) }
    /// Whether it was ever opened: from then on everybody knows that it was.
    public var wasOpened: Bool { until != nil }
    public func isOpen(at now: Instant) -> Bool { state == .open && until.map { now < $0 } ?? false }

    /// Whose time is over has ended, also before the clock has come by.
    public func state(at now: Instant) -> State { state == .open && !isOpen(at: now) ? .ended : state }

    /// A request that nobody answers goes no further.
    static let answerDays = 7
    static let mostDays = 7
    public var answerBy: Instant { askedAt.adding(days: Self.answerDays) }

    static let lifecycle = Lifecycle<State>(
        .seal, initial: .asked, path: [.asked, .open, .ended],
        moves: [
            Move("seal.agree", from: [.asked], to: .open, by: [.role(.administrator), .role(.departmentHead)]),
            Move("seal.refuse", from: [.asked], to: .refused, by: [.role(.administrator), .role(.departmentHead)]),
            Move("seal.end", from: [.asked, .open], to: .ended, by: [.author, .role(.administrator), .role(.departmentHead)]),
            Move("seal.lapse", from: [.asked, .open], to: .ended, by: [.system]),
        ])
}

extension ObjectKind { public static let seal = ObjectKind("seal") }

/// What its room says of something sealed, without regard to who asks: whose it is, and whether it is sealed now.
struct SealedObject: Sendable {
    let reference: ObjectReference
    let bearings: Bearings
    let isSealed: Bool
}

/// An opening together with what it opens, for the acts.
public struct SealedMatter: ActSubject, Sendable {
    public let seal: SealBreak
    /// Nil where the object is gone.
    let object: SealedObject?
    /// Those that the reader is head of: no department is nearer to a seal than another, so any head may answer.
    let headed: Set<ID<Department>>
    public var bearings: Bearings { Bearings(authors: Set(seal.askedBy.map { [$0] } ?? []), departments: headed) }
    public var stateName: String? { seal.state.rawValue }

    /// Whether the sealed object is somebody's own.
    func isOwn(_ standing: Standing) -> Bool {
        object.map { standing.matches(.author, $0.bearings) || standing.matches(.representative, $0.bearings) } ?? false
    }
}

enum SealEvent: String, EventName {
    case asked = "seal.asked"
    case opened = "seal.opened"
    case refused = "seal.refused"
    case ended = "seal.ended"
    case read = "seal.read"
}
