import Foundation
import Storage

enum CityTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE city (
            id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, code_prefix TEXT NOT NULL, time_zone TEXT NOT NULL,
            languages TEXT NOT NULL, currency TEXT NOT NULL, accent TEXT NOT NULL, motto TEXT NOT NULL, address TEXT NOT NULL,
            holidays TEXT NOT NULL, created_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE setting (
            city TEXT NOT NULL REFERENCES city (id), name TEXT NOT NULL, from_at BIGINT NOT NULL, value BIGINT NOT NULL, set_by TEXT, reason TEXT NOT NULL,
            PRIMARY KEY (city, name, from_at))
        """,
        """
        CREATE TABLE department (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, slug))
        """,
        """
        CREATE TABLE district (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL, ring TEXT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, slug))
        """,
        "CREATE TABLE public_code (city TEXT NOT NULL REFERENCES city (id), code TEXT NOT NULL, PRIMARY KEY (city, code))",
    ]

    /// - Parameter now: when the city's limits are read; without it they are the house's, for doors that ask for no more than the name or id.
    static func find(_ id: ID<City>, at now: Instant? = nil, _ tx: any Transaction) throws -> City? {
        try city("id = \(id)", now, tx)
    }
    static func find(slug: String, at now: Instant? = nil, _ tx: any Transaction) throws -> City? {
        try city("slug = \(slug)", now, tx)
    }
    static func all(_ tx: any Transaction) throws -> [City] {
        try tx.rows("SELECT id FROM city ORDER BY created_at, slug") { try $0.value(ID<City>.self) }.compactMap { try find($0, tx) }
    }

    private static func city(_ condition: SQLText, _ now: Instant?, _ tx: any Transaction) throws -> City? {
        guard let found = try tx.first("SELECT \(City.columns) FROM city WHERE \(condition)", CityRow.init(row:)) else { return nil }
        // Newest first, so that the first of each name holds.
        let settings = try now.map { now in
            try tx.rows("SELECT name, value FROM setting WHERE city = \(found.id) AND from_at <= \(now) ORDER BY from_at DESC") { (try $0.text(), try $0.int()) }
        } ?? []
        return try found.city(settings: Dictionary(settings, uniquingKeysWith: { first, _ in first }))
    }

    static func insert(_ id: ID<City>, _ plan: CityPlan, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO city (id, slug, name, code_prefix, time_zone, languages, currency, accent, motto, address, holidays, created_at)
            VALUES (\(id), \(plan.slug), \(plan.name), \(plan.codePrefix), \(plan.timeZone), \(plan.languages.map(\.rawValue).joined(separator: ",")),
                \(plan.currency), \(plan.brand.accent), \(plan.brand.motto), \(plan.brand.address),
                \(plan.holidays.sorted().map(\.description).joined(separator: ",")), \(now))
            """)
    }

    static func districts(_ city: ID<City>, _ tx: any Transaction) throws -> [District] {
        try tx.rows("SELECT id, slug, name, ring, closed_on FROM district WHERE city = \(city) ORDER BY name, id") {
            District(id: try $0.value(), slug: try $0.text(), name: try $0.text(), outline: try $0.text(), closedOn: try $0.optionalDay())
        }
    }
    static func insert(_ department: Department, _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("INSERT INTO department (city, id, slug, name) VALUES (\(city), \(department.id), \(department.slug), \(department.name))")
    }
    static func insert(_ district: District, _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("INSERT INTO district (city, id, slug, name, ring) VALUES (\(city), \(district.id), \(district.slug), \(district.name), \(district.outline))")
    }
}

extension City {
    static let columns: SQLText = """
        city.id, city.slug, city.name, city.code_prefix, city.time_zone, city.languages, city.currency, city.accent, city.motto, city.address, city.holidays,
        city.working_week, city.profile
        """
}

/// The columns of a city, before its settings are known.
struct CityRow {
    let id: ID<City>
    private let slug: String, name: String, prefix: String, zone: String, languages: String, currency: String, brand: Brand, holidays: String, week: String, profile: String

    init(row: inout Row) throws {
        id = try row.value()
        slug = try row.text()
        name = try row.text()
        prefix = try row.text()
        zone = try row.text()
        languages = try row.text()
        currency = try row.text()
        brand = Brand(accent: try row.text(), motto: try row.text(), address: try row.text())
        holidays = try row.text()
        week = try row.text()
        profile = try row.text()
    }

    func city(settings: [String: Int]) throws -> City {
        guard let calendar = CityCalendar.kept(timeZone: zone, holidays: holidays, week: week) else { throw StorageError.other("unknown time zone \(zone)") }
        return City(
            id: id, slug: slug, name: name, codePrefix: prefix, calendar: calendar,
            languages: languages.split(separator: ",").compactMap { Language(rawValue: String($0)) }, currency: currency, brand: brand, settings: settings,
            profile: try CityProfile.kept(profile))
    }
}

/// What it takes to found a city.
public struct CityPlan: Sendable {
    public var slug: String, name: String, codePrefix: String
    public var timeZone = "Europe/Helsinki"
    public var languages: [Language] = [.english, .finnish, .swedish, .spanish]
    public var currency = "EUR"
    public var brand = Brand()
    public var holidays: Set<Day> = []
    public init(slug: String, name: String, codePrefix: String) {
        self.slug = slug
        self.name = name
        self.codePrefix = codePrefix
    }
}

extension JSON {
    public var number: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }
}
