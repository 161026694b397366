/// A text found by a search.
public struct SimilarText: Sendable, Hashable {
    public let id: String
    /// Cosine similarity with the query, from 0 to 1.
    public let similarity: Float
    /// What results are ordered by: similarity, the closest texts' own neighbours and shared tags taken in.
    public let score: Float
}

/// How a search weighs things; the defaults are tuned on a public collection of civic proposals.
public struct SearchSettings: Sendable, Hashable {
    /// How many candidates are compared exactly.
    public var candidates = 100
    /// How many of the closest texts widen the query, and by how much (Rocchio's relevance feedback).
    public var widening = 2
    public var wideningWeight: Float = 0.4
    /// What a share of 1 of the query's tags adds to a score.
    public var tagWeight: Float = 0.1

    public init() {}

    /// Plain cosine similarity.
    public static var exact: SearchSettings {
        var settings = SearchSettings()
        (settings.candidates, settings.widening, settings.tagWeight) = (40, 0, 0)
        return settings
    }
}

extension SimilarityIndex {
    /// The texts most similar to a text, the best first; of equal ones the one added last.
    ///
    /// Rare features gather candidates, which are then compared exactly; the two closest widen the query with their own
    /// words, which finds texts that say the same in other words. Texts without a shared feature are never returned.
    /// - Complexity: O(texts + occurrences of the query's rarer features).
    public func similar(
        to text: String, tags: Set<String> = [], limit: Int = 10, settings: SearchSettings = .init()
    ) -> [SimilarText] {
        search(vector(of: FoldedText(text)), tags, except: nil, limit, settings)
    }

    /// The texts most similar to one of the index, itself left out; empty for an unknown id.
    public func similar(toID id: String, limit: Int = 10, settings: SearchSettings = .init()) -> [SimilarText] {
        guard let place = place(of: id) else { return [] }
        return search(vector(of: place), tags[place], except: place, limit, settings)
    }

    /// For every text its most similar ones, in the order of ``ids``; removed texts have none.
    ///
    /// Work is spread over the processor's cores; the result does not depend on how.
    /// - Complexity: a search for each text.
    public func allSimilar(limit: Int = 10, settings: SearchSettings = .exact) async -> [[SimilarText]] {
        let slice = 256
        let found = await withTaskGroup(of: (Int, [[SimilarText]]).self) { group in
            for start in stride(from: 0, to: ids.count, by: slice) {
                group.addTask {
                    let places = start..<min(start + slice, self.ids.count)
                    return (start, places.map { place in
                        isRemoved[place] ? [] : search(vector(of: place), tags[place], except: place, limit, settings)
                    })
                }
            }
            return await group.reduce(into: [Int: [[SimilarText]]]()) { $0[$1.0] = $1.1 }
        }
        return stride(from: 0, to: ids.count, by: slice).flatMap { found[$0] ?? [] }
    }

    private func search(
        _ query: (terms: [(term: Int, weight: Float)], length: Float), _ queryTags: Set<String>, except: Int?,
        _ limit: Int, _ settings: SearchSettings
    ) -> [SimilarText] {
        guard query.length > 0, limit > 0 else { return [] }
        let places = candidates(for: query.terms, except: except, count: max(limit, settings.candidates))
        var table = TermTable(capacity: query.terms.count)
        for (term, weight) in query.terms { table.add(weight / query.length, to: term) }
        let similarities = places.map { similarity(of: $0, to: table) }
        var scores = similarities
        if settings.widening > 0 {
            scores = widened(scores, of: places, settings)
        }
        if !queryTags.isEmpty, settings.tagWeight > 0 {
            for (index, place) in places.enumerated() {
                let shared = Float(queryTags.intersection(tags[place]).count) / Float(queryTags.count)
                scores[index] += settings.tagWeight * shared
            }
        }
        let order = places.indices.sorted { (scores[$0], places[$0]) > (scores[$1], places[$1]) }
        return order.prefix(limit).map {
            SimilarText(id: ids[places[$0]], similarity: min(1, similarities[$0]), score: scores[$0])
        }
    }

