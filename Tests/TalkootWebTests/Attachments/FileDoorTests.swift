import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import StorageSQLite
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Files through the doors of a browser and of a program.
@Suite(.serialized) struct FileDoorTests {
    @Test func aFormWithAFaultKeepsThePhotographThatCameAlong() async throws {
        try await door { (door: FileDoor) async throws in
            let page = try await door.form(["text": ""], files: [("photos", "lamp.png", FileDoor.png)])
            #expect(page.status == .unprocessableContent)
            let id = try #require(page.text.firstMatch(of: #/name="photos" id="[^"]+" value="([^"]+)" checked/#)).1
            #expect(page.text.contains("lamp.png"))
            let own = try await door.get("/kuusila/files/\(id)")
            #expect(own.status == .ok && own.headers[.contentType] == "image/png" && own.headers[.cacheControl] == "private, no-cache")
            #expect(try await door.get("/kuusila/files/\(id)", asSomebodyElse: true).status == .notFound)
            #expect(try await door.get("/rantala/files/\(id)").status == .notFound)
            // The second time nothing is sent again but its id.
            let done = try await door.form(["text": "The lamp is dark.", "photos": String(id)], files: [])
            #expect(done.status == .seeOther && done.headers[.location] == "/kuusila/signals/sent")
            #expect(try await door.get("/kuusila/files/\(id)").status == .notFound)
        }
    }

    @Test func headsTagsAndHarmlessHeaders() async throws {
        try await door { (door: FileDoor) async throws in
            let page = try await door.form(["text": ""], files: [("photos", "\u{202E}lämp\".png", FileDoor.png)])
            let id = try #require(page.text.firstMatch(of: #/name="photos" id="[^"]+" value="([^"]+)"/#)).1
            let whole = try await door.get("/kuusila/files/\(id)"), tag = try #require(whole.headers[.eTag])
            #expect(whole.headers[.contentDisposition] == "inline; filename=\"l_mp.png\"; filename*=UTF-8''l%C3%A4mp.png")
            #expect(whole.headers[.contentSecurityPolicy]?.contains("sandbox") == true && whole.headers[.xContentTypeOptions] == "nosniff")
            #expect(try await door.get("/kuusila/files/\(id)", headers: [.ifNoneMatch: tag]).status == .notModified)
            #expect(try await door.get("/kuusila/files/\(id)", headers: [.ifNoneMatch: tag], asSomebodyElse: true).status == .notFound)
            #expect(try await door.get("/kuusila/files/\(id)/small").headers[.contentType] == "image/jpeg")
            #expect(try await door.get("/kuusila/files/\(id)/huge").status == .notFound)
            let head = try await door.get("/kuusila/files/\(id)", method: .head)
            #expect(head.status == .ok && head.text.isEmpty && head.headers[.eTag] == tag)
        }
    }

    @Test func filesThatAreNotTakenSayWhyAndTheTextStays() async throws {
        try await door { (door: FileDoor) async throws in
            for (name, bytes, word) in [
                ("a.gif", Array("GIF89a/*".utf8), "JPEG"), ("a.jpg", Array("<svg onload=alert(1)>".utf8), "JPEG"), ("empty.png", [], "empty"), ("cut.png", Array(FileDoor.png.prefix(60)), "damaged"),
                ("large.png", [UInt8](repeating: 7, count: 10_000_001), "10"),
            ] as [(String, [UInt8], String)] {
                let page = try await door.form(["text": "My own words"], files: [("photos", name, bytes)])
                #expect(page.status == .unprocessableContent && page.text.contains("My own words") && page.text.contains(word), "\(name)")
            }
            #expect(try await door.count("SELECT count(*) FROM signal") == 0)
            #expect(try await door.count("SELECT count(*) FROM attachment") == 0)
        }
    }

    @Test func aForgedFormStoresNothing() async throws {
        try await door { (door: FileDoor) async throws in
            #expect(try await door.form(["text": "x", "_csrf": "forged"], files: [("photos", "a.png", FileDoor.png)]).status == .forbidden)
            #expect(try await door.count("SELECT count(*) FROM attachment") == 0)
        }
    }

    @Test func aClickOnTheMapComesBackAsAPoint() async throws {
        try await door { (door: FileDoor) async throws in
            let page = try await door.form(["text": "Kept", "point.x": "150", "point.y": "90"], files: [])
            #expect(page.status == .ok && page.text.contains("Kept"))
            let point = try #require(page.text.firstMatch(of: #/name="point"[^>]* value="(60\.9[0-9]+, 25\.0[0-9]+)"/#)).1
            #expect(MapPoint(String(point)) != nil)
            #expect(try await door.get("/kuusila/map.svg?at=60.95,25.04").text.contains("<circle"))
            // The enter key says nought and nought; that is a form to send, not a place.
            #expect(try await door.form(["text": "Sent", "point.x": "0", "point.y": "0", "point": String(point)], files: []).status == .seeOther)
        }
    }

