import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Everybody reads what an intermediary may do and what it reported; a call is drafted beside what the city gives.
@Suite(.serialized) struct MandatePageTests {
    private func mandate(_ web: WebTown) async throws -> (ObjectReference, Day) {
        let body = try #require(try await web.town.perform("organisation.register", ["name": "Bridge Builders", "registrationNumber": "1234567-1", "sector": "intermediary", "size": "small"], as: .sofia).object)
        try await web.town.perform("organisation.verify", on: body, ["reason": "The register has it."], as: .liisa)
        let today = try await web.town.look { $0.today }
        let object = try #require(try await web.town.perform("mandate.grant", [
            "organisation": .text(body.code.rawValue), "purpose": "It finds those whom we do not reach.", "phases": ["calling"], "firstDay": .text(today.description),
            "lastDay": .text(today.adding(days: 100).description), "reportWhat": "Whom it reached.", "reportTo": "Innovation council", "rhythm": "monthly",
        ], as: .liisa).object)
        try await web.town.perform("mandate.report", on: object, ["report": "We reached <forty> shops."], as: .sofia)
        return (object, today)
    }

    @Test func aVisitorReadsThePaperAndItsReportsInEachLanguage() async throws {
        let web = try await WebTown.found()
        let (object, _) = try await mandate(web)
        try await Application(router: web.site.router()).test(.router) { client in
            for (language, heading) in [("en", "Bridge Builders, on behalf of the city"), ("fi", "Bridge Builders, kaupungin puolesta"), ("sv", "Bridge Builders, för stadens räkning"), ("es", "Bridge Builders, en nombre de la ciudad")] {
                try await client.execute(uri: "/kuusila/mandates/\(object.code)?lang=\(language)", method: .get) { answer in
                    let text = String(buffer: answer.body)
                    #expect(answer.status == .ok && text.contains(heading) && text.contains("We reached &lt;forty&gt; shops."), "\(language)")
                    #expect(!text.contains("acts/mandate.end"), "a visitor can only read")
                    if language == "en" { #expect(text.contains("the whole city"), "it reaches everywhere where no department is named") }
                }
            }
            for address in ["/kuusila/mandates", "/kuusila/mandates.csv", "/kuusila/mandates.json", "/kuusila/mandates.atom"] {
                try await client.execute(uri: address, method: .get) { #expect($0.status == .ok && String(buffer: $0.body).contains("Bridge Builders"), "\(address)") }
            }
            try await client.execute(uri: "/rantala/mandates/\(object.code)", method: .get) { #expect($0.status == .notFound) }
        }
    }

    @Test func theOrganisationsPageLeadsToThePaperAndThePaperToItsOldWording() async throws {
        let web = try await WebTown.found()
        let (object, today) = try await mandate(web)
        let body = try await web.town.look { try MandateQueries.list($0).first?.organisation }
        let code = try await web.town.look { scene in try OrganisationQueries.organisation(body, scene)?.code.rawValue ?? "" }
        #expect(try await web.page("/kuusila/organisations/\(code)?lang=en").contains("href=\"/kuusila/mandates/\(object.code)\">It finds those whom we do not reach."))
        try await web.town.perform("mandate.amend", on: object, [
            "purpose": "It finds <everybody>.", "phases": ["calling", "defining"], "lastDay": .text(today.adding(days: 200).description), "reportWhat": "Whom it reached.", "reportTo": "Innovation council",
            "rhythm": "monthly", "reason": "It did well.",
        ], as: .liisa)
        let page = try await web.page("/kuusila/mandates/\(object.code)?lang=en")
        #expect(page.contains("It finds &lt;everybody&gt;.") && page.contains("Wording 1") && page.contains("It finds those whom we do not reach.") && page.contains("It did well."))
    }

    @Test func anActOfAnotherPhaseIsRefusedInWords() async throws {
        let web = try await WebTown.found()
        let (object, today) = try await mandate(web)
        try await web.town.perform("role.grant", ["email": .text(Townsperson.sofia.email), "role": "innovationOfficer", "mandateOf": .text(object.code.rawValue), "until": .text(today.adding(days: 9).description)], as: .pekka)
        let problem = try await (try await web.town.problem(in: .submitted, of: .clearKerbs)).object(.problem)
        let session = try await web.town.platform.beginSession(of: try web.town.id(of: .sofia), in: try web.town.kuusila, device: "a browser")
        try await Application(router: web.site.router()).test(.router) { client in
            let cookie = "\(Cookies.Name.session.rawValue)=\(session)"
            try await client.execute(uri: "/kuusila/acts/problem.triage?on=\(problem.code)&lang=en", method: .get, headers: [.cookie: cookie]) { answer in
                #expect(answer.status == .forbidden && String(buffer: answer.body).contains("does not cover this part of the way"))
            }
            try await client.execute(uri: "/kuusila/problems/\(problem.code)?lang=en", method: .get, headers: [.cookie: cookie]) { answer in
                #expect(answer.status == .ok && !String(buffer: answer.body).contains("acts/problem.triage"))
            }
        }
    }

    @Test func aCallIsDraftedBesideWhatTheCityGives() async throws {
        let web = try await WebTown.found()
        let problem = try await (try await web.town.problem(in: .routed, of: .drippingPipes)).object(.problem)
        try await web.town.perform("support.set", on: problem, ["supports": [["support": "room", "detail": "The hall on Tuesdays"]], "outputs": [["output": "prototype"]], "steering": "agreedFirst"], as: .liisa)
        let session = try await web.town.platform.beginSession(of: try web.town.id(of: .liisa), in: try web.town.kuusila, device: "a browser")
        try await Application(router: web.site.router()).test(.router) { client in
            let cookie = "\(Cookies.Name.session.rawValue)=\(session)"
            try await client.execute(uri: "/kuusila/acts/challenge.draft?on=\(problem.code)&lang=en", method: .get, headers: [.cookie: cookie]) { answer in
                #expect(answer.status == .ok && String(buffer: answer.body).contains("The hall on Tuesdays"))
            }
            try await client.execute(uri: "/kuusila/problems/\(problem.code)?lang=en", method: .get) { #expect(String(buffer: $0.body).contains("The hall on Tuesdays"), "and everybody reads it") }
        }
    }
}
