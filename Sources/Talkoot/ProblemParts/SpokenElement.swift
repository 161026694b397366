public import Storage

/// A line of a problem's parts in somebody's own words, such as a comment or a need: others may report it, and moderation can take it away.
public protocol SpokenElement: PartElement {
    var id: ID<Self> { get }
    var author: ID<Person>? { get }
    /// In whose name beside the author's own.
    var department: ID<Department>? { get }
    var organisation: ID<Organisation>? { get }
    /// All of it that others read.
    var said: String { get }
    var saidAt: Instant { get }
    /// Whether it still stands; what its author took back is nobody's to read.
    var stands: Bool { get }
    var visibility: Visibility { get }
    /// Whether its row counts versions.
    static var countsVersions: Bool { get }
    /// Empties the columns that hold its words, for an `UPDATE`.
    static var emptied: SQLText { get }
}

extension SpokenElement {
    public var department: ID<Department>? { nil }
    public var stands: Bool { true }
    public static var countsVersions: Bool { true }
    public static var emptied: SQLText { "text = ''" }
    public var reference: ObjectReference { ObjectReference(Self.kind, id: id.rawValue, code: code) }

    /// What was taken away is read by its author and by moderators alone.
    public func isRead(by standing: Standing) -> Bool {
        visibility.isShown || standing.isModerator || standing.isSystem || author.map { standing.person?.id == $0 } ?? false
    }
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool { isRead(by: standing) }
    /// As moderation knows it.
    public func publicText(in problem: CityProblem) -> PublicText {
        PublicText(object: reference, initiative: problem.initiative, title: title, text: said, author: author, organisation: organisation,
                   department: department, isOpen: problem.isPublic && stands, isOpenToStaff: true, visibility: visibility, at: saidAt)
    }
}

/// Such a line with its problem, as moderation knows it.
struct SpokenText<Element: SpokenElement>: Concealable {
    let element: Element, problem: CityProblem

    var bearings: Bearings {
        Bearings(authors: Set(element.author.map { [$0] } ?? []), departments: Set(element.department.map { [$0] } ?? []), organisations: Set(element.organisation.map { [$0] } ?? []))
    }
    var stateName: String? { nil }
    var publicText: PublicText { element.publicText(in: problem) }
    static func find(_ code: PublicCode, _ scene: Scene) throws -> SpokenText? {
        guard let element = try Element.find(code: code, scene), let problem = try ProblemTable.find(element.problem, scene) else { return nil }
        return SpokenText(element: element, problem: problem)
    }
}

/// Follows what moderation decided about such a line.
protocol ConcealSpoken: ConcealText where Subject == SpokenText<Element> {
    associatedtype Element: SpokenElement
}
extension ConcealSpoken {
    static var kind: ObjectKind { Element.kind }
    static func find(_ code: PublicCode, _ scene: Scene) throws -> SpokenText<Element>? { try SpokenText.find(code, scene) }
    static func mark(_ spoken: SpokenText<Element>, _ visibility: Visibility, _ change: Change) throws {
        let version: SQLText = Element.countsVersions ? ", version = version + 1" : ""
        try change.tx.run("UPDATE \(Element.table) SET visibility = \(visibility) \(version) WHERE city = \(change.city.id) AND id = \(spoken.element.id)")
    }
    static func wipe(_ spoken: SpokenText<Element>, _ change: Change) throws {
        try change.tx.run("UPDATE \(Element.table) SET \(Element.emptied) WHERE city = \(change.city.id) AND id = \(spoken.element.id)")
        try RecordTable.erasePersonalParts(of: spoken.element.code, on: spoken.problem.initiative, change.city.id, change.tx)
    }
}
