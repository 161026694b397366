@testable import TalkootWeb
import Testing

/// Texts that people wrote, as part of a page.
struct MarkdownTests {
    @Test func headingsNeverSkipALevelAndStandBelowThePage() {
        #expect(Markdown.html("### Dates\n\n## What\n\n#### Deep").string == "<h3>Dates</h3>\n<h3>What</h3>\n<h4>Deep</h4>\n")
        #expect(Markdown.html("# A\n\n## B\n\n# C").string == "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n")
    }
    @Test func rulesAndPlainTextsStayAsTheyAre() {
        #expect(Markdown.html("One\n\n---\n\nTwo").string == "<p>One</p>\n<hr />\n<p>Two</p>\n")
        #expect(Markdown.html("---\n\n# A").string == "<hr />\n<h3>A</h3>\n")
        #expect(Markdown.html("").string == "")
    }
    @Test func hostileTextIsHarmless() {
        let html = Markdown.html("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <h1>y</h1>").string
        #expect(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<h1>"))
    }
}
