import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Synchronization
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// The pages of the people around a problem: in four languages for everybody, and not a word of what was said in confidence.
@Suite(.serialized) struct PartPageTests {
    @Test func everyPartStandsUnderTheProblemInFourLanguages() async throws {
        let (web, problem) = try await around()
        let resident = try await web.town.cookie(of: .onni), head = try await web.town.cookie(of: .paivi)
        try await Application(router: web.site.router()).test(.router) { client in
            for (_, name) in PartRoutes.pages {
                for language in ["en", "fi", "sv", "es"] {
                    for cookie in [String?.none, resident, head] {
                        let answer = try await client.look("/kuusila/problems/\(problem.code)/\(name)?lang=\(language)", cookie)
                        #expect(answer.status == .ok && !answer.body.contains("⟦"), "\(name) in \(language)")
                    }
                }
                #expect(try await client.look("/kuusila/problems/KU-NOSUCH/\(name)").status == .notFound)
            }
            let front = try await client.look("/kuusila/problems/\(problem.code)?lang=en").body
            for (_, name) in PartRoutes.pages where name != "friction" { #expect(front.contains("/kuusila/problems/\(problem.code)/\(name)"), "\(name)") }
            for act in Rooms.house.acts where act.target.map({ PartQueries.partKinds.contains($0) }) ?? false {
                let answer = try await client.look("/kuusila/acts/\(act.name)?on=\(problem.code)&lang=sv", head)
                #expect([.ok, .forbidden, .conflict].contains(answer.status) && !answer.body.contains("⟦"), "\(act.name): \(answer.status)")
            }
        }
    }

    @Test func theFormsOfTheWaySayWhatCountsBeforeTheyRefuse() async throws {
        let web = try await WebTown.found(), town = web.town
        let problem = try await town.problem(in: .defined).object(.problem)
        let compare = try await web.page("/kuusila/acts/problem.compare?on=\(problem.code)&lang=en", as: .paivi)
        #expect(compare.contains("What counts here") && compare.contains("Comparison asked for above") && compare.contains("not above it") && compare.contains("Nobody has compared yet."))
        try await town.perform("problem.compare", on: problem, ["advantages": [["advantage": "ideas", "weight": "2"]], "obstacles": [["obstacle": "legal", "weight": "3"]], "reason": "We know."], as: .paivi)
        let again = try await web.page("/kuusila/acts/problem.compare?on=\(problem.code)&lang=en", as: .paivi)
        #expect(again.contains("2 for together, 3 against: -1") || again.contains("2 for together, 3 against: −1"), "the sum stands there")
        #expect(again.contains("Not weighed yet: more knowledge of the problem") && again.contains("<option value=\"ideas\" selected>"))
        let route = try await web.page("/kuusila/acts/problem.route?on=\(problem.code)&lang=en", as: .paivi)
        #expect(route.contains("What counts here") && route.contains("Still missing for this choice") && !route.contains("Not weighed yet"))
    }

    @Test func nothingOfAConfidentialMatterStandsAtAnyAddressOfOthers() async throws {
        let (web, problem) = try await around()
        let town = web.town
        let code = try await town.perform("friction.report", on: problem, ["text": "Zebrafish in the office."], as: .tuula).values["code"]?.text ?? ""
        let thread = try await town.look { try #require(try InitiativeQueries.initiative(ProblemQueries.problem(Target(problem.code.rawValue), $0).initiative, $0)).code }
        let places = [
            "/kuusila", "/kuusila/problems/\(problem.code)", "/kuusila/problems/\(problem.code)/friction", "/kuusila/problems.csv", "/kuusila/problems.atom", "/kuusila/initiatives/\(thread)", "/kuusila/record",
            "/kuusila/search?q=zebrafish", "/kuusila/desk", "/kuusila/account/data.json", "/kuusila/pipeline", "/kuusila/figures", "/kuusila/calendar.ics", "/kuusila/roles", "/kuusila/moderation/figures",
        ]
        let hidden = ["/kuusila/frictions/\(code)", "/kuusila/acts/friction.mediate?on=\(code)", "/kuusila/acts/friction.settle?on=\(code)", "/kuusila/acts/moderation.report?on=\(code)", "/rantala/frictions/\(code)"]
        let readers: [String?] = [nil] + (try await [town.cookie(of: .onni), town.cookie(of: .paivi), town.cookie(of: .pekka), town.cookie(of: .helmi)]).map { $0 }
        try await Application(router: web.site.router()).test(.router) { client in
            for reader in readers {
                for place in places {
                    let answer = try await client.look(place, reader)
                    // Somebody's search repeats the word that was typed.
                    let text = place.contains("?q=") ? answer.body.replacing("value=\"zebrafish\"", with: "") : answer.body
                    #expect(!text.contains("Zebrafish") && !text.contains(code), "\(place)")
                }
                for place in hidden { #expect(try await client.look(place, reader).status == .notFound, "\(place)") }
            }
            let own = try await client.look("/kuusila/problems/\(problem.code)/friction?lang=en", try await town.cookie(of: .tuula))
            #expect(own.body.contains("Zebrafish in the office."))
            let officer = try await client.look("/kuusila/desk?lang=en", try await town.cookie(of: .liisa))
            #expect(officer.body.contains("/kuusila/acts/friction.mediate?on=\(code)") && !officer.body.contains("Zebrafish"))
        }
    }

    @Test func lettersAboutAConfidentialMatterQuoteNothingOfIt() async throws {
        let (web, problem) = try await around()
        let town = web.town
        let code = Target(try await town.perform("friction.report", on: problem, ["text": "Zebrafish in the office."], as: .tuula).values["code"]?.text ?? "")
        try await town.perform("friction.mediate", on: code, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        let letters = Mutex<[Letter]>([])
        let style = NoticeStyle.site(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@kuusila.example")))
        try await Courier(town.platform, web.site.secrets, style, mailer: { letter in letters.withLock { $0.append(letter) } }).deliverAll()
        let sent = letters.withLock { $0 }
        #expect(!sent.contains { ($0.subject + $0.text).contains("Zebrafish") || ($0.subject + $0.text).contains("⟦") })
        #expect(Set(sent.filter { $0.text.contains("in confidence") }.map(\.recipient.text)) == [Townsperson.liisa.email])
        #expect(sent.contains { $0.recipient.text == Townsperson.elina.email && $0.text.contains("Ten days of talk") && $0.text.contains("/kuusila/frictions/\(code.text)") })
    }

    @Test func theLedgerForTheCitysFinancesAddsUpToThePage() async throws {
        let (web, problem) = try await around()
        try await Application(router: web.site.router()).test(.router) { client in
            let csv = try await client.look("/kuusila/problems/\(problem.code)/resources.csv?lang=en").body.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            let used = csv.dropFirst().filter { $0[8] == "used" }.compactMap { Money(String($0[9]))?.cents }.reduce(0, +)
            #expect(used == 725)
            let page = try await client.look("/kuusila/problems/\(problem.code)/resources?lang=en").body
            #expect(page.contains("7.25 h") && page.contains("40.50 h"))
            let json = try JSON(parsing: try await client.look("/kuusila/problems/\(problem.code)/resources.json?lang=en").body)
            #expect(json["rows"]?.list?.count == 2)
        }
    }

    @Test func theRegisterOfRisksIsReadInWordsAndNamesNoAddress() async throws {
        let (web, problem) = try await around()
        func note(_ happening: String, _ likelihood: String, _ bearers: [JSON]) async throws -> String {
            try await web.town.perform("risk.note", on: problem, [
                "category": "service", "happening": .text(happening), "likelihood": .text(likelihood), "harmService": "5", "proximity": "now", "safeguard": "The old stop stays.", "riskOwner": .text(Townsperson.liisa.email),
                "bearers": .list(bearers),
            ], as: .tuula).values["code"]?.text ?? ""
        }
        let grave = try await note("Buses stop.", "4", [["party": "department/transport", "share": "60"], ["other": "An insurer", "share": "40"]])
        _ = try await note("A <b>sign</b> falls.", "1", [])
        try await Application(router: web.site.router()).test(.router) { client in
            for language in ["en", "fi", "sv", "es"] {
                let page = try await client.look("/kuusila/problems/\(problem.code)/risks?lang=\(language)").body
                #expect(!page.contains("⟦") && !page.contains(Townsperson.liisa.email) && page.contains("Liisa Halme") && page.contains("A &lt;b&gt;sign&lt;/b&gt; falls."), "\(language)")
            }
            let page = try await client.look("/kuusila/problems/\(problem.code)/risks?lang=en").body
            #expect(page.contains("4 × 5 = 20") && page.contains("very high") && page.contains("nobody bears it yet") && page.contains("An insurer 40%"))
            #expect(page.contains("<a href=\"/kuusila/problems/\(problem.code)/risks#\(grave)\">R5<span class=\"vh\"> Buses stop.</span></a>"), "the field of the grid leads to its risk")
            #expect(!page.contains("/acts/risk.note"), "a visitor is offered nothing")
            let front = try await client.look("/kuusila/problems/\(problem.code)?lang=en").body
            #expect(front.contains("2 open risks") && front.contains("1 risk that nobody bears yet"))
            let clerk = try await client.look("/kuusila/problems/\(problem.code)/risks?lang=sv", try await web.town.cookie(of: .tuula)).body
            #expect(clerk.contains("/kuusila/acts/risk.note?on=\(problem.code)&amp;category=upkeep&amp;safeguard="))
            let csv = try await client.look("/kuusila/problems/\(problem.code)/risks.csv?lang=en").body
            #expect(csv.contains("Public transport 60 %; An insurer 40 %") && !csv.contains("@") && csv.split(separator: "\r\n").count == 3)
            let json = try JSON(parsing: try await client.look("/kuusila/problems/\(problem.code)/risks.json?lang=en").body)
            #expect(json["rows"]?.list?.first?["level"]?.text == "veryHigh" && json["rows"]?.list?.count == 2)
        }
    }

    @Test func thePaperFormAsksWhatTheTypedOneAsks() async throws {
        let (web, _) = try await around()
        try await Application(router: web.site.router()).test(.router) { client in
            for (language, park) in [("en", "A park, shore or museum"), ("fi", "Puisto, ranta tai museo"), ("sv", "park"), ("es", "parque")] {
                let page = try await client.look("/kuusila/signals/paper?lang=\(language)").body.replacing("\u{A0}", with: " ")
                #expect(!page.contains("⟦") && page.lowercased().contains(park.lowercased()), "\(language)")
                #expect(page.components(separatedBy: "☐").count - 1 == Signal.Arena.allCases.count + AnswerWay.allCases.count)
            }
        }
    }

    @Test func aLineLeadsToWhereItStandsAndAnAddressIsNeverShown() async throws {
        let (web, problem) = try await around()
        let task = try await web.town.perform("task.set", on: problem, [
            "name": "Count at the stops", "parts": [["party": "department/transport", "part": "accountable", "person": .text(Townsperson.paivi.email)]],
        ], as: .tuula).values["code"]?.text ?? ""
        try await Application(router: web.site.router()).test(.router) { client in
            let led = try await client.execute(uri: "/kuusila/tasks/\(task)", method: .get) { ($0.status, $0.headers[.location]) }
            #expect(led.0 == .seeOther && led.1 == "/kuusila/problems/\(problem.code)/tasks#\(task)")
            let page = try await client.look("/kuusila/problems/\(problem.code)/tasks?lang=en").body
            #expect(page.contains("Päivi Aalto (Public transport)") && !page.contains(Townsperson.paivi.email))
            let form = try await client.look("/kuusila/acts/task.edit?on=\(task)", try await web.town.cookie(of: .aino))
            #expect(form.status == .forbidden && !form.body.contains(Townsperson.paivi.email))
            let team = try await client.look("/kuusila/problems/\(problem.code)/team?lang=en").body
            #expect(team.contains("A resident") && !team.contains("Aino"), "residents are named to the city's people alone")
            #expect(try await client.look("/kuusila/problems/\(problem.code)/team?lang=en", try await web.town.cookie(of: .tuula)).body.contains("Aino Lehto"))
        }
    }

    /// A triaged problem with a seat, a line of hours and a comment.
    private func around() async throws -> (WebTown, ObjectReference) {
        let web = try await WebTown.found(), town = web.town
        let problem = try await town.problem(in: .triaged).object(.problem)
        func line(_ act: String, _ input: JSON, _ person: Townsperson) async throws -> Target { Target(try await town.perform(act, on: problem, input, as: person).values["code"]?.text ?? "") }
        let seat = try await line("team.seat", ["kind": "beneficiary", "email": .text(Townsperson.aino.email), "from": "2026-03-12", "until": "2026-09-30"], .liisa)
        try await town.perform("seat.confirm", on: seat, as: .aino)
        let hours = try await line("resource.plan", ["what": "Counting", "kind": "hours", "amount": "40.5", "stage": "understand", "purpose": "work", "source": "ownBudget", "department": "transport"], .tuula)
        try await town.perform("resource.approve", on: hours, as: .paivi)
        try await town.perform("resource.use", on: hours, ["amount": "7.25", "usedOn": "2026-03-11", "note": "Two stops"], as: .tuula)
        _ = try await line("hearing.comment", ["text": "Our plough needs the bay too."], .matti)
        _ = try await line("stakeholder.add", ["kind": "affected", "name": "Pupils", "sector": "residents", "why": "They wait in the road."], .tuula)
        _ = try await line("requirement.write", ["who": "Drivers", "situation": "In snow", "need": "To see the bay", "why": "It is hidden", "acceptance": "A pole stands there"], .ville)
        return (web, problem)
    }
}
