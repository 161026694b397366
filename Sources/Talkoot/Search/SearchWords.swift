/// The words under which an object is found.
struct IndexedWords {
    /// Between spaces, in their order: ranking looks whether they hold a word.
    let title: String
    /// Each word once.
    let body: String
    /// Which city, kind and readers the object is for: words that nobody can type, so that one look into the index
    /// answers "these words, in this city, for this reader" and never walks through what is not to be shown.
    let marks: String

    init(_ document: SearchDocument, _ city: ID<City>) {
        let titleWords = SearchWords.of(document.title)
        title = " " + titleWords.joined(separator: " ") + " "
        var known = Set(titleWords)
        let rest = SearchWords.of(document.object.code.rawValue + " " + document.body)
        body = rest.filter { known.insert($0).inserted }.joined(separator: " ")
        let readers: [SearchMark.Readers] = document.isPublic ? [.staff, .everybody] : [.staff]
        marks = readers.flatMap { [SearchMark.of(city, for: $0, kind: nil), SearchMark.of(city, for: $0, kind: document.object.kind)] }.joined(separator: " ")
    }

    var all: String { [title.trimmed, body[...], marks[...]].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// A word of the index that stands for a scope. It begins with a sign that no folded word holds.
enum SearchMark {
    enum Readers: String { case everybody = "e", staff = "s" }

    static func of(_ city: ID<City>, for readers: Readers, kind: ObjectKind?) -> String {
        "§" + Secrets.hash(city.rawValue).prefix(12) + readers.rawValue + (kind.map { $0.rawValue.lowercased() } ?? "")
    }
}

enum SearchWords {
    /// The longest that a word is kept; a longer one is cut, in the index and in a question alike.
    static let longest = 40

    /// The folded words of a text, as the index keeps them.
    static func of(_ text: String, limit: Int = 3_000) -> [String] {
        Folding.words(text, limit: limit).map { $0.unicodeScalars.count > longest ? String(String.UnicodeScalarView($0.unicodeScalars.prefix(longest))) : $0 }
    }
}

/// What somebody looks for: words that must all be there, the last one perhaps only begun. Signs part words and mean nothing else.
struct SearchQuestion: Equatable {
    let words: [String]
    /// Whether the last word stands for all that begin with it.
    let isOpen: Bool

    /// At most the first eight words of the first thousand characters count.
    init(_ text: String) {
        let text = text.prefix(1_000)
        words = SearchWords.of(String(text), limit: 8)
        // One letter begins too many words, and after a space the word is finished.
        let endsInWord = text.last.map { $0.isLetter || $0.isNumber } ?? false
        isOpen = endsInWord && (words.last?.unicodeScalars.count ?? 0) >= 2
    }

    private init(words: [String], isOpen: Bool) { (self.words, self.isOpen) = (words, isOpen) }
    /// The same with the last word as a whole one.
    var closed: SearchQuestion { SearchQuestion(words: words, isOpen: false) }

    /// For FTS5. The words are letters and digits only, so quoting them is enough.
    func fullText5(_ marks: [String]) -> String {
        let looked = words.enumerated().map { isOpen && $0 == words.count - 1 ? "\"\($1)\" *" : "\"\($1)\"" }
        return "{title_words body_words} : (\(looked.joined(separator: " AND "))) AND marks : (\(marks.map { "\"\($0)\"" }.joined(separator: " OR ")))"
    }
    /// For `tsquery`.
    func textSearch(_ marks: [String]) -> String {
        let looked = words.enumerated().map { isOpen && $0 == words.count - 1 ? "'\($1)':*" : "'\($1)'" }
        return looked.joined(separator: " & ") + " & (" + marks.map { "'\($0)'" }.joined(separator: " | ") + ")"
    }
}
