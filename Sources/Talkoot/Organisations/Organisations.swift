public import Storage

public enum OrganisationQueries {
    public static func organisation(_ target: Target, _ scene: Scene) throws -> Organisation {
        guard let organisation = try OrganisationTable.find(code: target.code, scene.city.id, scene.tx), OrganisationRules.mayRead(organisation, scene.standing) else { throw Refusal.notFound }
        return organisation
    }
    public static func names(of organisations: Set<ID<Organisation>>, _ scene: Scene) throws -> [ID<Organisation>: String] {
        if organisations.isEmpty { return [:] }
        let listed = organisations.sorted { $0.rawValue < $1.rawValue }
        return Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT id, name FROM organisation WHERE city = \(scene.city.id) AND id IN (\(list: listed)) AND \(OrganisationRules.scope(scene.standing))
            """) { (try $0.value(ID<Organisation>.self), try $0.text()) })
    }
    public static func organisation(_ id: ID<Organisation>?, _ scene: Scene) throws -> Organisation? {
        try id.flatMap { try OrganisationTable.find($0, scene.city.id, scene.tx) }.flatMap { OrganisationRules.mayRead($0, scene.standing) ? $0 : nil }
    }
    public static func list(sector: Organisation.Sector? = nil, state: Organisation.State? = nil, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<Organisation> {
        var conditions: [SQLText] = ["organisation.city = \(scene.city.id)", OrganisationRules.scope(scene.standing)]
        if let sector { conditions.append("organisation.sector = \(sector)") }
        if let state { conditions.append("organisation.state = \(state)") }
        return try Listing.read(
            Organisation.columns, from: "organisation", where: conditions, by: "organisation.created_at", id: "organisation.id",
            after: cursor, limit: limit, scene.tx, Organisation.init(row:)) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
    /// The signed-in person's own.
    public static func mine(_ scene: Scene) throws -> [Organisation] {
        guard let person = scene.standing.person else { return [] }
        return try OrganisationTable.organisations(of: person.id, scene.city.id, scene.tx)
    }
}

/// The register of companies, associations, research bodies and groups.
public enum Organisations: Room {
    public static let name = "organisations"
    public static let acts: [any Act.Type] = [RegisterOrganisation.self, VerifyOrganisation.self, MergeOrganisation.self, AskMembership.self, ConfirmMembership.self, ConcealOrganisation.self]
    public static let migrations = [Migration.visibility("ALTER TABLE organisation ADD COLUMN visibility TEXT NOT NULL DEFAULT 'shown'", of: "organisation")]
    public static let events = OrganisationEvent.allCases.map(\.rawValue)
    public static let reactions = ConcealOrganisation.reactions
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        switch OrganisationEvent(rawValue: event.name) {
        case .registered where event.facts["held"] != nil: []
        case .registered, .released: [.role(.innovationOfficer, nil)]
        case .asked: [.organisation(ID(event.object.id))]
        case .verified, .merged: [.organisation(ID(event.object.id))]
        case .confirmed: event.personal["member"]?.text.map { [.person(ID($0))] } ?? []
        case nil: []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .organisation else { return nil }
        return try tx.first("SELECT state FROM organisation WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { try OrganisationTable.find(code: code, scene.city.id, scene.tx)?.publicText }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try OrganisationTable.organisations(of: person, scene.city.id, scene.tx).map(\.publicText)
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        ["organisations": .list(try OrganisationTable.organisations(of: person, scene.city.id, scene.tx).map { .text($0.name) })]
    }
}
