import Storage

/// A city's name in one of its languages.
struct NameDraft: Sendable {
    let language: String, name: String?, fullName: String?, motto: String?
    static let form = Form(.pick("language"), .optional(.line("name", max: 60)), .optional(.line("fullName", max: 120)), .optional(.line("motto", max: 120))) {
        NameDraft(language: $0, name: $1, fullName: $2, motto: $3)
    }
}

/// The names and mottos of the city, language by language. Its place in addresses and the letters of its codes stay, since they are printed.
public struct RenameCity: SettingAct {
    public static let name = "city.rename"
    public static let form = Form(.rows("names", max: 8, of: NameDraft.form), .text("reason", max: 1_000)) { RenameCity(names: $0, reason: $1) }
    let names: [NameDraft], reason: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["language": scene.city.languages.map { Option($0.rawValue, "choice.language.\($0.rawValue)", isKey: true) }]
    }
    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        ["names": .list(Self.held(scene.city).map { language, names in
            ["language": .text(language.rawValue), "name": .text(names.name), "fullName": .text(names.fullName), "motto": .text(names.motto)]
        })]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        let offered = scene.city.languages.map(\.rawValue), codes = names.map(\.language)
        for (index, draft) in names.enumerated() {
            if !offered.contains(draft.language) || codes.firstIndex(of: draft.language) != index { problems.append(Problem("names.\(index).language", "problem.choice")) }
            if draft.name == nil && (draft.fullName != nil || draft.motto != nil) { problems.append(Problem("names.\(index).name", "problem.missing")) }
        }
        if let first = offered.first, !names.contains(where: { $0.language == first && $0.name != nil }) {
            problems.append(Problem("names.\(codes.firstIndex(of: first) ?? 0).name", "problem.firstName"))
        }
        return problems
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        var profile = change.city.profile
        let previous = JSON.object(Dictionary(uniqueKeysWithValues: Self.held(change.city).map { ($0.rawValue, $1.json) }))
        profile.names = [:]
        for draft in names {
            guard let language = Language(rawValue: draft.language), let name = draft.name else { continue }
            profile.names[language] = .init(name: name, fullName: draft.fullName ?? "", motto: draft.motto ?? "")
        }
        try change.keep(profile)
        let first = change.city.languages.first.flatMap { profile.names[$0] }
        try change.tx.run("UPDATE city SET name = \(first?.name ?? change.city.name), motto = \(first?.motto ?? "") WHERE id = \(change.city.id)")
        return try change.set("city.names", to: profile.json["names"] ?? .null, was: previous, because: reason)
    }

    /// What it is called now in each of its languages. A city that was founded with one name has it in the first.
    static func held(_ city: City) -> [(Language, CityProfile.Names)] {
        city.languages.enumerated().map { place, language in
            let founding = place == 0 ? CityProfile.Names(name: city.name, fullName: "", motto: city.brand.motto) : .init(name: "", fullName: "", motto: "")
            return (language, city.profile.names[language] ?? founding)
        }
    }
}

/// In which languages the city speaks, and which comes first: it stands in for readers who wish none of them.
public struct OfferLanguages: SettingAct {
    public static let name = "city.languages"
    public static let form = Form(.picks("languages"), .choice("first", of: Language.self), .text("reason", max: 1_000)) { OfferLanguages(languages: $0, first: $1, reason: $2) }
    let languages: [String], first: Language, reason: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["languages": Language.allCases.map { Option($0.rawValue, "choice.language.\($0.rawValue)", isKey: true) }]
    }
    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        ["languages": .list(scene.city.languages.map { .text($0.rawValue) }), "first": .text(scene.city.languages.first?.rawValue ?? "")]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let known = languages.compactMap(Language.init(rawValue:))
        if known.isEmpty || known.count != languages.count { return [Problem("languages", known.isEmpty ? "problem.noLanguage" : "problem.choice")] }
        return known.contains(first) ? [] : [Problem("first", "problem.firstNotOffered")]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let wanted = Set(languages)
        let offered = [first] + Language.allCases.filter { $0 != first && wanted.contains($0.rawValue) }
        let list = offered.map(\.rawValue)
        try change.tx.run("UPDATE city SET languages = \(list.joined(separator: ",")) WHERE id = \(change.city.id)")
        // The name in the new first language stands in from now on.
        if let names = change.city.profile.names[first], !names.name.isEmpty { try change.tx.run("UPDATE city SET name = \(names.name) WHERE id = \(change.city.id)") }
        return try change.set("city.languages", to: .list(list.map { .text($0) }), was: .list(change.city.languages.map { .text($0.rawValue) }), because: reason)
    }
}

/// The city's colour. It is refused where it could not be read, with the nearest one that can.
public struct SetAccent: SettingAct {
    public static let name = "city.accent"
    public static let form = Form(.optional(.line("accent", max: 7)), .optional(.line("accentDark", max: 7)), .text("reason", max: 1_000)) {
        SetAccent(accent: $0, accentDark: $1, reason: $2)
    }
    let accent: String?, accentDark: String?, reason: String

    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        ["accent": .text(scene.city.brand.accent), "accentDark": .text(scene.city.profile.accentDark)]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let missing = accent == nil && accentDark != nil ? [Problem("accent", "problem.accentFirst")] : []
        return missing + [Self.problem("accent", accent, .light), Self.problem("accentDark", accentDark, .dark)].compactMap(\.self)
    }
    static func problem(_ field: String, _ text: String?, _ scheme: AccentScheme) -> Problem? {
        guard let text else { return nil }
        guard let colour = Colour(text) else { return Problem(field, "problem.colour") }
        if scheme.accepts(colour) { return nil }
        // Rounded down, so that nobody reads that 4.5 is less than 4.5.
        let tenths = Int(scheme.contrast(of: colour) * 10)
        return Problem(field, "problem.contrast.\(scheme.rawValue)", ["ratio": "\(tenths / 10).\(tenths % 10)", "nearest": scheme.nearest(to: colour).text])
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let (light, dark) = (accent?.lowercased() ?? "", accentDark?.lowercased() ?? "")
        var profile = change.city.profile
        let previous = JSON.list([.text(change.city.brand.accent), .text(profile.accentDark)])
        profile.accentDark = dark
        try change.keep(profile)
        try change.tx.run("UPDATE city SET accent = \(light) WHERE id = \(change.city.id)")
        return try change.set("city.accent", to: .list([.text(light), .text(dark)]), was: previous, because: reason)
    }
}
