import Storage

/// Who asks, as a door knows it. What this person may do is read again inside each transaction.
public enum Actor: Sendable, Hashable {
    case visitor
    case person(ID<Person>)
    case system(because: String)
}

/// A role that somebody holds now, with its scope.
public struct Grant: Sendable, Hashable {
    public let id: ID<Grant>
    public let role: Role
    /// Nil for the whole city.
    public let department: ID<Department>?
    /// Nil, or the one object the role is for (a juror's challenge).
    public let scope: String?
    /// The intermediary that acts on behalf of the city, where the role is a mandate.
    public let mandateOf: ID<Organisation>?
    /// What the mandate lets it be used for; nil where the city itself gave the role.
    public let phases: Set<MandatePhase>?
    public let until: Instant?
}

/// What the actor is and may be at this moment, read in the transaction itself.
public struct Standing: Sendable {
    public let city: ID<City>
    public let person: Person?
    public private(set) var grants: [Grant]
    /// Organisations that the person is a confirmed member of.
    public let organisations: Set<ID<Organisation>>
    /// The event that made the system act, where it does.
    public let because: String?
    /// Until when a moderator keeps the person from sending new texts.
    public var limitedUntil: Instant?
    /// Whether a code beside the mail stands before this person's account.
    public internal(set) var hasSecondFactor = false
    /// When the person last proved on this way who they are: at signing in, or by a code of the second factor since.
    public internal(set) var checkedAt: Instant?
    /// The person has roles of the city that rest until there is a second factor, as the city asks.
    public internal(set) var mustAddSecondFactor = false

    public var isVisitor: Bool { person == nil && because == nil }
    public var isSystem: Bool { because != nil }

    public static func visitor(_ city: ID<City>) -> Standing { Standing(city: city, person: nil, grants: [], organisations: [], because: nil) }
    static func system(_ city: ID<City>, because event: String) -> Standing {
        Standing(city: city, person: nil, grants: [], organisations: [], because: event)
    }

    /// Leaves only what the person holds without the city: nobody acts for the city on a code by mail alone where it asks for more.
    mutating func restRoles() {
        grants.removeAll { $0.role.isOfCity }
        mustAddSecondFactor = true
    }

    public func holds(_ role: Role) -> Bool { grants.contains { $0.role == role } }
    public var isModerator: Bool { holds(.moderator) }
    /// Why nothing new can be sent now, as a key of the language files.
    var limitation: String? { limitedUntil == nil ? nil : "denied.limited" }
    /// Any role that works for the city.
    public var isStaff: Bool { grants.contains { $0.role.isOfCity } }
    public var departments: Set<ID<Department>> { Set(grants.compactMap(\.department)) }

    public func matches(_ who: Who, _ bearings: Bearings) -> Bool {
        switch who {
        case .anyone: true
        case .signedIn: person != nil
        case .author: person.map { bearings.authors.contains($0.id) } ?? false
        case .representative: !organisations.isDisjoint(with: bearings.organisations)
        case .role(let role): grants.contains { $0.role == role && covers($0, bearings) }
        case .system: isSystem
        }
    }

    /// Whether there could be an object that the standing matches: what does not even here need not be looked at.
    func mayMatch(_ who: Who) -> Bool {
        switch who {
        case .anyone: true
        case .signedIn, .author: person != nil
        case .representative: !organisations.isEmpty
        case .role(let role): holds(role)
        case .system: isSystem
        }
    }

    /// A check of the second factor opens acts of high consequence for so long.
    static let freshSeconds: Int64 = 15 * 60
    /// Whether a code was right within the last quarter of an hour; always where there is no second factor.
    public func isFresh(at now: Instant) -> Bool {
        !hasSecondFactor || provedLately(at: now)
    }
    /// Whether the person proved within the last quarter of an hour who they are.
    public func provedLately(at now: Instant) -> Bool {
        checkedAt.map { $0 <= now && now < $0.adding(seconds: Self.freshSeconds) } ?? false
    }

    private func covers(_ grant: Grant, _ bearings: Bearings) -> Bool {
        if let scope = grant.scope { return bearings.scopes.contains(scope) }
        // A juror sits on the jury of one challenge; without one the role opens nothing.
        if grant.role == .juror { return false }
        if let department = grant.department { return bearings.departments.contains(department) }
        return true
    }

    /// The part in which the actor performs an act, for the byline: the first that allows it, the most particular first.
    public func part(for permitted: [Who], _ bearings: Bearings) -> String {
        if isSystem { return "system" }
        let fitting = permitted.filter { matches($0, bearings) }
        let role = fitting.first { if case .role = $0 { true } else { false } }
        return (role ?? fitting.first)?.name ?? "anyone"
    }
    /// The intermediary on whose paper the actor acts in a part; nil where the city itself gave the same role.
    func mandate(in part: String) -> ID<Organisation>? {
        let fitting = grants.filter { $0.role.rawValue == part }
        return fitting.contains { $0.mandateOf == nil } ? nil : fitting.lazy.compactMap(\.mandateOf).first
    }
    /// Without the roles whose mandate does not cover what an act belongs to.
    func within(_ act: String) -> Standing {
        guard grants.contains(where: { $0.phases != nil }) else { return self }
        let phase = MandatePhase.of(act)
        var narrowed = self
        narrowed.grants.removeAll { grant in grant.phases.map { phases in phase.map { !phases.contains($0) } ?? true } ?? false }
        return narrowed
    }
}
