import Storage

/// The register is public, but for names that moderation holds or hides: those are for the members and the moderators.
enum OrganisationRules {
    static func mayRead(_ organisation: Organisation, _ standing: Standing) -> Bool {
        organisation.visibility.isShown || standing.isSystem || standing.isModerator || standing.organisations.contains(organisation.id)
    }
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isSystem || standing.isModerator { return "TRUE" }
        let shown: SQLText = "organisation.visibility = 'shown'"
        if standing.organisations.isEmpty { return shown }
        return "(\(shown) OR organisation.id IN (\(list: standing.organisations.sorted { $0.rawValue < $1.rawValue })))"
    }
}

/// Follows what moderation decided about an organisation's name.
struct ConcealOrganisation: ConcealText {
    typealias Subject = Organisation
    static let name = "organisation.conceal"
    static let kind = ObjectKind.organisation
    let visibility: Visibility

    static func find(_ code: PublicCode, _ scene: Scene) throws -> Organisation? { try OrganisationTable.find(code: code, scene.city.id, scene.tx) }
    static func mark(_ organisation: Organisation, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("UPDATE organisation SET visibility = \(visibility) WHERE city = \(change.city.id) AND id = \(organisation.id)")
    }
    /// Its members and what it did go on under its code.
    static func wipe(_ organisation: Organisation, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("UPDATE organisation SET name = '', folded_name = '', registration_number = NULL WHERE city = \(city) AND id = \(organisation.id)")
        try RecordTable.eraseFacts(["name"], of: organisation.reference, city, change.tx)
    }
    static func released(_ organisation: Organisation, _ change: Change) throws {
        try change.happened(Event(OrganisationEvent.released, on: organisation.reference, of: nil, isPublic: true, facts: ["state": .text(organisation.state.rawValue), "name": .text(organisation.name)]))
    }
}
