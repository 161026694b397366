import Foundation
import Testing

/// The layers of CONTRIBUTING.md, read from the imports.
struct ArchitectureTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    private static let civics: Set<String> = ["ParticipatoryBudgeting", "OpinionMapping", "Sortition", "ReviewPanels", "FairShares", "Representation", "TextSimilarity", "TransparencyLog"]
    private static let ours = civics.union(["Storage", "StorageSQLite", "StoragePostgreSQL", "Talkoot", "TalkootWeb", "TalkootCommands", "TalkootMail", "TestTown"])
    private static let mayImport: [String: Set<String>] = [
        "Storage": [], "StorageSQLite": ["Storage"], "StoragePostgreSQL": ["Storage"], "Talkoot": civics.union(["Storage"]), "TalkootMail": ["Talkoot"],
        "TalkootWeb": civics.union(["Storage", "Talkoot"]), "TalkootCommands": civics.union(["Storage", "StorageSQLite", "StoragePostgreSQL", "Talkoot", "TalkootMail"]),
        "TestTown": ["Storage", "Talkoot"],
    ]

    @Test func importsRunDownwardsOnly() throws {
        var checked = 0
        for (file, lines) in try Self.files() {
            let parts = file.split(separator: "/").map(String.init)
            let layer = parts[0] == "Civics" ? parts[1] : parts[0]
            let allowed = parts[0] == "Civics" ? [] : Self.mayImport[layer] ?? Self.ours
            for line in lines where line.contains("import ") && !line.hasPrefix("//") {
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count else { continue }
                let module = String(words[at + 1])
                if Self.ours.contains(module) { #expect(allowed.contains(module) || module == layer, "\(file) imports \(module)") }
            }
            checked += 1
        }
        #expect(checked > 100)
    }

    @Test func timeAndChanceAreHandedIn() throws {
        for (file, lines) in try Self.files() where file.hasPrefix("Talkoot/") || file.hasPrefix("TalkootWeb/") || file.hasPrefix("Storage/") {
            for line in lines where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                for word in ["Date()", "UUID()", ".random(in:", "SystemRandomNumberGenerator()", "Task.detached"] + (file.hasPrefix("TalkootWeb/") ? ["Task {"] : []) {
                    #expect(!line.contains(word), "\(file): \(line)")
                }
            }
        }
    }

    @Test func aFileHoldsOneIdea() throws {
        for (file, lines) in try Self.files() where !file.hasPrefix("Embedded") { #expect(lines.count - 1 <= 400, "\(file) has \(lines.count - 1) lines") }
    }

    private static func files() throws -> [(String, [Substring])] {
        let base = sources.path + "/"
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        return try paths.sorted().map { ($0, try String(contentsOfFile: base + $0, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)) }
    }
}
