import Foundation
import Talkoot
@testable import TalkootWeb
import Testing

/// The document that programs read is the acts' own; the file in the repository must say the same.
struct OpenAPITests {
    @Test func theFileIsFresh() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("openapi.json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let fresh = String(decoding: try encoder.encode(OpenAPI.document(.house)), as: UTF8.self) + "\n"
        if ProcessInfo.processInfo.environment["TALKOOT_WRITE_DOCS"] != nil { try fresh.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == fresh, "openapi.json is stale; run make docs")
    }

    @Test func everyActThatAPersonMayPerformIsInItWithItsFields() throws {
        let document = OpenAPI.document(.house)
        for act in Rooms.house.acts where act.permitted != [.system] {
            let schema = document["paths"]?["/api/v1/acts/\(act.name)"]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]
            for field in act.fields {
                #expect(schema?["properties"]?[field.name] != nil, "\(act.name) lacks \(field.name)")
                #expect(!["city", "on", "check"].contains(field.name), "\(act.name) has a field that programs would take for the act's own \(field.name)")
            }
        }
    }
}
