public import Storage

/// Who publishes the site and whom to write to: the foot of every page, the pages about access and privacy.
public struct SetContacts: SettingAct {
    public static let name = "city.contacts"
    public static let form = Form(
        .optional(.line("publisher", max: 120)), .optional(.text("address", max: 400)), .optional(.email("email")), .optional(.line("phone", max: 40)), .optional(.email("accessibilityEmail")),
        .optional(.line("privacyOfficer", max: 120)), .optional(.email("privacyEmail")), .text("reason", max: 1_000)
    ) { publisher, address, email, phone, access, officer, privacy, reason in
        var contacts = CityProfile.Contacts()
        (contacts.publisher, contacts.email, contacts.phone) = (publisher ?? "", email ?? "", phone ?? "")
        (contacts.accessibilityEmail, contacts.privacyOfficer, contacts.privacyEmail) = (access ?? "", officer ?? "", privacy ?? "")
        return SetContacts(contacts: contacts, address: address ?? "", reason: reason)
    }
    let contacts: CityProfile.Contacts, address: String, reason: String

    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] { held(scene.city) }
    private static func held(_ city: City) -> [String: JSON] { (city.profile.contacts.json.object ?? [:]).merging(["address": .text(city.brand.address)]) { $1 } }

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let isDialled = contacts.phone.allSatisfy { $0.isASCII && ($0.isNumber || " +-()".contains($0)) }
        return isDialled ? [] : [Problem("phone", "problem.phone")]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        var profile = change.city.profile
        profile.contacts = contacts
        try change.keep(profile)
        try change.tx.run("UPDATE city SET address = \(address) WHERE id = \(change.city.id)")
        let value = (contacts.json.object ?? [:]).merging(["address": .text(address)]) { $1 }
        return try change.set("city.contacts", to: .object(value), was: .object(Self.held(change.city)), because: reason)
    }
}

/// The city's own words on one of the pages that the law asks for, in one language. No language stands in for another.
public struct SetStatement: SettingAct {
    public enum StatementPage: String, CaseIterable, Sendable, SQLBindable { case accessibility, privacy }
    public static let name = "city.statement"
    public static let form = Form(
        .choice("page", of: StatementPage.self), .choice("language", of: Language.self), .optional(.text("text", max: 10_000)), .text("reason", max: 1_000)
    ) { SetStatement(page: $0, language: $1, text: $2 ?? "", reason: $3) }
    let page: StatementPage, language: Language, text: String, reason: String

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let held = try SettingQueries.statement(page.rawValue, language, change) ?? ""
        try change.tx.run("DELETE FROM statement WHERE city = \(change.city.id) AND page = \(page) AND language = \(language)")
        if !text.isEmpty { try change.tx.run("INSERT INTO statement (city, page, language, text) VALUES (\(change.city.id), \(page), \(language), \(text))") }
        return try change.set("statement.\(page.rawValue).\(language.rawValue)", to: .text(text), was: .text(held), because: reason)
    }
}
