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
    private var telling: [Word] { words.filter { !$0.isCommon } }
    private var common: [Word] { words.filter(\.isCommon) }

    /// So many words of a text are weighed, the longest first, since of function words none is long; so many of them are looked for, and so many of those as beginnings.
    private static let weighed = 10, lookedFor = 6, asBeginnings = 2

    /// Complexity: at most two statements, whose cost does not grow with the index.
    init(of text: String, _ scene: Scene) throws { self.init(try WordCounts.weigh(Self.longest(of: text), scene)) }

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
    }

    static func longest(of text: String) -> [Word] {
        var known: Set<String> = []
        let words = SearchWords.of(String(text.prefix(3_000)), limit: 200).filter { $0.unicodeScalars.count >= 4 && !functionWords.contains($0) }
        let longest = words.enumerated().sorted { ($1.element.unicodeScalars.count, $0.offset) < ($0.element.unicodeScalars.count, $1.offset) }.map { Word($0.element) }
        return Array(longest.filter { known.insert($0.stem).inserted }.prefix(weighed))
    }

    /// Two of the words, of which one at least is not common; where all are common, the three rarest together; a single one as it is. Nil without words.
    ///
    /// Common words are nowhere asked for by twos: so the texts that are gathered stay few however many there are.
    func question(_ signs: Signs) -> String? {
        guard let first = words.first else { return nil }
        if words.count == 1 { return signs.word(first) }
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

/// In how many texts words are, as far as it matters: one of the named places where the engines differ.
enum WordCounts {
    /// SQLite walks along a word's texts as it counts and stops here; a word that fills it is common.
    private static let tooCommon = 2_000
    /// PostgreSQL visits the rows of what it counts; which words are common its own statistics say without counting.
    private static let countedTo = 60

    static func weigh(_ words: [TellingWords.Word], _ scene: Scene) throws -> [TellingWords.Word] {
        if words.isEmpty { return [] }
        let shares = try scene.tx.dialect == .postgresql ? frequencies(of: words, scene) : [:]
        let counts = try counts(of: words.filter { shares[$0.whole] == nil }, scene)
        return words.map { word in
            var word = word
            let share = shares[word.whole]
            word.count = share.map { Int($0 * 1e9) } ?? counts[word.whole] ?? 0
            word.isCommon = share != nil || word.count >= tooCommon
            return word
        }
    }

    private static func counts(of words: [TellingWords.Word], _ scene: Scene) throws -> [String: Int] {
        if words.isEmpty { return [:] }
        let counts = words.enumerated().map { place, word -> SQLText in
            switch scene.tx.dialect {
            case .sqlite: "SELECT \(place) AS place, count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH \("{title_words body_words} : (\"\(word.whole)\")") LIMIT \(tooCommon)) AS within"
            case .postgresql: "SELECT \(place) AS place, count(*) FROM (SELECT 1 FROM search_document WHERE words @@ CAST(\("'\(word.whole)'") AS tsquery) LIMIT \(countedTo)) AS within"
            }
        }
        let found = try scene.tx.rows(SQLText(joining: counts, by: " UNION ALL ")) { (words[try $0.int()].whole, try $0.int()) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// The share of texts that hold a word, of those that PostgreSQL has noticed as common. It notices by itself as the table grows.
    private static func frequencies(of words: [TellingWords.Word], _ scene: Scene) throws -> [String: Double] {
        Dictionary(try scene.tx.rows("""
            SELECT common.word, CAST(common.share AS FLOAT8) FROM pg_stats, unnest(CAST(CAST(most_common_elems AS TEXT) AS TEXT[]), most_common_elem_freqs) AS common (word, share)
            WHERE schemaname = current_schema() AND tablename = 'search_document' AND attname = 'words' AND common.word IN (\(list: words.map(\.whole)))
            """) { (try $0.text(), try $0.real()) }, uniquingKeysWith: max)
    }
}
