import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What a page offers its reader, the reader can do: no button and no link leads to a refusal.
@Suite(.serialized) struct OfferTests {
    @Test func noPageOffersWhatItsReaderMayNotDo() async throws {
        let web = try await WebTown.found(), town = web.town
        let waiting = try #require(try await town.perform("signal.send", ["text": "A lamp is out.", "district": "satamala"], as: .aino).object)
        let idea = try #require(try await town.perform("idea.send", ["text": "Ploughs and buses could share one map.", "department": "streets"], as: .tuula).object)
        let triaged = try await town.problem(in: .triaged).object(.problem), defined = try await town.problem(in: .defined, of: .clearKerbs).object(.problem)
        let submitted = try await town.problem(in: .submitted, of: .quietEvenings).object(.problem)
        try await town.perform("goal.propose", on: triaged, ["goal": "Fewer waits", "metric": "Minutes", "direction": "down"], as: .tuula)
        let said = try await town.perform("hearing.comment", on: triaged, ["text": "Ask the drivers."], as: .aino)
        #expect(said.object != nil)
        let body = try #require(try await town.perform("organisation.register", ["name": "Bridge Builders", "registrationNumber": "1234567-1", "sector": "intermediary", "size": "small"], as: .sofia).object)
        try await town.perform("organisation.verify", on: body, ["reason": "The register has it."], as: .liisa)
        let today = try await town.look { $0.today }, last = JSON.text(today.adding(days: 90).description)
        let paper = try #require(try await town.perform("mandate.grant", [
            "organisation": .text(body.code.rawValue), "purpose": "It finds those whom we do not reach.", "phases": ["calling"], "firstDay": .text(today.description), "lastDay": last,
            "reportWhat": "Whom it reached.", "reportTo": "Innovation council", "rhythm": "monthly",
        ], as: .liisa).object)
        try await town.perform("role.grant", ["email": .text(Townsperson.sofia.email), "role": "innovationOfficer", "mandateOf": .text(paper.code.rawValue), "until": last], as: .pekka)

        let pages = ["", "/desk", "/places", "/problems", "/signals", "/challenges", "/mandates", "/mandates/\(paper.code)", "/organisations/\(body.code)", "/signals/\(waiting.code)", "/signals/\(idea.code)"]
            + [triaged, defined, submitted].flatMap { one in ["", "/canvas", "/hearing", "/team", "/risks", "/benefits"].map { "/problems/\(one.code)\($0)" } }
        try await Application(router: web.site.router()).test(.router) { client in
            for person in [Townsperson.sofia, .aino, .tuula, .kaisa, .paivi, .anneli, .helmi, .riku] {
                let cookie = try await town.cookie(of: person)
                var offered: [String: String] = [:]
                for page in pages {
                    let body = try await client.look("/kuusila\(page)", cookie).body
                    for match in body.matches(of: /(?:href|action)="(\/kuusila\/acts\/[^"]+)"/) { offered[String(match.1).replacing("&amp;", with: "&")] = page }
                }
                for (address, page) in offered {
                    let status = try await client.look(address, cookie).status
                    #expect(status == .ok, "\(person) is offered \(address) on \(page)")
                }
                #expect(!offered.isEmpty, "\(person)")
            }
        }
    }
}
