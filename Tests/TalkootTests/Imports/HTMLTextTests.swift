@testable internal import Talkoot
internal import Testing

@Suite("HTML of strangers becomes text")
struct HTMLTextTests {
    @Test("headings, paragraphs, lists, tables and links stay readable")
    func keepsStructure() {
        let html = """
            <h2>Who may  enter</h2><p>Anybody &amp; everybody&nbsp;– see <a href="https://example.org/rules?a=1&amp;b=2">the rules</a>.</p>
            <ul><li>one</li><li><p>two</p><ol><li>first</li><li>second</li></ol></li></ul>
            <table><tr><th>Part</th><th>Weight</th></tr><tr><td>Cost</td><td>30%</td></tr></table><p>Last<br>line</p>
            """
        #expect(HTMLText.convert(html, as: .markdown) == """
            ### Who may enter

            Anybody & everybody – see [the rules](https://example.org/rules?a=1&b=2).

            - one
            - two
               1. first
               2. second

            Part · Weight
            Cost · 30%

            Last
            line
            """)
        #expect(HTMLText.convert("<p>Look <a href='https://example.org'>here</a></p>", as: .plain) == "Look here (https://example.org)")
    }

    @Test("nothing that a browser could run or follow comes through", arguments: [
        "<script>alert(1)</script>safe", "<SCRIPT SRC=//evil.example></SCRIPT >safe", "<scr<script>ipt>alert(1)</script>safe", "<img src=x onerror=alert(1)>safe",
        "<a href=\"javascript:alert(1)\">safe</a>", "<a href=\" java&#10;script:alert(1)\">safe</a>", "<a href='data:text/html,<script>alert(1)</script>'>safe</a>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>safe", "<style>p{background:url(javascript:alert(1))}</style>safe",
        "<!-- <b --><!--><script>alert(1)</script>-->safe", "<a title=\"><script>alert(1)</script>\">safe</a>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>safe",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>safe", "<template><script>alert(1)</script></template>safe", "<?php alert(1) ?>safe", "</ x><b/onclick=alert(1)>safe",
        "\u{202E}<b>sa\u{200B}fe\u{0}</b>",
    ])
    func isHarmless(_ html: String) {
        for style in [HTMLText.Style.plain, .markdown] {
            let text = HTMLText.convert(html, as: style)
            #expect(text.contains("safe"))
            #expect(!text.lowercased().contains("javascript:") && !text.contains("](data") && !text.contains("\u{202E}"))
            #expect(!text.contains("<script") && !text.contains("onerror") && !text.contains("onclick"))
        }
    }

    @Test("markup that was written as text stays text, also for a Markdown renderer")
    func keepsWrittenMarkup() {
        #expect(HTMLText.convert("use &lt;b&gt; and a &lt; b & c", as: .plain) == "use <b> and a < b & c")
        #expect(HTMLText.convert("&lt;script&gt; [x](javascript:y) *z* a_b", as: .markdown) == "\\<script> \\[x](javascript:y) \\*z\\* a_b")
    }

    @Test("a link cannot break out of its brackets")
    func linkStaysInPlace() {
        let text = HTMLText.convert("<a href=\"https://e.example/a)b<c> d\">x](https://evil.example)\n\n# y</a>", as: .markdown)
        #expect(text == "[x\\](https://evil.example) # y](https://e.example/a%29b%3Cc%3E%20d)")
    }

    @Test("broken and endless HTML ends")
    func ends() {
        for broken in ["<", "<a", "<a href=", "<a href=\"", "<!--", "</", "&", "&#", "&#x110000;", "<p", "<script>", "<td><td>", "</ul></ul></li>"] {
            #expect(HTMLText.convert("before " + broken, as: .markdown).hasPrefix("before"))
        }
        let deep = HTMLText.convert(String(repeating: "<ul><li>", count: 20_000) + "bottom", as: .markdown)
        #expect(deep.hasSuffix("- bottom"))
        #expect(HTMLText.convert(String(repeating: "<", count: 200_000), as: .plain).count == 200_000)
        #expect(HTMLText.convert(String(repeating: "<a href='https://e.example'>", count: 20_000) + "x", as: .plain) == "x")
    }

    @Test("what has no tag is plain text and keeps its lines")
    func keepsLines() {
        #expect(HTMLText.convert("first\r\nsecond\n\n\n\nthird &amp; 1 < 2", as: .plain) == "first\nsecond\n\nthird & 1 < 2")
        #expect(HTMLText.convert("first\nsecond<br>third", as: .plain) == "first second\nthird")
    }

    @Test("letters of all Europe", arguments: [("M&ouml;te p&aring; &Aring;land", "Möte på Åland"), ("pa&#239;s&#x2026;", "país…".replacing("í", with: "ï")), ("&unknown; &T; &copy", "&unknown; &T; &copy")])
    func readsReferences(_ html: String, _ text: String) {
        #expect(HTMLText.convert(html, as: .plain) == text)
    }
}
