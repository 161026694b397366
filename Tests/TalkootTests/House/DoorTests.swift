import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// One door: what goes through it, and what it turns away.
@Suite(.serialized) struct DoorTests {
    @Test(arguments: HouseEngine.available) func aDoubleSubmitGetsTheFirstOutcome(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let id = try #require(ActID(rawValue: "twice-sent-0001"))
        let city = try town.kuusila
        let send = { try await town.platform.perform("signal.send", ["text": "The lamp at the ferry is dark."], in: city, as: .visitor, id: id) }
        let first = try await send(), second = try await send()
        #expect(first == second)
        #expect(try await count(town, "SELECT count(*) FROM signal WHERE text = 'The lamp at the ferry is dark.'") == 1)
    }

    @Test(arguments: HouseEngine.available) func anActIDCannotBeUsedForAnotherActOrBySomebodyElse(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let id = try #require(ActID(rawValue: "my-own-id-0001"))
        let city = try town.kuusila, aino = try town.actor(.aino), onni = try town.actor(.onni)
        _ = try await town.platform.perform("signal.send", ["text": "Aino was here."], in: city, as: aino, id: id)
        await #expect(throws: Refusal.stale) { try await town.platform.perform("signal.send", ["text": "Aino was here."], in: city, as: onni, id: id) }
        await #expect(throws: Refusal.stale) { try await town.platform.perform("person.rename", ["displayName": "A", "language": "fi"], in: city, as: aino, id: id) }
    }

    @Test(arguments: HouseEngine.available) func allFaultsOfAFormAreToldAtOnceAndNothingIsWritten(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let long = String(repeating: "x", count: 501)
        do {
            _ = try await town.perform("signal.send", ["text": .text(long), "email": "no address", "colour": "blue"], as: nil)
            Issue.record("a form with three faults was taken")
        } catch Refusal.invalid(let problems) {
            #expect(Set(problems.map(\.field)) == ["text", "email", "colour"])
            #expect(problems.first { $0.field == "text" }?.values == ["limit": "500", "over": "1"])
        }
        #expect(try await count(town, "SELECT count(*) FROM signal") == 0)
        #expect(try await count(town, "SELECT count(*) FROM entry WHERE event = 'signal.sent'") == 0)
    }

    @Test func aNumberWrittenAsTextOrTextAsNumberIsOneAndTheSame() throws {
        let form = CriterionDraft.form
        #expect(try form.make(["name": "Effect", "weight": 40]).weight == 40)
        #expect(try form.make(["name": "Effect", "weight": "40"]).weight == 40)
        #expect(try form.make(["name": 7, "weight": 40]).name == "7")
        #expect(throws: FormProblems.self) { try form.make(["name": "Effect", "weight": ["a": 1]]) }
        #expect(throws: FormProblems.self) { try form.make(["name": "Effect", "weight": 0]) }
        #expect(throws: FormProblems.self) { try form.make([1, 2]) }
    }

