import ArgumentParser
import TextSimilarity

/// `talkoot similar TEXTS.jsonl --query "…"`: has somebody said this before?
struct SimilarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "Find texts similar to a text, or all pairs of near-duplicates, in any mix of languages.",
        discussion: "Each line of the file is {\"id\":…,\"title\":…,\"text\":…}, with \"tags\":[…] if there are any.")

    @Argument(help: "Texts, one JSON object on each line.")
    var file: String

    @Option(help: "The text to look for.")
    var query: String?

    @Option(help: "Look for texts like the one with this id.")
    var id: String?

    @Flag(help: "List all pairs of texts at least --minimum similar.")
    var pairs = false

    @Option(help: "A tag (category, district …) that lifts texts which have it; may be repeated.")
    var tag: [String] = []

    @Option(help: "How many texts at most for each query.")
    var limit = 10

    @Option(help: "The least similarity, from 0 to 1 (pairs: 0.6 unless given).")
    var minimum: Float?

    @Option(help: "Write the texts found as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard [query != nil, id != nil, pairs].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of --query, --id and --pairs")
        }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit lies between 1 and 10000") }
        guard minimum.map({ (0...1).contains($0) }) ?? true else { throw ValidationError("--minimum lies between 0 and 1") }
    }

    func run() async throws {
        let texts = try endingBadInput { try TextCollection(file: file) }
        if pairs {
            try await writePairs(of: texts)
        } else {
            let found = try endingBadInput {
                let found = try matches(in: texts)
                if let html { try writeText(texts.page(found, query: query, id: id).html, to: html) }
                return found
            }
            switch format {
            case .json: try texts.json(found, query: query, id: id).printOut()
            case .text: try writeText(texts.lines(found), to: "-")
            }
        }
    }

    private func matches(in texts: TextCollection) throws -> [TextCollection.Match] {
        let found: [SimilarText]
        if let id {
            guard texts.index.contains(id) else { throw InputProblem(file: file, line: 0, reason: "no text has the id “\(id)”") }
            found = texts.index.similar(toID: id, limit: limit)
        } else {
            found = texts.index.similar(to: query ?? "", tags: Set(tag), limit: limit)
        }
        let wanted = id.flatMap { texts[$0]?.whole } ?? query ?? ""
        return found.filter { $0.similarity >= minimum ?? 0 }.map { texts.match($0, wanted) }
    }

    private func writePairs(of texts: TextCollection) async throws {
        let found = await texts.index.allSimilar(limit: limit)
        let pairs = texts.pairs(found, minimum: minimum ?? 0.6)
        switch format {
        case .json:
            try JSONValue.object([
                ("pairs", .array(pairs.map { pair in
                    ["ids": .strings([pair.first, pair.second]), "similarity": .number(Double(pair.similarity))]
                }))
            ]).printOut()
        case .text:
            try writeText(pairs.map { visible("\($0.first) and \($0.second): \(percent($0.similarity))") + "\n" }.joined(), to: "-")
        }
    }
}

private func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }

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
