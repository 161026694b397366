import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import StorageSQLite
import Synchronization
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Every address at which a text could be met, asked by everybody, before and after it is hidden.
@Suite(.serialized) struct HiddenEverywhereTests {
    @Test func noAddressShowsAHiddenTextToOthers() async throws {
        let (town, site) = try await townWithSite()
        let signal = try await town.acceptedSignal("Zebrafish drive bus four.", district: "itaranta")
        let initiative = try await town.look { scene in
            try #require(try InitiativeQueries.initiative(try SignalQueries.signal(Target(signal.code.rawValue), scene).initiative, scene)).code
        }
        try await Application(router: site.router()).test(.router) { client in
            let places = Self.places(signal.code, initiative)
            for place in places { #expect(try await client.get(place).body.contains("Zebrafish"), "\(place) shows it before") }
            let found = try await town.hide(signal)
            let (resident, clerk) = (try await town.cookie(of: .onni), try await town.cookie(of: .tuula))
            for place in places + Self.everywhere(signal.code, initiative, found.code) {
                // The first answer comes from the kept pages if it comes from anywhere.
                for cookie in [nil, nil, resident, clerk] {
                    let answer = try await client.get(place, cookie)
                    #expect(!answer.body.contains("Zebrafish"), "\(place)")
                    #expect(answer.status.code < 500, "\(place)")
                }
            }
            let gone = try await client.get("/kuusila/signals/\(signal.code)")
            #expect(gone.status == .gone && gone.body.contains("This text is hidden") && gone.body.contains("Insults and harassment"))
            #expect(try await client.get("/rantala/signals/\(signal.code)").status == .notFound, "another city knows nothing of it")
            #expect(try await client.get("/rantala/cases/\(found.code)").status == .notFound)
            for person in [Townsperson.aino, .helmi] {
                let seen = try await client.get("/kuusila/signals/\(signal.code)", try await town.cookie(of: person))
                #expect(seen.status == .ok && seen.body.contains("Zebrafish") && seen.body.contains("Only its author and the moderators see it"))
            }
            let reasons = try await client.get("/kuusila/cases/\(found.code)", try await town.cookie(of: .aino))
            #expect(reasons.body.contains("The words about the driver are an insult.") && reasons.body.contains("Appeal this decision"))
            #expect(try await !client.get("/kuusila/cases/\(found.code)").body.contains("The words about the driver"), "the reasons may quote the text, so they are the author's")
        }
    }

    @Test func lettersThatWaitDoNotQuoteIt() async throws {
        let (town, site) = try await townWithSite()
        let signal = try #require(try await town.perform("signal.send", ["text": "Zebrafish drive bus four.", "department": "transport"], as: .aino).object)
        let silent = try #require(try await town.perform("signal.send", ["text": "Catfish drive bus five.", "email": "otto@post.example"], as: nil).object)
        try await town.perform("signal.accept", on: silent, ["reason": "Seen."], as: .liisa)
        try await town.hide(silent, because: "It is a joke about the driver.")
        let thread = try await town.look(as: .aino) { try #require(try InitiativeQueries.initiative(SignalQueries.signal(Target(signal.code.rawValue), $0).initiative, $0)) }
        try await town.perform("signal.accept", on: signal, ["reason": "We look at the fish."], as: .liisa)
        try await town.perform("initiative.follow", on: Target(thread.code.rawValue), as: .onni)
        try await town.perform("moderation.report", on: Target(signal.code.rawValue), ["rule": "hate", "text": "Fish.", "email": "anna@post.example"], as: nil)
        try await town.hide(signal)
        try await town.perform("problem.draft", on: try await town.acceptedSignal("A lamp."), ["title": "Dark", "statement": "Lamps", "affected": "All", "department": "streets"], as: .liisa)
        let letters = Mutex<[Letter]>([])
        let style = NoticeStyle.site(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@kuusila.example")))
        try await Courier(town.platform, site.secrets, style, mailer: { letter in letters.withLock { $0.append(letter) } }).deliverAll()
        let sent = letters.withLock { $0 }
        let quoting = Set(sent.filter { ($0.subject + $0.text).contains("Zebrafish") }.map(\.recipient.text))
        #expect(quoting.isSubset(of: [Townsperson.aino.email, Townsperson.helmi.email, Townsperson.joel.email]), "\(quoting)")
        let own = try #require(sent.first { $0.recipient.text == Townsperson.aino.email && $0.subject == "Your text is hidden" })
        #expect(own.text.contains("The words about the driver are an insult.") && own.text.contains("https://talkoot.example/kuusila/cases/"))
        let reporter = try #require(sent.first { $0.recipient.text == "anna@post.example" })
        #expect(reporter.text.contains(signal.code.rawValue) && reporter.text.contains("tracking code"))
        let sender = try #require(sent.first { $0.recipient.text == "otto@post.example" && $0.subject == "Your text is hidden" })
        #expect(sender.text.contains("Catfish") && sender.text.contains("It is a joke about the driver.") && sender.text.contains(TrackingCode.of(silent.id)))
        #expect(!sent.contains { $0.text.contains("⟦") || $0.subject.contains("⟦") })
    }

    @Test func whoWasWritingAboutItIsToldWhatHappened() async throws {
        let (town, site) = try await townWithSite()
        let problem = try await town.problem(in: .submitted).object(.problem)
        try await town.hide(problem)
        try await Application(router: site.router()).test(.router) { client in
            let form = try await client.get("/kuusila/acts/problem.triage?on=\(problem.code)", try await town.cookie(of: .liisa))
            #expect(form.status == .gone && form.body.contains("This text is hidden"))
        }
    }

    @Test func theQueueIsForModeratorsAndTheNumbersForEverybody() async throws {
        let (town, site) = try await townWithSite()
        for number in 1...52 { try await town.report(try await town.acceptedSignal("The driver of bus \(number) is a fool.")) }
        try await Application(router: site.router()).test(.router) { client in
            let moderator = try await town.cookie(of: .helmi)
            let first = try await client.get("/kuusila/moderation", moderator)
            #expect(first.status == .ok && first.body.contains("52 cases wait") && first.body.components(separatedBy: "/kuusila/cases/").count == 51)
            let next = try #require(first.body.firstMatch(of: /href="([^"]*after=[^"]*)" rel="next"/)).output.1
            let second = try await client.get(String(next).replacing("&amp;", with: "&"), moderator)
            #expect(second.body.components(separatedBy: "/kuusila/cases/").count == 3)
            #expect(try await client.get("/kuusila/moderation").status == .forbidden)
            #expect(try await client.get("/kuusila/moderation", try await town.cookie(of: .liisa)).status == .forbidden)
            #expect(try await client.get("/rantala/moderation", moderator).status == .forbidden)
            #expect(try await client.get("/kuusila/moderation/templates", try await town.cookie(of: .onni)).status == .forbidden)
            #expect(try await client.get("/kuusila/moderation/templates", moderator).body.contains("speaks in the name of somebody else"))
            #expect(try await client.get("/kuusila/moderation/figures").body.contains("How the city moderates"))
            #expect(try await client.get("/kuusila/moderation/figures.csv").body.contains("reports,harassment,52\r\n"))
            let json = try JSON(parsing: try await client.get("/kuusila/moderation/figures.json").body)
            #expect(json["waiting"] == .integer(52) && json["decided"] == .integer(0))
            let found = try await town.look(as: .helmi) { try ModerationQueries.queue($0).rows[0] }
            let page = try await client.get("/kuusila/cases/\(found.code)", moderator)
            #expect(page.body.contains("History of the author") && page.body.contains("/acts/moderation.hide?on=\(found.code)&amp;rule=harassment&amp;reason="))
            #expect(!page.body.contains("Aino") && !page.body.contains("aino.lehto"), "a moderator needs no name")
            #expect(try await client.get("/kuusila/cases/\(found.code)").status == .notFound, "what only was reported is nobody's business")
        }
    }

    /// Where a reader meets it while it is shown.
    private static func places(_ signal: PublicCode, _ initiative: PublicCode) -> [String] {
        [
            "/kuusila", "/kuusila/signals", "/kuusila/signals.csv", "/kuusila/signals.json", "/kuusila/signals.atom", "/kuusila/signals?district=itaranta", "/kuusila/signals/\(signal)",
            "/kuusila/initiatives", "/kuusila/initiatives.csv", "/kuusila/initiatives.json", "/kuusila/initiatives.atom", "/kuusila/initiatives/\(initiative)",
            "/kuusila/search?q=zebrafish", "/kuusila/search?q=zebra",
        ]
    }
    /// And where nobody would look for it, but it could stand.
    private static func everywhere(_ signal: PublicCode, _ initiative: PublicCode, _ found: PublicCode) -> [String] {
        [
            "/kuusila/record", "/kuusila/cases", "/kuusila/cases.csv", "/kuusila/cases.json", "/kuusila/cases.atom", "/kuusila/cases/\(found)", "/kuusila/moderation/figures", "/kuusila/figures",
            "/kuusila/pipeline", "/kuusila/desk", "/kuusila/account/data.json", "/kuusila/calendar.ics", "/kuusila/acts/problem.draft?on=\(signal)", "/kuusila/acts/signal.merge?on=\(signal)",
            "/kuusila/acts/moderation.report?on=\(signal)", "/kuusila/acts/initiative.follow?on=\(initiative)", "/rantala/search?q=zebrafish", "/rantala/signals",
        ]
    }
}

/// What programs do to forms, and what the door notices of it.
@Suite(.serialized) struct SendingGuardTests {
    @Test func aFilledTrapHoldsAndNothingIsLost() async throws {
        let (town, site) = try await townWithSite()
        try await Application(router: site.router()).test(.router) { client in
            let form = try await client.get("/kuusila/acts/signal.send")
            let visitor = try #require(form.cookie("talkoot-visitor"))
            func hidden(_ name: String) throws -> String { String(try #require(form.body.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\""))).output[1].substring ?? "") }
            let (token, act, shown) = (try hidden("_csrf"), try hidden("_act"), try hidden("_shown"))
            func send(_ text: String, act: String, _ more: String) async throws -> (status: HTTPResponse.Status, location: String, code: String?) {
                let body = "text=\(text.percentEncoded)&_csrf=\(token)&_act=\(act)&\(more)"
                return try await client.execute(uri: "/kuusila/acts/signal.send", method: .post, headers: [.cookie: "talkoot-visitor=\(visitor)", .contentType: "application/x-www-form-urlencoded"], body: ByteBuffer(string: body)) {
                    ($0.status, $0.headers[.location] ?? "", Answer($0).cookie("talkoot-request"))
                }
            }
            town.clock?.advance(seconds: 30)
            let person = try await send("The lamp at the church is dark", act: act, "_shown=\(shown.percentEncoded)&_website=")
            let program = try await send("The lamp at the harbour is dark", act: "other-act-0001", "_shown=\(shown.percentEncoded)&_website=http%3A%2F%2Fx")
            let forged = try await send("Buy at https://shop.example/lamps today", act: "other-act-0002", "_shown=1.abc&_website=")
            for answer in [person, program, forged] { #expect(answer.status == .seeOther && answer.location == "/kuusila/signals/sent") }
            let states: [PublicCode] = try await town.look(as: .helmi) { try SignalQueries.list(SignalFilter(), $0).rows.sorted { $0.text < $1.text }.map(\.code) }
            var seen: [Visibility] = []
            for code in states { seen.append(try await town.look(as: .helmi) { try SignalQueries.signal(Target(code.rawValue), $0).visibility }) }
            #expect(seen == [.held, .shown, .held], "a stamp that is not ours counts as no time at all, and a link makes the rest")
            let told = try await client.get("/kuusila/signals/sent", "talkoot-request=\(try #require(program.code))")
            #expect(told.body.contains("wait for a check by a moderator"))
        }
    }

    @Test func aProgramIsToldThatItWaits() async throws {
        let (_, site) = try await townWithSite(isThrottled: true)
        try await Application(router: site.router()).test(.router) { client in
            var last = ""
            for number in 1...3 {
                let body = "{\"city\":\"kuusila\",\"text\":\"Visit our shop of lamps in the old town, open every day until nine.\(String(repeating: " ", count: number))\"}"
                last = try await client.execute(uri: "/api/v1/acts/signal.send", method: .post, headers: [.contentType: "application/json"], body: ByteBuffer(string: body)) { String(buffer: $0.body) }
            }
            let outcome = try JSON(parsing: last)
            #expect(outcome["values"]?["held"] == true && outcome["trackingCode"]?.text?.isEmpty == false)
        }
    }
}

private func townWithSite(isThrottled: Bool = false) async throws -> (Town, Site) {
    let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "moderation-\(UUID().uuidString).sqlite")
    _ = try await Migrator.migrate(database, Platform.migrations)
    let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
    let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }) { clock.now }
    let town = try await TestTown.found(on: platform, clock: clock)
    return (town, Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32)), options: SiteOptions(isThrottled: isThrottled)))
}

private struct Answer: Sendable {
    let status: HTTPResponse.Status, body: String
    private let cookies: [String]
    init(_ response: TestResponse) {
        status = response.status
        body = String(buffer: response.body)
        cookies = response.headers[values: .setCookie]
    }
    func cookie(_ name: String) -> String? {
        cookies.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }
}

extension TestClientProtocol {
    fileprivate func get(_ address: String, _ cookie: String? = nil) async throws -> Answer {
        var headers: HTTPFields = [.acceptLanguage: "en"]
        if let cookie { headers[.cookie] = cookie }
        return try await execute(uri: address, method: .get, headers: headers) { Answer($0) }
    }
}
