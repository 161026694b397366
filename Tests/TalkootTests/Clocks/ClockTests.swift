import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// A promise has a clock: it warns, it stands only for a coded reason, and its figures can be recomputed by anybody.
@Suite(.serialized) struct ClockTests {
    /// The story begins on Thursday 12 March 2026. Good Friday and Easter Monday (3 and 6 April) are no business days.
    @Test(arguments: HouseEngine.available) func anUnansweredSignalIsOverdueOnDaySixteenAndEscalatesOnce(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        try await town.wait(days: 1)
        let signal = try await town.signal(in: .new)
        let stage = try await #require(stage(signal, town))
        let calendar = try await town.look { $0.city.calendar }
        #expect(stage.promisedAt.map(calendar.day(of:)) == Day("2026-04-07"), "fifteen business days after Friday 13 March, with Easter in between")

        try await town.wait(until: try #require(stage.promisedAt))
        try await town.settle()
        #expect(try await told("clock.overdue", signal, town) == 0, "the fifteenth day is still in time")
        #expect(try await told("clock.near", signal, town) == 1)

        clock.advance(seconds: 1)
        for _ in 0..<3 { try await town.settle() }
        #expect(calendar.day(of: clock.now) == Day("2026-04-08"))
        #expect(try await told("clock.overdue", signal, town) == 1)
        #expect(try await notices("clock.overdue", signal, town).contains(try town.id(of: .liisa).rawValue), "it escalates to the innovation officer")
        #expect(try await notices("clock.near", signal, town).contains(try town.id(of: .liisa).rawValue) == false)
    }

    /// Of fifteen business days after Friday 13 March the twelfth is Tuesday 31 March; calendar time would have warned on 2 April.
    @Test(arguments: HouseEngine.available) func theReminderComesAfterFourFifthsOfTheBusinessDays(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        try await town.wait(days: 1)
        let signal = try await town.signal(in: .new)
        let calendar = try await town.look { $0.city.calendar }
        let twelfth = calendar.end(of: try #require(Day("2026-03-31")))
        try await town.wait(until: Instant(milliseconds: twelfth.milliseconds - 1000))
        try await town.settle()
        #expect(try await told("clock.near", signal, town) == 0)
        clock.advance(seconds: 2)
        try await town.settle()
        #expect(try await told("clock.near", signal, town) == 1)
    }

    @Test(arguments: HouseEngine.available) func theReminderWaitsAsLongAsTheClockStood(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let before = try await #require(stage(problem, town))
        let code = try await initiative(problem, town)
        try await town.perform("clock.pause", on: code, ["stage": .text(before.id.rawValue), "code": "statutoryWait", "reason": "The neighbours are heard."], as: .liisa)
        try await town.wait(days: 14)
        try await town.perform("clock.resume", on: code, ["stage": .text(before.id.rawValue)], as: .liisa)
        let after = try await #require(stage(problem, town))
        let calendar = try await town.look { $0.city.calendar }
        let (old, new) = (try #require(before.nearAt), try #require(after.nearAt))
        #expect(calendar.businessDays(from: calendar.day(of: old), to: calendar.day(of: new)) == after.pausedDays)
    }

    @Test(arguments: HouseEngine.available) func aPausedClockStandsAndItsDaysAreListed(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let before = try await #require(stage(problem, town))
        let code = try await initiative(problem, town)
        try await town.perform("clock.pause", on: code, ["stage": .text(before.id.rawValue), "code": "statutoryWait", "reason": "The neighbours are heard for two weeks."], as: .liisa)
        await #expect(throws: Refusal.self) {
            try await town.perform("clock.pause", on: code, ["stage": .text(before.id.rawValue), "code": "appeal", "reason": "Once more."], as: .liisa)
        }
        try await town.wait(days: 60)
        try await town.settle()
        #expect(try await told("clock.overdue", problem, town) == 0, "a standing clock is never late")

        try await town.perform("clock.resume", on: code, ["stage": .text(before.id.rawValue)], as: .liisa)
        let after = try await #require(stage(problem, town))
        let calendar = try await town.look { $0.city.calendar }
        #expect(after.pausedDays > 30)
        #expect(after.pauseCode == .statutoryWait)
        let old = try #require(before.promisedAt), new = try #require(after.promisedAt)
        #expect(calendar.businessDays(from: calendar.day(of: old), to: calendar.day(of: new)) == after.pausedDays)
        #expect(after.age(at: town.platform.now(), calendar) == 0, "no working day has passed for it")
    }

    @Test(arguments: HouseEngine.available) func aStageThatEndsWhileItsClockStandsKeepsTheDaysItStood(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let before = try await #require(stage(problem, town))
        try await town.perform("clock.pause", on: try await initiative(problem, town), ["stage": .text(before.id.rawValue), "code": "forceMajeure", "reason": "A storm."], as: .liisa)
        try await town.wait(days: 14)
        try await town.perform("problem.triage", on: problem, ["quadrant": "city", "reason": "It goes on."], as: .liisa)
        let ended = try await town.look { try StageQueries.of(problem, $0) }.first { $0.id == before.id }
        #expect(ended?.leftAt != nil)
        #expect(ended?.pausedDays == 10)
    }

    @Test(arguments: HouseEngine.available) func onlyTheOwningHeadAndTheOfficerMoveAClock(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let stage = try await #require(stage(problem, town)), code = try await initiative(problem, town)
        let input: JSON = ["stage": .text(stage.id.rawValue), "code": "appeal", "reason": "An appeal."]
        for stranger in [Townsperson.aino, .tuula, .kaisa] {
            await #expect(throws: Refusal.self, "\(stranger)") { try await town.perform("clock.pause", on: code, input, as: stranger) }
        }
        await #expect(throws: Refusal.self) { try await town.perform("clock.near", on: Target(stage.id.rawValue), as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func mediansAndNinetiethPercentilesFollowFromTheStages(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for days in [1, 4, 9, 12, 30] {
            let signal = try await town.perform("signal.send", ["text": .text("Waits for \(days) days."), "department": "streets"], as: .aino).object
            try await town.wait(days: days)
            try await town.perform("signal.accept", on: try #require(signal), ["reason": "Heard."], as: .matti)
        }
        try await town.look { scene in
            let calendar = scene.city.calendar
            let ages = try scene.tx.rows("SELECT \(Stage.columns) FROM stage WHERE city = \(scene.city.id) AND object_kind = 'signal' AND state = 'new' AND left_at IS NOT NULL", Stage.init(row:))
                .map { $0.age(at: scene.now, calendar) }.sorted()
            let figures = try #require(try FigureQueries.stages(scene).first { $0.kind == .signal && $0.state == "new" })
            #expect(figures.ended == 5)
            #expect(figures.median == ages[2])
            #expect(figures.ninth == ages[4])
            #expect(figures.late == 1)
        }
    }

    @Test(arguments: HouseEngine.available) func theBottleneckIsWhereThingsWaitLongestAndVisitorsSeePublicOnesOnly(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let old = try await town.problem(in: .submitted).object(.problem)
        try await town.wait(days: 20)
        let draft = try await town.problem(in: .draft).object(.problem)
        let seen = try await town.look { try PipelineQueries.pipeline(PipelineFilter(), $0) }
        #expect(seen.stages.map(\.stage.object) == [old])
        #expect(seen.board.bottlenecks.first.map { [$0.kind.rawValue, $0.state] } == ["problem", "submitted"])
        #expect(seen.board.bottlenecks.first?.medianAge == 14)
        #expect(try await town.look(as: .liisa) { try PipelineQueries.pipeline(PipelineFilter(), $0) }.stages.map(\.stage.object).contains(draft))
    }

    private func stage(_ object: ObjectReference, _ town: Town) async throws -> Stage? { try await town.look { try StageQueries.of(object, $0).last { $0.leftAt == nil } } }
    private func initiative(_ object: ObjectReference, _ town: Town) async throws -> Target {
        try await town.look { scene in
            Target(try #require(try scene.tx.first("""
                SELECT initiative.code FROM stage JOIN initiative ON initiative.city = stage.city AND initiative.id = stage.initiative WHERE stage.object_id = \(object.id) LIMIT 1
                """) { try $0.text() }))
        }
    }
    private func told(_ event: String, _ object: ObjectReference, _ town: Town) async throws -> Int {
        try await town.look { try $0.tx.count("SELECT count(*) FROM entry WHERE event = \(event) AND object_id = \(object.id)") }
    }
    private func notices(_ event: String, _ object: ObjectReference, _ town: Town) async throws -> [String] {
        try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = \(event) AND object_id = \(object.id)") { try $0.text() } }
    }
}
