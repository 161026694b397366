import Foundation
import TextSimilarity
import Testing

@testable import TalkootCommands

@Suite("talkoot similar")
struct SimilarCommandTests {
    private static let texts = """
        {"id": "a", "title": "Carril bici", "text": "Un carril bici al carrer d'Aragó", "tags": ["Eixample"]}
        {"id": 2, "title": "Arbres", "text": "Més arbres al parc"}

        {"id": "c", "text": "Carrils bicis al carrer Aragó\\u001b[2J"}

        """

    private func collection(_ text: String) throws -> TextCollection {
        try TextCollection(bytes: Array(text.utf8), file: "texts.jsonl")
    }

    @Test("finds texts, says what they share, and keeps control characters out of the terminal")
    func search() throws {
        let texts = try collection(Self.texts)
        let found = texts.index.similar(to: "carril bici Aragó").map { texts.match($0, "carril bici Aragó") }
        #expect(found.map(\.found.id) == ["a", "c"])
        #expect(found.first?.shared.first == "carril bici")
        let document = try JSONSerialization.jsonObject(
            with: Data(texts.json(found, query: "carril bici Aragó", id: nil).text.utf8)) as? [String: Any]
        #expect((document?["matches"] as? [[String: Any]])?.count == 2)
        #expect(document?["query"] as? String == "carril bici Aragó")
        #expect(!texts.lines(found).contains("\u{1B}"))
        #expect(texts.page(found, query: "<b>", id: nil).html.contains("&lt;b&gt;"))
        #expect(texts.lines([]) == "Nothing similar was found.\n")
    }

    @Test("lists each pair of near-duplicates once")
    func pairs() async throws {
        let texts = try collection(Self.texts)
        let pairs = texts.pairs(await texts.index.allSimilar(), minimum: 0.3)
        #expect(pairs.map { [$0.first, $0.second] } == [["a", "c"]])
    }

    @Test("reads many questions at once, and says which line is none")
    func queries() throws {
        let asked = try TextQueries(bytes: Array("{\"id\":1,\"query\":\"bici\"}\n\n{\"id\":\"b\",\"text\":\"parc\"}".utf8), file: "asked.jsonl")
        #expect(asked.queries.map { [$0.id, $0.text] } == [["1", "bici"], ["b", "parc"]])
        #expect { _ = try TextQueries(bytes: Array("{\"id\":1}".utf8), file: "asked.jsonl") } throws: {
            ($0 as? InputProblem)?.description == "asked.jsonl:1: an object with an “id” and a “query” is needed"
        }
    }

    @Test("says where a file is wrong", arguments: [
        ("{\"id\":\"a\"}\n{\"id\":\"a\"}", "texts.jsonl:2: the id “a” stands twice"),
        ("{\"title\":\"a\"}", "texts.jsonl:1: an object with an “id” is needed"),
        ("\n\n{\"id\":\"a\",\"text\":7}", "texts.jsonl:3: “text” is not a text"),
        ("{\"id\":\"a\",\"tags\":\"x\"}", "texts.jsonl:1: “tags” is not a list of texts"),
        ("{\"id\":\"a\"}\n{\"id\":\"b\"", "texts.jsonl:2: “}” is missing in the JSON"),
    ])
    func badInput(text: String, message: String) {
        #expect { _ = try collection(text) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("survives damaged files")
    func damage() {
        let fragments = ["\"", "{", String(repeating: "[", count: 300), "null", "\\u12", "\\ud800", "\n", "\",\"x\":\""]
        for bytes in damagedCopies(of: Self.texts, count: 400, with: fragments) {
            do {
                let texts = try TextCollection(bytes: bytes, file: "texts.jsonl")
                #expect(texts.index.similar(to: "carril").count <= texts.index.count)
            } catch {
                #expect(error is InputProblem)
            }
        }
    }
}
