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

    @Option(help: "Look for each text of this file; one JSON object {\"id\":…,\"query\":…} on each line.")
    var queries: String?

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

    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        guard [query != nil, id != nil, queries != nil, pairs].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of --query, --id, --queries and --pairs")
        }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit lies between 1 and 10000") }
        guard minimum.map({ (0...1).contains($0) }) ?? true else { throw ValidationError("--minimum lies between 0 and 1") }
    }

    func run() async throws {
        let line = ProgressLine(progress)
        line.begin("reading and indexing \(file)")
        let texts = try endingBadInput { try TextCollection(file: file) }
        if pairs { line.begin("comparing \(texts.index.ids.count) texts") }
        if pairs {
            try await writePairs(of: texts)
        } else if let queries {
            try endingBadInput { try writeAnswers(to: queries, of: texts, line) }
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

    /// An answer for each query, in the order of the file.
    private func writeAnswers(to queries: String, of texts: TextCollection, _ line: ProgressLine) throws {
        let asked = try TextQueries(file: queries).queries
        let answers = asked.enumerated().map { number, query in
            line.say("\(number) of \(asked.count) queries")
            return texts.index.similar(to: query.text, tags: Set(tag), limit: limit).filter { $0.similarity >= minimum ?? 0 }
        }
        line.clear()
        switch format {
        case .json:
            try JSONValue.object([
                ("answers", .array(zip(asked, answers).map { query, found in
                    ["id": .string(query.id), "matches": .array(found.map(TextCollection.json))]
                }))
            ]).printOut()
        case .text:
            try writeText(zip(asked, answers).map { query, found in
                visible("\(query.id): " + found.map { "\($0.id) (\(percent($0.similarity)))" }.joined(separator: ", ")) + "\n"
            }.joined(), to: "-")
        }
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

/// A share as a whole percentage.
func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }
