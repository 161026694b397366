/// The phrases that two texts share, longest first: why one was found for the other.
///
/// Words count as shared when their folded beginnings agree; a phrase is given as the second text has it, folded. What
/// stands inside a longer shared phrase is left out, and so are single words of fewer than four letters.
/// - Complexity: O(words of one × words of the other).
public func sharedPhrases(_ one: String, _ other: String, limit: Int = 3) -> [String] {
    let stem = { (word: [UInt32]) in Array(word.prefix(TextFeatures.stemLength)) }
    let query = FoldedText(one).words.map(stem)
    let words = FoldedText(other).words
    let stems = words.map(stem)
    // ending[j]: how many words up to j of the other text agree with words of this one.
    var longest = [Int](repeating: 0, count: words.count)
    var ending = longest
    for word in query {
        for index in stems.indices.reversed() {
            ending[index] = stems[index] == word ? (index > 0 ? ending[index - 1] : 0) + 1 : 0
            longest[index] = max(longest[index], ending[index])
        }
    }
    let runs = longest.indices.filter { index in
        longest[index] > 0 && !(index + 1 < longest.count && longest[index + 1] > longest[index])
            && (longest[index] > 1 || words[index].count >= TextFeatures.stemLength)
    }
    var phrases: [String] = []
    for end in runs.sorted(by: { (longest[$1], $0) < (longest[$0], $1) }) where phrases.count < limit {
        let phrase = words[(end + 1 - longest[end])...end].map(FoldedText.string).joined(separator: " ")
        if !phrases.contains(where: { " \($0) ".contains(" \(phrase) ") }) { phrases.append(phrase) }
    }
    return phrases
}
