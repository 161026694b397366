public import Storage
import TextSimilarity

/// Something that says much the same as a text, in this city or in another of the installation.
public struct Resemblance: Sendable, Hashable {
    public let citySlug: String, cityName: String
    public let object: ObjectReference
    public let title: String
    /// Cosine similarity from 0 to 1, in thousandths, so that what is kept is exact.
    public let thousandths: Int
    /// Why it was found: the longest phrases that both have, folded.
    public let phrases: [String]
    /// How it is named across cities.
    public var address: String { "\(citySlug)/\(object.code)" }
}

public enum ResemblanceQueries {
    /// Within so many of the newest candidates of this city, and as many of all others, everything is compared.
    public static let bound = 300
    /// Which way of comparing was used; kept with each answer (`domain.md` §2.6, rule 5).
    public static let rule = "fullText300+textSimilarity1"

    /// The texts most similar to a text, the best first: problems, solutions and lessons of this city as the reader may see them, and what is public in others.
    ///
    /// The full-text index gathers candidates that share the beginning of one of the text's longest words; only they are compared, so the cost does not grow
    /// with the city. Complexity: two looks into the index, at most ``bound`` rows each.
    public static func resembling(_ text: String, except own: ObjectReference? = nil, kinds: Set<ObjectKind> = [.problem, .solution, .lesson], limit: Int = 10, _ scene: Scene) throws -> [Resemblance] {
        let words = beginnings(of: text)
        guard !words.isEmpty else { return [] }
        let candidates = try (gather(words, kinds, isHere: true, scene) + gather(words, kinds, isHere: false, scene)).filter { $0.object != own }
        var index = SimilarityIndex()
        try index.insert(contentsOf: candidates.enumerated().map { (id: "\($0)", text: $1.title + " " + $1.text, tags: []) })
        return index.similar(to: text, limit: limit).compactMap { found in
            guard let place = Int(found.id), candidates.indices.contains(place) else { return nil }
            let one = candidates[place]
            return Resemblance(citySlug: one.slug, cityName: one.city, object: one.object, title: one.title, thousandths: Int((found.similarity * 1_000).rounded()),
                               phrases: sharedPhrases(text, one.title + " " + one.text))
        }
    }

    /// What people name as `city/code`, where the reader may know of it.
    public static func named(_ address: String, kinds: Set<ObjectKind> = [.problem, .solution, .lesson], _ scene: Scene) throws -> (object: ObjectReference, citySlug: String, title: String)? {
        let parts = address.split(separator: "/").map(String.init)
        guard let code = parts.last, parts.count <= 2 else { return nil }
        let slug = parts.count == 2 ? parts[0] : scene.city.slug
        let scope: SQLText = scene.standing.isStaff && slug == scene.city.slug ? "TRUE" : "document.is_public"
        return try scene.tx.first("""
            SELECT document.kind, document.id, document.code, document.title FROM search_document AS document JOIN city ON city.id = document.city
            WHERE city.slug = \(slug) AND document.code = \(PublicCode(code)) AND document.kind IN (\(list: kinds.map(\.rawValue).sorted())) AND \(scope)
            """) { (object: ObjectReference(try $0.value(), id: try $0.text(), code: try $0.value()), citySlug: slug, title: try $0.text()) }
    }

    private struct Candidate { let slug: String, city: String, object: ObjectReference, title: String, text: String }

    /// The longest words are the rarest; their first letters also find them bent.
    private static func beginnings(of text: String) -> [String] {
        let words = Set(SearchWords.of(text, limit: 400).filter { $0.count >= 4 })
        return Array(Set(words.sorted { ($0.count, $1) > ($1.count, $0) }.prefix(24).map { String($0.prefix(6)) })).sorted()
    }

    /// One of the named places where the engines differ.
    private static func gather(_ words: [String], _ kinds: Set<ObjectKind>, isHere: Bool, _ scene: Scene) throws -> [Candidate] {
        let cities = isHere ? [scene.city.id] : try CityQueries.cities(scene.tx).map(\.id).filter { $0 != scene.city.id }
        let isForStaff = isHere && (scene.standing.isStaff || scene.standing.isSystem)
        let marks = cities.flatMap { city in kinds.sorted { $0.rawValue < $1.rawValue }.map { SearchMark.of(city, for: isForStaff ? .staff : .everybody, kind: $0) } }
        guard !marks.isEmpty else { return [] }
        let scope: SQLText = isForStaff ? "document.city = \(scene.city.id)" : isHere ? "document.city = \(scene.city.id) AND document.is_public" : "document.city <> \(scene.city.id) AND document.is_public"
        let found: SQLText
        switch scene.tx.dialect {
        case .sqlite:
            let question = "{title_words body_words} : (\(words.map { "\"\($0)\" *" }.joined(separator: " OR "))) AND marks : (\(marks.map { "\"\($0)\"" }.joined(separator: " OR ")))"
            found = """
                (SELECT rowid AS number FROM search_index WHERE search_index MATCH \(question) ORDER BY rowid DESC LIMIT \(bound)) AS newest
                JOIN search_document AS document ON document.number = newest.number JOIN city ON city.id = document.city WHERE \(scope)
                """
        case .postgresql:
            let question = "(\(words.map { "'\($0)':*" }.joined(separator: " | "))) & (\(marks.map { "'\($0)'" }.joined(separator: " | ")))"
            found = "search_document AS document JOIN city ON city.id = document.city WHERE \(scope) AND document.words @@ CAST(\(question) AS tsquery) ORDER BY document.at DESC, document.id DESC LIMIT \(bound)"
        }
        return try scene.tx.rows("SELECT city.slug, city.name, document.kind, document.id, document.code, document.title, document.text FROM \(found)") {
            Candidate(slug: try $0.text(), city: try $0.text(), object: ObjectReference(try $0.value(), id: try $0.text(), code: try $0.value()), title: try $0.text(), text: try $0.text())
        }
    }
}
