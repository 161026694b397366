public import Storage

/// What a room of its own keeps about a problem: the stakeholder plan, the design team. It goes by the problem's code, and whoever reads the problem reads it.
public struct ProblemPart: Sendable {
    public let kind: ObjectKind
    public let problem: CityProblem
    /// Those that own the problem: the one that drafted it, and those that joined.
    public let owners: Set<ID<Department>>
    /// Who has a seat on the design team, where an act asks for it.
    var seated: Set<ID<Person>> = []

    public var reference: ObjectReference { ObjectReference(kind, id: problem.id.rawValue, code: problem.code) }
    /// Whether it can still be changed: the problem has not ended.
    public var isUnderWay: Bool { !CityProblem.lifecycle.isFinal.contains(problem.state) }

    static func find(_ kind: ObjectKind, _ target: Target, _ scene: Scene) throws -> ProblemPart {
        try ProblemPart(kind, of: ProblemQueries.problem(target, scene), scene)
    }
    init(_ kind: ObjectKind, of problem: CityProblem, _ scene: Scene) throws {
        self.kind = kind
        self.problem = problem
        owners = Set(problem.departments)
    }

    /// Who prepares what belongs to a problem.
    static let editors: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    static let deciders: [Who] = [.role(.departmentHead), .role(.innovationOfficer)]
}

extension ProblemPart: ActSubject {
    public var bearings: Bearings { Bearings(authors: problem.bearings.authors, departments: problem.bearings.departments.union(owners)) }
    public var stateName: String? { problem.state.rawValue }
}

/// A line of a part that has a code of its own: a stakeholder, a seat, a comment.
public protocol PartElement: Sendable {
    static var kind: ObjectKind { get }
    /// The part that it stands in.
    static var partKind: ObjectKind { get }
    static var table: SQLText { get }
    static var columns: SQLText { get }
    init(row: inout Row) throws
    var code: PublicCode { get }
    var problem: ID<CityProblem> { get }
    /// What forms call it.
    var title: String { get }
    var stateName: String? { get }
    func bearings(in part: ProblemPart) -> Bearings
    /// Whether the reader, who may read the problem, may know of it.
    func isRead(by standing: Standing, in part: ProblemPart) -> Bool
}

extension PartElement {
    public var stateName: String? { nil }
    public func bearings(in part: ProblemPart) -> Bearings { part.bearings }
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool { true }

    static func find(code: PublicCode, _ scene: Scene) throws -> Self? {
        try scene.tx.first("SELECT \(columns) FROM \(table) WHERE city = \(scene.city.id) AND code = \(code)") { try Self(row: &$0) }
    }
    /// The oldest first; a plan of more than five hundred lines is cut.
    static func all(of problem: ID<CityProblem>, _ scene: Scene) throws -> [Self] {
        try scene.tx.rows("SELECT \(columns) FROM \(table) WHERE city = \(scene.city.id) AND problem = \(problem) ORDER BY created_at, id LIMIT 500") { try Self(row: &$0) }
    }
}

extension CityProblem {
    /// The problem that it is a lot of.
    func whole(_ scene: Scene) throws -> CityProblem? { try parent.flatMap { try ProblemTable.find(code: $0, scene) } }
}
extension PartElement {
    /// What holds for a problem: its own lines, or those of the whole while a lot has none of its own. What was agreed on together is not asked for twice.
    static func inForce(for problem: CityProblem, _ scene: Scene) throws -> [Self] {
        let own = try all(of: problem.id, scene)
        guard own.isEmpty, let whole = try problem.whole(scene) else { return own }
        return try all(of: whole.id, scene)
    }
}

/// A line together with the part it stands in: what acts on it are about.
public struct PartLine<Element: PartElement>: ActSubject, Sendable {
    public let part: ProblemPart
    public let element: Element
    public init(_ element: Element, in part: ProblemPart) {
        self.element = element
        self.part = part
    }
    public var bearings: Bearings { element.bearings(in: part) }
    public var stateName: String? { element.stateName ?? part.stateName }
    public var reference: ObjectReference { ObjectReference(Element.kind, id: element.code.rawValue, code: element.code) }

    static func find(_ target: Target, _ scene: Scene) throws -> PartLine {
        guard let element = try Element.find(code: target.code, scene), let problem = try ProblemQueries.problem(element.problem, scene) else { throw Refusal.notFound }
        let part = try ProblemPart(Element.partKind, of: problem, scene)
        guard element.isRead(by: scene.standing, in: part) else { throw Refusal.notFound }
        return PartLine(element, in: part)
    }
}

/// What doors know of any subject that belongs to a problem.
public protocol PartSubject: ActSubject {
    var place: ProblemPart { get }
    /// The line's own name, where it is about one.
    var lineTitle: String? { get }
}
extension ProblemPart: PartSubject {
    public var place: ProblemPart { self }
    public var lineTitle: String? { nil }
}
extension PartLine: PartSubject {
    public var place: ProblemPart { part }
    public var lineTitle: String? { element.title }
}
