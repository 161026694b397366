import Talkoot
@testable import TalkootWeb
import Testing

/// What browsers send, and what vandals do.
struct FormTextTests {
    @Test func repeatedAndNestedNamesBecomeListsAndRows() throws {
        let form = try #require(FormText("a=1&b=x+y&c.0.n=one&c.1.n=two%20%C3%A4&_csrf=t".utf8))
        let fields = [Field("a", .line(max: 9)), Field("b", .line(max: 9)), Field("c", .rows([Field("n", .line(max: 9))], max: 5))]
        #expect(form.input(for: fields) == ["a": "1", "b": "x y", "c": [["n": "one"], ["n": "two ä"]]])
        #expect(form["_csrf"] == "t")
    }
    @Test func brokenBytesAreNoForm() {
        #expect(FormText("a=%ZZ".utf8) == nil)
        #expect(FormText("a=%C3".utf8) == nil)
        #expect(FormText([0x61, 0x3D, 0xFF]) == nil)
        #expect(FormText(Array(repeating: "a=1", count: 2_000).joined(separator: "&").utf8) == nil)
    }
    @Test func aHugeRowNumberMakesNoHugeList() throws {
        let form = try #require(FormText("c.999999999.n=x&c.0.n=y".utf8))
        #expect(form.input(for: [Field("c", .rows([Field("n", .line(max: 9))], max: 5))])["c"]?.list?.count == 1)
    }
    @Test func anInputShownAgainIsTheInput() throws {
        let input: JSON = ["title": "T", "rows": [["name": "a", "weight": 3]], "tick": true]
        #expect(input.formValues == ["title": ["T"], "rows.0.name": ["a"], "rows.0.weight": ["3"], "tick": ["yes"]])
    }
    @Test func spreadsheetsRunNothing() {
        #expect(CSV.cell("=1+1") == "'=1+1")
        #expect(CSV.cell("-5") == "-5")
        #expect(CSV.cell("=\u{301}1") == "'=\u{301}1")
        #expect(CSV.cell("say \"\u{301}") == "\"say \"\"\u{301}\"", "an accent hides no quote")
        #expect(CSV.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
    }
}
