import Storage
import TextSimilarity

/// A text of the index that may say much the same as another.
struct TextCandidate: Sendable, Hashable {
    let city: ID<City>, object: ObjectReference, title: String, text: String
}

/// Texts that say much the same, in whatever language, without an index in memory: the full-text index gives a bounded number that share telling words,
/// and those are compared word for word.
enum TextCandidates {
    /// So many of the newest are compared.
    static let bound = 100
    /// So much of a text is compared.
    private static let length = 1_000

    /// Where it is looked: in the reader's own city as far as the reader may see, or in all others, of what is public.
    enum Reach { case here, elsewhere }

    /// The newest that hold what the words ask for, at most ``bound``.
    /// Complexity: one look into the index; how much it gathers does not grow with the number of texts.
    static func sharing(_ words: TellingWords, kinds: Set<ObjectKind>, _ reach: Reach, _ scene: Scene) throws -> [TextCandidate] {
        let marks = try marks(kinds, reach, scene)
        guard !marks.isEmpty, let statement = look(words, marks, scope(reach, scene), scene) else { return [] }
        return try scene.tx.rows(statement) { row in
            TextCandidate(city: try row.value(), object: ObjectReference(try row.value(), id: try row.text(), code: try row.value()), title: try row.text(), text: try row.text())
        }
    }
    /// What the index knows texts by that may be looked at.
    static func marks(_ kinds: Set<ObjectKind>, _ reach: Reach, _ scene: Scene) throws -> [String] {
        let cities = reach == .here ? [scene.city.id] : try CityQueries.cities(scene.tx).map(\.id).filter { $0 != scene.city.id }
        return cities.flatMap { city in kinds.sorted { $0.rawValue < $1.rawValue }.map { SearchMark.of(city, for: isForStaff(reach, scene) ? .staff : .everybody, kind: $0) } }
    }
    private static func isForStaff(_ reach: Reach, _ scene: Scene) -> Bool { reach == .here && (scene.standing.isStaff || scene.standing.isSystem) }
    private static func scope(_ reach: Reach, _ scene: Scene) -> SQLText {
        switch reach {
        case .here: isForStaff(reach, scene) ? "document.city = \(scene.city.id)" : "document.city = \(scene.city.id) AND document.is_public"
        case .elsewhere: "document.city <> \(scene.city.id) AND document.is_public"
        }
    }

    /// One of the named places where the engines differ. City and readers are asked of the rows once more all the same.
    private static func look(_ words: TellingWords, _ marks: [String], _ scope: SQLText, _ scene: Scene) -> SQLText? {
        let columns: SQLText = "document.city, document.kind, document.id, document.code, document.title, document.text"
        switch scene.tx.dialect {
        case .sqlite:
            guard let question = words.question(.fullText5) else { return nil }
            let asked = "{title_words body_words} : (\(question)) AND marks : (\(marks.map { "\"\($0)\"" }.joined(separator: " OR ")))"
            return """
                SELECT \(columns) FROM (SELECT rowid AS number FROM search_index WHERE search_index MATCH \(asked) ORDER BY rowid DESC LIMIT \(bound)) AS newest
                JOIN search_document AS document ON document.number = newest.number WHERE \(scope)
                """
        case .postgresql:
            guard let question = words.question(.textSearch) else { return nil }
            let asked = "(\(question)) & (\(marks.map { "'\($0)'" }.joined(separator: " | ")))"
            // Nothing is added to the time so that no plan walks along all of them from the newest, hoping to meet rare words soon.
            return "SELECT \(columns) FROM search_document AS document WHERE \(scope) AND document.words @@ CAST(\(asked) AS tsquery) ORDER BY document.at + 0 DESC, document.id DESC LIMIT \(bound)"
        }
    }

    /// How much each says the same, from 0 to 1, the most first; what is not among them has nothing in common.
    static func ranked(_ candidates: [TextCandidate], by text: String, limit: Int, settings: SearchSettings = .exact) throws -> [(candidate: TextCandidate, similarity: Float)] {
        var index = SimilarityIndex()
        try index.insert(contentsOf: candidates.enumerated().map { (id: "\($0)", text: $1.title + " " + $1.text.prefix(length), tags: []) })
        return index.similar(to: String(text.prefix(2 * length)), limit: limit, settings: settings).compactMap { found in
            Int(found.id).flatMap { candidates.indices.contains($0) ? (candidates[$0], found.similarity) : nil }
        }
    }
}
