public import Storage

/// A need in the words of those who have it: who, in which situation, what, why, and how one knows that it works.
public struct Requirement: SpokenElement, Hashable {
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
    public var said: String { [who, situation, need, why, acceptance].joined(separator: "\n\n") }
    public var saidAt: Instant { createdAt }
    public var stands: Bool { state != .withdrawn }
    public static var emptied: SQLText { "who = '', situation = '', need = '', why = '', acceptance = ''" }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .shared, path: [.shared, .handedOver],
        moves: [
            Move("requirement.edit", from: [.shared], to: .shared, by: [.author, .representative]),
            Move("requirement.handOver", from: [.shared], to: .handedOver, by: [.role(.departmentHead), .role(.innovationOfficer)]),
            Move("requirement.withdraw", from: [.shared], to: .withdrawn, by: [.author, .representative]),
        ])
}

extension ObjectKind { public static let requirementList = ObjectKind("requirementList") }

struct ConcealRequirement: ConcealSpoken {
    typealias Element = Requirement
    typealias Subject = SpokenText<Requirement>
    static let name = "requirement.conceal"
    let visibility: Visibility
}
