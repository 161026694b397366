/// The texts of one language, read once from the language files.
///
///     words("signal.new.title")                      a text
///     words("clock.left", count: 3)                  "3 days left", by the keys clock.left.one and clock.left.other
///     words("mail.greeting", ["name": .text(name)])  a text with its gaps filled
///     words.html("by", ["name": "<b>…</b>"])         the same as HTML: the text is escaped, the filling is markup
final class Words: Sendable {
    let language: String
    let dateWords: DateWords
    let numberMarks: NumberMarks
    private let texts: [String: Template]

    init(language: String, texts: [String: String]) {
        self.language = language
        self.texts = texts.mapValues(Template.init)
        dateWords = DateWords(texts)
        numberMarks = NumberMarks(language: language)
    }

    enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int)

        init(stringLiteral text: String) { self = .text(text) }
        init(integerLiteral number: Int) { self = .number(number) }
    }

    /// The text of a key. A missing one shows its key in brackets: another language never stands in silently.
    func callAsFunction(_ key: String) -> String { texts[key]?.text ?? "⟦\(key)⟧" }

    func callAsFunction(_ key: String, _ values: [String: Value]) -> String {
        guard let template = texts[key] else { return self(key) }
        return template.filled { name in values[name].map(written) ?? "⟦\(key) {\(name)}⟧" }
    }

    /// The singular or plural text, with `{count}` filled in. All four languages have these two forms.
    func callAsFunction(_ key: String, count: Int, _ values: [String: Value] = [:]) -> String {
        self(abs(count) == 1 ? "\(key).one" : "\(key).other", values.merging(["count": .number(count)]) { given, _ in given })
    }

    /// The text as HTML: the words are escaped, the gaps are filled with markup.
    func html(_ key: String, _ values: [String: HTML] = [:]) -> HTML {
        guard let template = texts[key] else { return HTML(text: self(key)) }
        return template.pieces.reduce(into: HTML()) { filled, piece in
            switch piece {
            case .text(let text): filled += HTML(text: text)
            case .gap(let name): filled += values[name] ?? HTML(text: "⟦\(key) {\(name)}⟧")
            }
        }
    }

    /// The text of a key that need not be there, such as a hint.
    func find(_ key: String) -> String? { texts[key]?.text }

    func has(_ key: String) -> Bool { texts[key] != nil }

    var keys: Set<String> { Set(texts.keys) }

    /// The words that a request asks for: what its reader chose, else the first language of the browser that there is, else English.
    static func wished(chosen: String?, accepted: String) -> Words? {
        let wishes = accepted.split(separator: ",").map { $0.prefix { $0 != ";" && $0 != "-" }.lowercased().filter { !$0.isWhitespace } }
        return ([chosen].compactMap(\.self) + wishes).lazy.compactMap { all[$0] }.first ?? all["en"]
    }

    private func written(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): self.number(number)
        }
    }
}
