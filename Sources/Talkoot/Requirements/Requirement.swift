public import Storage

/// A need in the words of those who have it: who, in which situation, what, why, and how one knows that it works.
public struct Requirement: PartElement, Hashable {
    public enum State: String, LifecycleState { case shared, handedOver, withdrawn }

    public let id: ID<Requirement>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let author: ID<Person>?
    public let organisation: ID<Organisation>?
    public let who: String
    public let situation: String
    public let need: String
    public let why: String
    /// The acceptance line: what one sees, counts or tries.
    public let acceptance: String
    public let state: State
    public let version: Int
    public let visibility: Visibility
    public let createdAt: Instant

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        author = try row.optionalValue()
        organisation = try row.optionalValue()
        who = try row.text()
        situation = try row.text()
        need = try row.text()
        why = try row.text()
        acceptance = try row.text()
        state = try row.value()
        version = try row.int()
        visibility = try row.value()
        createdAt = try row.instant()
    }
    public static let columns: SQLText = "id, code, problem, author, organisation, who, situation, need, why, acceptance, state, version, visibility, created_at"
    public static let table: SQLText = "requirement"
    public static let kind = ObjectKind("requirement")
    public static let partKind = ObjectKind.requirementList
    public var title: String { need }
    public var stateName: String? { state.rawValue }
    public func bearings(in part: ProblemPart) -> Bearings {
        Bearings(authors: Set(author.map { [$0] } ?? []), departments: part.owners, organisations: Set(organisation.map { [$0] } ?? []))
    }
    public func isRead(by standing: Standing, in part: ProblemPart) -> Bool {
        visibility.isShown || standing.isModerator || standing.isSystem || author.map { standing.person?.id == $0 } ?? false
    }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .shared, path: [.shared, .handedOver],
        moves: [
            Move("requirement.edit", from: [.shared], to: .shared, by: [.author, .representative]),
            Move("requirement.handOver", from: [.shared], to: .handedOver, by: [.role(.departmentHead), .role(.innovationOfficer)]),
            Move("requirement.withdraw", from: [.shared], to: .withdrawn, by: [.author, .representative]),
        ])
}

extension ObjectKind { public static let requirementList = ObjectKind("requirementList") }

/// A requirement with its problem, as moderation knows it.
struct RequiredText: Concealable {
    let requirement: Requirement, problem: CityProblem
    var bearings: Bearings { Bearings(authors: Set(requirement.author.map { [$0] } ?? []), organisations: Set(requirement.organisation.map { [$0] } ?? [])) }
    var stateName: String? { nil }
    var publicText: PublicText {
        let all = [requirement.who, requirement.situation, requirement.need, requirement.why, requirement.acceptance].joined(separator: "\n\n")
        return PublicText(object: ObjectReference(Requirement.kind, id: requirement.id.rawValue, code: requirement.code), initiative: problem.initiative, title: requirement.need, text: all,
                          author: requirement.author, organisation: requirement.organisation, department: nil, isOpen: problem.isPublic && requirement.state != .withdrawn, isOpenToStaff: true,
                          visibility: requirement.visibility, at: requirement.createdAt)
    }
    static func find(_ code: PublicCode, _ scene: Scene) throws -> RequiredText? {
        guard let requirement = try Requirement.find(code: code, scene), let problem = try ProblemTable.find(requirement.problem, scene) else { return nil }
        return RequiredText(requirement: requirement, problem: problem)
    }
}

/// Follows what moderation decided about a requirement.
struct ConcealRequirement: ConcealText {
    typealias Subject = RequiredText
    static let name = "requirement.conceal"
    let visibility: Visibility
    static func find(_ code: PublicCode, _ scene: Scene) throws -> RequiredText? { try RequiredText.find(code, scene) }
    static func mark(_ found: RequiredText, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("UPDATE requirement SET visibility = \(visibility), version = version + 1 WHERE city = \(change.city.id) AND id = \(found.requirement.id)")
    }
    static func wipe(_ found: RequiredText, _ change: Change) throws {
        try change.tx.run("UPDATE requirement SET who = '', situation = '', need = '', why = '', acceptance = '' WHERE city = \(change.city.id) AND id = \(found.requirement.id)")
        try RecordTable.erasePersonalParts(of: found.requirement.code, on: found.problem.initiative, change.city.id, change.tx)
    }
}
