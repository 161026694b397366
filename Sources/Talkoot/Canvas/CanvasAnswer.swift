import Storage

/// What stands under one field of a problem's canvas now.
public struct CanvasAnswer: Sendable, Hashable {
    public let problem: CityProblem
    public let field: CanvasField
    /// Empty while nobody has answered.
    public let text: String
    /// 0 while nobody has answered.
    public let version: Int
    public let author: ID<Person>?
    public let at: Instant?
    /// The legal ground on which not everybody may read it; empty where everybody may.
    public let ground: String
    /// The people who were named to define the problem.
    public let coreGroup: Set<ID<Person>>
    /// It was taken over from another room, and nobody has put it in own words since.
    public let isTaken: Bool
    /// What that room holds now, where it was looked at.
    public var room: RoomAnswer?

    public var isAnswered: Bool { !text.isEmpty }
    public var isRestricted: Bool { !ground.isEmpty }
    public var reference: ObjectReference { ObjectReference(.answer, id: "\(problem.id)/\(field.name)", code: PublicCode("\(problem.code).\(field.name)")) }
}

extension ObjectKind {
    /// One answer of a canvas: `KU-7F3K.2.1`.
    public static let answer = ObjectKind("answer")
    /// One of the questions of a canvas, which is signed as a whole: `KU-7F3K.2`.
    public static let question = ObjectKind("question")
}

extension CanvasAnswer: ActSubject {
    public var bearings: Bearings { problem.canvasBearings(coreGroup) }
    public var stateName: String? { problem.state.rawValue }
}

extension CityProblem {
    /// All departments that own it, the first one first.
    public var departments: [ID<Department>] { [department] + coOwners }
    /// Everybody who works on its definition: the owner, the core group, and the people of all owning departments.
    func canvasBearings(_ coreGroup: Set<ID<Person>>) -> Bearings {
        Bearings(authors: coreGroup.union(owner.map { [$0] } ?? []), departments: Set(departments))
    }
    /// While its definition may change.
    public var isCanvasOpen: Bool { [.draft, .submitted, .triaged, .defining, .defined].contains(state) }
    /// The canvas is a draft of the city's people until the problem is defined.
    public var isCanvasPublic: Bool { [.defined, .split, .routed, .inSolution, .solved, .closedUnsolved].contains(state) && isPublic }
}

/// A text as it stood once, or one that somebody wrote beside a newer one.
public struct CanvasVersion: Sendable, Hashable {
    public let field: String
    public let number: Int
    public let text: String
    public let author: ID<Person>?
    public let at: Instant
    init(row: inout Row) throws {
        field = try row.text()
        number = try row.int()
        text = try row.text()
        author = try row.optionalValue()
        at = try row.instant()
    }
}

/// A second writer's text, kept beside the first until somebody has made one of both.
public struct BesideText: Sendable, Hashable {
    public let id: ID<BesideText>
    public let field: String
    public let text: String
    /// The version that it was written from.
    public let basedOn: Int
    public let author: ID<Person>?
    public let at: Instant
    init(row: inout Row) throws {
        id = try row.value()
        field = try row.text()
        text = try row.text()
        basedOn = try row.int()
        author = try row.optionalValue()
        at = try row.instant()
    }
}
