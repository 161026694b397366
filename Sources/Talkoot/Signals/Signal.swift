public import Storage

/// A raw hint, before there is a problem: somebody says that something could work better.
public struct Signal: Sendable, Hashable {
    public enum State: String, LifecycleState { case new, accepted, merged, declined }
    /// What kind of place it is about: its category where the sender chose one. Imported signals bring categories of their own.
    public enum Arena: String, CaseIterable, Sendable { case neighbourhood, street, square, park, cityHall, campus, online }
    /// How it reached the city; the answer goes the same way.
    public enum Channel: String, CaseIterable, Sendable, SQLBindable { case web, phone, paper, email, imported, board, staff, kiosk }

    public let id: ID<Signal>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let text: String
    public let description: String
    public let category: String
    public let place: String
    public let department: ID<Department>?
    public let district: ID<District>?
    public let channel: Channel
    public let state: State
    public let author: ID<Person>?
    public let answer: String
    public let mergedInto: PublicCode?
    public let createdAt: Instant
    public let answeredAt: Instant?
    public let visibility: Visibility

    /// A new one, as it was just written.
    init(id: ID<Signal>, code: PublicCode, initiative: ID<Initiative>, text: String, description: String, category: String, place: String, department: ID<Department>?,
         district: ID<District>?, channel: Channel, state: State, author: ID<Person>?, createdAt: Instant, visibility: Visibility) {
        (self.id, self.code, self.initiative, self.text, self.description) = (id, code, initiative, text, description)
        (self.category, self.place, self.department, self.district, self.channel) = (category, place, department, district, channel)
        (self.state, self.author, self.createdAt, self.visibility) = (state, author, createdAt, visibility)
        (answer, mergedInto, answeredAt) = ("", nil, nil)
    }

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        text = try row.text()
        description = try row.text()
        category = try row.text()
        place = try row.text()
        department = try row.optionalValue()
        district = try row.optionalValue()
        channel = try row.value()
        state = try row.value()
        author = try row.optionalValue()
        answer = try row.text()
        mergedInto = try row.optionalValue()
        createdAt = try row.instant()
        answeredAt = try row.optionalInstant()
        visibility = try row.value()
    }
    static let columns: SQLText = """
        signal.id, signal.code, signal.initiative, signal.text, signal.description, signal.category, signal.place, signal.department, signal.district,
        signal.channel, signal.state, signal.author, signal.answer, signal.merged_into, signal.created_at, signal.answered_at, signal.visibility
        """

    public var reference: ObjectReference { ObjectReference(.signal, id: id.rawValue, code: code) }
}

extension ObjectKind { public static let signal = ObjectKind("signal") }

extension Signal: Moving {
    public var bearings: Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), departments: Set(department.map { [$0] } ?? []))
    }
    public var owningDepartment: ID<Department>? { department }
    public var title: String { text.isEmpty ? code.rawValue : text }
    public var searchText: String { description + " " + place + " " + category }
    /// Seen by its sender and staff until the city accepts it; what was public elsewhere stays so while it waits.
    public func isPublic(in state: State) -> Bool { state == .accepted || state == .merged || (channel == .imported && state == .new) }
}

extension Signal: Concealable {
    public var publicText: PublicText {
        PublicText(object: reference, initiative: initiative, title: text, text: [text, description, place].filter { !$0.isEmpty }.joined(separator: "\n\n"), author: author,
                   organisation: nil, department: department, isOpen: isPublic(in: state), isOpenToStaff: true, visibility: visibility, at: createdAt)
    }
}

enum SignalEvent: String, EventName {
    case sent = "signal.sent"
    case accepted = "signal.accepted"
    case declined = "signal.declined"
    case merged = "signal.merged"
    case routed = "signal.routed"
    /// A moderator let it through after it had been held.
    case released = "signal.released"
    /// Somebody of the city passed the answer on.
    case told = "signal.told"
    /// The sender wrote again.
    case messageCame = "signal.messageCame"
}
