public import Storage

/// What another department, an organisation or a resident says to a problem before the gate. It gets an answer, or the gate stays shut.
public struct HearingComment: SpokenElement, Hashable {
    public enum Effect: String, CaseIterable, Sendable, SQLBindable { case changed, unchanged }

    public let id: ID<HearingComment>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let author: ID<Person>?
    /// In whose name: a department, an organisation, or the author's own.
    public let department: ID<Department>?
    public let organisation: ID<Organisation>?
    public let text: String
    public let answer: String
    public let effect: Effect?
    public let answeredAt: Instant?
    public let createdAt: Instant
    public let version: Int
    public let visibility: Visibility

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        author = try row.optionalValue()
        department = try row.optionalValue()
        organisation = try row.optionalValue()
        text = try row.text()
        answer = try row.text()
        effect = try row.optionalValue()
        answeredAt = try row.optionalInstant()
        createdAt = try row.instant()
        version = try row.int()
        visibility = try row.value()
    }
    public static let columns: SQLText = "id, code, problem, author, department, organisation, text, answer, effect, answered_at, created_at, version, visibility"
    public static let table: SQLText = "hearing_comment"
    public static let kind = ObjectKind("comment")
    public static let partKind = ObjectKind.hearing
    public var title: String { String(text.prefix(80)) }
    /// A comment that moderation took away waits for nobody.
    public var isOpen: Bool { answeredAt == nil && visibility.isShown }
    public var said: String { text }
    public var saidAt: Instant { createdAt }
}

extension ObjectKind { public static let hearing = ObjectKind("hearing") }

struct ConcealComment: ConcealSpoken {
    typealias Element = HearingComment
    typealias Subject = SpokenText<HearingComment>
    static let name = "comment.conceal"
    let visibility: Visibility
}
