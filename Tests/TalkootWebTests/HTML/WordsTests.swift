import Foundation
import Testing

@testable import TalkootWeb

@Suite("Every language says everything")
struct WordsTests {
    static let files = EmbeddedFile.all.filter { $0.name.hasPrefix("Words/") }

    @Test("each language file is a flat list of texts", arguments: files.map(\.name))
    func filesAreFlat(name: String) throws {
        let file = try #require(EmbeddedFile.named(name))
        #expect(try !Words.read(file).isEmpty)
    }

    @Test("no key stands in two files of a language", arguments: Words.languages)
    func keysAreUnique(language: String) throws {
        var owners: [String: String] = [:]
        for file in Self.files where file.name.hasPrefix("Words/\(language)/") {
            for key in try Words.read(file).keys {
                #expect(owners[key] == nil, "\(key) is in \(file.name) and in \(owners[key] ?? "")")
                owners[key] = file.name
            }
        }
    }

    @Test("the languages have the same files and keys", arguments: Words.languages)
    func keysAreTheSame(language: String) throws {
        let english = try #require(Words.all["en"])
        let words = try #require(Words.all[language])
        #expect(words.keys.subtracting(english.keys).sorted() == [])
        #expect(english.keys.subtracting(words.keys).sorted() == [])
    }

    @Test("a text has the same gaps in every language", arguments: Words.languages)
    func gapsAreTheSame(language: String) throws {
        let english = try #require(Words.all["en"])
        let words = try #require(Words.all[language])
        // The order and choice of the parts of a date is the language's own.
        for key in english.keys.intersection(words.keys) where !key.hasPrefix("date.pattern.") {
            #expect(gaps(words(key)) == gaps(english(key)), "\(key) in \(language)")
        }
    }

    @Test("singular and plural come together", arguments: Words.languages)
    func pluralsArePairs(language: String) throws {
        let words = try #require(Words.all[language])
        for key in words.keys where key.hasSuffix(".one") {
            #expect(words.has(key.dropLast(4) + ".other"), "\(key)")
        }
    }

    @Test("texts are plain: no markup, no exclamation mark", arguments: Words.languages)
    func textsArePlain(language: String) throws {
        let words = try #require(Words.all[language])
        for key in words.keys {
            #expect(!words(key).contains("!") && !words(key).contains("<"), "\(key) in \(language)")
        }
    }

    private func gaps(_ text: String) -> [String] {
        text.matches(of: /\{\w+\}/).map { String($0.output) }.sorted()
    }
}

@Suite("A text is filled in")
struct FillingTests {
    let words = Words(
        language: "en",
        texts: [
            "hello": "Hello {name}", "left.one": "{count} day left", "left.other": "{count} days left", "by": "By {who} & others",
        ])

    @Test("gaps take texts and numbers")
    func fillsGaps() {
        #expect(words("hello", ["name": "Aino"]) == "Hello Aino")
        #expect(words("hello", ["name": .number(4_812)]) == "Hello 4,812")
    }

    @Test(
        "one is singular, everything else plural",
        arguments: [(0, "0 days left"), (1, "1 day left"), (2, "2 days left"), (1_200, "1,200 days left")])
    func chooses(count: Int, text: String) {
        #expect(words("left", count: count) == text)
    }

    @Test("in HTML the words are escaped and the gaps are markup")
    func fillsMarkup() {
        #expect(words.html("by", ["who": "<a href=\"/p\">Aino</a>"]).string == "By <a href=\"/p\">Aino</a> &amp; others")
    }

    @Test("what is missing shows itself")
    func showsMissing() {
        #expect(words("nothing.here") == "⟦nothing.here⟧")
        #expect(words("hello", [:]) == "Hello ⟦hello {name}⟧")
    }
}
