import TextSimilarity

/// The texts of a JSON Lines file, indexed.
struct TextCollection {
    struct Entry {
        let title: String
        let whole: String
    }

    struct Match {
        let found: SimilarText
        let title: String
        let shared: [String]
    }

    private(set) var index = SimilarityIndex()
    private var entries: [String: Entry] = [:]

    init(file: String) throws { try self.init(bytes: readBytes(of: file), file: file) }

    init(bytes: [UInt8], file: String) throws {
        var texts: [(id: String, text: String, tags: Set<String>)] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (offset, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            let object = try LocatedJSON(bytes: line, file: file, firstLine: offset + 1)
            let problem = { (reason: String) in InputProblem(file: file, line: offset + 1, reason: reason) }
            guard let id = object["id"]?.numeral else { throw problem("an object with an “id” is needed") }
            guard entries[id] == nil else { throw problem("the id “\(id)” stands twice") }
            let title = try Self.text(object["title"], problem("“title” is not a text"))
            let body = try Self.text(object["text"], problem("“text” is not a text"))
            let entry = Entry(title: title, whole: title.isEmpty ? body : title + "\n" + body)
            entries[id] = entry
            texts.append((id, entry.whole, try Self.tags(object["tags"], problem("“tags” is not a list of texts"))))
        }
        do {
            try index.insert(contentsOf: texts)
        } catch is SimilarityError {
            throw InputProblem(file: file, line: 0, reason: "there are more texts than an index can hold")
        }
    }

    private static func text(_ value: LocatedJSON?, _ problem: InputProblem) throws -> String {
        guard let value else { return "" }
        if case .null = value.content { return "" }
        guard let text = value.string else { throw problem }
        return text
    }

    private static func tags(_ value: LocatedJSON?, _ problem: InputProblem) throws -> Set<String> {
        guard let value else { return [] }
        guard case .array(let elements) = value.content else { throw problem }
        return Set(try elements.map { try $0.string ?? { throw problem }() })
    }

    subscript(id: String) -> Entry? { entries[id] }

    func match(_ found: SimilarText, _ wanted: String) -> Match {
        let entry = entries[found.id]
        return Match(found: found, title: entry?.title ?? "", shared: sharedPhrases(wanted, entry?.whole ?? ""))
    }

    /// Each pair once, the most similar first.
    func pairs(_ found: [[SimilarText]], minimum: Float) -> [(first: String, second: String, similarity: Float)] {
        let places = Dictionary(uniqueKeysWithValues: index.ids.enumerated().map { ($1, $0) })
        var pairs: [(places: [Int], similarity: Float)] = []
        var known: Set<[Int]> = []
        for (place, others) in found.enumerated() {
            for other in others where other.similarity >= minimum {
                let pair = [place, places[other.id] ?? place].sorted()
                if known.insert(pair).inserted { pairs.append((pair, other.similarity)) }
            }
        }
        pairs.sort { ($1.similarity, $0.places[0], $0.places[1]) < ($0.similarity, $1.places[0], $1.places[1]) }
        return pairs.map { (index.ids[$0.places[0]], index.ids[$0.places[1]], $0.similarity) }
    }

    static func json(_ found: SimilarText) -> JSONValue {
        ["id": .string(found.id), "similarity": .number(Double(found.similarity)), "score": .number(Double(found.score))]
    }

    func json(_ matches: [Match], query: String?, id: String?) -> JSONValue {
        .object([
            query.map { ("query", .string($0)) } ?? ("id", .string(id ?? "")),
            ("matches", .array(matches.map { match in
                [
                    "id": .string(match.found.id), "title": .string(match.title),
                    "similarity": .number(Double(match.found.similarity)), "score": .number(Double(match.found.score)),
                    "shared": .strings(match.shared),
                ]
            })),
        ])
    }

    func page(_ matches: [Match], query: String?, id: String?) -> ReviewPage {
        let rows = matches.map {
            [$0.found.id, $0.title, percent($0.found.similarity), $0.shared.joined(separator: " · ")]
        }
        return ReviewPage(
            title: "Similar texts", sentences: [query ?? "Like \(id ?? "")"],
            tables: [.init(caption: "The most similar first", header: ["Text", "Title", "Similarity", "Shares"], rows: rows)])
    }

    func lines(_ matches: [Match]) -> String {
        guard !matches.isEmpty else { return "Nothing similar was found.\n" }
        return matches.map { match in
            let shared = match.shared.map { "“\($0)”" }.joined(separator: ", ")
            return visible("\(match.found.id) (\(percent(match.found.similarity))) \(match.title)") + "\n"
                + (shared.isEmpty ? "" : "    shares \(shared)\n")
        }.joined()
    }
}

/// The questions of a JSON Lines file: `{"id":…,"query":…}`, or `text` in place of `query`.
struct TextQueries {
    private(set) var queries: [(id: String, text: String)] = []

    init(file: String) throws { try self.init(bytes: readBytes(of: file), file: file) }

    init(bytes: [UInt8], file: String) throws {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (offset, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            let object = try LocatedJSON(bytes: line, file: file, firstLine: offset + 1)
            guard let id = object["id"]?.numeral, let text = (object["query"] ?? object["text"])?.string else {
                throw InputProblem(file: file, line: offset + 1, reason: "an object with an “id” and a “query” is needed")
            }
            queries.append((id, text))
        }
    }
}
