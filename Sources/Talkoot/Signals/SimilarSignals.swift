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
    /// So many words of a text are looked for, the longest first: of function words none is long.
    static let lookedFor = 6
    /// From here on a text is shown as similar, and from there on a sender is asked whether it is the same.
    static let similar: Float = 0.2, likelySame: Float = 0.4

    /// The most similar ones that the reader may see, the best first.
    /// - Parameter code: of the signal that the text is from, which is left out.
    public static func find(_ text: String, except code: PublicCode? = nil, limit: Int = 5, atLeast least: Float? = nil, _ scene: Scene) throws -> [SimilarSignal] {
        let stems = stems(of: text)
        guard stems.count >= 2 else { return [] }
        // Three shared words tell more than two; with two alone the newest would crowd out the likest.
        var found: [PublicCode: Candidate] = [:]
        for needed in stems.count > 3 ? [3, 2] : [2] where found.count < candidates {
            for candidate in try look(stems, needed: needed, candidates - found.count, scene) { found[candidate.object.code] = candidate }
        }
        if let code { found[code] = nil }
        let ranked = try rank(Array(found.values), against: text, limit: 2 * limit, atLeast: least ?? similar)
        let states = try states(of: ranked.map(\.0.object), scene)
        return ranked.compactMap { candidate, similarity in
            states[candidate.object.id].map { SimilarSignal(object: candidate.object, text: candidate.title, state: $0, similarity: similarity) }
        }.prefix(limit).map(\.self)
    }

    struct Candidate { let object: ObjectReference, title: String, text: String }

    /// Beginnings of the longest words, so that endings do not part what belongs together.
    static func stems(of text: String) -> [String] {
        var known: Set<String> = []
        let words = SearchWords.of(String(text.prefix(3_000)), limit: 200).filter { $0.unicodeScalars.count >= 4 && !common.contains($0) }
        let longest = words.enumerated().sorted { ($1.element.unicodeScalars.count, $0.offset) < ($0.element.unicodeScalars.count, $1.offset) }.map(\.element)
        return Array(longest.map(stem).filter { known.insert($0).inserted }.prefix(lookedFor))
    }
    private static func stem(_ word: String) -> String {
        let length = word.unicodeScalars.count
        return String(word.unicodeScalars.prefix(length <= 5 ? length : min(8, max(5, length - 3))))
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
    private static func look(_ stems: [String], needed: Int, _ limit: Int, _ scene: Scene) throws -> [Candidate] {
        let isForStaff = scene.standing.isStaff || scene.standing.isSystem
        let mark = SearchMark.of(scene.city.id, for: isForStaff ? .staff : .everybody, kind: .signal)
        let scope: SQLText = isForStaff ? "document.city = \(scene.city.id)" : "document.city = \(scene.city.id) AND document.is_public"
        let statement: SQLText = switch scene.tx.dialect {
        case .sqlite: """
            SELECT document.id, document.code, document.title, document.text
            FROM (SELECT rowid AS number FROM search_index WHERE search_index MATCH \(fullText5(stems, needed, mark)) ORDER BY rowid DESC LIMIT \(limit)) AS newest
            JOIN search_document AS document ON document.number = newest.number WHERE \(scope)
            """
        case .postgresql: """
            SELECT document.id, document.code, document.title, document.text FROM search_document AS document
            WHERE \(scope) AND document.words @@ CAST(\(textSearch(stems, needed, mark)) AS tsquery) ORDER BY document.at DESC, document.id DESC LIMIT \(limit)
            """
        }
        return try scene.tx.rows(statement) { row in
            Candidate(object: ObjectReference(.signal, id: try row.text(), code: try row.value()), title: try row.text(), text: try row.text())
        }
    }

    /// `(a AND (b OR c)) OR (b AND c)`: at least so many of them, each named as seldom as can be.
    static func atLeast(_ needed: Int, of words: ArraySlice<String>, and: String, or: String) -> String {
        if needed == 1 { return "(" + words.joined(separator: or) + ")" }
        let ways = words.indices.dropLast(needed - 1).map { place in
            "(" + words[place] + and + atLeast(needed - 1, of: words[(place + 1)...], and: and, or: or) + ")"
        }
        return "(" + ways.joined(separator: or) + ")"
    }
    // The words are letters and digits only, so quoting them is enough.
    private static func fullText5(_ stems: [String], _ needed: Int, _ mark: String) -> String {
        "{title_words body_words} : \(atLeast(needed, of: stems.map { "\"\($0)\" *" }[...], and: " AND ", or: " OR ")) AND marks : (\"\(mark)\")"
    }
    private static func textSearch(_ stems: [String], _ needed: Int, _ mark: String) -> String {
        atLeast(needed, of: stems.map { "'\($0)':*" }[...], and: " & ", or: " | ") + " & '\(mark)'"
    }
}
