import Storage

/// The upkeep of the index.
public enum SearchIndex {
    /// Makes the words of a city's objects anew from the texts that the index keeps, as is needed when folding changes or the full-text tables are doubted.
    /// Objects keep their dates. People may act meanwhile: it goes on in steps of 200 objects, each one transaction.
    /// - Returns: how many objects were gone through.
    @discardableResult public static func rebuild(_ city: ID<City>, on platform: Platform) async throws -> Int {
        try await platform.keepHouse { tx, _ in
            if tx.dialect == .sqlite { try tx.run("INSERT INTO search_index (search_index) VALUES ('rebuild')") }
        }
        let end = platform.now()
        var count = 0
        var last: (at: Instant, id: String)? = nil
        while true {
            let from = last
            let done = try await platform.keepHouse { tx, _ in try step(city, after: from, until: end, tx) }
            guard let place = done.last else { return count }
            count += done.count
            last = place
        }
    }

    /// Oldest first, so that the newest get the highest numbers.
    private static func step(_ city: ID<City>, after: (at: Instant, id: String)?, until end: Instant, _ tx: any Transaction) throws -> [(at: Instant, id: String)] {
        let from: SQLText = after.map { "AND (at, id) > (\($0.at), \($0.id))" } ?? ""
        let documents = try tx.rows("""
            SELECT kind, id, code, initiative, title, text, is_public, at FROM search_document WHERE city = \(city) \(from) AND at <= \(end) ORDER BY at, id LIMIT 200
            """) { row in
            let object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
            let initiative: ID<Initiative>? = try row.optionalValue()
            let document = SearchDocument(object, title: try row.text(), body: try row.text(), isPublic: try row.bool(), of: initiative)
            return (document: document, at: try row.instant())
        }
        for (document, at) in documents { try SearchTable.put(document, city, at: at, tx) }
        return documents.map { ($0.at, $0.document.object.id) }
    }
}