    @Test(arguments: HouseEngine.available) func anotherCitysObjectsDoNotExistHere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.signal(in: .new)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.accept", on: signal, ["reason": "Ours now."], as: .jenni) }
        let rantala = try town.rantala, matti = try town.actor(.matti)
        // Even with the right role at home: in another city the same account is nobody.
        await #expect(throws: Refusal.notFound) {
            try await town.platform.perform("signal.accept", on: Target(signal.code.rawValue), ["reason": "x"], in: rantala, as: matti, id: town.platform.newActID())
        }
    }

    @Test(arguments: HouseEngine.available) func aVisitorMayNotAnswerAndAHeadOnlyForTheirOwnDepartment(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.perform("signal.send", ["text": "Ice at the stop.", "department": "streets"], as: nil)
        let object = try #require(signal.object)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.accept", on: Target(object.code.rawValue), ["reason": "x"], as: nil) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("signal.accept", on: object, ["reason": "x"], as: .kaisa) }
        _ = try await town.perform("signal.accept", on: object, ["reason": "We look at it this week."], as: .matti)
        await #expect(throws: (any Error).self) { try await town.perform("signal.decline", on: object, ["reason": "no"], as: .matti) }
    }

    @Test(arguments: HouseEngine.available) func anExpiredMandateIsRefusedTheDayAfter(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let today = try await town.look { $0.today }
        _ = try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "innovationOfficer", "until": .text(today.adding(days: 2).description)], as: .pekka)
        let first = try await town.signal(in: .new), second = try await town.signal(in: .new, of: .drippingPipes)
        _ = try await town.perform("signal.accept", on: first, ["reason": "Within the mandate."], as: .onni)
        clock.advance(days: 3)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.accept", on: second, ["reason": "Too late."], as: .onni) }
    }

    @Test(arguments: HouseEngine.available) func oneSecondAfterTheDeadlineASubmissionIsTooLate(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let walk = try await town.challenge(in: .open)
        let challenge = try await walk.object(.challenge)
        let begun = try #require(try await town.perform("submission.begin", on: challenge, [
            "team": "Late Birds", "title": "Almost", "summary": "In time, nearly.", "text": "Text", "budget": "1000",
        ], as: .onni).object)
        let closes = try #require(try await town.look(as: .onni) { try ChallengeQueries.challenge(Target(challenge.code.rawValue), $0).closesAt })
        clock.set(to: Instant(milliseconds: closes.milliseconds - 1))
        _ = try await town.perform("submission.submit", on: begun, ["declaration": true], as: .onni)
        clock.set(to: closes)
        // Nobody has closed the call yet: the deadline itself decides.
        do {
            _ = try await town.perform("submission.edit", on: begun, ["title": "Later", "summary": "x", "text": "y", "budget": "1"], as: .onni)
            Issue.record("an edit at the deadline was taken")
        } catch Refusal.illegalMove { }
        await #expect(throws: (any Error).self) { try await town.perform("submission.submit", on: begun, ["declaration": true], as: .onni) }
    }

    @Test(arguments: HouseEngine.available) func nobodyInCityHallSeesASubmissionBeforeTheCallCloses(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .open)
        let challenge = try await walk.object(.challenge)
        let begun = try #require(try await town.perform("submission.begin", on: challenge, [
            "team": "Quiet", "title": "Sealed", "summary": "s", "text": "t", "budget": "1",
        ], as: .onni).object)
        _ = try await town.perform("submission.submit", on: begun, ["declaration": true], as: .onni)
        for person in [Townsperson.liisa, .matti, .riku, .pekka, .aino] {
            let seen = try await town.look(as: person) { scene in
                try SubmissionQueries.of(try ChallengeQueries.challenge(Target(challenge.code.rawValue), scene), scene).contains { $0.code == begun.code }
            }
            #expect(!seen, "\(person) sees a sealed submission")
        }
        #expect(try await town.look(as: .onni) { try SubmissionQueries.submission(Target(begun.code.rawValue), $0).title } == "Sealed")
    }

    @Test(arguments: HouseEngine.available) func anEditOfAnOldVersionIsStale(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let challenge = try await town.challenge(in: .draft).object(.challenge)
        let version = try await town.look(as: .liisa) { try ChallengeQueries.challenge(Target(challenge.code.rawValue), $0).version }
        let edit: [String: JSON] = ["title": "Newer", "summary": "s", "text": "t", "eligibility": "e", "prize": "1", "version": .integer(Int64(version))]
        _ = try await town.perform("challenge.edit", on: challenge, .object(edit), as: .liisa)
        await #expect(throws: Refusal.stale) { try await town.perform("challenge.edit", on: challenge, .object(edit), as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func whoLeavesIsErasedAndTheRecordStaysWhole(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let sent = try #require(try await town.perform("signal.send", ["text": "My street is dark."], as: .aino).object)
        let entries = try await count(town, "SELECT count(*) FROM entry")
        _ = try await town.perform("person.leave", ["sure": true], as: .aino)
        let aino = try town.id(of: .aino)
        let named = "%\(aino)%"
        #expect(try await count(town, "SELECT count(*) FROM opening WHERE content LIKE \(named) OR content LIKE '%My street is dark%'") == 0)
        #expect(try await count(town, "SELECT count(*) FROM entry WHERE person = \(aino)") == 0)
        #expect(try await count(town, "SELECT count(*) FROM signal WHERE author = \(aino)") == 0)
        #expect(try await count(town, "SELECT count(*) FROM person WHERE id = \(aino) AND (email IS NOT NULL OR display_name <> '')") == 0)
        #expect(try await count(town, "SELECT count(*) FROM entry") == entries + 1)
        #expect(try await town.look(as: .liisa) { try SignalQueries.signal(Target(sent.code.rawValue), $0).text } == "My street is dark.")
    }

    private func count(_ town: Town, _ sql: SQLText) async throws -> Int { try await town.platform.reading { try $0.count(sql) } }
}
