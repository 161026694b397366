import Storage

enum OrganisationEvent: String, EventName {
    case registered = "organisation.registered"
    case released = "organisation.released"
    case verified = "organisation.verified"
    case merged = "organisation.merged"
    case asked = "membership.asked"
    case confirmed = "membership.confirmed"
}

/// Enters an organisation; whoever does becomes its first confirmed member. A near-identical name is pointed out first.
public struct RegisterOrganisation: Act {
    public static let name = "organisation.register"
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(
        .line("name", max: 120), .choice("sector", of: Organisation.Sector.self), .optional(.choice("size", of: Organisation.Size.self)), .optional(.line("registrationNumber", max: 40)), .flag("isAnother")
    ) { RegisterOrganisation(name: $0, sector: $1, size: $2, registrationNumber: $3, isAnother: $4) }
    let name: String, sector: Organisation.Sector, size: Organisation.Size?, registrationNumber: String?, isAnother: Bool

    public static func objection(_ standing: Standing, _ subject: TheCity) -> String? { standing.limitation }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if size != nil && !sector.asks.contains("size") { problems.append(Problem("size", "problem.notOfKind")) }
        if size == nil && sector.asks.contains("size") { problems.append(Problem("size", "problem.missing")) }
        if registrationNumber != nil && !sector.asks.contains("registrationNumber") { problems.append(Problem("registrationNumber", "problem.notOfKind")) }
        if let number = registrationNumber, try OrganisationQueries.isNumberTaken(number, scene) {
            problems.append(Problem("registrationNumber", "problem.numberTaken"))
        }
        if !isAnother, let same = try OrganisationQueries.nearly(name, scene) { problems.append(Problem("name", "problem.sameOrganisation", ["name": same.name])) }
        return problems
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let id: ID<Organisation> = change.newID()
        let code = try change.newCode()
        let verdict = SpamRules.judge(name, change)
        try OrganisationTable.insert(id, code, name: name, number: registrationNumber, sector, size ?? .unasked, .claimed, verdict.visibility, change.city.id, change.now, change.tx)
        try OrganisationTable.join(person.id, id, state: "confirmed", change.city.id, change.now, change.tx)
        let object = ObjectReference(.organisation, id: id.rawValue, code: code)
        let facts: [String: JSON] = ["state": "claimed", "name": .text(name), "sector": .text(sector.rawValue)]
        try change.happened(Event(OrganisationEvent.registered, on: object, of: nil, isPublic: !verdict.isHeld, facts: facts.merging(verdict.facts) { $1 }))
        try change.noteSend(object)
        return Outcome(object, verdict.isHeld ? ["held": true] : [:])
    }
}

public struct VerifyOrganisation: Act {
    public static let name = "organisation.verify"
    public static let target: ObjectKind? = .organisation
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.administrator)]
    public static let form = Form(.text("reason", max: 1_000)) { VerifyOrganisation(reason: $0) }
    let reason: String
    public static func load(_ target: Target, _ scene: Scene) throws -> Organisation { try OrganisationQueries.organisation(target, scene) }
    public static func isOpen(_ organisation: Organisation, _ scene: Scene) -> Bool { organisation.state == .claimed }
    public func apply(_ organisation: Organisation, _ change: Change) throws -> Outcome {
        let changed = try change.tx.run("UPDATE organisation SET state = 'verified' WHERE city = \(change.city.id) AND id = \(organisation.id) AND state = 'claimed'")
        if changed == 0 { throw Refusal.stale }
        try change.happened(Event(OrganisationEvent.verified, on: organisation.reference, of: nil, isPublic: true, facts: ["state": "verified", "reason": .text(reason)]))
        return Outcome(organisation.reference)
    }
}

/// Asks to be a member; a confirmed member agrees.
public struct AskMembership: Act {
    public static let name = "membership.ask"
    public static let target: ObjectKind? = .organisation
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form { AskMembership() }
    public static func load(_ target: Target, _ scene: Scene) throws -> Organisation { try OrganisationQueries.organisation(target, scene) }
    public static func objection(_ standing: Standing, _ organisation: Organisation) -> String? { standing.organisations.contains(organisation.id) ? "denied.memberAlready" : nil }
    public func apply(_ organisation: Organisation, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        try OrganisationTable.join(person.id, organisation.id, state: "asked", change.city.id, change.now, change.tx)
        try change.happened(Event(OrganisationEvent.asked, on: organisation.reference, of: nil, isPublic: false, personal: ["member": .text(person.id.rawValue)]))
        return Outcome(organisation.reference)
    }
}

public struct ConfirmMembership: Act {
    public static let name = "membership.confirm"
    public static let target: ObjectKind? = .organisation
    public static let permitted: [Who] = [.representative, .role(.administrator)]
    public static let form = Form(.email("email")) { ConfirmMembership(email: $0) }
    let email: String
    public static func load(_ target: Target, _ scene: Scene) throws -> Organisation { try OrganisationQueries.organisation(target, scene) }
    private func asker(_ organisation: Organisation, _ scene: Scene) throws -> Person? {
        guard let person = try PersonTable.find(email: email, scene.city.id, scene.tx) else { return nil }
        let asked = try scene.tx.exists("""
            SELECT 1 FROM membership WHERE city = \(scene.city.id) AND organisation = \(organisation.id) AND person = \(person.id) AND state = 'asked'
            """)
        return asked ? person : nil
    }
    public func problems(_ organisation: Organisation, _ scene: Scene) throws -> [Problem] {
        try asker(organisation, scene) == nil ? [Problem("email", "problem.notAsked")] : []
    }
    public func apply(_ organisation: Organisation, _ change: Change) throws -> Outcome {
        guard let person = try asker(organisation, change) else { throw Refusal.notFound }
        try OrganisationTable.join(person.id, organisation.id, state: "confirmed", change.city.id, change.now, change.tx)
        try change.happened(Event(OrganisationEvent.confirmed, on: organisation.reference, of: nil, isPublic: false, personal: ["member": .text(person.id.rawValue)]))
        return Outcome(organisation.reference)
    }
}
