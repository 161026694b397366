public import Storage
import TextSimilarity

/// A signal that says much the same as a text.
public struct SimilarSignal: Sendable, Hashable {
    public let object: ObjectReference
    public let text: String
    public let state: Signal.State
    /// Cosine of the weighted words and letter groups, from 0 to 1.
    public let similarity: Float
}

/// Finds signals that say the same, in whatever language, without an index in memory: the full-text index gives a bounded number of candidates that
/// share telling words, and those are compared word for word.
public enum SimilarSignals {
    /// So many of the newest candidates are compared.
    static let candidates = 150
    /// So many words of a text are weighed, the longest first, since of function words none is long; and so many of them are looked for.
    static let weighed = 10, lookedFor = 6, asBeginnings = 3
    /// A word that begins words in so many documents tells little; what it is found in is no longer gathered.
    static let tooCommon = 2_000
    /// From here on a text is shown as similar, and from there on a sender is asked whether it is the same.
    static let similar: Float = 0.2, likelySame: Float = 0.4

    /// The most similar ones that the reader may see, the best first.
    /// - Parameter code: of the signal that the text is from, which is left out.
    public static func find(_ text: String, except code: PublicCode? = nil, limit: Int = 5, atLeast least: Float? = nil, _ scene: Scene) throws -> [SimilarSignal] {
        let words = try weigh(words(of: text), scene)
        guard words.count >= 2 else { return [] }
        var found: [PublicCode: Candidate] = [:]
        for candidate in try look(words, scene) { found[candidate.object.code] = candidate }
        if let code { found[code] = nil }
        let ranked = try rank(Array(found.values), against: text, limit: 2 * limit, atLeast: least ?? similar)
        let states = try states(of: ranked.map(\.0.object), scene)
        return ranked.compactMap { candidate, similarity in
            states[candidate.object.id].map { SimilarSignal(object: candidate.object, text: candidate.title, state: $0, similarity: similarity) }
        }.prefix(limit).map(\.self)
    }

    struct Candidate { let object: ObjectReference, title: String, text: String }

    /// A word of the text, with its beginning, so that endings do not part what belongs together.
    struct Word: Hashable {
        let whole: String, stem: String
        /// Looked for as it is, not as a beginning.
        var isWhole = false

        init(_ word: String) {
            whole = word
            let length = word.unicodeScalars.count
            stem = String(word.unicodeScalars.prefix(length <= 5 ? length : max(5, length - 3)))
        }
    }

    static func words(of text: String) -> [Word] {
        var known: Set<String> = []
        let words = SearchWords.of(String(text.prefix(3_000)), limit: 200).filter { $0.unicodeScalars.count >= 4 && !common.contains($0) }
        let longest = words.enumerated().sorted { ($1.element.unicodeScalars.count, $0.offset) < ($0.element.unicodeScalars.count, $1.offset) }.map { Word($0.element) }
        return Array(longest.filter { known.insert($0.stem).inserted }.prefix(weighed))
    }

    /// The rarest of them. Each is counted to a bound, so that one in every second document costs no more than one in a thousand. Beginnings are
    /// gathered whole before the first is given, so only few are asked for.
    private static func weigh(_ words: [Word], _ scene: Scene) throws -> [Word] {
        let counted = try words.map { word in
            let whole = try count(word.whole, isBeginning: false, scene)
            return (word: word, count: whole > 0 ? whole : try count(word.stem, isBeginning: true, scene))
        }
        let rarest = counted.filter { $0.count > 0 }.sorted { ($0.count, $1.word.whole.count) < ($1.count, $0.word.whole.count) }.prefix(lookedFor)
        return rarest.enumerated().map { place, counted in
            var word = counted.word
            word.isWhole = place >= asBeginnings || counted.count >= tooCommon
            return word
        }
    }
    private static func count(_ word: String, isBeginning: Bool, _ scene: Scene) throws -> Int {
        let within: SQLText = switch scene.tx.dialect {
        case .sqlite: "SELECT rowid AS number FROM search_index WHERE search_index MATCH \("{title_words body_words} : (\"\(word)\"\(isBeginning ? " *" : ""))") LIMIT \(tooCommon)"
        case .postgresql: "SELECT 1 AS number FROM search_document AS document WHERE document.words @@ CAST(\("'\(word)'\(isBeginning ? ":*" : "")") AS tsquery) LIMIT \(tooCommon)"
        }
        return try scene.tx.count("SELECT count(*) FROM (\(within)) AS within")
    }

