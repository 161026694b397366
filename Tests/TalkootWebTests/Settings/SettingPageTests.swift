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

/// The page of settings: everybody reads it, who may changes it there, and what is wrong is said beside its field.
@Suite(.serialized) struct SettingPageTests {
    @Test func everybodyReadsAndOnlyKeepersAreOfferedChanges() async throws {
        let (town, site) = try await city()
        for (person, isKeeper) in [(Townsperson?.none, false), (.aino, false), (.matti, false), (.liisa, true), (.pekka, true)] {
            let page = try await get("/kuusila/settings", town, site, as: person).text
            #expect(page.contains("Limits and deadlines") && !page.contains("⟦"))
            #expect(page.contains("/acts/limit.set") == isKeeper && page.contains("/acts/districts.propose") == isKeeper)
            #expect(page.contains("/acts/role.grant") == (person == .pekka), "roles are the administrators'")
            #expect(page.contains("Second factor asked") && page.contains("/acts/city.requireSecondFactor") == (person == .pekka))
        }
        for language in ["fi", "sv", "es"] { #expect(try await !get("/kuusila/settings?lang=\(language)", town, site).text.contains("⟦")) }
        #expect(try await get("/rantala/acts/limit.set?on=signal.answerDays", town, site, as: .liisa).status == .forbidden)
        #expect(try await get("/kuusila/acts/limit.set?on=no.such", town, site, as: .liisa).status == .notFound)
    }

    @Test func everyLimitAndEverySettingHasItsWordsInEachLanguage() throws {
        for words in Words.all.values {
            for tunable in Tunable.all {
                #expect(words.has("limit.\(tunable.name).label") && words.has("limit.\(tunable.name).why"), "\(tunable.name) in \(words.language)")
                #expect(words.has("settings.area.\(tunable.area)"), "\(tunable.area) in \(words.language)")
            }
            for unit in Tunable.Unit.allCases where unit != .money && unit != .percent { #expect(words.has("unit.\(unit.rawValue).other")) }
        }
    }

    @Test func aChangeIsOnThePageWithWhoAndWhyAndInTheHistory() async throws {
        let (town, site) = try await city()
        try await town.perform("limit.set", on: Target("signal.answerDays"), ["value": "10", "reason": "We can be <quicker>."], as: .liisa)
        let page = try await get("/kuusila/settings", town, site).text
        #expect(page.contains("by Liisa Halme.") && page.contains("We can be &lt;quicker&gt;."))
        let history = try await get("/kuusila/settings/history?name=signal.answerDays", town, site).text
        #expect(history.contains("15 business days") && history.contains("10 business days"))
        let csv = try await get("/kuusila/settings/history.csv", town, site).text
        #expect(csv.contains("2,signal.answerDays,") && csv.contains(",15,10,Liisa Halme,We can be <quicker>."))
        let json = try JSON(parsing: try await get("/kuusila/settings.json", town, site).text)
        #expect(json["limits"]?.list?.first { $0["name"]?.text == "signal.answerDays" }?["value"]?.integer == 10)
    }

    @Test func aWrongColourIsSaidBesideItsFieldAndEverythingIsKept() async throws {
        let (town, site) = try await city()
        let answer = try await post("city.accent", ["accent": "#ffcc00", "reason": "Our yellow."], town, site, as: .liisa)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("value=\"#ffcc00\"") && answer.text.contains("Our yellow.") && answer.text.contains("The nearest colour that can be read is #"))
        let done = try await post("city.accent", ["accent": "#8a1e3c", "reason": "Our red."], town, site, as: .liisa)
        #expect(done.status == .seeOther)
        let front = try await get("/kuusila", town, site).text
        #expect(front.contains("/kuusila/brand.css?v=8a1e3c"))
        #expect(try await get("/kuusila/brand.css", town, site).text.contains("--pine:#8a1e3c"))
    }

    @Test func aCrestIsServedAsAPictureAndNothingElse() async throws {
        let (town, site) = try await city()
        let refused = try await upload("city.crest", "picture", Array("<svg><script/></svg>".utf8), ["reason": "Ours."], town, site)
        #expect(refused.status == .unprocessableContent && refused.text.contains("An SVG picture can carry a program") && refused.text.contains("Ours."))
        let taken = try await upload("city.crest", "picture", SmallPicture.bytes, ["reason": "Ours."], town, site)
        #expect(taken.status == .seeOther)
        let front = try await get("/kuusila", town, site).text
        let address = try #require(front.firstMatch(of: #/\/kuusila\/crest\.png\?v=[0-9a-f]{32}/#)).output
        let crest = try await get(String(address), town, site)
        #expect(crest.headers[.contentType] == "image/png" && crest.headers[.xContentTypeOptions] == "nosniff")
        #expect(crest.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox" && crest.headers[.cacheControl]?.contains("immutable") == true)
        #expect(try await get("/rantala/crest.png", town, site).status == .notFound, "another city has none")
    }

    @Test func aProgramSetsALimitWithItsToken() async throws {
        let (town, site) = try await city()
        let token = try await town.platform.newAccessToken(for: try town.id(of: .liisa), in: try town.kuusila, named: "script")
        let body = #"{"on":"jury.minimum","value":5,"reason":"More eyes."}"#
        let answer = try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: "/api/v1/acts/limit.set", method: .post, headers: [.contentType: "application/json", .authorization: "Bearer \(token)"], body: ByteBuffer(string: body)) { ($0.status, String(buffer: $0.body)) }
        }
        #expect(answer.0 == .ok, "\(answer.1)")
        #expect(try JSON(parsing: answer.1)["values"]?["previous"]?.integer == 3)
    }

    // MARK: The way there

    private struct Answer: Sendable { let status: HTTPResponse.Status, text: String, headers: HTTPFields }

    private func city() async throws -> (Town, Site) {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "settings-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }) { clock.now }
        return (try await TestTown.found(on: platform, clock: clock), Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32))))
    }
    private func get(_ address: String, _ town: Town, _ site: Site, as person: Townsperson? = nil) async throws -> Answer {
        var headers: HTTPFields = [.acceptLanguage: "en"]
        if let person { headers[.cookie] = "talkoot=\(try await session(person, town))" }
        return try await send(address, .get, headers, "", site)
    }
    private func session(_ person: Townsperson, _ town: Town) async throws -> String {
        try await town.platform.beginSession(of: try town.id(of: person), in: try town.id(of: person.city), device: "test")
    }
    private func post(_ act: String, _ fields: [String: String], _ town: Town, _ site: Site, as person: Townsperson) async throws -> Answer {
        let token = try await session(person, town)
        let all = fields.merging(["_csrf": site.secrets.seal("form", token), "_act": town.platform.newActID().rawValue]) { $1 }
        let body = all.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        return try await send("/kuusila/acts/\(act)", .post, [.cookie: "talkoot=\(token)", .contentType: "application/x-www-form-urlencoded"], body, site)
    }
    private func upload(_ act: String, _ name: String, _ file: [UInt8], _ fields: [String: String], _ town: Town, _ site: Site) async throws -> Answer {
        let token = try await session(.liisa, town)
        let all = fields.merging(["_csrf": site.secrets.seal("form", token), "_act": town.platform.newActID().rawValue]) { $1 }
        var body = Array(all.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined().utf8)
        body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"f\"\r\n\r\n".utf8) + file + Array("\r\n--b--\r\n".utf8)
        return try await send("/kuusila/acts/\(act)", .post, [.cookie: "talkoot=\(token)", .contentType: "multipart/form-data; boundary=b"], ByteBuffer(bytes: body), site)
    }
    private func send(_ address: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: String, _ site: Site) async throws -> Answer {
        try await send(address, method, headers, ByteBuffer(string: body), site)
    }
    private func send(_ address: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer, _ site: Site) async throws -> Answer {
        try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: address, method: method, headers: headers, body: body) { Answer(status: $0.status, text: String(buffer: $0.body), headers: $0.headers) }
        }
    }
}

/// A picture of 32 by 32 pixels, all of one grey.
enum SmallPicture {
    static let bytes: [UInt8] = [UInt8](Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAFklEQVR42mNoIAAYRhWMKhhVMFIVAABCAAAfN5c2AAAAAABJRU5ErkJggg==") ?? Data())
}
