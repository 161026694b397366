import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Limits and deadlines are dated, told, kept within their range; and what runs keeps the rules that it began with.
@Suite(.serialized) struct LimitTests {
    @Test(arguments: HouseEngine.available) func aNewDeadlineHoldsForWhatBeginsAfterItAndMovesNoPromise(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let before = try await town.signal(in: .new)
        let promised = try await promise(of: before, town)
        clock.advance(seconds: 60)
        try await town.perform("limit.set", on: Target("signal.answerDays"), ["value": "5", "reason": "We can be quicker."], as: .liisa)
        let after = try await town.signal(in: .new, of: .drippingPipes)
        #expect(try await promise(of: before, town) == promised, "a promise that was made stays")
        let calendar = try await town.look { $0.city.calendar }, today = calendar.day(of: clock.now)
        #expect(try await promise(of: after, town) == calendar.end(of: calendar.adding(businessDays: 5, to: today)))
        #expect(promised == calendar.end(of: calendar.adding(businessDays: 15, to: today)))
    }

    @Test(arguments: HouseEngine.available) func everyChangeIsKeptWithWhoWhenWhyAndWhatWasBefore(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        try await set("signal.answerDays", "10", "Two weeks.", town)
        clock.advance(days: 1)
        try await set("signal.answerDays", "12", "A little more.", town, as: .pekka)
        let history = try await town.look { try SettingQueries.history(of: "signal.answerDays", $0) }
        #expect(history.map(\.change.value) == [.integer(12), .integer(10)])
        #expect(history.map(\.change.previous) == [.integer(10), .integer(15)])
        #expect(history.map(\.who) == [Townsperson.pekka.name, Townsperson.liisa.name])
        #expect(history.map(\.change.reason) == ["A little more.", "Two weeks."])
        #expect(history[0].change.at.milliseconds - history[1].change.at.milliseconds == 86_400_000)
        let entries = try await town.look { try $0.tx.count("SELECT count(*) FROM entry WHERE event = 'limit.changed' AND object_id = 'signal.answerDays' AND is_public") }
        #expect(entries == 2, "the public record has both")
        await #expect(throws: Refusal.invalid([Problem("", "problem.unchanged")])) { try await set("signal.answerDays", "12", "Again.", town) }
    }

    @Test(arguments: HouseEngine.available) func theDatabaseItselfKeepsTheHistory(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await set("signal.answerDays", "10", "Two weeks.", town)
        await #expect(throws: (any Error).self) { try await town.platform.keepHouse { tx, _ in try tx.run("UPDATE setting_change SET value = '15'") } }
        await #expect(throws: (any Error).self) { try await town.platform.keepHouse { tx, _ in try tx.run("DELETE FROM setting_change") } }
        // A person may be forgotten, and the change stays.
        try await town.perform("person.leave", ["sure": true], as: .liisa)
        let line = try #require(try await town.look { try SettingQueries.history($0) }.first)
        #expect(line.who == nil && line.change.person == nil && line.change.value == .integer(10))
    }

