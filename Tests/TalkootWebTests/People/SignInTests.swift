import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import Synchronization
@testable import Talkoot
@testable import TalkootWeb
import Testing

/// A browser without script: keeps cookies, and sends the forms that it is shown.
final class PlainBrowser: Sendable {
    struct Answer { let status: Int, location: String, clears: String, text: String }
    private let client: any TestClientProtocol
    private let jar = Mutex<[String: String]>([:])
    init(_ client: any TestClientProtocol) { self.client = client }

    var cookies: [String: String] { jar.withLock { $0 } }
    func set(_ name: String, _ value: String) { jar.withLock { $0[name] = value } }

    func get(_ path: String) async throws -> Answer { try await send(path, .get, nil) }
    /// Fills the form that leads to `action` on the page, with what the page put into it unseen.
    func submit(_ page: Answer, to action: String, _ fields: [String: String]) async throws -> Answer {
        let form = try #require(page.text.components(separatedBy: "<form ").first { $0.contains("action=\"\(action)\"") }, "no form to \(action)")
        var all = fields
        for match in form.components(separatedBy: "</form>")[0].matches(of: /type="hidden" name="([^"]+)" value="([^"]*)"/) where all[String(match.1)] == nil { all[String(match.1)] = String(match.2) }
        return try await send(action, .post, all)
    }
    private func send(_ path: String, _ method: HTTPRequest.Method, _ fields: [String: String]?) async throws -> Answer {
        var headers: HTTPFields = [.accept: "text/html", .acceptLanguage: "en", .cookie: cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
        headers[.contentType] = fields == nil ? nil : "application/x-www-form-urlencoded"
        let plain = CharacterSet.alphanumerics
        let body = (fields ?? [:]).map { "\($0.key.addingPercentEncoding(withAllowedCharacters: plain) ?? "")=\($0.value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }.joined(separator: "&")
        return try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: body)) { response in
            for cookie in response.headers[values: .setCookie] {
                let halves = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                self.jar.withLock { $0[String(halves[0])] = halves[1].isEmpty ? nil : String(halves[1]) }
            }
            return Answer(status: Int(response.status.code), location: response.headers[.location] ?? "", clears: HTTPField.Name("clear-site-data").flatMap { response.headers[$0] } ?? "", text: String(buffer: response.body))
        }
    }
}

@Suite("Signing in with what an account asks for") struct SignInTests {
    private static let email = "pekka.oja@kuusila.example"

    private func story(_ tell: @escaping @Sendable (ServedTown, PlainBrowser, Person, City) async throws -> Void) async throws {
        let town = try await ServedTown()
        let (city, person) = try await town.site.platform.look(citySlug: "kuusila", session: nil, page: "/") { scene, _ in (scene.city, try PeopleQueries.person(Self.email, scene)) }
        let pekka = try #require(person)
        try await Application(router: town.site.router()).test(.router) { client in try await tell(town, PlainBrowser(client), pekka, city) }
    }
    /// The code of the mail, as the courier would write it.
    private func byMail(_ town: ServedTown, _ browser: PlainBrowser, to: String = "") async throws -> PlainBrowser.Answer {
        let page = try await browser.get("/kuusila/sign-in?to=\(to)")
        _ = try await browser.submit(page, to: "/kuusila/sign-in", ["email": Self.email])
        let code = town.site.secrets.code(of: browser.cookies["talkoot-request"] ?? "")
        return try await browser.submit(try await browser.get("/kuusila/sign-in/code?to=\(to)"), to: "/kuusila/sign-in/code", ["code": code])
    }
    private func code(_ town: ServedTown, _ secret: [UInt8], off: Int64 = 0) -> String { TOTP.code(secret, step: TOTP.step(at: town.site.platform.now()) + off) }

    @Test("Who signs out leaves nothing in the browser's memory") func signingOut() async throws {
        try await story { town, browser, pekka, city in
            _ = try await byMail(town, browser)
            let account = try await browser.get("/kuusila/account")
            let left = try await browser.submit(account, to: "/kuusila/sign-out", [:])
            #expect(left.status == 303 && left.clears == "\"cache\", \"storage\"")
            #expect(try await browser.get("/kuusila/account").status == 403)
        }
    }

