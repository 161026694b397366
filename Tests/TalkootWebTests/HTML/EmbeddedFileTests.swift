import Foundation
import Testing

@testable import TalkootWeb

@Suite("Files are part of the program")
struct EmbeddedFileTests {
    @Test("a versioned address leads to its file and an old one to none")
    func findsByAddress() throws {
        let sheet = try #require(EmbeddedFile.named("Assets/talkoot.css"))
        #expect(sheet.contentType == "text/css; charset=utf-8")
        #expect(sheet.version.count == 12)
        #expect(sheet.address.text == "/assets/\(sheet.version)/talkoot.css")
        #expect(EmbeddedFile.at(path: sheet.address.text)?.name == "Assets/talkoot.css")
        #expect(EmbeddedFile.at(path: "/assets/000000000000/talkoot.css") == nil)
        #expect(EmbeddedFile.at(path: "/assets/../Words/en/Furniture.json") == nil)
    }

    @Test("the style sheet is at most 32 kB and the script at most 6 kB")
    func staysSmall() throws {
        #expect(try #require(EmbeddedFile.named("Assets/talkoot.css")).bytes.count <= 32_000)
        #expect(try #require(EmbeddedFile.named("Assets/talkoot.js")).bytes.count <= 6_000)
    }

    @Test("the table was written after a file last came or went", .enabled(if: FileManager.default.fileExists(atPath: script)))
    func tableIsFresh() throws {
        let check = Process()
        check.executableURL = URL(filePath: Self.script)
        check.arguments = ["--check"]
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0, "run scripts/embed")
    }

    private static let script = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "scripts/embed").path

    @Test("every name in the table has bytes and is there once")
    func tableIsWhole() {
        #expect(EmbeddedFile.all.allSatisfy { !$0.bytes.isEmpty })
        #expect(Set(EmbeddedFile.all.map(\.name)).count == EmbeddedFile.all.count)
    }
}
