import Storage

/// An initiative that began elsewhere, with its own date.
struct ImportedInitiative {
    let id: ID<Initiative>, code: PublicCode, title: String, isPublic: Bool, startedAt: Instant
}

extension InitiativeTable {
    /// All in one statement; at most a few thousand.
    static func insert(_ initiatives: [ImportedInitiative], _ city: ID<City>, _ tx: any Transaction) throws {
        guard !initiatives.isEmpty else { return }
        let rows: [SQLText] = initiatives.map {
            "(\(city), \($0.id), \($0.code), \(String($0.title.prefix(200))), \($0.isPublic), \($0.startedAt), \($0.startedAt))"
        }
        try tx.run("INSERT INTO initiative (city, id, code, title, is_public, started_at, moved_at) VALUES \(SQLText(joining: rows, by: ", "))")
    }
}
