public import Storage

/// A page or a file that somebody opened within a reading, by its address within the city.
public struct SealView: Sendable, Hashable {
    public let reading: ID<SealReading>
    public let page: String
    public let at: Instant

    /// What kind of place it was, for those who may not know of which object.
    public enum Kind: String, Sendable, CaseIterable { case submission, file, sheet, other }
    public var kind: Kind {
        switch page.split(separator: "/").dropFirst().first {
        case "submissions": .submission
        case "files": .file
        case "sheets": .sheet
        default: .other
        }
    }
}

extension SealQueries {
    /// What was opened within the readings of a seal, in the order of opening.
    public static func views(of seal: SealBreak, limit: Int = 200, _ scene: Scene) throws -> [SealView] {
        try scene.tx.rows("""
            SELECT seal_view.reading, seal_view.page, seal_view.at FROM seal_view
            JOIN seal_reading ON seal_reading.city = seal_view.city AND seal_reading.id = seal_view.reading
            WHERE seal_reading.city = \(scene.city.id) AND seal_reading.seal = \(seal.id) ORDER BY seal_view.at, seal_view.page LIMIT \(limit)
            """) { SealView(reading: try $0.value(), page: try $0.text(), at: try $0.instant()) }
    }
}

enum SealViews {
    static let migration: [SQLText] = [
        """
        CREATE TABLE seal_view (
            city TEXT NOT NULL, reading TEXT NOT NULL, page TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (city, reading, page),
            FOREIGN KEY (city, reading) REFERENCES seal_reading (city, id))
        """,
    ]

    /// The readings under which this look saw something sealed. A list tells only that it may have shown it: then all that last.
    static func readings(_ scene: Scene) throws -> [ID<SealReading>] {
        guard let person = scene.standing.person, let sight = scene.underSeal else { return [] }
        let only: SQLText = sight.isWide ? "TRUE" : "seal_break.object_id IN (\(list: sight.objects.sorted()))"
        return try scene.tx.rows("""
            SELECT seal_reading.id FROM seal_reading JOIN seal_break ON seal_break.city = seal_reading.city AND seal_break.id = seal_reading.seal
            WHERE seal_break.city = \(scene.city.id) AND seal_break.asked_by = \(person.id) AND seal_break.state = 'open' AND seal_reading.until_at > \(scene.now) AND \(only)
            """) { try $0.value() }
    }
    /// Each page once in each reading.
    static func note(_ readings: [ID<SealReading>], page: String, in city: ID<City>, _ tx: any Transaction, _ now: Instant) throws {
        for reading in readings {
            try tx.run("INSERT INTO seal_view (city, reading, page, at) VALUES (\(city), \(reading), \(String(page.prefix(200))), \(now)) ON CONFLICT DO NOTHING")
        }
    }
}

/// What a look came upon that only a reading under a seal shows.
struct UnderSeal {
    var objects: Set<String> = []
    /// A list asked for whatever the reader's readings open.
    var isWide = false
}
