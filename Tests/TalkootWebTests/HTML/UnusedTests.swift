import Foundation
import Testing

@testable import TalkootWeb

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// What nothing asks for goes: a word or a rule of the style that no source names is of no use to anybody.
@Suite("Nothing lies about unused", .enabled(if: FileManager.default.fileExists(atPath: root + "/Sources")))
struct UnusedTests {
    /// Every text of Sources and the scripts.
    private static let sources: String = {
        let files = (FileManager.default.enumerator(atPath: root + "/Sources")?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.map { "/Sources/" + $0 }
        return (files + ["/Assets/talkoot.js", "/Assets/similar.js"]).compactMap { try? String(contentsOfFile: root + $0, encoding: .utf8) }.joined(separator: "\n")
    }()

    private func found(_ pattern: String) throws -> [String] {
        let text = Self.sources
        return try NSRegularExpression(pattern: pattern).matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { Range($0.range(at: 1), in: text).map { String(text[$0]) } }
    }

    private func unasked(_ keys: Set<String>) throws -> [String] {
        let whole = Set(try found(#""([A-Za-z][\w.]*)""#)), heads = Set(try found(#""([A-Za-z][\w.]*\.\w*)\\\("#))
        return keys.filter { key in
            let plain = key.hasSuffix(".one") ? String(key.dropLast(4)) : key.hasSuffix(".other") ? String(key.dropLast(6)) : key
            return !whole.contains(key) && !whole.contains(plain) && !key.indices.contains { heads.contains(String(key[...$0])) }
        }.sorted()
    }

    @Test("every word is asked for by its key or by a key that is put together, and one that is not is found")
    func wordsAreAskedFor() throws {
        #expect(try unasked(#require(Words.all["en"]).keys) == [])
        #expect(try unasked(["desk.title", "act.signal.send.title", "track.nobodyAsksFor", "zebra.one"]) == ["track.nobodyAsksFor", "zebra.one"])
    }

    private func ungiven(_ sheet: String) throws -> [String] {
        let given = Set(try (found(#"class=\\?"([^"\n]*)"#) + found(#""([a-z -][a-z0-9 -]*)""#)).flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "-" } }.map(String.init))
        let heads = Set(try found(#"([A-Za-z][\w-]*?)\\\("#))
        let rules = sheet.replacing(/\/\*.*?\*\//.dotMatchesNewlines(), with: "").matches(of: /[^{};]+(?=\{)/).map(\.output)
        let classes = Set(rules.flatMap { $0.matches(of: /\.([A-Za-z][\w-]*)/).map { String($0.output.1) } })
        func isNumbered(_ name: String) -> Bool {
            name.indices.contains { end in
                let rest = name[name.index(after: end)...]
                return heads.contains(String(name[...end])) && (name[end] == "-" || !rest.isEmpty && rest.allSatisfy { $0.isNumber || $0 == "-" })
            }
        }
        return classes.filter { !given.contains($0) && !isNumbered($0) }.sorted()
    }

    @Test("every class of the style is given to something, and one that is not is found")
    func classesAreGiven() throws {
        let sheet = String(decoding: try #require(EmbeddedFile.named("Assets/talkoot.css")).bytes, as: UTF8.self)
        #expect(try ungiven(sheet) == [])
        #expect(try ungiven(sheet + ".zebra .btn{color:red}") == ["zebra"])
    }
}
