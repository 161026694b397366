/// How hard a text is to read: LIX, the mean length of sentences in words plus the share of long words in percent
/// (C. H. Björnsson, *Läsbarhet*, Liber, Stockholm 1968). It counts letters, so it needs no list of syllables for each language.
/// Its bands were found on Swedish texts and hold fairly for English; Finnish words are longer, so that the same number is easier there.
public struct ReadingLevel: Sendable, Hashable {
    public enum Band: String, CaseIterable, Sendable { case veryEasy, easy, medium, hard, veryHard }

    /// From about 20 for a children's book to above 60 for a statute.
    public let lix: Int
    public var band: Band {
        switch lix {
        case ..<30: .veryEasy
        case ..<40: .easy
        case ..<50: .medium
        case ..<60: .hard
        default: .veryHard
        }
    }

    /// Nil for fewer than five words, of which a mean says nothing. Linear in the length of the text.
    public init?(_ text: String) {
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" && $0 != "’" }
        guard words.count >= 5 else { return nil }
        // A sentence ends with a mark or with the line; a full stop inside a number ends none.
        let sentences = text.split { ".!?:\n".contains($0) }.filter { $0.contains(where: \.isLetter) }.count
        let long = words.filter { $0.count > 6 }.count
        lix = Int((Double(words.count) / Double(max(sentences, 1)) + 100 * Double(long) / Double(words.count)).rounded())
    }
}
