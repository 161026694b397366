import Talkoot

extension Visit {
    /// The city's own picture, or the house's crest.
    var crest: HTML {
        if city.profile.crest.isEmpty { return Brand.defaultCrest }
        return "<img src=\"\(("/\(city.slug)/crest.png" as Address).asking("v", city.profile.crest))\" alt=\"\" width=\"36\" height=\"40\">"
    }
    /// Its address changes with the colours, so that no browser keeps an old one.
    var accentSheet: Address? {
        let colours = [city.brand.accent, city.profile.accentDark].map { $0.filter { $0 != "#" } }
        return colours[0].isEmpty ? nil : ("/\(city.slug)/brand.css" as Address).asking("v", colours.joined(separator: "-"))
    }
    /// Who publishes the site and how to reach the city, for the foot.
    var publisherLines: [HTML] {
        let contacts = city.profile.contacts
        let plain = [contacts.publisher].filter { !$0.isEmpty } + city.brand.address.split(separator: "\n").map(String.init)
        return plain.map { HTML(text: $0) } + [mail(contacts.email), phone(contacts.phone)].compactMap(\.self)
    }
    func mail(_ address: String) -> HTML? { Address(outside: "mailto:\(address)").flatMap { address.isEmpty ? nil : "<a href=\"\($0)\">\(address)</a>" } }
    private func phone(_ number: String) -> HTML? {
        Address(outside: "tel:\(number.filter { $0.isNumber || $0 == "+" })").flatMap { number.isEmpty ? nil : "<a href=\"\($0)\">\(number)</a>" }
    }
}

/// What the city adds to a page that the law asks for: its own words, and whom to write to.
struct CityStatement: Sendable {
    private let page: String
    private let text: String?
    /// Other languages in which the city has said something, when it has not in the reader's.
    private let others: [Language]

    init(_ page: String, _ scene: Scene, _ visit: Visit) throws {
        self.page = page
        text = try Language(rawValue: visit.words.language).flatMap { try SettingQueries.statement(page, $0, scene) }
        others = text == nil ? try SettingQueries.statements(scene).filter { $0.page == page }.map(\.language) : []
    }

    func html(_ visit: Visit) -> HTML {
        let contacts = visit.city.profile.contacts, isPrivacy = page == "privacy"
        let missing: HTML? = others.isEmpty ? nil : "<p>\(visit.words("statement.notTranslated", ["languages": .text(others.map { visit.words("choice.language.\($0.rawValue)") }.joined(separator: ", "))]))</p>"
        let facts: [(String, HTML?)] = [
            (visit.words("statement.publisher"), HTML(text: contacts.publisher.isEmpty ? Language(rawValue: visit.words.language).map(visit.city.fullName) ?? visit.city.name : contacts.publisher)),
            (visit.words("field.privacyOfficer.label"), isPrivacy && !contacts.privacyOfficer.isEmpty ? HTML(text: contacts.privacyOfficer) : nil),
            (visit.words("statement.write"), visit.mail(isPrivacy ? contacts.privacyEmail : contacts.accessibilityEmail) ?? visit.mail(contacts.email) ?? "<a href=\"\(visit.form(SendSignal.name))\">\(visit.words("foot.tell"))</a>"),
        ]
        return Section("city", visit.words("statement.city", ["city": .text(visit.city.name)]), "\(text.map { Markdown.html($0, below: 2) })\(missing)\(Facts(facts))").html
    }
}