    @Test(arguments: HouseEngine.available) func aValueCanBePlannedAheadAndHoldsFromItsDay(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let later = try await town.look { $0.today.adding(days: 10) }
        try await town.perform("limit.set", on: Target("problem.triageDays"), ["value": "7", "from": .text(later.description), "reason": "From the new term on."], as: .liisa)
        #expect(try await value("problem.triageDays", town) == 10)
        clock.advance(days: 11)
        #expect(try await value("problem.triageDays", town) == 7)
        clock.advance(days: 1)
        await #expect(throws: Refusal.invalid([Problem("from", "problem.notAhead")])) {
            try await town.perform("limit.set", on: Target("problem.triageDays"), ["value": "8", "from": .text(later.description), "reason": "Back in time."], as: .liisa)
        }
        // A later word for an earlier day replaces the plan.
        let far = try await town.look { $0.today.adding(days: 30) }
        try await town.perform("limit.set", on: Target("problem.triageDays"), ["value": "20", "from": .text(far.description), "reason": "Summer."], as: .liisa)
        try await set("problem.triageDays", "9", "No summer.", town)
        clock.advance(days: 40)
        #expect(try await value("problem.triageDays", town) == 9)
        #expect(try await town.look { try $0.tx.count("SELECT count(*) FROM setting WHERE name = 'problem.triageDays'") } == 1, "pages read what holds, not the history")
    }

    @Test(arguments: HouseEngine.available) func aPlanCanBeCalledOff(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let later = JSON.text(try await town.look { $0.today.adding(days: 10).description })
        for (value, from) in [("7", later), ("10", later), ("8", later), ("10", JSON.null)] {
            try await town.perform("limit.set", on: Target("problem.triageDays"), ["value": .text(value), "from": from, "reason": "Now so, now otherwise."], as: .liisa)
        }
        clock.advance(days: 20)
        #expect(try await value("problem.triageDays", town) == 10)
        #expect(try await town.look { try SettingQueries.history(of: "problem.triageDays", $0).map(\.change.previous) } == [.integer(8), .integer(10), .integer(7), .integer(10)])
    }

    @Test(arguments: HouseEngine.available) func aPublishedChallengeKeepsItsJuryRules(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.answersAdmitted)
        clock.advance(seconds: 60)
        try await set("jury.minimum", "6", "Larger juries.", town)
        try await set("jury.minimumScores", "5", "More eyes.", town)
        let code = try await walk.object(.challenge).code.rawValue
        #expect(try await town.look { try JuryCount.minimum(of: try ChallengeQueries.challenge(Target(code), $0), $0) } == 3)
        try await walk.reach(.rankingConfirmed)
    }

    @Test(arguments: HouseEngine.available) func whoeverActsUnderADeadlineHearsThatItChanged(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await set("signal.answerDays", "10", "Two weeks.", town)
        let told = try await told("limit.changed", town)
        let heads = [Townsperson.matti, .kaisa, .henrik, .elina, .jorma, .paivi]
        #expect(Set(told) == Set(try heads.map { try town.id(of: $0).rawValue }), "every head, and not the officer who did it")
    }

    @Test(arguments: HouseEngine.available) func valuesOutsideTheirRangeAreRefusedWithIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for (limit, value, problem) in [
            ("signal.answerDays", "0", Problem("value", "problem.range", ["low": "1", "high": "250"])), ("signal.answerDays", "soon", Problem("value", "problem.integer")),
            ("decision.appealDays", "9", Problem("value", "problem.range", ["low": "10", "high": "60"])), ("mandate.limitCents", "much", Problem("value", "problem.money")),
            ("jury.minimumScores", "4", Problem("value", "problem.scoresAboveJury", ["bound": "3"])), ("jury.minimum", "2", Problem("value", "problem.scoresAboveJury", ["bound": "3"])),
            ("challenge.openDays", "61", Problem("value", "problem.decidesBeforeClosing", ["bound": "60"])),
        ] {
            await #expect(throws: Refusal.invalid([problem]), "\(limit)") { try await set(limit, value, "Why not.", town) }
        }
        await #expect(throws: Refusal.notFound) { try await set("no.such", "1", "Why not.", town) }
        try await set("mandate.limitCents", "200 000,50", "The council agreed.", town)
        #expect(try await value("mandate.limitCents", town) == 200_000_50)
    }

    @Test(arguments: HouseEngine.available) func onlyTheOfficerAndTheAdministratorSetAndEverybodyReads(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        await #expect(throws: Refusal.denied("denied.signIn")) { try await set("signal.answerDays", "10", "x", town, as: nil) }
        for person in [Townsperson.aino, .matti, .tuula, .riku, .noora] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person.name)") { try await set("signal.answerDays", "10", "x", town, as: person) }
        }
        // Another city's officer sets the other city's values, never ours; and in ours is nobody.
        try await set("signal.answerDays", "9", "Rantala is quick.", town, as: .jenni)
        #expect(try await value("signal.answerDays", town) == 15)
        let kuusila = try town.kuusila, jenni = try town.actor(.jenni)
        await #expect(throws: Refusal.denied("denied.signIn")) {
            try await town.platform.perform("limit.set", on: Target("signal.answerDays"), ["value": "1", "reason": "x"], in: kuusila, as: jenni, id: town.platform.newActID())
        }
        // A mandate that has run out opens nothing.
        let today = try await town.look { $0.today }
        try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "innovationOfficer", "until": .text(today.adding(days: 2).description)], as: .pekka)
        try await set("signal.answerDays", "14", "Within the mandate.", town, as: .onni)
        clock.advance(days: 3)
        await #expect(throws: Refusal.denied("denied.role")) { try await set("signal.answerDays", "13", "Too late.", town, as: .onni) }
        #expect(try await town.look { try SettingQueries.limits($0).first { $0.tunable.name == "signal.answerDays" }?.value } == 14, "a visitor reads it")
    }

    @Test func nothingInTheRoomIsSetByAnybodyElse() {
        for act in Settings.acts { #expect(act.permitted == [.role(.innovationOfficer), .role(.administrator)], "\(act.name)") }
    }

    @Test func everyPromiseOfTheHouseIsASettingWithOneDefaultWithinItsRange() {
        let promises = Rooms.house.lifecycles.flatMap { $0.promises.values }
        for promise in promises { #expect(Tunable.named(promise.setting)?.standard == promise.days, "\(promise.setting)") }
        #expect(Set(Tunable.all.map(\.name)).count == Tunable.all.count)
        for tunable in Tunable.all { #expect(tunable.range.contains(tunable.standard), "\(tunable.name)") }
    }

    // MARK: The steps of these stories

    private func set(_ limit: String, _ value: String, _ reason: String, _ town: Town, as person: Townsperson? = .liisa) async throws {
        try await town.perform("limit.set", on: Target(limit), ["value": .text(value), "reason": .text(reason)], as: person)
    }
    private func value(_ limit: String, _ town: Town) async throws -> Int? { try await town.look { scene in Tunable.named(limit).map { scene.city.value(of: $0) } } }
    private func promise(of object: ObjectReference, _ town: Town) async throws -> Instant? { try await town.look { try StageQueries.of(object, $0).last?.promisedAt } }
    private func told(_ event: String, _ town: Town) async throws -> [String] {
        try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = \(event) ORDER BY recipient") { try $0.text() } }
    }
}
