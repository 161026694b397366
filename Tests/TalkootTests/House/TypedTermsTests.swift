@testable import Talkoot
import Testing

/// What people type: amounts, numbers, addresses and texts, kind and hostile.
struct TypedTermsTests {
    @Test(arguments: [
        ("1500", 150_000), ("1 500,50", 150_050), ("1,500.50", 150_050), ("1.500,50", 150_050), ("1.500", 150_000), ("0,5", 50), ("€ 12", 1_200), ("1’000’000", 100_000_000),
        ("12.", 1_200), (".5", 50), ("1\u{A0}234", 123_400), ("1.234.567,89", 123_456_789),
    ] as [(String, Int64)])
    func amountsAreReadAsPeopleWriteThem(_ text: String, _ cents: Int64) { #expect(Money(text)?.cents == cents) }

    @Test(arguments: ["", " ", ",", ".", "€", "-5", "5e3", "1.2345", "1,2,3", "12,34,567", "1,500,00", "0x10", "1/2", "٣", "9999999999999999", "12abc"])
    func whatIsNoAmountIsRefused(_ text: String) { #expect(Money(text) == nil) }

    @Test func markupHasNoSignThatAnAccentHides() {
        #expect(Markup.escaped("<b>\"a\" & 'b'</b>") == "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;")
        #expect(Markup.escaped("<\u{301}i") == "&lt;\u{301}i")
    }

    @Test func everyAmountComesBackFromItsText() {
        var chance = Seeded(2)
        for _ in 0..<5_000 {
            let money = Money(cents: Int64.random(in: 0...100_000_000_00, using: &chance))
            #expect(Money(money.text) == money)
        }
    }

    @Test func everyDecimalComesBackFromItsTextAndKeepsItsOrder() {
        var chance = Seeded(3)
        for _ in 0..<5_000 {
            let (a, b) = (Decimal6(millionths: .random(in: -1_000_000_000_000...1_000_000_000_000, using: &chance)), Decimal6(millionths: .random(in: -5_000_000...5_000_000, using: &chance)))
            #expect(Decimal6(a.text) == a && Decimal6(b.text) == b)
            #expect((a < b) == (a.millionths < b.millionths))
        }
        #expect(Decimal6("16.40") == Decimal6("16.4"))
        #expect(Decimal6("-0") == Decimal6("0"))
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "1.2.3", "1.1234567", "1234567890123", "--1", "+1", "1e3", "NaN", "١", "1,5"])
    func whatIsNoDecimalIsRefused(_ text: String) { #expect(Decimal6(text) == nil) }

    @Test func hostileTextsAreCleaned() {
        #expect(CleanText.clean("a\r\nb\rc\u{2028}d", lines: true) == "a\nb\nc\nd")
        #expect(CleanText.clean("a\r\nb", lines: false) == "a b")
        #expect(CleanText.clean("\u{202E}gpj.exe\u{202C}\u{0}\u{7}\u{200B}", lines: false) == "gpj.exe")
        #expect(CleanText.clean(" \u{FEFF}\t\n ", lines: true).isEmpty)
        #expect(Array(CleanText.clean("cafe\u{301}", lines: false).unicodeScalars) == Array("caf\u{E9}".unicodeScalars))
        let family = "\u{1F469}\u{200D}\u{1F467}"
        #expect(CleanText.clean(family, lines: false) == family)
    }

    @Test func aCleanTextIsCleanAlready() {
        var chance = Seeded(4)
        let scalars: [Unicode.Scalar] = ["a", "é", "e", "\u{301}", "\u{200D}", "\u{202E}", "\u{0}", "\r", "\n", "\t", " ", "\u{2029}", "\u{85}", "\u{FEFF}", "\u{1F469}", "\u{10FFFF}", "\u{2066}", "\u{AD}"]
        for _ in 0..<3_000 {
            let raw = String(String.UnicodeScalarView((0..<chance.below(24)).map { _ in scalars[chance.below(scalars.count)] }))
            for lines in [true, false] {
                let clean = CleanText.clean(raw, lines: lines)
                #expect(Array(CleanText.clean(clean, lines: lines).unicodeScalars) == Array(clean.unicodeScalars))
                #expect(clean.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x85 || (lines && $0 == "\n") })
            }
        }
    }

    @Test(arguments: ["aino.lehto@kuusila.example", "A.B+tag@x.fi", "o'neil@sub.domain.org", "a@1.fi"])
    func addressesArePutInSmallLetters(_ text: String) { #expect(EmailAddress(text)?.text == text.lowercased()) }

    @Test(arguments: [
        "", "@", "a@", "@b.fi", "a@b", "a@@b.fi", "a b@c.fi", "a@b..fi", ".a@b.fi", "a.@b.fi", "a..b@c.fi", "a@-b.fi", "a@b-.fi", "a@b.fi\r\nBcc: x@y.fi", "a@b.fi,c@d.fi", "<a@b.fi>",
        "\"a\"@b.fi", "\u{212A}elvin@x.fi", "a@\u{212A}.fi", "ä@x.fi", "a\u{0}@b.fi",
    ])
    func whatIsNoAddressIsRefused(_ text: String) { #expect(EmailAddress(text) == nil) }

    @Test func addressesHaveALength() {
        #expect(EmailAddress(String(repeating: "a", count: 64) + "@x.fi") != nil)
        #expect(EmailAddress(String(repeating: "a", count: 65) + "@x.fi") == nil)
        #expect(EmailAddress("a@" + String(repeating: "b", count: 63) + ".fi") != nil)
        #expect(EmailAddress("a@" + String(repeating: "b", count: 64) + ".fi") == nil)
    }

    @Test func theOneSpellingOfAValue() throws {
        let value: JSON = ["b": [1, true, .null, "x"], "a": "\"\\\n\t\u{1}é/", "Z": .real(1.5), "ä": -7]
        #expect(value.canonical == #"{"Z":1.5,"a":"\"\\\n\t\u0001é/","b":[1,true,null,"x"],"ä":-7}"#)
        #expect(JSON.real(2).canonical == "2")
        #expect(JSON.real(.nan).canonical == "null")
    }

    @Test func whatIsReadFromItsOneSpellingIsItself() throws {
        var chance = Seeded(5)
        for _ in 0..<1_500 {
            let value = Self.value(3, &chance)
            let read = try JSON(parsing: value.canonical)
            #expect(read == value)
            #expect(read.canonical == value.canonical)
        }
    }

    private static func value(_ depth: Int, _ chance: inout Seeded) -> JSON {
        switch chance.below(depth == 0 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(chance.below(2) == 0)
        case 2: return .integer(Int64.random(in: .min ... .max, using: &chance))
        case 3: return .real(Double(chance.below(2_000_001) - 1_000_000) / 8 + 0.0625)
        case 4: return .text(text(&chance))
        case 5: return .list((0..<chance.below(4)).map { _ in value(depth - 1, &chance) })
        default: return .object(Dictionary((0..<chance.below(4)).map { _ in (text(&chance), value(depth - 1, &chance)) }) { $1 })
        }
    }
    private static func text(_ chance: inout Seeded) -> String {
        let scalars: [Unicode.Scalar] = ["a", "Z", "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "\u{1F469}", "\u{FFFF}"]
        return String(String.UnicodeScalarView((0..<chance.below(8)).map { _ in scalars[chance.below(scalars.count)] }))
    }
}
