import Storage

/// A tenant of the installation: a city, a region or a state body, with its own people, record and calendar.
public struct City: Sendable {
    public let id: ID<City>
    /// In addresses: `/kuusila/…`.
    public let slug: String
    public let name: String
    /// In public codes: `KU-…`.
    public let codePrefix: String
    public let calendar: CityCalendar
    public let languages: [Language]
    public let currency: String
    public let brand: Brand
    public let settings: [String: Int]
    public let profile: CityProfile

    /// A number of the city, such as days to answer a signal; the house's default where the city has set none.
    public func setting(_ name: String, default value: Int) -> Int { settings[name] ?? value }
}

/// What a city changes of the look.
public struct Brand: Sendable, Equatable, Codable {
    /// `#1b6550`, or empty for the house's own.
    public var accent: String
    public var motto: String
    public var address: String
    public init(accent: String = "", motto: String = "", address: String = "") {
        self.accent = accent
        self.motto = motto
        self.address = address
    }
}

public struct Department: Sendable, Hashable {
    public let id: ID<Department>
    public let slug: String
    public let name: String
    /// The department that it belongs to, in the city's tree.
    public var parent: ID<Department>?
    public var budgetCodes = ""
    /// Who took over when it closed.
    public var successor: ID<Department>?
    /// The day on which it closed; nothing new is given to it since.
    public var closedOn: Day?
    public var isOpen: Bool { closedOn == nil }
}

public struct District: Sendable {
    public let id: ID<District>
    public let slug: String
    public let name: String
    /// The ring as it is kept. It is taken apart only where a map is drawn, because that costs more than the rest of a page.
    let outline: String
    /// The day since which the city has no such district; what was tagged with it keeps its name.
    public var closedOn: Day?
    /// The rings for a map as longitude and latitude pairs, outer ones and holes alike; empty where the shape is not known.
    public var rings: [[[Double]]] { KeptOutlines.rings(of: outline) }
    /// As the text tells it.
    static func rings(in outline: String) -> [[[Double]]] {
        let kept = (try? JSON(parsing: outline))?.list ?? []
        // A district from before there were several rings keeps its one ring as a list of pairs.
        let rings = kept.first?.list?.first?.list == nil ? [kept] : kept.map { $0.list ?? [] }
        return rings.map { $0.map { pair in (pair.list ?? []).compactMap(\.number) } }.filter { $0.count > 2 }
    }
    /// The first ring.
    public var ring: [[Double]] { rings.first ?? [] }
}
