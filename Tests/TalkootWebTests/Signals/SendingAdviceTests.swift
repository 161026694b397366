import Foundation
import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Before a signal goes out its sender hears once what the city has already and what it tells about people, and may go on.
@Suite(.serialized) struct SendingAdviceTests {
    private let path = "/kuusila/acts/signal.send"

    private func send(_ fields: [String: String], to site: Site) async throws -> (status: Int, body: String) {
        try await Application(router: site.router()).test(.router) { client in
            let (token, cookie, act) = try await client.execute(uri: path + "?lang=en", method: .get) { answer in
                let page = String(buffer: answer.body)
                let cookie = answer.headers[values: .setCookie].first { $0.hasPrefix("talkoot-visitor") }.map { String($0.prefix { $0 != ";" }) } ?? ""
                func value(_ name: String) -> String { page.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? "" }
                return (value("_csrf"), cookie, value("_act"))
            }
            let all = fields.merging(["_csrf": token, "_act": act]) { first, _ in first }
            let body = all.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }.joined(separator: "&")
            return try await client.execute(uri: path + "?lang=en", method: .post, headers: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"], body: .init(string: body)) {
                (Int($0.status.code), String(buffer: $0.body))
            }
        }
    }

    @Test func whatIsHereAlreadyIsShownOnceAndThenItIsSent() async throws {
        let web = try await WebTown.found()
        let first = try #require(try await web.town.perform("signal.send", ["text": "The street lamp at the corner of Torikatu and Rantatie is dark."], as: nil).object)
        try await web.town.perform("signal.accept", on: first, ["reason": "Yes."], as: .liisa)
        let asked = try await send(["text": "Street lamp at Torikatu and Rantatie corner is dark"], to: web.site)
        #expect(asked.status == 200 && asked.body.contains(first.code.rawValue) && asked.body.contains("name=\"_advised\" value=\"yes\""))
        #expect(asked.body.contains("Street lamp at Torikatu and Rantatie corner is dark"), "what was typed is kept")
        let sent = try await send(["text": "Street lamp at Torikatu and Rantatie corner is dark", "_advised": "yes"], to: web.site)
        #expect(sent.status == 303)
        #expect(try await send(["text": "Ducks cross the harbour road each morning", "place": "Harbour"], to: web.site).status == 303, "nothing to say, nothing asked")
    }

    @Test func personalDataOfOthersIsPointedOutAndTheSenderMayGoOn() async throws {
        let web = try await WebTown.found()
        let text = "My neighbour 131052-308T parks on the pavement, his number is 040 123 4567"
        let asked = try await send(["text": text], to: web.site)
        #expect(asked.status == 200 && asked.body.contains("a personal identity code") && asked.body.contains("a phone number") && !asked.body.contains("an e-mail address</li>"))
        #expect(try await send(["text": text, "_advised": "similar"], to: web.site).status == 200, "the script's mark is about similar ones alone")
        #expect(try await send(["text": text, "_advised": "yes"], to: web.site).status == 303)
        #expect(try await send(["text": ""], to: web.site).status == 422, "a fault is said before any advice")
    }

    @Test func theScriptGetsWhatIsSimilarOfWhatTheReaderMaySee() async throws {
        let web = try await WebTown.found()
        for number in 1...2 {
            let signal = try #require(try await web.town.perform("signal.send", ["text": .text("The swing in Havula park has a broken chain, number \(number).")], as: nil).object)
            if number == 1 { try await web.town.perform("signal.accept", on: signal, ["reason": "Yes."], as: .liisa) }
        }
        try await Application(router: web.site.router()).test(.router) { client in
            try await client.execute(uri: "/kuusila/signals/similar", method: .post, headers: [.contentType: "application/x-www-form-urlencoded"], body: .init(string: "text=swing")) {
                #expect($0.status != .ok, "only for a form of ours")
            }
        }
        let found = try await web.town.look { try SimilarSignals.find("broken chain of the swing in Havula park", $0) }
        #expect(found.count == 1 && found[0].text.hasSuffix("number 1."))
    }

    @Test func placeAndPhotographAreFoldedUntilSomebodyUsesThem() async throws {
        let web = try await WebTown.found()
        let page = try await web.page(path + "?lang=en")
        #expect(page.contains("<details><summary>Add a photograph or a place</summary>"))
        #expect(try await web.page(path + "?lang=en&place=Harbour").contains("<details open><summary>Add a photograph or a place</summary>"))
        #expect(try await send(["text": "", "place": "Harbour"], to: web.site).body.contains("<details open>"))
    }
}
