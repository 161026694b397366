import Foundation

/// Why a text was not taken into an index.
public enum SimilarityError: Error, Hashable, Sendable {
    /// The id is there already.
    case knownID(String)
    /// More than 16 million texts or different features.
    case full
}

/// An index that finds texts similar to a text, across languages, misspellings and inflection.
///
/// Texts are compared by cosine over weighted features (beginnings of words, pairs of them, letter groups), each
/// weighted `(1 + ln occurrences) × (ln((1 + texts)/(1 + texts with it)) + 1)`. A value type; copies are independent.
/// Memory: about 2 kB for each text of 60 words.
public struct SimilarityIndex: Sendable {
    public private(set) var ids: [String] = []
    private var places: [String: Int] = [:]
    private var terms: [UInt64: Int32] = [:]
    /// By term: the texts that have it, ascending.
    private(set) var postings: [[Occurrence]] = []
    /// By text: where its terms begin in `entries`; one more at the end.
    private var starts = [0]
    private var entries: [Occurrence] = []
    private(set) var tags: [Set<String>] = []
    private(set) var isRemoved: [Bool] = []
    /// By term: rarity times the weight of its kind.
    private(set) var rarity: [Float] = []
    private var isLetterGroup: [Bool] = []
    /// By text: 1 ÷ length of its vector.
    private(set) var inverseLengths: [Float] = []
    private var weighedTexts = 0

    /// `1 + ln n` by number of occurrences.
    static let frequencyWeights: [Float] = (0...255).map { $0 == 0 ? 0 : 1 + Float(log(Double($0))) }

    public init() {}

    /// The number of texts, removed ones left out. O(texts).
    public var count: Int { isRemoved.count { !$0 } }

    public func contains(_ id: String) -> Bool { places[id] != nil }

    func place(of id: String) -> Int? { places[id] }

    func entries(of place: Int) -> ArraySlice<Occurrence> { entries[starts[place]..<starts[place + 1]] }

    /// Adds a text.
    ///
    /// - Parameters:
    ///   - id: names the text in results.
    ///   - text: title and body together.
    ///   - tags: category, district and the like; shared ones lift a match.
    /// - Throws: ``SimilarityError``.
    /// - Complexity: O(length); weights are renewed whenever the index has grown by a twentieth, which takes O(index).
    public mutating func insert(_ id: String, text: String, tags: Set<String> = []) throws {
        try add(id, FoldedText(text), tags)
        if ids.count > weighedTexts + max(8, weighedTexts / 20) { renewWeights() } else { weighText(ids.count - 1) }
    }

    /// Adds many texts and renews the weights once.
    public mutating func insert(contentsOf texts: [(id: String, text: String, tags: Set<String>)]) throws {
        defer { renewWeights() }
        for entry in texts { try add(entry.id, FoldedText(entry.text), entry.tags) }
    }

    /// Removes a text; its id may be used again. O(1); its memory is kept.
    /// - Returns: whether it was there.
    @discardableResult
    public mutating func remove(_ id: String) -> Bool {
        guard let place = places.removeValue(forKey: id) else { return false }
        isRemoved[place] = true
        return true
    }

    private mutating func add(_ id: String, _ text: FoldedText, _ textTags: Set<String>) throws {
        guard places[id] == nil else { throw SimilarityError.knownID(id) }
        let counts = TextFeatures.counts(text)
        guard ids.count < Occurrence.largestTarget, postings.count + counts.count < Occurrence.largestTarget else {
            throw SimilarityError.full
        }
        let place = ids.count
        for (feature, count) in counts {
            let term = term(for: feature)
            postings[term].append(Occurrence(place, count: count))
            entries.append(Occurrence(term, count: count))
        }
        starts.append(entries.count)
        ids.append(id)
        places[id] = place
        tags.append(textTags)
        isRemoved.append(false)
        inverseLengths.append(0)
    }

    private mutating func term(for feature: UInt64) -> Int {
        if let known = terms[feature] { return Int(known) }
        let term = postings.count
        terms[feature] = Int32(term)
        postings.append([])
        isLetterGroup.append(TextFeatures.isLetterGroup(feature))
        rarity.append(rarity(occurringIn: 1, letterGroup: TextFeatures.isLetterGroup(feature)))
        return term
    }

    /// Computes every weight anew from all texts, so that results no longer depend on when texts came. O(index).
    public mutating func renewWeights() {
        for term in postings.indices {
            rarity[term] = rarity(occurringIn: postings[term].count, letterGroup: isLetterGroup[term])
        }
        for place in ids.indices { weighText(place) }
        weighedTexts = ids.count
    }

    private mutating func weighText(_ place: Int) {
        var square: Float = 0
        for entry in entries(of: place) {
            let weight = Self.frequencyWeights[entry.count] * rarity[entry.target]
            square += weight * weight
        }
        inverseLengths[place] = square > 0 ? 1 / square.squareRoot() : 0
    }

    private func rarity(occurringIn texts: Int, letterGroup: Bool) -> Float {
        let kind = letterGroup ? TextFeatures.letterGroupWeight : 1
        return kind * Float(log(Double(ids.count + 1) / Double(texts + 1)) + 1)
    }

    /// The known terms of a text with their weights, and the length of its whole vector, unknown features included.
    func vector(of text: FoldedText) -> (terms: [(term: Int, weight: Float)], length: Float) {
        var (known, square): ([(term: Int, weight: Float)], Float) = ([], 0)
        for (feature, count) in TextFeatures.counts(text) {
            let frequency = Self.frequencyWeights[min(count, 255)]
            guard let term = terms[feature] else {
                let weight = frequency * rarity(occurringIn: 0, letterGroup: TextFeatures.isLetterGroup(feature))
                square += weight * weight
                continue
            }
            let weight = frequency * rarity[Int(term)]
            square += weight * weight
            known.append((Int(term), weight))
        }
        return (known, square.squareRoot())
    }

    /// The vector of a text of the index.
    func vector(of place: Int) -> (terms: [(term: Int, weight: Float)], length: Float) {
        let terms = entries(of: place).map { ($0.target, Self.frequencyWeights[$0.count] * rarity[$0.target]) }
        return (terms, inverseLengths[place] > 0 ? 1 / inverseLengths[place] : 0)
    }
}
