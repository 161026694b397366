public import Storage

/// What others say to a need.
public struct RequirementComment: SpokenElement, Hashable {
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
    public var said: String { text }
    public var saidAt: Instant { at }
    public static var countsVersions: Bool { false }

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

struct ConcealRequirementComment: ConcealSpoken {
    typealias Element = RequirementComment
    typealias Subject = SpokenText<RequirementComment>
    static let name = "requirement.concealComment"
    let visibility: Visibility
}
