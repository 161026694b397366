import Storage

/// In how many texts words are, as far as it matters: one of the named places where the engines differ.
enum WordCounts {
    /// SQLite walks along a word's texts as it counts and stops here; a word that fills it is common.
    private static let tooCommon = 2_000
    /// PostgreSQL visits the rows of what it counts; which words are common its own statistics say without counting.
    private static let countedTo = 60

    static func weigh(_ words: [TellingWords.Word], _ scene: Scene) throws -> [TellingWords.Word] {
        if words.isEmpty { return [] }
        let shares = try scene.tx.dialect == .postgresql ? frequencies(of: words, scene) : [:]
        let counts = try counts(of: words.filter { shares[$0.whole] == nil }, scene)
        return words.map { word in
            var word = word
            let share = shares[word.whole]
            word.count = share.map { Int($0 * 1e9) } ?? counts[word.whole] ?? 0
            word.isCommon = share != nil || word.count >= tooCommon
            return word
        }
    }

    /// How many texts of some marks hold a word that begins like each, up to as many as are compared.
    static func within(_ marks: [String], _ words: [TellingWords.Word], _ scene: Scene) throws -> [TellingWords.Word] {
        if words.isEmpty || marks.isEmpty { return [] }
        let counts = words.enumerated().map { place, word -> SQLText in
            switch scene.tx.dialect {
            case .sqlite: """
                SELECT \(place) AS place, count(*) FROM (SELECT rowid FROM search_index
                WHERE search_index MATCH \("{title_words body_words} : (\"\(word.stem)\" *) AND marks : (\(marks.map { "\"\($0)\"" }.joined(separator: " OR ")))") LIMIT \(TextCandidates.bound)) AS within
                """
            case .postgresql: """
                SELECT \(place) AS place, count(*) FROM (SELECT 1 FROM search_document
                WHERE words @@ CAST(\("'\(word.stem)':* & (\(marks.map { "'\($0)'" }.joined(separator: " | ")))") AS tsquery) LIMIT \(TextCandidates.bound)) AS within
                """
            }
        }
        return try scene.tx.rows(SQLText(joining: counts, by: " UNION ALL ")) { row in
            var word = words[try row.int()]
            (word.count, word.isBeginning) = (try row.int(), true)
            return word
        }
    }
    private static func counts(of words: [TellingWords.Word], _ scene: Scene) throws -> [String: Int] {
        if words.isEmpty { return [:] }
        let counts = words.enumerated().map { place, word -> SQLText in
            switch scene.tx.dialect {
            case .sqlite: "SELECT \(place) AS place, count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH \("{title_words body_words} : (\"\(word.whole)\")") LIMIT \(tooCommon)) AS within"
            case .postgresql: "SELECT \(place) AS place, count(*) FROM (SELECT 1 FROM search_document WHERE words @@ CAST(\("'\(word.whole)'") AS tsquery) LIMIT \(countedTo)) AS within"
            }
        }
        let found = try scene.tx.rows(SQLText(joining: counts, by: " UNION ALL ")) { (words[try $0.int()].whole, try $0.int()) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// The share of texts that hold a word, of those that PostgreSQL has noticed as common. It notices by itself as the table grows.
    private static func frequencies(of words: [TellingWords.Word], _ scene: Scene) throws -> [String: Double] {
        Dictionary(try scene.tx.rows("""
            SELECT common.word, CAST(common.share AS FLOAT8) FROM pg_stats, unnest(CAST(CAST(most_common_elems AS TEXT) AS TEXT[]), most_common_elem_freqs) AS common (word, share)
            WHERE schemaname = current_schema() AND tablename = 'search_document' AND attname = 'words' AND common.word IN (\(list: words.map(\.whole)))
            """) { (try $0.text(), try $0.real()) }, uniquingKeysWith: max)
    }
}
