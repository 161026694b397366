/// The part of a text that shows why it was found.
enum Snippet {
    static let length = 200
    /// How far into a text it looks for the words; folding more of it would cost more than the search.
    private static let depth = 1_000

    /// Around the first place where one of the words begins, or the beginning of the text.
    static func of(_ text: String, around question: SearchQuestion) -> String {
        if text.count <= length { return plain(text[...]) }
        let folded = Array(Folding.fold(String(text.prefix(depth))))
        let place = question.words.compactMap { firstPlace(of: Array($0), in: folded) }.min() ?? 0
        return cut(text, from: place < length - 40 ? 0 : place - 60)
    }

    private static func firstPlace(of word: [Character], in text: [Character]) -> Int? {
        guard let first = word.first, text.count >= word.count else { return nil }
        for start in 0...(text.count - word.count) where text[start] == first {
            let begins = start == 0 || !(text[start - 1].isLetter || text[start - 1].isNumber)
            if begins && text[start..<start + word.count].elementsEqual(word) { return start }
        }
        return nil
    }

    /// Without the marks of headings, lists and stress, which mean nothing in one line.
    private static func plain(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).filter { !$0.allSatisfy { "#*->".contains($0) } }.map { $0.replacing("**", with: "") }.joined(separator: " ")
    }

    /// Whole words, with an ellipsis where something is left out. Folding may change the length of a text by a few characters; then it begins a little off.
    private static func cut(_ text: String, from start: Int) -> String {
        var part = text.dropFirst(start).prefix(length)
        let isEnd = part.endIndex == text.endIndex
        if start > 0, let space = part.firstIndex(where: \.isWhitespace) { part = part[space...] }
        if !isEnd, let space = part.lastIndex(where: \.isWhitespace) { part = part[..<space] }
        return (start > 0 ? "…" : "") + plain(part) + (isEnd ? "" : "…")
    }
}
