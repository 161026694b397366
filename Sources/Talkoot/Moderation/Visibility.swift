public import Storage

/// Whether others see a text that people wrote. It is a column of the text's own row, so no page asks a statement more for it.
public enum Visibility: String, CaseIterable, Sendable, SQLBindable {
    case shown
    /// Not shown before a moderator has looked at it.
    case held
    /// Taken away by a moderator, with reasons.
    case hidden
    /// Hidden for so long that its words were erased; that it was there stays.
    case erased

    public var isShown: Bool { self == .shown }
    /// Whether a moderator's decision keeps it from others.
    public var isTaken: Bool { self == .hidden || self == .erased }
}

/// A text of people's own as moderation sees it: what it says, whose it is and who reads it.
public struct PublicText: Sendable, Hashable {
    public let object: ObjectReference
    public let initiative: ID<Initiative>?
    public let title: String
    /// All of it that others read, the title included.
    public let text: String
    public let author: ID<Person>?
    public let organisation: ID<Organisation>?
    public let department: ID<Department>?
    /// Whether everybody may read it while it is shown.
    public let isOpen: Bool
    /// Whether the city's staff may read it while it is shown.
    public let isOpenToStaff: Bool
    public let visibility: Visibility
    public let at: Instant

    /// Whether others than its author read it now.
    func isRead(by standing: Standing) -> Bool { visibility.isShown && (isOpen || (isOpenToStaff && standing.isStaff)) || standing.isModerator && visibility != .shown }
    /// Whether the reader, who sees it, can tell the moderators of it: not of one's own text, nor of one that nobody else reads yet.
    public func canBeReported(by standing: Standing) -> Bool { visibility.isShown && isRead(by: standing) && (author == nil || author != standing.person?.id) }
}

/// A value of a room that moderation can hide.
public protocol Concealable: ActSubject, Sendable {
    var publicText: PublicText { get }
}

/// What follows from a moderator's decision or a hold: the room marks its own row, and the search index forgets or learns it.
protocol ConcealText: Act where Subject: Concealable {
    /// Of the texts that it is about.
    static var kind: ObjectKind { get }
    init(visibility: Visibility)
    var visibility: Visibility { get }
    /// The uncut value by its code.
    static func find(_ code: PublicCode, _ scene: Scene) throws -> Subject?
    static func mark(_ subject: Subject, _ visibility: Visibility, _ change: Change) throws
    /// Whether the promised time stands while the text is hidden.
    static var stopsClock: Bool { get }
    /// What the room itself has to say when a held text comes through.
    static func released(_ subject: Subject, _ change: Change) throws
    /// Erases its words wherever the room keeps them, and the openings of the record that hold them. Each room has to say what goes.
    static func wipe(_ subject: Subject, _ change: Change) throws
    /// Rows of `moderation_case` whose text is still needed where it was written, as SQL: its time begins to count, but it waits.
    static var stillNeeded: SQLText { get }
}
extension ConcealText {
    static var target: ObjectKind? { nil }
    static var permitted: [Who] { [.system] }
    static var form: Form<Self> { Form(.choice("visibility", of: Visibility.self)) { Self(visibility: $0) } }
    static func load(_ target: Target, _ scene: Scene) throws -> Subject {
        guard let subject = try find(target.code, scene) else { throw Refusal.notFound }
        return subject
    }
    static var stopsClock: Bool { true }
    static func released(_ subject: Subject, _ change: Change) throws {}
    static var stillNeeded: SQLText { "FALSE" }

    /// What is erased stays so.
    func apply(_ subject: Subject, _ change: Change) throws -> Outcome {
        let before = subject.publicText
        guard before.visibility != visibility, before.visibility != .erased else { return Outcome(before.object) }
        try Self.mark(subject, visibility, change)
        if visibility == .erased { try erase(subject, change) }
        guard let fresh = try Self.find(before.object.code, change) else { throw Refusal.notFound }
        if let moving = fresh as? any Moving {
            try change.index(anew: moving)
            if Self.stopsClock, visibility != .erased { try change.stopClock(of: moving.reference, visibility == .hidden) }
        }
        if before.visibility == .held, visibility.isShown { try Self.released(fresh, change) }
        return Outcome(before.object)
    }

    /// The state is told anew, since the openings that told it may be among those that go.
    private func erase(_ subject: Subject, _ change: Change) throws {
        try Self.wipe(subject, change)
        let state: [String: JSON] = subject.stateName.map { ["state": .text($0)] } ?? [:]
        try change.happened(Event(ModerationEvent.wiped, on: subject.publicText.object, of: nil, isPublic: false, facts: state))
    }
}

extension ConcealText {
    /// The room's act for each decision about one of its texts.
    static var reactions: [Reaction] {
        [ModerationEvent.kept, .hidden, .restored, .erased].map { event in
            Reaction(to: event, perform: name) { event, scene in
                guard let found = try CaseTable.find(code: event.object.code, scene), found.object.kind == kind else { return [] }
                let visibility: Visibility = switch ModerationEvent(rawValue: event.name) {
                case .hidden: .hidden
                case .erased: .erased
                default: .shown
                }
                return [(Target(found.object.code.rawValue), ["visibility": .text(visibility.rawValue)])]
            }
        }
    }
}

extension Migration {
    /// The column that each room with texts of people adds to its table.
    static func visibility(_ statement: SQLText, of table: String) -> Migration { Migration("\(table)Visibility", [statement]) }
}

extension Change {
    /// Opens the box around the value, which a call with a default argument does not.
    fileprivate func index<Object: Moving>(anew object: Object) throws { try keepIndexed(object, in: object.state) }

    /// Nobody answers what nobody may see: the clock stands while the author can appeal, and runs again when the text is back.
    fileprivate func stopClock(of object: ObjectReference, _ isHidden: Bool) throws {
        guard let stage = try StageTable.of(object, city.id, tx).last(where: { $0.leftAt == nil && $0.promisedAt != nil }) else { return }
        if isHidden, stage.pausedAt == nil { try pause(object, .appeal, reason: "") }
        if !isHidden, stage.pausedAt != nil, stage.pauseCode == .appeal { try resume(object) }
    }
}
