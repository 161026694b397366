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
}

public struct District: Sendable {
    public let id: ID<District>
    public let slug: String
    public let name: String
    /// The ring as it is kept. It is taken apart only where a map is drawn, because that costs more than the rest of a page.
    let outline: String
    /// The outer ring as longitude and latitude pairs; empty where the shape is not known.
    public var ring: [[Double]] {
        ((try? JSON(parsing: outline))?.list ?? []).map { pair in (pair.list ?? []).compactMap(\.number) }
    }
}
