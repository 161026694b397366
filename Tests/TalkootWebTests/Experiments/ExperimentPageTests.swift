import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What the line manager's browser gets of an experiment that a hidden author leads, and what a visitor gets of any.
@Suite(.serialized) struct ExperimentPageTests {
    @Test func pageListTableAndFeedSayAColleagueAndVisitorsGetNothing() async throws {
        let web = try await WebTown.found()
        let today = try await web.town.look { $0.today }
        let idea = try #require(try await web.town.perform("idea.send", ["text": "Orders need fewer names.", "hideName": true], as: .tuula).object)
        let one = try #require(try await web.town.perform("experiment.write", on: idea, [
            "title": "Three names", "plan": "Orders carry three names.", "place": "The store", "expects": "Two days.", "measure": "We note them.", "firstDay": .text(today.description),
            "lastDay": .text(today.adding(days: 3).description), "hours": 80, "money": "0", "department": "streets",
        ], as: .tuula).object)
        try await web.town.perform("experiment.ask", on: one, as: .tuula)
        let session = try await web.town.platform.beginSession(of: try web.town.id(of: .matti), in: try web.town.kuusila, device: "a browser")
        try await Application(router: web.site.router()).test(.router) { client in
            let addresses = ["/kuusila/experiments", "/kuusila/experiments.csv", "/kuusila/experiments.json", "/kuusila/experiments.atom", "/kuusila/experiments/\(one.code)", "/kuusila/signals/\(idea.code)", "/kuusila/desk"]
            for address in addresses {
                let cookie = "\(Cookies.Name.session.rawValue)=\(session)"
                try await client.execute(uri: address + "?lang=en", method: .get, headers: [.cookie: cookie]) { answer in
                    let text = String(buffer: answer.body)
                    #expect(answer.status == .ok, "\(address)")
                    #expect(!text.contains("Tuula") && text.contains("Three names"), "\(address)")
                    if address == "/kuusila/experiments/\(one.code)" { #expect(text.contains("a colleague, who had the idea") && text.contains("acts/experiment.allow") && !text.contains("Permission asked</strong>"), "nor at which minute it was asked") }
                }
            }
            for address in ["/kuusila/experiments/\(one.code)", "/kuusila/experiments", "/kuusila/experiments.csv"] {
                try await client.execute(uri: address, method: .get) { #expect($0.status != .ok && !String(buffer: $0.body).contains("Three names"), "\(address)") }
            }
        }
    }
}
