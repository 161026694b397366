import Foundation

/// Text as search and sorting see it: composed, lower case, without marks on letters. The same on every engine, because it is made here.
public enum Folding {
    public static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased()
    }

    /// The words of a text, folded: runs of letters and digits. Apostrophes and hyphens part words.
    public static func words(_ text: String, limit: Int = .max) -> [String] {
        var words: [String] = []
        for word in fold(text).split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
            words.append(String(word))
            if words.count == limit { break }
        }
        return words
    }
}