    @Test func aProgramSendsTheFileFirstAndNamesIt() async throws {
        try await door { (door: FileDoor) async throws in
            let taken = try await door.post("/api/v1/kuusila/uploads?name=lamp.png", FileDoor.png, type: "image/png")
            #expect(taken.status == .created)
            let id = try #require(try JSON(parsing: taken.text)["id"]?.text)
            let input: JSON = ["city": "kuusila", "text": "From a program", "photos": [.text(id)], "point": "60.95, 25.04"]
            #expect(try await door.post("/api/v1/acts/signal.send", Array(input.canonical.utf8), type: "application/json").status == .ok)
            #expect(try await door.post("/api/v1/acts/signal.send", Array(input.canonical.utf8), type: "application/json").status == .unprocessableContent)
            #expect(try await door.post("/api/v1/kuusila/uploads", Array("<html>".utf8), type: "image/png").status == .unprocessableContent)
            #expect(try await door.post("/api/v1/nowhere/uploads", FileDoor.png, type: "image/png").status == .notFound)
            #expect(try await door.post("/api/v1/kuusila/uploads", [UInt8](repeating: 7, count: 10_000_001), type: "image/png").status == .contentTooLarge)
        }
    }

    private func door(_ body: @escaping @Sendable (FileDoor) async throws -> Void) async throws {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "files-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }, darkroom: FileDoor.builtDarkroom) { clock.now }
        _ = try await TestTown.found(on: platform, clock: clock)
        let site = Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32)), options: SiteOptions(isThrottled: false))
        try await Application(router: site.router()).test(.router) { client in try await body(FileDoor(client: client, site: site)) }
    }
}

/// A visitor's browser before the form of a signal.
struct FileDoor: Sendable {
    struct Answer { let status: HTTPResponse.Status, headers: HTTPFields, text: String }
    let client: any TestClientProtocol
    let site: Site
    private let visitor = "visitor-of-these-tests"

    func get(_ uri: String, headers: HTTPFields = [:], method: HTTPRequest.Method = .get, asSomebodyElse: Bool = false) async throws -> Answer {
        var headers = headers
        headers[.cookie] = "talkoot-visitor=\(asSomebodyElse ? "another-visitor" : visitor)"
        return try await answer(uri, method, headers, nil)
    }
    func post(_ uri: String, _ bytes: [UInt8], type: String) async throws -> Answer { try await answer(uri, .post, [.contentType: type], bytes) }

    /// The form as a browser without a script sends it.
    func form(_ fields: [String: String], files: [(field: String, name: String, bytes: [UInt8])]) async throws -> Answer {
        var all = ["_act": site.platform.newActID().rawValue, "_csrf": site.secrets.seal("form", visitor)]
        all.merge(fields) { $1 }
        var body: [UInt8] = []
        for (name, value) in all.sorted(by: { $0.key < $1.key }) { body += "--bound\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8 }
        for file in files {
            body += "--bound\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name.replacing("\"", with: "%22"))\"\r\nContent-Type: x/y\r\n\r\n".utf8
            body += file.bytes + Array("\r\n".utf8)
        }
        body += "--bound--\r\n".utf8
        return try await answer("/kuusila/acts/signal.send?lang=en", .post, [.contentType: "multipart/form-data; boundary=bound", .cookie: "talkoot-visitor=\(visitor)"], body)
    }
    func count(_ statement: SQLText) async throws -> Int { try await site.platform.reading { try $0.count(statement) } }

    private func answer(_ uri: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: [UInt8]?) async throws -> Answer {
        try await client.execute(uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }) { response in
            Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
        }
    }

    static var builtDarkroom: Darkroom {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 where !FileManager.default.fileExists(atPath: folder.path + "/talkoot") { folder.deleteLastPathComponent() }
        return Darkroom(program: folder.path + "/talkoot")
    }

    /// Forty-eight by twenty-four pixels, drawn for these tests.
    static let png: [UInt8] = Data(base64Encoded: """
        iVBORw0KGgoAAAANSUhEUgAAADAAAAAYCAIAAAAzn+mLAAAAFXRFWHRDb21tZW50AHRha2VuIGF0IGhvbWV2YxoJAAAALGlUWHRYTUw6Y29tLmFkb2JlLnhtcAAAAAAAPHg+TGlpc2EncyBraXRjaG\
        VuPC94Pkr8/6wAAAA+SURBVHic7c5BEQAgDMTAFiGVhcgqQRYS8rlnVkAm/WYq4dZGOidSCXKIOEQcIg4Rh4hDxCHiEHGIOEQcIh9wKgI03vu6CQAAAABJRU5ErkJggg==
        """).map { [UInt8]($0) } ?? []
}
