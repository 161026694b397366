public import Storage

/// What others say to a need.
public struct RequirementComment: PartElement, Hashable {
    public let id: ID<RequirementComment>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let requirement: ID<Requirement>
    public let author: ID<Person>?
    public let organisation: ID<Organisation>?
    public let text: String
    public let at: Instant
    public let visibility: Visibility

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        requirement = try row.value()
        author = try row.optionalValue()
        organisation = try row.optionalValue()
        text = try row.text()
        at = try row.instant()
        visibility = try row.value()
    }
    public static let columns: SQLText = "id, code, problem, requirement, author, organisation, text, at, visibility"
    public static let table: SQLText = "requirement_comment"
    public static let kind = ObjectKind("requirementComment")
    public static let partKind = ObjectKind.requirementList
    public var title: String { String(text.prefix(80)) }
    public var reference: ObjectReference { ObjectReference(Self.kind, id: id.rawValue, code: code) }
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool { isRead(by: standing) }
    func isRead(by standing: Standing) -> Bool {
        visibility.isShown || standing.isModerator || standing.isSystem || author.map { standing.person?.id == $0 } ?? false
    }

    /// Codes, so that a single comment can be reported. What was said before there were codes goes by its id.
    static let codes = Migration("requirementCommentCodes", [
        "ALTER TABLE requirement_comment ADD COLUMN code TEXT",
        "ALTER TABLE requirement_comment ADD COLUMN problem TEXT",
        "ALTER TABLE requirement_comment ADD COLUMN visibility TEXT NOT NULL DEFAULT 'shown'",
        "UPDATE requirement_comment SET code = id, problem = (SELECT requirement.problem FROM requirement WHERE requirement.city = requirement_comment.city AND requirement.id = requirement_comment.requirement)",
        "CREATE UNIQUE INDEX requirement_comment_code ON requirement_comment (city, code)",
        "CREATE INDEX requirement_comment_problem ON requirement_comment (city, problem, at)",
    ])
}

/// A comment with its problem, as moderation knows it.
struct SaidText: Concealable {
    let comment: RequirementComment, problem: CityProblem
    var bearings: Bearings { Bearings(authors: Set(comment.author.map { [$0] } ?? []), organisations: Set(comment.organisation.map { [$0] } ?? [])) }
    var stateName: String? { nil }
    var publicText: PublicText {
        PublicText(object: comment.reference, initiative: problem.initiative, title: comment.title, text: comment.text, author: comment.author, organisation: comment.organisation, department: nil,
                   isOpen: problem.isPublic, isOpenToStaff: true, visibility: comment.visibility, at: comment.at)
    }
    static func find(_ code: PublicCode, _ scene: Scene) throws -> SaidText? {
        guard let comment = try RequirementComment.find(code: code, scene), let problem = try ProblemTable.find(comment.problem, scene) else { return nil }
        return SaidText(comment: comment, problem: problem)
    }
}

/// Follows what moderation decided about a comment on a need.
struct ConcealRequirementComment: ConcealText {
    typealias Subject = SaidText
    static let name = "requirement.concealComment"
    let visibility: Visibility
    static func find(_ code: PublicCode, _ scene: Scene) throws -> SaidText? { try SaidText.find(code, scene) }
    static func mark(_ said: SaidText, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("UPDATE requirement_comment SET visibility = \(visibility) WHERE city = \(change.city.id) AND id = \(said.comment.id)")
    }
    static func wipe(_ said: SaidText, _ change: Change) throws {
        try change.tx.run("UPDATE requirement_comment SET text = '' WHERE city = \(change.city.id) AND id = \(said.comment.id)")
        try RecordTable.erasePersonalParts(of: said.comment.code, on: said.problem.initiative, change.city.id, change.tx)
    }
}