    private func similarity(of place: Int, to table: TermTable) -> Float {
        table.product(with: entries(of: place), strength: Self.frequencyWeights, rarity: rarity) * inverseLengths[place]
    }

    /// `(own similarity + weight × mean similarity to the closest texts) ÷ (1 + weight)`, the closest weighted by how
    /// close they are. An exact copy of the query says nothing new and does not count.
    private func widened(_ similarities: [Float], of places: [Int], _ settings: SearchSettings) -> [Float] {
        let closest = places.indices.filter { similarities[$0] < 0.999 && similarities[$0] > 0 }
            .sorted { (similarities[$0], places[$0]) > (similarities[$1], places[$1]) }.prefix(settings.widening)
        let total = closest.reduce(0) { $0 + similarities[$1] }
        guard total > 0 else { return similarities }
        var table = TermTable(capacity: closest.reduce(0) { $0 + entries(of: places[$1]).count })
        for index in closest {
            let share = similarities[index] / total * inverseLengths[places[index]]
            for entry in entries(of: places[index]) {
                table.add(share * Self.frequencyWeights[entry.count] * rarity[entry.target], to: entry.target)
            }
        }
        return places.indices.map {
            let neighbours = similarity(of: places[$0], to: table)
            return (similarities[$0] + settings.wideningWeight * neighbours) / (1 + settings.wideningWeight)
        }
    }
}

extension SimilarityIndex {
    /// Features in more than a twentieth of the texts gather no candidates, unless the rarer ones are few.
    private static var commonShare: Int { 20 }
    private static var enoughOccurrences: Int { 4_096 }

    /// The places with the largest similarity by the query's rarer features.
    private func candidates(for terms: [(term: Int, weight: Float)], except: Int?, count: Int) -> [Int] {
        var sums = [Float](repeating: 0, count: ids.count)
        let isCommon = { (term: Int) in postings[term].count > ids.count / Self.commonShare }
        var visited = 0
        for (term, weight) in terms where !isCommon(term) {
            add(postings[term], times: weight * rarity[term], to: &sums)
            visited += postings[term].count
        }
        if visited < Self.enoughOccurrences {
            for (term, weight) in terms where isCommon(term) {
                add(postings[term], times: weight * rarity[term], to: &sums)
            }
        }
        var best = LargestValues(count: count)
        for place in sums.indices where sums[place] > 0 && place != except && !isRemoved[place] {
            best.offer(sums[place] * inverseLengths[place], at: place)
        }
        return best.places
    }

    /// Unchecked pointers, because this loop visits most: every target is a place of the index.
    private func add(_ found: [Occurrence], times factor: Float, to sums: inout [Float]) {
        Self.frequencyWeights.withUnsafeBufferPointer { strength in
            found.withUnsafeBufferPointer { found in
                sums.withUnsafeMutableBufferPointer { sums in
                    for occurrence in found { sums[occurrence.target] += factor * strength[occurrence.count] }
                }
            }
        }
    }
}

/// Keeps the places of the largest values offered, the last offered among equals: a heap with the smallest on top.
private struct LargestValues {
    private let count: Int
    private var heap: [(value: Float, place: Int)] = []

    init(count: Int) {
        self.count = count
        heap.reserveCapacity(count)
    }

    var places: [Int] { heap.map(\.place).sorted() }

    mutating func offer(_ value: Float, at place: Int) {
        if heap.count < count {
            heap.append((value, place))
            if heap.count == count { for index in stride(from: count / 2, through: 0, by: -1) { sink(index) } }
        } else if value >= heap[0].value {
            heap[0] = (value, place)
            sink(0)
        }
    }

    private func isSmaller(_ one: Int, _ other: Int) -> Bool {
        (heap[one].value, heap[one].place) < (heap[other].value, heap[other].place)
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isSmaller(child, smallest) {
                smallest = child
            }
            guard smallest != parent else { return }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