    /// Words of four letters and more that say nothing of what a text is about, in the languages of the house, folded.
    private static let common: Set<String> = [
        "that", "this", "with", "have", "from", "they", "there", "when", "what", "which", "would", "could", "should", "people", "please", "about", "every", "their", "because", "very", "more",
        "että", "etta", "joka", "jotka", "tama", "tassa", "siella", "taalla", "kun", "koska", "myos", "olla", "ovat", "olisi", "voisi", "pitaisi", "aina", "mutta", "kanssa", "mukaan",
        "inte", "som", "fran", "skulle", "kunde", "borde", "alltid", "eller", "finns", "behover", "manga", "nagon",
        "para", "como", "pero", "porque", "cuando", "donde", "tiene", "hacer", "esta", "este", "todos", "muy", "desde", "sobre", "deberia", "podria",
    ]

    private static func rank(_ candidates: [Candidate], against text: String, limit: Int, atLeast least: Float) throws -> [(Candidate, Float)] {
        var index = SimilarityIndex()
        try index.insert(contentsOf: candidates.map { ($0.object.id, $0.title + " " + $0.text.prefix(1_000), []) })
        let byID = Dictionary(candidates.map { ($0.object.id, $0) }, uniquingKeysWith: { first, _ in first })
        return index.similar(to: String(text.prefix(2_000)), limit: limit, settings: .exact).compactMap { hit in
            hit.similarity >= least ? byID[hit.id].map { ($0, hit.similarity) } : nil
        }
    }

    private static func states(of objects: [ObjectReference], _ scene: Scene) throws -> [String: Signal.State] {
        if objects.isEmpty { return [:] }
        return Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT signal.id, signal.state FROM signal WHERE signal.city = \(scene.city.id) AND signal.id IN (\(list: objects.map(\.id))) AND \(SignalRules.scope(scene.standing))
            """) { (try $0.text(), try $0.value(Signal.State.self)) })
    }

    /// One of the named places where the engines differ, as in search.
    private static func look(_ words: [Word], _ scene: Scene) throws -> [Candidate] {
        let scope: SQLText = isForStaff(scene) ? "document.city = \(scene.city.id)" : "document.city = \(scene.city.id) AND document.is_public"
        let statement: SQLText = switch scene.tx.dialect {
        case .sqlite: """
            SELECT document.id, document.code, document.title, document.text
            FROM (SELECT rowid AS number FROM search_index WHERE search_index MATCH \(fullText5(words, scene)) ORDER BY rowid DESC LIMIT \(candidates)) AS newest
            JOIN search_document AS document ON document.number = newest.number WHERE \(scope)
            """
        case .postgresql: """
            SELECT document.id, document.code, document.title, document.text FROM search_document AS document
            WHERE \(scope) AND document.words @@ CAST(\(textSearch(words, scene)) AS tsquery) ORDER BY document.at DESC, document.id DESC LIMIT \(candidates)
            """
        }
        return try scene.tx.rows(statement) { row in
            Candidate(object: ObjectReference(.signal, id: try row.text(), code: try row.value()), title: try row.text(), text: try row.text())
        }
    }
    private static func isForStaff(_ scene: Scene) -> Bool { scene.standing.isStaff || scene.standing.isSystem }
    private static func mark(_ scene: Scene) -> String { SearchMark.of(scene.city.id, for: isForStaff(scene) ? .staff : .everybody, kind: .signal) }

    /// `(a AND (b OR c)) OR (b AND c)`: two of them, of which the first is the rarer; a single word as it is.
    static func two(of words: [String], and: String, or: String) -> String {
        if words.count == 1 { return words[0] }
        let ways = words.indices.dropLast().map { "(" + words[$0] + and + "(" + words[($0 + 1)...].joined(separator: or) + "))" }
        return "(" + ways.joined(separator: or) + ")"
    }
    // The words are letters and digits only, so quoting them is enough.
    private static func fullText5(_ words: [Word], _ scene: Scene) -> String {
        let looked = two(of: words.map { $0.isWhole ? "\"\($0.whole)\"" : "\"\($0.stem)\" *" }, and: " AND ", or: " OR ")
        return "{title_words body_words} : (\(looked)) AND marks : (\"\(mark(scene))\")"
    }
    private static func textSearch(_ words: [Word], _ scene: Scene) -> String {
        two(of: words.map { $0.isWhole ? "'\($0.whole)'" : "'\($0.stem)':*" }, and: " & ", or: " | ") + " & '\(mark(scene))'"
    }
}
