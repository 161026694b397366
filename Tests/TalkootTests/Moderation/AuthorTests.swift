import Storage
@testable import Talkoot
import Testing
import TestTown

/// What moderators may do about authors, and what stays of it when somebody leaves.
@Suite(.serialized) struct AuthorTests {
    @Test(arguments: HouseEngine.available) func aLimitedAuthorSendsNothingNewUntilItEnds(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let found = try await town.hide(try await town.acceptedSignal("The driver of bus four is a fool."))
        try await town.perform("moderation.warn", on: found, ["reason": "Speak of the matter."], as: .joel)
        try await town.perform("moderation.limit", on: found, ["days": 7, "reason": "The third insult in a week."], as: .joel)
        await #expect(throws: Refusal.denied("denied.limited")) { try await town.perform("signal.send", ["text": "The lamp is dark."], as: .aino) }
        await #expect(throws: Refusal.denied("denied.limited")) { try await town.perform("organisation.register", ["name": "New name", "sector": "company", "size": "micro"], as: .aino) }
        try await town.perform("moderation.appeal", on: found, ["text": "Appeals go on."], as: .aino)
        clock.advance(days: 8)
        try await town.perform("signal.send", ["text": "The lamp is dark."], as: .aino)
        let second = try await town.hide(try await town.acceptedSignal("The mayor of bus four is a fool."), as: .helmi)
        try await town.perform("moderation.limit", on: second, ["days": 7, "reason": "Again."], as: .joel)
        try await town.perform("moderation.lift", on: second, ["reason": "We talked."], as: .helmi)
        try await town.perform("signal.send", ["text": "Another lamp is dark."], as: .aino)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("moderation.limit", on: second, ["days": 7, "reason": "Again."], as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func theHistoryTellsHabitsAndNoNames(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await town.hide(try await town.acceptedSignal("The driver of bus four is a fool."))
        try await town.perform("moderation.warn", on: first, ["reason": "Speak of the matter."], as: .helmi)
        let second = try await town.report(try await town.acceptedSignal("The driver of bus nine is a fool too."))
        let history = try #require(try await town.look(as: .joel) { try ModerationQueries.history(ofAuthor: ModerationQueries.moderationCase(Target(second.code.rawValue), $0), $0) })
        #expect(history.texts.count == 2 && history.cases.map(\.code) == [first.code] && history.hidden == 1 && history.measures.map(\.reason) == ["Speak of the matter."])
        #expect(!"\(history)".contains("Lehto") && !"\(history)".contains(Townsperson.aino.email))
        let known = try #require(try await town.look(as: .joel) { try CaseTable.find(code: second.code, $0) })
        #expect(try await town.look(as: .liisa) { try ModerationQueries.history(ofAuthor: known, $0) == nil })
    }

    @Test(arguments: HouseEngine.available) func whoLeavesIsForgottenAndTheDecisionStays(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("The driver of bus four is a fool.")
        let found = try await town.hide(signal)
        try await town.perform("moderation.appeal", on: found, ["text": "I, Aino, live at Torikatu 4."], as: .aino)
        try await town.perform("moderation.limit", on: found, ["days": 7, "reason": "Again."], as: .joel)
        let data = try await town.look(as: .aino) { try PeopleQueries.ownData(.house, $0) }
        #expect(data["moderationOfOwnTexts"]?.list?.count == 1 && data["measures"]?.list?.count == 1)
        #expect(try await town.look(as: .sofia) { try PeopleQueries.ownData(.house, $0) }["reports"]?.list?.count == 1)
        try await town.perform("person.leave", ["sure": true], as: .aino)
        try await town.perform("person.leave", ["sure": true], as: .sofia)
        let aino = try town.id(of: .aino), sofia = try town.id(of: .sofia)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM author_measure WHERE person = \(aino)") } == 0)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM moderation_report WHERE reporter = \(sofia)") } == 0)
        let left = try #require(try await town.look(as: .joel) { try CaseTable.find(code: found.code, $0) })
        #expect(left.author == nil && left.appeal.isEmpty && left.state == .appealed)
        // The case of somebody who has left is still decided, and tells nobody.
        try await town.perform("moderation.uphold", on: found, ["reason": "It is an insult."], as: .joel)
        await #expect(throws: Refusal.denied("denied.noAuthor")) { try await town.perform("moderation.warn", on: found, ["reason": "x"], as: .joel) }
        #expect(try await town.look { try ModerationQueries.placeholder(signal.code, $0) } != nil)
    }

    @Test(arguments: HouseEngine.available) func aTemplateIsTheCitysOwnOnceItIsSet(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        #expect(try await town.look { try ModerationTemplate.all($0) }.isEmpty)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("moderation.template", ["rule": "hate", "language": "fi", "text": "Näin."], as: .liisa) }
        try await town.perform("moderation.template", ["rule": "hate", "language": "fi", "text": "Näin."], as: .helmi)
        try await town.perform("moderation.template", ["rule": "hate", "language": "fi", "text": "Näin on: [title]"], as: .pekka)
        #expect(try await town.look { try ModerationTemplate.all($0).map(\.text) } == ["Näin on: [title]"])
        #expect(try await town.look(as: .jenni) { try ModerationTemplate.all($0) }.isEmpty, "another city words its own")
    }
}
