public import Storage

/// What another department, an organisation or a resident says to a problem before the gate. It gets an answer, or the gate stays shut.
public struct HearingComment: PartElement, Hashable {
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
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool {
        visibility.isShown || standing.isModerator || standing.isSystem || author.map { standing.person?.id == $0 } ?? false
    }
}

extension ObjectKind { public static let hearing = ObjectKind("hearing") }

/// A comment with its problem, as moderation knows it.
struct HeardText: Concealable {
    let comment: HearingComment, problem: CityProblem
    var bearings: Bearings { Bearings(authors: Set(comment.author.map { [$0] } ?? []), departments: Set(comment.department.map { [$0] } ?? [])) }
    var stateName: String? { nil }
    var publicText: PublicText {
        PublicText(object: ObjectReference(HearingComment.kind, id: comment.id.rawValue, code: comment.code), initiative: problem.initiative, title: comment.title, text: comment.text, author: comment.author,
                   organisation: comment.organisation, department: comment.department, isOpen: problem.isPublic, isOpenToStaff: true, visibility: comment.visibility, at: comment.createdAt)
    }
    static func find(_ code: PublicCode, _ scene: Scene) throws -> HeardText? {
        guard let comment = try HearingComment.find(code: code, scene), let problem = try ProblemTable.find(comment.problem, scene) else { return nil }
        return HeardText(comment: comment, problem: problem)
    }
}

/// Follows what moderation decided about a comment.
struct ConcealComment: ConcealText {
    typealias Subject = HeardText
    static let name = "comment.conceal"
    let visibility: Visibility
    static func find(_ code: PublicCode, _ scene: Scene) throws -> HeardText? { try HeardText.find(code, scene) }
    static func mark(_ heard: HeardText, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("UPDATE hearing_comment SET visibility = \(visibility), version = version + 1 WHERE city = \(change.city.id) AND id = \(heard.comment.id)")
    }
    static func wipe(_ heard: HeardText, _ change: Change) throws {
        try change.tx.run("UPDATE hearing_comment SET text = '' WHERE city = \(change.city.id) AND id = \(heard.comment.id)")
        try RecordTable.erasePersonalParts(of: heard.comment.code, on: heard.problem.initiative, change.city.id, change.tx)
    }
}