    @Test("Pekka adds a second factor by the picture's text, and keeps ten codes that are shown once") func adding() async throws {
        try await story { town, browser, pekka, city in
            #expect(try await byMail(town, browser).location == "/kuusila/desk")
            let page = try await browser.get("/kuusila/account/second-factor")
            #expect(page.text.contains("<svg class=\"qr\"") && page.text.contains("otpauth://totp/Kuusila"))
            let wrong = try await browser.submit(page, to: "/kuusila/account/second-factor", ["code": "12"])
            #expect(wrong.status == 422 && wrong.text.contains("This code does not fit") && wrong.text.contains("<svg class=\"qr\""))
            let locked = try #require(page.text.firstMatch(of: /name="offer" value="([0-9a-f]+)"/)?.1)
            let secret = try #require(town.site.secrets.unlock(String(locked), for: SecondFactors.purpose(pekka.id, city.id)))
            let done = try await browser.submit(wrong, to: "/kuusila/account/second-factor", ["code": code(town, secret)])
            #expect(done.status == 200 && done.text.matches(of: /<li><code>[0-9A-Z]{5}-[0-9A-Z]{5}<\/code>/).count == 10)
            #expect(try await browser.get("/kuusila/account").text.contains("Since"))
            // Freshly checked: new codes need no other one.
            let own = try await browser.get("/kuusila/account/second-factor")
            #expect(own.text.contains("10 recovery codes are left") && !own.text.contains("_check"))
        }
    }

    @Test("The mail's code alone opens nothing then; the app's code does, and leads where the way was going") func twoSteps() async throws {
        try await story { town, browser, pekka, city in
            let secret = try await add(town, pekka, city)
            let first = try await byMail(town, browser, to: "%2Fkuusila%2Faccount")
            #expect(first.location.hasPrefix("/kuusila/sign-in/second") && browser.cookies["talkoot"] == nil)
            #expect(try await browser.get("/kuusila/desk").status == 403)
            let page = try await browser.get(first.location)
            let wrong = try await browser.submit(page, to: "/kuusila/sign-in/second", ["code": "AAAAA-AAAAA"])
            #expect(wrong.status == 422 && wrong.text.contains("This code does not fit, or it was used already"))
            let done = try await browser.submit(page, to: "/kuusila/sign-in/second", ["code": code(town, secret, off: 1)])
            #expect(done.status == 303 && done.location == "/kuusila/account" && browser.cookies["talkoot"] != nil)
            // Without the first factor there is nothing to add to.
            let stranger = try await browser.submit(try await browser.get("/kuusila/sign-in/second"), to: "/kuusila/sign-in/second", ["code": code(town, secret, off: 1)])
            #expect(stranger.status == 422)
        }
    }

    @Test("A form of high consequence asks for a code in place, keeps what was typed, and takes it") func inPlace() async throws {
        try await story { town, browser, pekka, city in
            let secret = try await add(town, pekka, city)
            // A session whose last check is long ago.
            browser.set("talkoot", try await town.site.platform.beginSession(of: pekka.id, in: city.id, device: "a laptop"))
            try await town.site.platform.keepHouse { tx, now in _ = try tx.run("UPDATE session SET checked_at = \(now.adding(seconds: -901))") }
            let page = try await browser.get("/kuusila/acts/role.grant")
            #expect(page.text.contains("name=\"_check\""))
            let typed = ["email": "aino.lehto@kuusila.example", "role": "staff", "_check": ""]
            let asked = try await browser.submit(page, to: "/kuusila/acts/role.grant", typed)
            #expect(asked.status == 403 && asked.text.contains("Nothing that you typed is lost") && asked.text.contains("value=\"aino.lehto@kuusila.example\""))
            let wrong = try await browser.submit(asked, to: "/kuusila/acts/role.grant", typed.merging(["_check": "000"]) { $1 })
            #expect(wrong.status == 403 && wrong.text.contains("This code does not fit"))
            let done = try await browser.submit(wrong, to: "/kuusila/acts/role.grant", typed.merging(["_check": code(town, secret, off: 1)]) { $1 })
            #expect(done.status == 303)
            #expect(try await !browser.get("/kuusila/acts/role.grant").text.contains("name=\"_check\""))
        }
    }

