public import Storage

/// A company, association, research body or informal group that takes part.
public struct Organisation: Sendable, Hashable {
    public enum Sector: String, CaseIterable, Sendable, SQLBindable {
        case city, otherPublic, company, thirdSector, research, education, informalGroup, intermediary, funder
    }
    /// The European Union's classes: micro under 10 people, small under 50, medium under 250.
    public enum Size: String, CaseIterable, Sendable, SQLBindable {
        case single, micro, small, medium, large
        /// Of a kind whose size nobody asks for; no form offers it.
        case unasked
        public static let allCases: [Size] = [.single, .micro, .small, .medium, .large]
    }
    public enum State: String, LifecycleState { case claimed, verified, closed }

    public let id: ID<Organisation>
    public let code: PublicCode
    /// Its code where moderation has erased the name.
    public let name: String
    public let registrationNumber: String?
    public let sector: Sector
    public let size: Size
    public let state: State
    public let createdAt: Instant
    public let visibility: Visibility

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        let name = try row.text()
        self.name = name.isEmpty ? code.rawValue : name
        registrationNumber = try row.optionalText()
        sector = try row.value()
        size = try row.value()
        state = try row.value()
        createdAt = try row.instant()
        visibility = try row.value()
    }
    static let columns: SQLText = """
        organisation.id, organisation.code, organisation.name, organisation.registration_number, organisation.sector, organisation.size, organisation.state,
        organisation.created_at, organisation.visibility
        """

    public var reference: ObjectReference { ObjectReference(.organisation, id: id.rawValue, code: code) }
}

extension Organisation.Sector {
    /// What the register asks of such a body beside its name.
    public var asks: Set<String> {
        switch self {
        case .company, .intermediary, .funder: ["registrationNumber", "size"]
        case .thirdSector, .research, .education: ["registrationNumber"]
        case .city, .otherPublic, .informalGroup: []
        }
    }
}

extension ObjectKind { public static let organisation = ObjectKind("organisation") }

extension Organisation: ActSubject {
    public var bearings: Bearings { Bearings(organisations: [id], scopes: [id.rawValue]) }
    public var stateName: String? { state.rawValue }
}

extension Organisation: Concealable {
    public var publicText: PublicText {
        PublicText(object: reference, initiative: nil, title: name, text: name, author: nil, organisation: id, department: nil, isOpen: true, isOpenToStaff: true,
                   visibility: visibility, at: createdAt)
    }
}
