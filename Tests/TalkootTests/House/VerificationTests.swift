import Foundation
import Testing

/// What `docs/asvs.md` says to hold is held by tests that are there.
struct VerificationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    /// The rows of the tables whose first cell is a number of the standard.
    private static func rows() throws -> [[String]] {
        try text(of: root.appending(path: "docs/asvs.md")).split(separator: "\n").filter { $0.firstMatch(of: /^\| \d+(\.\d+\.\d+)? \|/) != nil }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test func everyProofIsThere() throws {
        let files = FileManager.default.enumerator(at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil)
        let tests = (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { ["swift", "py"].contains($0.pathExtension) }
        let texts = try tests.map { (name: $0.deletingPathExtension().lastPathComponent, text: try Self.text(of: $0)) }
        for row in try Self.rows() {
            for match in row[4].matches(of: /`([^`]+)`/) {
                let proof = String(match.1).split(separator: ".")
                let isThere = proof.count == 2
                    ? texts.contains { $0.name == proof[0] && $0.text.contains("def \(proof[1])(") }
                    : texts.contains { $0.text.contains("func \(proof[0])(") }
                #expect(isThere, "\(row[0]) names \(match.1)")
            }
        }
    }

    @Test func everyRequirementHasOneAnswer() throws {
        let rows = try Self.rows()
        #expect(rows.count > 200)
        #expect(Set(rows.map { $0[0] }).count == rows.count)
        for row in rows { #expect(row.count == 5 && ["held", "setting", "none", "not yet"].contains(row[2]) && !row[3].isEmpty, "\(row)") }
    }
}
