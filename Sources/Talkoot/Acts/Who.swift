/// Who may perform an act, as data: the same list guards the act, draws the buttons and prints `docs/permissions.md`.
public enum Who: Hashable, Sendable {
    case anyone
    case signedIn
    /// Whoever made the object.
    case author
    /// A confirmed member of the organisation that the object belongs to.
    case representative
    /// Holder of a role whose scope covers the object: the whole city, its department, or the object itself.
    case role(Role)
    /// Reactions and due times, and the import command.
    case system

    public var name: String {
        switch self {
        case .anyone: "anyone"
        case .signedIn: "signedIn"
        case .author: "author"
        case .representative: "representative"
        case .role(let role): role.rawValue
        case .system: "system"
        }
    }
}

public enum Permission: Sendable, Equatable {
    case allowed
    /// Why not, as a key of the language files.
    case denied(String)
}

/// Where an object stands for the rules: who made it, which departments own it, whose organisation it is.
public struct Bearings: Sendable, Equatable {
    public var authors: Set<ID<Person>>
    public var departments: Set<ID<Department>>
    public var organisations: Set<ID<Organisation>>
    /// Objects that a role can be limited to: a juror's challenge.
    public var scopes: Set<String>
    public init(authors: Set<ID<Person>> = [], departments: Set<ID<Department>> = [], organisations: Set<ID<Organisation>> = [], scopes: Set<String> = []) {
        self.authors = authors
        self.departments = departments
        self.organisations = organisations
        self.scopes = scopes
    }
}

/// What an act is about. A room's value conforms; `state` is nil where nothing moves.
public protocol ActSubject {
    var bearings: Bearings { get }
    var stateName: String? { get }
}

/// The subject of acts that begin something new in the city.
public struct TheCity: ActSubject, Sendable {
    public init() {}
    public var bearings: Bearings { Bearings() }
    public var stateName: String? { nil }
}
