import Storage

/// A signal that says much the same as a text.
public struct SimilarSignal: Sendable, Hashable {
    public let object: ObjectReference
    public let text: String
    public let state: Signal.State
    /// Cosine of the weighted words and letter groups, from 0 to 1.
    public let similarity: Float
}

/// Finds signals that say the same, so that nobody sends twice what the city has already.
public enum SimilarSignals {
    /// From here on a text is shown as similar, and from there on a sender is asked whether it is the same.
    static let similar: Float = 0.2, likelySame: Float = 0.4

    /// The most similar ones that the reader may see, the best first.
    /// - Parameter code: of the signal that the text is from, which is left out.
    public static func find(_ text: String, except code: PublicCode? = nil, limit: Int = 5, atLeast least: Float? = nil, _ scene: Scene) throws -> [SimilarSignal] {
        let words = try TellingWords(of: text, isIndexed: code != nil, scene)
        guard words.words.count >= 2 else { return [] }
        let candidates = try TextCandidates.sharing(words, kinds: [.signal], .here, scene).filter { $0.object.code != code }
        let ranked = try TextCandidates.ranked(candidates, by: text, limit: 2 * limit).filter { $0.similarity >= least ?? similar }
        let states = try states(of: ranked.map(\.candidate.object), scene)
        return ranked.compactMap { found in
            states[found.candidate.object.id].map { SimilarSignal(object: found.candidate.object, text: found.candidate.title, state: $0, similarity: found.similarity) }
        }.prefix(limit).map(\.self)
    }

    private static func states(of objects: [ObjectReference], _ scene: Scene) throws -> [String: Signal.State] {
        if objects.isEmpty { return [:] }
        return Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT signal.id, signal.state FROM signal WHERE signal.city = \(scene.city.id) AND signal.id IN (\(list: objects.map(\.id))) AND \(SignalRules.scope(scene.standing))
            """) { (try $0.text(), try $0.value(Signal.State.self)) })
    }
}
