import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What the line manager's browser gets of a hidden author: a colleague.
@Suite(.serialized) struct IdeaPageTests {
    @Test func pageListTableAndFeedSayAColleague() async throws {
        let web = try await WebTown.found()
        let object = try #require(try await web.town.perform("idea.send", ["text": "Orders need fewer names.", "hideName": true], as: .tuula).object)
        try await web.town.perform("idea.comment", on: object, ["text": "Nine on one."], as: .tuula)
        let session = try await web.town.platform.beginSession(of: try web.town.id(of: .matti), in: try web.town.kuusila, device: "a browser")
        try await Application(router: web.site.router()).test(.router) { client in
            let addresses = ["/kuusila/ideas", "/kuusila/ideas.csv", "/kuusila/ideas.json", "/kuusila/ideas.atom", "/kuusila/signals/\(object.code)", "/kuusila/signals.csv", "/kuusila/signals.atom", "/kuusila/search?q=orders"]
            for address in addresses {
                let cookie = "\(Cookies.Name.session.rawValue)=\(session)"
                try await client.execute(uri: address + (address.contains("?") ? "&" : "?") + "lang=en", method: .get, headers: [.cookie: cookie]) { answer in
                    let text = String(buffer: answer.body)
                    #expect(answer.status == .ok, "\(address)")
                    #expect(!text.contains("Tuula") && text.contains("Orders need fewer names"), "\(address)")
                    if address.hasPrefix("/kuusila/ideas.csv") || address == "/kuusila/ideas" { #expect(text.contains("a colleague"), "\(address)") }
                }
            }
        }
    }
}
