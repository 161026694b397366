import NIOCore
import Testing

@testable import TalkootWeb

@Suite("HTML escapes every value and copies every literal")
struct HTMLTests {
    @Test("a name with markup in it is shown as it was written")
    func escapesValues() {
        let name = "<b>Ö & 'x' \"y\"</b>"
        let html: HTML = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;b&gt;Ö &amp; &#39;x&#39; &quot;y&quot;&lt;/b&gt;"
        #expect(html.string == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test("markup in markup, lists of it and missing markup are appended as they are")
    func appendsMarkup() {
        let inner: HTML = "<i>\("&")</i>"
        let missing: HTML? = nil
        let html: HTML = "<p>\(inner)\(missing)\(["a", "b"].map { "<b>\($0)</b>" })</p>"
        #expect(html.string == "<p><i>&amp;</i><b>a</b><b>b</b></p>")
    }

    @Test("numbers are written in digits", arguments: [0, 7, -7, 10, 99, 12_345, Int.max, Int.min])
    func writesNumbers(number: Int) {
        let html: HTML = "\(number)"
        #expect(html.string == String(number))
    }

    @Test("the greatest unsigned number is written whole")
    func writesLargeNumbers() {
        let html: HTML = "\(UInt64.max)"
        #expect(html.string == "18446744073709551615")
    }

    @Test("an attribute without a value is not there, and one with quotes stays inside its quotes")
    func writesAttributes() {
        let nothing: String? = nil
        let html: HTML = "<a\(attribute: "title", nothing)\(attribute: "lang", "\"><script>")\(attribute: "hidden", if: true)>"
        #expect(html.string == "<a lang=\"&quot;&gt;&lt;script&gt;\" hidden>")
    }

    @Test("markup on a condition is written or not")
    func writesConditions() {
        let html: HTML = "\(if: true, "<b>yes</b>")\(if: false, "<b>no</b>")"
        #expect(html.string == "<b>yes</b>")
    }

    @Test("parts are joined with a separator between them")
    func joins() {
        let parts: [HTML] = ["<i>1</i>", "<i>2</i>", "<i>3</i>"]
        #expect(parts.joined(separator: ", ").string == "<i>1</i>, <i>2</i>, <i>3</i>")
        #expect([HTML]().joined(separator: ", ").isEmpty)
    }

    @Test("a component stands in a literal as it is")
    func writesComponents() {
        let missing: TalkootWeb.Tag? = nil
        let html: HTML = "<p>\(TalkootWeb.Tag(.open, "Open"))\(missing)</p>"
        #expect(html.string == "<p><span class=\"tag tag-open\">Open</span></p>")
    }

    @Test("the fast scan escapes like the obvious one, for any text and any place in it")
    func scansLikeTheObviousWay() {
        var generator = SeededGenerator(seed: 7)
        let alphabet: [Character] = [
            "&", "<", ">", "\"", "'", "a", "#", "=", "?", "%", "7", "ö", "漢", "👩‍🌾", "\n", "\u{7f}", "\u{a0}",
        ]
        for _ in 0..<2_000 {
            let length = Int.random(in: 0...40, using: &generator)
            let text = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            let html: HTML = "\(text)"
            #expect(html.string == obviouslyEscaped(text))
            let part: HTML = "\(text.dropFirst(3))"
            #expect(part.string == obviouslyEscaped(String(text.dropFirst(3))))
        }
    }

    private func obviouslyEscaped(_ text: String) -> String {
        String(
            text.unicodeScalars.flatMap { scalar -> String.UnicodeScalarView in
                switch scalar {
                case "&": "&amp;".unicodeScalars
                case "<": "&lt;".unicodeScalars
                case ">": "&gt;".unicodeScalars
                case "\"": "&quot;".unicodeScalars
                case "'": "&#39;".unicodeScalars
                default: String(scalar).unicodeScalars
                }
            }.map(Character.init))
    }
}

@Suite("Addresses keep their shape")
struct AddressTests {
    @Test("what is put into an address cannot become a path, a question or a script")
    func encodesParts() {
        let address: Address = "/kuusila/signals/\("../a?b=c#d e/ä")"
        #expect(address.text == "/kuusila/signals/..%2Fa%3Fb%3Dc%23d%20e%2F%C3%A4")
    }

    @Test("a question is added after others and before the fragment")
    func addsQuestions() {
        let address: Address = "/list?state=open#rows"
        #expect(address.asking("q", "ice & snow").text == "/list?state=open&q=ice%20%26%20snow#rows")
        #expect(Address("/list").asking("page", "2").text == "/list?page=2")
    }

    @Test(
        "outside addresses are of four kinds only",
        arguments: ["javascript:alert(1)", "data:text/html,x", "//evil.example", "JaVaScRiPt:x", ""])
    func refusesOtherKinds(text: String) {
        #expect(Address(outside: text) == nil)
        #expect(Address(path: text).text == "/")
    }

    @Test(
        "https and mail addresses are taken",
        arguments: ["https://kuusila.example/a", "mailto:talkoot@kuusila.example", "tel:+35820100118"])
    func takesUsualKinds(text: String) {
        #expect(Address(outside: text)?.text == text)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
