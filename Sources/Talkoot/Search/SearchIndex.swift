import Storage

/// The upkeep of the index.
enum SearchIndex {
    /// Makes the words of all objects anew from the texts that the index keeps, as is needed when folding changes or the full-text tables are doubted.
    /// Objects keep their dates. What moves meanwhile has a later date and comes last, so that the newest get the highest numbers.
    static let recount = Recount(
        name: "search", size: { try $0.count("SELECT count(*) FROM search_document") },
        begin: { tx in if tx.dialect == .sqlite { try tx.run("INSERT INTO search_index (search_index) VALUES ('rebuild')") } }, step: step)

    private static let portion = 200

    /// City by city, the oldest first.
    private static func step(after place: String?, _ tx: any Transaction) throws -> (place: String, rows: Int)? {
        let last = place.map { $0.split(separator: "~", maxSplits: 3, omittingEmptySubsequences: false).map(String.init) } ?? []
        let (city, at, kind, id) = last.count == 4 ? (last[0], Int64(last[1]) ?? 0, last[2], last[3]) : ("", 0, "", "")
        let documents = try tx.rows("""
            SELECT city, kind, id, code, initiative, title, text, is_public, at FROM search_document
            WHERE (city, at, kind, id) > (\(city), \(at), \(kind), \(id)) ORDER BY city, at, kind, id LIMIT \(portion)
            """) { row in
            let city: ID<City> = try row.value(), object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
            let initiative: ID<Initiative>? = try row.optionalValue()
            let document = SearchDocument(object, title: try row.text(), body: try row.text(), isPublic: try row.bool(), of: initiative)
            return (city: city, document: document, at: try row.instant())
        }
        for (city, document, at) in documents { try SearchTable.put(document, city, at: at, tx) }
        return documents.last.map { ("\($0.city)~\($0.at.milliseconds)~\($0.document.object.kind)~\($0.document.object.id)", documents.count) }
    }
}
