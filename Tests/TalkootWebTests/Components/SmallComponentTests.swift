import Foundation
import Testing

@testable import TalkootWeb

@Suite("Clocks, proofs, pagers and facts say what is so")
struct SmallComponentTests {
    let dates = Gallery.dates("en")
    let day = Gallery.day
    let now = Gallery.now

    @Test("a clock is in time, near in the last fifth, and late afterwards")
    func tellsTime() {
        let inTime = ClockDial(dates, start: now - 7 * day, due: now + 12 * day)
        #expect(inTime.state == .inTime)
        #expect(inTime.text.string == "12 days left, to <time datetime=\"2026-03-24\">Tuesday 24 March</time>")
        #expect(inTime.html.string.contains("stroke-dasharray=\"37 100\""))
        #expect(ClockDial(dates, start: now - 8 * day, due: now + 2 * day).state == .near)
        let late = ClockDial(dates, start: now - 20 * day, due: now - 4 * day)
        #expect(late.state == .late)
        #expect(late.text.string.hasPrefix("4 days late, promised <time"))
        #expect(late.html.string.contains("stroke-dasharray=\"100 100\""))
    }

    @Test("on the last day a clock tells the hour")
    func tellsTheHour() {
        #expect(ClockDial(dates, start: now - day, due: now + 3_600_000).text.string == "today until 15:40")
        #expect(ClockDial(dates, start: now - day, due: now - 3_600_000, showsDate: false).text.string == "late, promised for today")
    }

    @Test("a clock that ends before it starts is late and full")
    func survivesNonsense() {
        #expect(ClockDial(dates, start: now, due: now - 1).html.string.contains("100 100"))
    }

    @Test("a paused clock gives its reason")
    func tellsPauses() {
        #expect(ClockDial(dates.words, pausedDays: 1, reason: "a <permit>").html.string.contains("Paused 1 day: a &lt;permit&gt;"))
    }

    @Test("a proof leads to its entry, or comes in a moment")
    func proves() {
        let proof = ProofLink(dates.words, index: 4_812, hash: "9f3c77d0a1e0", address: "/r/4812").html.string
        #expect(proof == "<a class=\"proof\" href=\"/r/4812\">record 4,812 · 9f3c…a1e0</a>")
        #expect(ProofLink(dates.words, index: nil, hash: nil, address: nil).html.string.contains("proof in a moment"))
    }

    @Test("a list of one page has no pager")
    func leavesOutPager() {
        #expect(Pager(words: dates.words).html.isEmpty)
        #expect(Pager(words: dates.words, next: "?after=x").html.string.contains("rel=\"next\""))
    }

    @Test("a fact without a value is left out")
    func leavesOutFacts() {
        #expect(Facts([("Owner", "City"), ("Spent", nil)]).html.string == "<dl class=\"facts\"><dt>Owner</dt><dd>City</dd></dl>")
    }

    @Test("a table names its cells for the narrow form")
    func namesCells() {
        let table = Table(
            caption: "C", columns: [.text("Source"), .number("Spent")], rows: [["City", "1"]], footer: ["Sum", "1"])
        #expect(
            table.html.string.contains(
                "<tbody><tr><th scope=\"row\">City</th><td data-h=\"Spent\" class=\"r\">1</td></tr></tbody><tfoot>"))
    }

    @Test("a column in which no row says anything is left out")
    func leavesOutSilentColumns() {
        let columns: [Table.Column] = [.text("What"), .text("Value"), .text("Change")]
        let silent = Table(caption: "C", columns: columns, rows: [["Name", "Kuusila", HTML()], ["Crest", HTML(), HTML()]]).html.string
        #expect(!silent.contains("Change") && silent.contains("<td data-h=\"Value\"></td>"))
        #expect(Table(caption: "C", columns: columns, rows: []).html.string.contains("Change"), "an empty table keeps its headings")
    }

    @Test("a long heading is drawn to be read, a question in the summary of errors has no colon after it")
    func drawsLongTexts() {
        #expect(PageHead(heading: String(repeating: "word ", count: 30)).html.string.contains("<h1 class=\"lede\">"))
        #expect(PageHead(heading: "A bench").html.string.contains("<h1>A bench</h1>"))
        let words = Words(language: "en", texts: ["form.errors.one": "One", "form.kept": "Kept"])
        #expect(ErrorSummary(words: words, errors: [FieldError(field: "a", sentence: "Fill this in.", label: "What?")]).html.string.contains(">What? Fill this in.<"))
    }

    @Test("the filter sentence keeps what was chosen and what was looked for")
    func keepsFilters() {
        let words = Words(language: "en", texts: ["s": "Show {state} things", "filter.show": "Show", "filter.search": "with"])
        let filter = FilterSentence(
            words: words, action: "/l", sentence: "s",
            gaps: [.init(name: "state", label: "State", options: [.init("a", "A"), .init("b", "B")], chosen: "b")],
            search: ("q", "<ice>"))
        #expect(filter.html.string.contains("Show <select name=\"state\" aria-label=\"State\">"))
        #expect(filter.html.string.contains("<option value=\"b\" selected>B</option>"))
        #expect(filter.html.string.contains("value=\"&lt;ice&gt;\""))
    }
}
