import Storage

/// What a city says of itself on every page, beside its name: names in other languages, the second colour, the crest, whom to write to.
public struct CityProfile: Sendable, Equatable {
    public struct Names: Sendable, Equatable {
        /// As in sentences: “Kuusila”.
        public var name: String
        /// As it signs: “City of Kuusila”.
        public var fullName: String
        public var motto: String
    }
    /// Lines of the foot and of the pages about access and privacy. Offices, not persons.
    public struct Contacts: Sendable, Equatable {
        public var publisher = "", email = "", phone = "", accessibilityEmail = "", privacyEmail = "", privacyOfficer = ""
        public init() {}
    }
    public var names: [Language: Names] = [:]
    /// The colour of the dark scheme; empty where it follows from the other.
    public var accentDark = ""
    /// The digest of the crest's picture; empty for the house's own.
    public var crest = ""
    public var contacts = Contacts()
    public init() {}

    private static let kept = Locked<[String: CityProfile]>([:])

    /// A profile as the city's row keeps it, taken apart once: every page needs it. Equal texts always give the same profile.
    static func kept(_ text: String) throws -> CityProfile {
        if text.isEmpty { return CityProfile() }
        return try kept.withLock { profiles in
            if let known = profiles[text] { return known }
            let profile = CityProfile(try JSON(parsing: text))
            if profiles.count >= 1_000 { profiles = [:] }
            profiles[text] = profile
            return profile
        }
    }
}

extension CityProfile {
    init(_ json: JSON) {
        for (code, texts) in json["names"]?.object ?? [:] {
            guard let language = Language(rawValue: code) else { continue }
            names[language] = Names(name: texts["name"]?.text ?? "", fullName: texts["fullName"]?.text ?? "", motto: texts["motto"]?.text ?? "")
        }
        accentDark = json["accentDark"]?.text ?? ""
        crest = json["crest"]?.text ?? ""
        for line in Contacts.lines { contacts[keyPath: line.path] = json["contacts"]?[line.name]?.text ?? "" }
    }

    var json: JSON {
        ["names": .object(Dictionary(uniqueKeysWithValues: names.map { ($0.rawValue, $1.json) })), "accentDark": .text(accentDark), "crest": .text(crest), "contacts": contacts.json]
    }
}

extension CityProfile.Names {
    var json: JSON { ["name": .text(name), "fullName": .text(fullName), "motto": .text(motto)] }
}

extension CityProfile.Contacts {
    struct Line: Sendable {
        let name: String
        let path: any WritableKeyPath<CityProfile.Contacts, String> & Sendable
    }
    static let lines: [Line] = [
        Line(name: "publisher", path: \.publisher), Line(name: "email", path: \.email), Line(name: "phone", path: \.phone),
        Line(name: "accessibilityEmail", path: \.accessibilityEmail), Line(name: "privacyEmail", path: \.privacyEmail), Line(name: "privacyOfficer", path: \.privacyOfficer),
    ]
    var json: JSON { .object(Dictionary(uniqueKeysWithValues: Self.lines.map { ($0.name, .text(self[keyPath: $0.path])) })) }
}

extension City {
    /// The same city as a reader of a language meets it: its name and motto in that language. A proper name stands in for a missing one; a motto of another
    /// language does not.
    public func speaking(_ language: Language) -> City {
        if profile.names.isEmpty { return self }
        let own = profile.names[language]
        var brand = brand
        brand.motto = own?.motto ?? ""
        return City(
            id: id, slug: slug, name: own.flatMap { $0.name.isEmpty ? nil : $0.name } ?? name, codePrefix: codePrefix, calendar: calendar, languages: languages, currency: currency, brand: brand, settings: settings, profile: profile)
    }
    /// The name with which it signs, in a language or else in its first.
    public func fullName(_ language: Language) -> String {
        let named = [language, languages.first].compactMap { $0.flatMap { profile.names[$0]?.fullName } }.first { !$0.isEmpty }
        return named ?? speaking(language).name
    }
}
