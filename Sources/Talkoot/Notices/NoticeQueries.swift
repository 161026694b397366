import Storage

/// Something that one was told, as the page "for you" shows it.
public struct PersonalNotice: Sendable, Hashable {
    public let id: ID<Notice>
    public let at: Instant
    public let event: String
    public let object: ObjectReference
    public let initiative: ID<Initiative>?
    /// Nil where the index does not hold the object for this reader; the code then stands for it.
    public let title: String?
    public let isRead: Bool
}

public enum NoticeQueries {
    /// The signed-in person's notices, newest first, and how many of all are unread (of at most a hundred). Two queries.
    public static func mine(_ scene: Scene, limit: Int = 50) throws -> (notices: [PersonalNotice], unread: Int) {
        guard let person = scene.standing.person else { return ([], 0) }
        let rows = try scene.tx.rows("""
            SELECT id, at, event, object_kind, object_id, object_code, initiative, read_at IS NOT NULL FROM notice
            WHERE city = \(scene.city.id) AND person = \(person.id) AND (trouble IS NULL OR trouble <> \(unreadable)) ORDER BY at DESC, id DESC LIMIT \(limit)
            """) { row in
            (id: try row.value(ID<Notice>.self), at: try row.instant(), event: try row.text(),
             object: ObjectReference(try row.value(), id: try row.text(), code: try row.value()), initiative: try row.optionalValue(ID<Initiative>.self), isRead: try row.bool())
        }
        let titles = try SearchQueries.titles(of: rows.map(\.object), scene)
        let notices = rows.map { row in
            PersonalNotice(id: row.id, at: row.at, event: row.event, object: row.object, initiative: row.initiative, title: titles[row.object], isRead: row.isRead)
        }
        return (notices, try unread(scene))
    }

    /// How many the signed-in person has not read, of at most a hundred.
    public static func unread(_ scene: Scene) throws -> Int {
        guard let person = scene.standing.person else { return 0 }
        return try scene.tx.count("""
            SELECT count(*) FROM (SELECT 1 AS one FROM notice WHERE city = \(scene.city.id) AND person = \(person.id) AND read_at IS NULL
            AND (trouble IS NULL OR trouble <> \(unreadable)) LIMIT 100) AS bounded
            """)
    }

    private static var unreadable: String { if case .dropped(let why) = NoticeEnd.unreadable { why } else { "" } }
}

extension Platform {
    /// Marks one of somebody's notices as read, or all of them. Nobody can mark another's.
    public func markRead(_ id: ID<Notice>?, of person: ID<Person>, in city: ID<City>) async throws {
        try await keepHouse { tx, now in
            let which: SQLText = id.map { "AND id = \($0)" } ?? ""
            try tx.run("UPDATE notice SET read_at = \(now) WHERE city = \(city) AND person = \(person) AND read_at IS NULL \(which)")
        }
    }
}
