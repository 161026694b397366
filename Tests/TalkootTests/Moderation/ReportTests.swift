import Storage
@testable import Talkoot
import Testing
import TestTown

/// Somebody says that a text should not stand here, and gets an answer.
@Suite(.serialized) struct ReportTests {
    @Test(arguments: HouseEngine.available) func reportsOfOneTextMakeOneCaseAndTheModeratorsHearOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let first = try await town.report(signal), second = try await town.report(signal, rule: .hate, as: .onni)
        try await town.perform("moderation.report", on: Target(signal.code.rawValue), ["rule": "spam", "text": "Seen it ten times.", "email": "anna@post.example"], as: nil)
        #expect(first == second)
        let found = try await town.look(as: .helmi) { try (ModerationQueries.queue($0), ModerationQueries.reports(on: ModerationQueries.moderationCase(Target(first.code.rawValue), $0), $0)) }
        #expect(found.0.rows.map(\.reports) == [3] && found.0.count == 1)
        #expect(Set(found.1.map(\.rule)) == [.harassment, .hate, .spam] && found.1.filter(\.isFromVisitor).map(\.rule) == [.spam])
        let told = try await count(town, "SELECT count(*) FROM notice WHERE event = 'moderation.reported'")
        #expect(told == 2, "both moderators, of the first report only")
    }

    @Test(arguments: HouseEngine.available) func nobodyReportsATextTwiceOrTheirOwnOrWhatIsNotThere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let input: JSON = ["rule": "hate", "text": "Again."]
        try await town.report(signal)
        await #expect(throws: Refusal.invalid([Problem("", "problem.reportedAlready")])) { try await town.perform("moderation.report", on: signal, input, as: .sofia) }
        await #expect(throws: Refusal.denied("denied.reportOwn")) { try await town.perform("moderation.report", on: signal, input, as: .aino) }
        await #expect(throws: Refusal.notFound) { try await town.perform("moderation.report", on: Target("KU-NOSUCH"), input, as: .sofia) }
        await #expect(throws: Refusal.notFound, "another city's text") { try await town.perform("moderation.report", on: signal, input, as: .jenni) }
        let unread = try #require(try await town.perform("signal.send", ["text": "Not public yet."], as: .aino).object)
        await #expect(throws: Refusal.notFound) { try await town.perform("moderation.report", on: unread, input, as: .sofia) }
        do {
            _ = try await town.perform("moderation.report", on: Target(signal.code.rawValue), ["rule": "colour", "email": "no address"], as: nil)
            Issue.record("a report without a sentence was taken")
        } catch Refusal.invalid(let problems) { #expect(Set(problems.map(\.field)) == ["rule", "text", "email"]) }
        #expect(try await count(town, "SELECT count(*) FROM moderation_report") == 1)
    }

    @Test(arguments: HouseEngine.available) func aReportOfWhatIsHiddenAlreadySaysSo(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        try await town.hide(signal)
        await #expect(throws: Refusal.denied("denied.hiddenAlready")) { try await town.perform("moderation.report", on: signal, ["rule": "hate", "text": "Still."], as: .onni) }
        let quiet = try #require(try await town.perform("signal.send", ["text": "Cheap pills https://bit.ly/x https://bit.ly/y https://bit.ly/z"], as: nil).object)
        let held = try await town.openCase(of: quiet)
        try await town.perform("moderation.hide", on: held, ["rule": "spam", "reason": "Advertising."], as: .helmi)
        await #expect(throws: Refusal.notFound, "it was never public, so nobody may know of it") {
            try await town.perform("moderation.report", on: quiet, ["rule": "hate", "text": "Still."], as: .onni)
        }
    }

    @Test(arguments: HouseEngine.available) func aDismissedReportIsAnsweredWithReasonsAndTheTextStays(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The timetable of bus four is a joke.")
        let sent = try #require(try await town.perform("moderation.report", on: Target(signal.code.rawValue), ["rule": "harassment", "text": "Rude.", "email": "anna@post.example"], as: nil).object)
        let found = try await town.report(signal, as: .onni)
        try await town.perform("moderation.dismiss", on: found, ["reason": "It speaks of a timetable, not of a person."], as: .helmi)
        #expect(try await town.look { try SignalQueries.signal(Target(signal.code.rawValue), $0).isPublic })
        let waiting = try await town.platform.reading { tx in
            try tx.rows("SELECT recipient FROM notice WHERE event = 'moderation.dismissed' ORDER BY recipient") { try $0.text() }
        }
        let onni = try town.id(of: .onni).rawValue
        #expect(waiting.contains("report/\(sent.id)") && waiting.contains(onni) && waiting.count == 2)
        let answer = try await town.look { try ModerationQueries.reported(TrackingCode.of(sent.id), $0) }
        #expect(answer?.found.state == .kept && answer?.found.reason == "It speaks of a timetable, not of a person.")
        let again = try await town.report(signal, as: .sofia)
        #expect(again != found, "a later report opens a new case")
    }

    @Test(arguments: HouseEngine.available) func onlyModeratorsOfTheCityDecideAndOnlyWhileTheyAre(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let found = try await town.report(signal)
        let input: JSON = ["rule": "harassment", "reason": "An insult."]
        for person in [Townsperson.onni, .liisa, .tuula, .jenni] {
            await #expect(throws: Refusal.notFound, "\(person.name)") { try await town.perform("moderation.hide", on: found, input, as: person) }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("moderation.hide", on: Target(found.code.rawValue), input, as: nil) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.look(as: .liisa) { try ModerationQueries.queue($0) } }
        let today = try await town.look { $0.today }
        try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "moderator", "until": .text(today.adding(days: 2).description)], as: .pekka)
        #expect(try await town.look(as: .onni) { try ModerationQueries.queue($0).count } == 1)
        clock.advance(days: 3)
        await #expect(throws: Refusal.notFound, "the mandate has expired") { try await town.perform("moderation.hide", on: found, input, as: .onni) }
        try await town.perform("moderation.hide", on: found, input, as: .helmi)
    }

    @Test(arguments: HouseEngine.available) func ofTwoModeratorsWhoDecideAtOnceOneIsTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let found = try await town.report(try await town.acceptedSignal("The driver of bus four is a fool."))
        try await town.perform("moderation.dismiss", on: found, ["version": 1, "reason": "Harmless."], as: .helmi)
        await #expect(throws: Refusal.illegalMove(act: "moderation.hide", state: "case.kept")) {
            try await town.perform("moderation.hide", on: found, ["version": 1, "rule": "hate", "reason": "Not harmless."], as: .joel)
        }
    }

    private func count(_ town: Town, _ question: SQLText) async throws -> Int { try await town.platform.reading { try $0.count(question) } }
}