    @Test("A program brings the code along; a token alone opens nothing of high consequence") func programs() async throws {
        try await story { town, _, pekka, city in
            let secret = try await add(town, pekka, city), token = try await town.site.platform.newAccessToken(for: pekka.id, in: city.id, named: "robot")
            try await Application(router: town.site.router()).test(.router) { client in
                func grant(_ more: String, key: String) async throws -> (HTTPResponse.Status, String) {
                    let headers: HTTPFields = [.contentType: "application/json", .authorization: "Bearer \(token)", try #require(HTTPField.Name("idempotency-key")): key]
                    let body = ByteBuffer(string: #"{"email":"aino.lehto@kuusila.example","role":"staff"\#(more)}"#)
                    return try await client.execute(uri: "/api/v1/acts/role.grant", method: .post, headers: headers, body: body) { ($0.status, String(buffer: $0.body)) }
                }
                let answer0001 = try await grant("", key: "robot-0001").0
                #expect(answer0001 == .forbidden)
                let answer0002 = try await grant(#","check":"000000000""#, key: "robot-0002").0
                #expect(answer0002 == .unprocessableContent)
                let check = #","check":"\#(code(town, secret, off: 1))""#
                let answer0003 = try await grant(check, key: "robot-0003").0
                #expect(answer0003 == .ok)
                // The same call again gets its first outcome; another with the same code gets nothing.
                let again0003 = try await grant(check, key: "robot-0003").0
                #expect(again0003 == .ok)
                let answer0004 = try await grant(check, key: "robot-0004").0
                #expect(answer0004 == .unprocessableContent)
            }
        }
    }

    @Test("A password opens the account from the same page, and a wrong one says nothing about who is here") func password() async throws {
        try await story { town, browser, pekka, city in
            #expect(try await byMail(town, browser).status == 303)
            let weak = try await browser.submit(try await browser.get("/kuusila/account/password"), to: "/kuusila/account/password", ["password": "pekka1234567"])
            #expect(weak.status == 422 && weak.text.contains("among the first that anybody would try"))
            let set = try await browser.submit(weak, to: "/kuusila/account/password", ["password": "hiljainen lautta sumussa"])
            #expect(set.status == 303)
            browser.set("talkoot", "")
            let page = try await browser.get("/kuusila/sign-in")
            func enter(_ email: String, _ password: String) async throws -> PlainBrowser.Answer { try await browser.submit(page, to: "/kuusila/sign-in/password", ["passwordEmail": email, "password": password]) }
            let wrong = try await enter(Self.email, "hiljainen lautta"), nobody = try await enter("nobody@kuusila.example", "hiljainen lautta")
            #expect(wrong.status == 422 && nobody.status == 422 && wrong.text.contains("Address and password do not fit together") && nobody.text.contains("Address and password do not fit together"))
            #expect(!wrong.text.contains("hiljainen"))
            #expect(try await enter(Self.email, "hiljainen lautta sumussa").location == "/kuusila/desk")
            browser.set("talkoot", "")
            for _ in 0..<10 { _ = try await enter(Self.email, "") }
            #expect(try await enter(Self.email, "hiljainen lautta sumussa").text.contains("Too many passwords were tried"))
        }
    }

    private func add(_ town: ServedTown, _ pekka: Person, _ city: City) async throws -> [UInt8] {
        let platform = town.site.platform, secrets = town.site.secrets
        let offer = try platform.offerSecondFactor(to: pekka, in: city, secrets)
        let secret = try #require(secrets.unlock(offer.locked, for: SecondFactors.purpose(pekka.id, city.id)))
        _ = try #require(try await platform.addSecondFactor(offer.locked, code: code(town, secret), of: pekka.id, session: "", in: city.id, secrets))
        return secret
    }
}

@Suite("A QR code that telephones read") struct QRCodeTests {
    @Test("finder patterns in three corners, and a size that its text asks for") func shape() throws {
        let code = try #require(QRCode("otpauth://totp/Kuusila:pekka.oja@kuusila.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kuusila", label: "A \"code\""))
        #expect(code.side >= 21 && code.side % 4 == 1)
        let ring = [true, true, true, true, true, true, true], gap = [true, false, false, false, false, false, true], eye = [true, false, true, true, true, false, true]
        let pattern = [ring, gap, eye, eye, eye, gap, ring]
        for (row, column) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
            for y in 0..<7 { #expect((0..<7).map { code.isDark(row + y, column + $0) } == pattern[y]) }
        }
        let drawn = String(decoding: Array(code.html.buffer.readableBytesView), as: UTF8.self)
        #expect(drawn.contains("aria-label=\"A &quot;code&quot;\"") || drawn.contains("aria-label=\"A &#34;code&#34;\""))
    }
    @Test("no code for nothing, nor for more than any can hold") func limits() {
        #expect(QRCode("", label: "x") == nil && QRCode(String(repeating: "a", count: 3_000), label: "x") == nil)
    }
}
