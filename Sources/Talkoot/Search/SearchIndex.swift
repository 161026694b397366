import Storage

/// The upkeep of the index.
enum SearchIndex {
    /// Makes the words of all objects anew from the texts that the index keeps, as is needed when folding changes or the full-text tables are doubted.
    /// Objects keep their dates and their places; what moves meanwhile makes its own words.
    static let recount = Recount(
        name: "search", size: { try $0.count("SELECT count(*) FROM search_document") },
        begin: { tx in if tx.dialect == .sqlite { try tx.run("INSERT INTO search_index (search_index) VALUES ('rebuild')") } }, step: step)

    private static let portion = 500

    /// In the order of the key, so that each step costs the same.
    private static func step(after place: String?, _ tx: any Transaction) throws -> (place: String, rows: Int)? {
        let last = place.map { $0.split(separator: "~", maxSplits: 2, omittingEmptySubsequences: false).map(String.init) } ?? ["", "", ""]
        guard last.count == 3 else { throw StorageError.other("the place of a recount cannot be read: \(place ?? "")") }
        let documents = try tx.rows("""
            SELECT city, kind, id, code, initiative, title, text, is_public FROM search_document
            WHERE (city, kind, id) > (\(last[0]), \(last[1]), \(last[2])) ORDER BY city, kind, id LIMIT \(portion)
            """) { row in
            let city: ID<City> = try row.value(), object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
            let initiative: ID<Initiative>? = try row.optionalValue()
            return (city: city, document: SearchDocument(object, title: try row.text(), body: try row.text(), isPublic: try row.bool(), of: initiative))
        }
        for (city, document) in documents { try SearchTable.renew(document, city, tx) }
        return documents.last.map { ("\($0.city)~\($0.document.object.kind)~\($0.document.object.id)", documents.count) }
    }
}
