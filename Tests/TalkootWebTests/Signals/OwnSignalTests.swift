import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What somebody with an account meets when they tell the city something.
@Suite struct OwnSignalTests {
    @Test func whoHasAnAccountIsNotAskedForAnAddress() async throws {
        let web = try await WebTown.found(), form = "/kuusila/acts/signal.send?lang=en"
        let visitor = try await web.page(form), resident = try await web.page(form, as: .aino), officer = try await web.page(form, as: .liisa)
        #expect(visitor.contains(#"name="email""#) && officer.contains(#"name="email""#), "an office is no account")
        #expect(!resident.contains(#"name="email""#) && resident.contains(#"name="text""#))
        #expect(!(visitor + resident + officer).contains("kiosk"), "what comes with an address only is not asked either")
        let signal = try await web.town.signal(in: .accepted), report = "/kuusila/acts/moderation.report?on=\(signal.code.rawValue)&lang=en"
        #expect(try await web.page(report).contains(#"name="email""#))
        for reader in [Townsperson.onni, .liisa] { #expect(try await !web.page(report, as: reader).contains(#"name="email""#), "a report is its sender's own") }
    }

    @Test func whoHasSentItIsLedToTheirOwnAndNobodyElseByTheirCode() async throws {
        let web = try await WebTown.found(), town = web.town
        let sent = try #require(try await town.perform("signal.send", ["text": "The swing has one chain."], as: .aino).object)
        let own = "/kuusila/signals/\(sent.code.rawValue)", code = "; talkoot-request=" + TrackingCode.of(sent.id)
        let mine = try await town.cookie(of: .aino) + code, another = try await town.cookie(of: .onni) + code
        try await Application(router: web.site.router()).test(.router) { client in
            for (cookie, isTheirs) in [(mine, true), (another, false), ("talkoot-language=en" + code, false)] {
                let page = try await client.look("/kuusila/signals/sent", cookie).body
                #expect(page.contains(TrackingCode.of(sent.id)) && page.contains(own) == isTheirs)
            }
        }
    }

    @Test func theDeskSaysByWhenTheCityAnswersUntilItHas() async throws {
        let web = try await WebTown.found(), town = web.town
        let sent = try #require(try await town.perform("signal.send", ["text": "The swing has one chain."], as: .aino).object)
        let waiting = try await web.page("/kuusila/desk?lang=en", as: .aino)
        #expect(waiting.contains("The swing has one chain.") && waiting.contains("days left"))
        try await town.perform("signal.accept", on: sent, ["reason": "A chain is ordered."], as: .liisa)
        let answered = try await web.page("/kuusila/desk?lang=en", as: .aino)
        #expect(answered.contains("A chain is ordered.") && !answered.contains("days left"))
        #expect(try await !web.page("/kuusila/desk?lang=en", as: .onni).contains("The swing has one chain."), "a neighbour's desk is their own")
    }
}
