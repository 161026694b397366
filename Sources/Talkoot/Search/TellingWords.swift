import Storage

/// The words of a text that tell most of what it is about: the rarest of it in the index.
struct TellingWords: Equatable {
    struct Word: Hashable {
        let whole: String
        /// Its beginning, so that endings do not part what belongs together.
        let stem: String
        var count = 0
        /// In so many texts that it tells something only beside a rarer one.
        var isCommon = false
        var isBeginning = false

        init(_ word: String) {
            whole = word
            let length = word.unicodeScalars.count
            stem = String(word.unicodeScalars.prefix(length <= 5 ? length : max(5, length - 3)))
        }
    }

    /// The rarest first, common ones last.
    let words: [Word]
    /// Whether a text must hold two of them.
    private let asksForTwo: Bool
    private var telling: [Word] { words.filter { !$0.isCommon } }
    private var common: [Word] { words.filter(\.isCommon) }

    /// So many words of a text are weighed, the longest first, since of function words none is long; so many of them are looked for, and so many of those as beginnings.
    private static let weighed = 10, lookedFor = 6, asBeginnings = 2
    /// So many where any of them will do.
    private static let weighedAmong = 24

    /// For texts of which there are very many.
    /// - Parameter isIndexed: whether the text itself is in the index. Then a word that is in one text says nothing but that.
    /// - Complexity: at most two statements, whose cost does not grow with the index.
    init(of text: String, isIndexed: Bool = false, _ scene: Scene) throws {
        self.init(try WordCounts.weigh(Self.longest(of: text), scene).map { word in
            var word = word
            if isIndexed, word.count == 1 { word.count = 0 }
            return word
        })
    }

    /// For texts of which there are not so many: the rarest words among those of some marks, until so many texts hold one of them as are compared.
    /// - Complexity: one bounded look for each of so many words.
    init(among marks: [String], of text: String, isIndexed: Bool, _ scene: Scene) throws {
        let held = try WordCounts.within(marks, Self.longest(of: text, most: Self.weighedAmong), scene).filter { $0.count > (isIndexed ? 1 : 0) }.sorted { ($0.count, $1.whole.count) < ($1.count, $0.whole.count) }
        var together = 0
        words = held.prefix { word in
            defer { together += word.count }
            return together < TextCandidates.bound
        }
        asksForTwo = false
    }

    /// Words that the index does not hold are looked for by their beginnings alone. What begins like a word is gathered whole before the first is given, so that is asked of few words.
    init(_ weighed: [Word]) {
        let held = weighed.filter { $0.count > 0 }.sorted { ($0.isCommon ? 1 : 0, $0.count, $1.whole.count) < ($1.isCommon ? 1 : 0, $1.count, $0.whole.count) }
        let unknown = weighed.filter { $0.count == 0 }.prefix(Self.asBeginnings)
        var beginnings = Self.asBeginnings - unknown.count
        let chosen = held.prefix(Self.lookedFor - unknown.count).map { word in
            var word = word
            if !word.isCommon, beginnings > 0 { (word.isBeginning, beginnings) = (true, beginnings - 1) }
            return word
        }
        let begun = unknown.map { word in
            var word = word
            word.isBeginning = true
            return word
        }
        words = chosen.filter { !$0.isCommon } + begun + chosen.filter(\.isCommon)
        asksForTwo = true
    }

    static func longest(of text: String, most: Int = weighed) -> [Word] {
        var known: Set<String> = []
        let words = SearchWords.of(String(text.prefix(3_000)), limit: 200).filter { $0.unicodeScalars.count >= 4 && !functionWords.contains($0) }
        let longest = words.enumerated().sorted { ($1.element.unicodeScalars.count, $0.offset) < ($0.element.unicodeScalars.count, $1.offset) }.map { Word($0.element) }
        return Array(longest.filter { known.insert($0.stem).inserted }.prefix(most))
    }

    /// Any of the words; or two of them, of which one at least is not common; where all are common, the three rarest together; a single one as it is. Nil without words.
    ///
    /// Common words are nowhere asked for by twos: so the texts that are gathered stay few however many there are.
    func question(_ signs: Signs) -> String? {
        guard let first = words.first else { return nil }
        if words.count == 1 { return signs.word(first) }
        guard asksForTwo else { return "(" + words.map(signs.word).joined(separator: signs.or) + ")" }
        guard !telling.isEmpty else { return words.prefix(3).map(signs.word).joined(separator: signs.and) }
        let ways = telling.enumerated().flatMap { place, word -> [String] in
            let rarer = telling[(place + 1)...].map(signs.word), beside = word.count > 0 ? common.map(signs.whole) : []
            return [(signs.word(word), rarer), (signs.whole(word), beside)].filter { !$1.isEmpty }.map { "(" + $0 + signs.and + "(" + $1.joined(separator: signs.or) + "))" }
        }
        return ways.isEmpty ? signs.word(first) : "(" + ways.joined(separator: signs.or) + ")"
    }

    /// How an engine writes a question. The words are letters and digits only, so quoting them is enough.
    struct Signs {
        let and: String, or: String
        let quote: String, begun: String
        func whole(_ word: Word) -> String { quote + word.whole + quote }
        func word(_ word: Word) -> String { word.isBeginning ? quote + word.stem + quote + begun : whole(word) }
        static let fullText5 = Signs(and: " AND ", or: " OR ", quote: "\"", begun: " *")
        static let textSearch = Signs(and: " & ", or: " | ", quote: "'", begun: ":*")
    }

    /// Words of four letters and more that say nothing of what a text is about, in the languages of the house, folded.
    private static let functionWords: Set<String> = [
        "that", "this", "with", "have", "from", "they", "there", "when", "what", "which", "would", "could", "should", "people", "please", "about", "every", "their", "because", "very", "more",
        "että", "etta", "joka", "jotka", "tama", "tassa", "siella", "taalla", "kun", "koska", "myos", "olla", "ovat", "olisi", "voisi", "pitaisi", "aina", "mutta", "kanssa", "mukaan",
        "inte", "som", "fran", "skulle", "kunde", "borde", "alltid", "eller", "finns", "behover", "manga", "nagon",
        "para", "como", "pero", "porque", "cuando", "donde", "tiene", "hacer", "esta", "este", "todos", "muy", "desde", "sobre", "deberia", "podria",
    ]
}
