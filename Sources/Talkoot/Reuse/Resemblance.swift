import Storage
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
    /// Which way of finding and comparing was used; kept with each answer.
    public static let rule = "rareWords\(TextCandidates.bound)+textSimilarity1"

    /// The texts most similar to a text, the best first: problems, solutions and lessons of this city as the reader may see them, and what is public in others.
    ///
    /// Complexity: two looks into the index, at most ``TextCandidates/bound`` rows each, however large the cities are.
    public static func resembling(_ text: String, except own: ObjectReference? = nil, kinds: Set<ObjectKind> = [.problem, .solution, .lesson], limit: Int = 10, _ scene: Scene) throws -> [Resemblance] {
        let marks = try TextCandidates.marks(kinds, .here, scene) + TextCandidates.marks(kinds, .elsewhere, scene)
        let words = try TellingWords(among: marks, of: text, isIndexed: own != nil, scene)
        let candidates = try (TextCandidates.sharing(words, kinds: kinds, .here, scene) + TextCandidates.sharing(words, kinds: kinds, .elsewhere, scene)).filter { $0.object != own }
        let cities = Dictionary(try CityQueries.cities(scene.tx).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try TextCandidates.ranked(candidates, by: text, limit: limit, settings: .init()).compactMap { found in
            let one = found.candidate
            guard let city = cities[one.city] else { return nil }
            return Resemblance(citySlug: city.slug, cityName: city.name, object: one.object, title: one.title, thousandths: Int((found.similarity * 1_000).rounded()),
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
}
