import Storage
@testable import Talkoot
import Testing
import TestTown

/// A decision can be appealed once, in time, before somebody who has not decided before.
@Suite(.serialized) struct AppealTests {
    @Test(arguments: HouseEngine.available) func anotherModeratorDecidesTheAppeal(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let found = try await town.hide(signal)
        await #expect(throws: Refusal.denied("denied.role"), "only whose text it is") { try await town.perform("moderation.appeal", on: found, ["text": "Free speech."], as: .onni) }
        try await town.perform("moderation.appeal", on: found, ["text": "I mean the timetable."], as: .aino)
        await #expect(throws: Refusal.illegalMove(act: "moderation.appeal", state: "case.appealed"), "once") {
            try await town.perform("moderation.appeal", on: found, ["text": "And again."], as: .aino)
        }
        await #expect(throws: Refusal.denied("denied.ownDecision")) { try await town.perform("moderation.overturn", on: found, ["reason": "I was wrong."], as: .helmi) }
        await #expect(throws: Refusal.denied("denied.ownDecision")) { try await town.perform("moderation.uphold", on: found, ["reason": "I was right."], as: .helmi) }
        try await town.perform("moderation.uphold", on: found, ["reason": "The word stands about the driver."], as: .joel)
        await #expect(throws: Refusal.illegalMove(act: "moderation.appeal", state: "case.upheld"), "once for good") {
            try await town.perform("moderation.appeal", on: found, ["text": "A third time."], as: .aino)
        }
        let figures = try await town.look { try ModerationQueries.figures($0) }
        #expect(figures.appeals == 1 && figures.appealsUpheld == 1 && figures.decided == 1 && figures.medianHours == 0)
        #expect(figures.lines.first { $0.rule == .harassment }.map { [$0.reports, $0.kept, $0.hidden] } == [1, 0, 1])
    }

    @Test(arguments: HouseEngine.available) func aGrantedAppealBringsTheTextBack(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let found = try await town.hide(signal)
        try await town.perform("moderation.appeal", on: found, ["text": "It is a quotation."], as: .aino)
        try await town.perform("moderation.overturn", on: found, ["reason": "So it is."], as: .joel)
        #expect(try await town.look { try SignalQueries.signal(Target(signal.code.rawValue), $0).visibility } == .shown)
        let told = try await town.look(as: .aino) { try NoticeQueries.mine($0).notices.map(\.event) }
        #expect(Set(told).isSuperset(of: ["moderation.hidden", "moderation.restored"]))
    }

    @Test(arguments: HouseEngine.available) func aLateAppealHearsWhenTheTimeEnded(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let found = try await town.hide(try await town.acceptedSignal("The driver of bus four is a fool."))
        let until = try #require(try await town.look(as: .aino) { try ModerationQueries.moderationCase(Target(found.code.rawValue), $0).appealUntil })
        clock.set(to: until)
        clock.advance(seconds: 1)
        let day = try await town.look { $0.city.calendar.day(of: until).description }
        await #expect(throws: Refusal.invalid([Problem("", "problem.appealLate", ["day": day])])) { try await town.perform("moderation.appeal", on: found, ["text": "Now."], as: .aino) }
        clock.set(to: until)
        try await town.perform("moderation.appeal", on: found, ["text": "In the last second."], as: .aino)
    }

    @Test(arguments: HouseEngine.available) func whoReportedATextThatStaysObjectsOnceAndAnotherModeratorDecides(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        try await town.perform("moderation.report", on: signal, ["rule": "harassment", "text": "He is a person."], as: .onni)
        let found = try #require(try await town.look(as: .helmi) { try ModerationQueries.queue($0).rows.first }).reference
        await #expect(throws: Refusal.illegalMove(act: "moderation.object", state: "case.open"), "nothing is decided") { try await town.perform("moderation.object", on: found, ["text": "Now!"], as: .onni) }
        try await town.perform("moderation.dismiss", on: found, ["reason": "Rude, and allowed."], as: .helmi)
        for other in [Townsperson.aino, .noora] {
            await #expect(throws: Refusal.notFound, "only who reported it knows of it") { try await town.perform("moderation.object", on: found, ["text": "I too."], as: other) }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("moderation.object", on: Target(found.code.rawValue), ["text": "I too."], as: nil) }
        try await town.perform("moderation.object", on: found, ["text": "Read the rule again."], as: .onni)
        #expect(try await town.look(as: .joel) { try ModerationQueries.queue($0).rows.map(\.state) } == [.disputed])
        #expect(try await town.look { try SignalQueries.signal(Target(signal.code.rawValue), $0).visibility } == .shown, "it stays meanwhile")
        await #expect(throws: Refusal.denied("denied.ownDecision")) { try await town.perform("moderation.confirm", on: found, ["reason": "As I said."], as: .helmi) }
        await #expect(throws: Refusal.notFound, "the case is the moderators'") { try await town.perform("moderation.confirm", on: found, ["reason": "As she said."], as: .liisa) }
        try await town.perform("moderation.confirm", on: found, ["reason": "The rule is about threats."], as: .joel)
        await #expect(throws: Refusal.invalid([Problem("", "problem.objectionHeard")]), "once") { try await town.perform("moderation.object", on: found, ["text": "Again."], as: .onni) }
        let told = try await town.look(as: .onni) { try NoticeQueries.mine($0).notices.filter { $0.event == "moderation.dismissed" }.count }
        #expect(told == 2)
    }

    @Test(arguments: HouseEngine.available) func anObjectionByCodeCanHideTheTextAndComesInTimeOrNotAtAll(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let (first, second) = (try await town.acceptedSignal("The driver of bus four is a fool."), try await town.acceptedSignal("The driver of bus five is a fool."))
        var codes: [String] = []
        for signal in [first, second] {
            let report = try #require(try await town.perform("moderation.report", on: Target(signal.code.rawValue), ["rule": "harassment", "text": "He is a person."], as: nil).object)
            codes.append(TrackingCode.of(report.id))
            let found = try #require(try await town.look(as: .helmi) { try ModerationQueries.queue($0).rows.first { $0.object.code == signal.code } }).reference
            try await town.perform("moderation.dismiss", on: found, ["reason": "Rude, and allowed."], as: .helmi)
        }
        let given = codes
        await #expect(throws: Refusal.invalid([Problem("tracking", "problem.noObjection")])) { try await town.perform("moderation.objectWithCode", ["tracking": "AAAAA-BBBBB", "text": "Guessed."], as: nil) }
        try await town.perform("moderation.objectWithCode", ["tracking": .text(given[0]), "text": "Read the rule again."], as: nil)
        let found = try #require(try await town.look(as: .joel) { try ModerationQueries.queue($0).rows.first })
        try await town.perform("moderation.hide", on: found.reference, ["rule": "harassment", "reason": "It names a person."], as: .joel)
        await #expect(throws: Refusal.notFound) { try await town.look { try SignalQueries.signal(Target(first.code.rawValue), $0) } }
        #expect(try await town.look { try ModerationQueries.reported(given[0], $0)?.found.state } == .hidden)

        clock.set(to: try #require(try await town.look { scene in try ModerationQueries.reported(given[1], scene)?.found.objectionUntil(scene.city) }))
        clock.advance(seconds: 1)
        await #expect(throws: Refusal.self) { try await town.perform("moderation.objectWithCode", ["tracking": .text(given[1]), "text": "Too late."], as: nil) }
    }

    @Test(arguments: HouseEngine.available) func aSenderWithoutAnAccountAppealsWithTheCode(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.", as: nil)
        let code = TrackingCode.of(signal.id)
        await #expect(throws: Refusal.invalid([Problem("tracking", "problem.noAppeal")])) { try await town.perform("moderation.appealWithCode", ["tracking": .text(code), "text": "Nothing was decided."], as: nil) }
        try await town.hide(signal)
        await #expect(throws: Refusal.invalid([Problem("tracking", "problem.noAppeal")])) { try await town.perform("moderation.appealWithCode", ["tracking": "AAAAA-BBBBB", "text": "Guessed."], as: nil) }
        try await town.perform("moderation.appealWithCode", ["tracking": .text(code), "text": "It is a quotation."], as: nil)
        #expect(try await town.look(as: .joel) { try ModerationQueries.queue($0).rows.map(\.appeal) } == ["It is a quotation."])
        let contact = try await town.platform.reading { try $0.first("SELECT recipient FROM notice WHERE event = 'moderation.hidden'") { try $0.text() } }
        #expect(contact == "signal/\(signal.id)")
    }

    @Test(arguments: HouseEngine.available) func nobodyDecidesWhatIsTooNearToThem(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let input: JSON = ["rule": "harassment", "reason": "An insult."]
        // Fatima moderates, and Aino belongs to Fatima's association.
        try await town.perform("role.grant", ["email": .text(Townsperson.fatima.email), "role": "moderator"], as: .pekka)
        let association = try #require(try await town.look(as: .fatima) { try OrganisationQueries.mine($0).first }).reference
        try await town.perform("membership.ask", on: association, as: .aino)
        try await town.perform("membership.confirm", on: association, ["email": .text(Townsperson.aino.email)], as: .fatima)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let found = try await town.report(signal, as: .joel)
        await #expect(throws: Refusal.denied("denied.sameOrganisation"), "the author's employer") { try await town.perform("moderation.hide", on: found, input, as: .fatima) }
        await #expect(throws: Refusal.denied("denied.sameOrganisation")) { try await town.perform("moderation.dismiss", on: found, ["reason": "Fine."], as: .fatima) }
        await #expect(throws: Refusal.denied("denied.ownReport")) { try await town.perform("moderation.hide", on: found, input, as: .joel) }
        let own = try await town.report(try await town.acceptedSignal("Somebody paints our wall.", as: .onni), as: .sofia)
        try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "moderator"], as: .pekka)
        await #expect(throws: Refusal.denied("denied.ownText")) { try await town.perform("moderation.dismiss", on: own, ["reason": "Mine is fine."], as: .onni) }
        // Who may not decide can hand it on, and only to somebody who may.
        let offered = try await town.look(as: .joel) { scene in
            try ReferCase.options(ModerationQueries.forDecision(Target(found.code.rawValue), scene), scene)["moderator"]?.map(\.value) ?? []
        }
        #expect(try offered.contains(town.id(of: .helmi).rawValue) && !offered.contains(town.id(of: .joel).rawValue))
        try await town.perform("moderation.refer", on: found, ["moderator": .text(try town.id(of: .helmi).rawValue), "reason": "I reported it myself."], as: .joel)
        #expect(try await town.look(as: .helmi) { try ModerationQueries.queue(matching: QueueFilter(isMine: true), $0).rows.map(\.code) } == [found.code])
        try await town.perform("moderation.hide", on: found, input, as: .helmi)
    }
}
