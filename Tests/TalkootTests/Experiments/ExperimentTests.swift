import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// A colleague's idea is tried in small: within the city's limits without asking anybody, above them with the head's word.
@Suite(.serialized) struct ExperimentTests {
    private static let plan: JSON = [
        "title": "One map in Havula", "plan": "Two ploughs show their places to the buses.", "place": "Havula depot", "expects": "A quarter fewer buses behind a plough.", "measure": "We count them at the bridge.",
        "firstDay": "2026-03-09", "lastDay": "2026-03-20", "hours": 12, "money": "80", "department": "streets",
    ]
    private func plan(_ changes: [String: JSON]) -> JSON { .object((Self.plan.object ?? [:]).merging(changes) { $1 }) }
    private func idea(_ town: Town, by author: Townsperson = .tuula) async throws -> ObjectReference {
        try #require(try await town.perform("idea.send", ["text": "Ploughs and buses could share one map.", "department": "streets"], as: author).object)
    }
    private func state(_ one: ObjectReference, _ town: Town) async throws -> MicroExperiment.State {
        try await town.look(as: .tuula) { try ExperimentQueries.experiment(Target(one.code.rawValue), $0).state }
    }
    private func heard(_ person: Townsperson, _ town: Town) async throws -> [String] { try await town.look(as: person) { try NoticeQueries.mine($0).notices.map(\.event) } }

    @Test(arguments: HouseEngine.available) func aSmallOneStartsWithoutAskingAndEndsWithALesson(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let object = try await idea(town)
        try await town.perform("idea.join", on: object, as: .paivi)
        let dates: [String: JSON] = ["firstDay": .text(today.description), "lastDay": .text(today.adding(days: 11).description)]
        let one = try #require(try await town.perform("experiment.write", on: object, plan(dates), as: .tuula).object)
        try await town.perform("experiment.join", on: one, as: .kaisa)
        await #expect(throws: Refusal.illegalMove(act: "experiment.ask", state: "experiment.written")) { try await town.perform("experiment.ask", on: one, as: .tuula) }
        clock.advance(seconds: 60)
        try await town.perform("experiment.start", on: one, as: .tuula)
        await #expect(throws: Refusal.illegalMove(act: "experiment.revise", state: "experiment.running")) { try await town.perform("experiment.revise", on: one, plan(dates), as: .tuula) }
        // To the very moment: the clock comes by exactly when it is due.
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 11)) })
        try await town.platform.performDueMoves()
        for person in [Townsperson.tuula, .kaisa] { #expect(try await heard(person, town).contains("experiment.due"), "\(person)") }
        #expect(try await !heard(.matti, town).contains("experiment.due"), "the head is not bothered in the first week")
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 18)) })
        try await town.platform.performDueMoves()
        #expect(try await heard(.matti, town).contains("experiment.due"))
        try await town.perform("experiment.measure", on: one, ["happened": "A third fewer, on dry days.", "reached": "reached", "hoursSpent": 10, "moneySpent": "0"], as: .tuula)
        clock.advance(seconds: 60)
        try await town.perform("experiment.keep", on: one, ["reason": "It costs nothing.", "learned": "Ask the drivers first."], as: .tuula)
        #expect(try await heard(.paivi, town).contains("experiment.kept"), "who stands behind the idea hears how it ended")
        let lesson = try #require(try await town.perform("experiment.teach", on: one, ["kind": "lesson", "title": "One map", "expected": "Fewer waits", "happened": "Fewer", "advice": "Ask first", "appliesTo": "Snow"], as: .tuula).object)
        try await town.perform("lesson.publish", on: lesson, as: .liisa)
        let told = try await town.look { try LessonQueries.lesson(Target(lesson.code.rawValue), $0) }
        #expect(told.experiment == one.code && told.pilot == nil, "everybody reads the lesson, and where it comes from")
        await #expect(throws: Refusal.illegalMove(act: "experiment.teach", state: "experiment.kept")) { try await town.perform("experiment.teach", on: one, ["kind": "lesson", "title": "Again", "expected": "x", "happened": "x", "advice": "x", "appliesTo": "x"], as: .tuula) }
    }

    @Test(arguments: HouseEngine.available) func aboveTheCitysLimitTheHeadIsAsked(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let object = try await idea(town)
        let input = plan(["firstDay": .text(today.description), "lastDay": .text(today.adding(days: 5).description), "hours": 60])
        let one = try #require(try await town.perform("experiment.write", on: object, input, as: .tuula).object)
        await #expect(throws: Refusal.illegalMove(act: "experiment.start", state: "experiment.written")) { try await town.perform("experiment.start", on: one, as: .tuula) }
        try await town.perform("experiment.ask", on: one, as: .tuula)
        #expect(try await heard(.matti, town).contains("experiment.asked"))
        #expect(try await town.look(as: .matti) { try StageQueries.waiting($0).contains { $0.object == one } }, "it stands on the head's desk")
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("experiment.allow", on: one, as: .kaisa) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("experiment.allow", on: one, as: .tuula) }
        clock.advance(seconds: 60)
        try await town.perform("experiment.refuse", on: one, ["answer": "Half the hours, please."], as: .matti)
        #expect(try await state(one, town) == .written)
        try await town.perform("experiment.revise", on: one, plan(["firstDay": .text(today.description), "lastDay": .text(today.adding(days: 5).description), "hours": 50]), as: .tuula)
        try await town.perform("experiment.ask", on: one, as: .tuula)
        try await town.perform("experiment.allow", on: one, as: .matti)
        clock.advance(seconds: 60)
        try await town.perform("experiment.start", on: one, as: .tuula)
        #expect(try await state(one, town) == .running)
        try await town.perform("experiment.callOff", on: one, ["reason": "The plough broke."], as: .matti)
        #expect(try await heard(.tuula, town).contains("experiment.calledOff"))
    }

    @Test(arguments: HouseEngine.available) func whatHasToChangeIsTheBeginningOfTheNext(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let object = try await idea(town)
        let dates: [String: JSON] = ["firstDay": .text(today.description), "lastDay": .text(today.description)]
        let one = try #require(try await town.perform("experiment.write", on: object, plan(dates), as: .paivi).object)
        try await town.perform("experiment.start", on: one, as: .paivi)
        try await town.perform("experiment.measure", on: one, ["happened": "The map froze.", "reached": "missed", "hoursSpent": 3, "moneySpent": "0"], as: .paivi)
        try await town.perform("experiment.change", on: one, ["reason": "Another map.", "learned": "Cold screens fail."], as: .paivi)
        let next = try await town.look(as: .tuula) { scene in try WriteExperiment.prefill(IdeaQueries.idea(Target(object.code.rawValue), scene), scene) }
        #expect(next["plan"] == Self.plan["plan"] && next["hours"] == 12)
    }

    @Test(arguments: HouseEngine.available) func itCanGetMoreDaysWithAReasonWithinWhatTheCityAllows(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let one = try #require(try await town.perform("experiment.write", on: try await idea(town), plan(["firstDay": .text(today.description), "lastDay": .text(today.adding(days: 5).description)]), as: .tuula).object)
        func more(_ day: Int, version: Int? = nil) -> JSON {
            let input: [String: JSON] = ["lastDay": .text(today.adding(days: day).description), "reason": "It snowed on two days only."]
            return .object(version.map { input.merging(["version": .integer(Int64($0))]) { $1 } } ?? input)
        }
        await #expect(throws: Refusal.illegalMove(act: "experiment.extend", state: "experiment.written")) { try await town.perform("experiment.extend", on: one, more(9), as: .tuula) }
        try await town.perform("experiment.join", on: one, as: .kaisa)
        try await town.perform("experiment.start", on: one, as: .tuula)
        let last = today.adding(days: 5).description
        await #expect(throws: Refusal.invalid([Problem("lastDay", "problem.noExtension", ["until": last])])) { try await town.perform("experiment.extend", on: one, more(5), as: .tuula) }
        await #expect(throws: Refusal.invalid([Problem("lastDay", "problem.longExperiment", ["days": "28"])])) { try await town.perform("experiment.extend", on: one, more(28), as: .tuula) }
        for person in [Townsperson.paivi, .anneli] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("experiment.extend", on: one, more(9), as: person) } }
        for person in [nil, .aino, .jenni] as [Townsperson?] { await #expect(throws: Refusal.notFound) { try await town.perform("experiment.extend", on: Target(one.code.rawValue), more(9), as: person) } }
        let version = try await town.look(as: .tuula) { try ExperimentQueries.experiment(Target(one.code.rawValue), $0).version }
        try await town.perform("experiment.extend", on: one, more(12, version: version), as: .tuula)
        await #expect(throws: Refusal.stale, "the head saw an older plan") { try await town.perform("experiment.extend", on: one, more(20, version: version), as: .matti) }
        for person in [Townsperson.matti, .kaisa] { #expect(try await heard(person, town).contains("experiment.extended"), "\(person)") }
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 5)) })
        try await town.platform.performDueMoves()
        #expect(try await !heard(.kaisa, town).contains("experiment.due"), "nobody is asked on the old last day")
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 12)) })
        try await town.platform.performDueMoves()
        #expect(try await heard(.kaisa, town).contains("experiment.due"))
        try await town.perform("experiment.extend", on: one, more(27), as: .matti)
        let told = try await town.look(as: .tuula) { scene in
            let now = try ExperimentQueries.experiment(Target(one.code.rawValue), scene)
            return (now, try ExperimentQueries.extensions(of: now, scene), ExtendExperiment.isOpen(now, scene))
        }
        #expect(told.1.map(\.from) == [5, 12].map(today.adding(days:)) && told.1.map(\.until) == [12, 27].map(today.adding(days:)) && told.1[0].reason == "It snowed on two days only.")
        #expect(told.0.endsOn == today.adding(days: 27) && told.0.state == .running && told.0.reminders == 0 && !told.2, "the whole of what the city allows is used")
        let stages = try await town.look(as: .tuula) { try StageQueries.of(one, $0).count { $0.state == "running" } }
        #expect(stages == 1, "it is one run")
    }

    @Test(arguments: HouseEngine.available) func badPlansAndStrangersAreRefusedWithASentence(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let object = try await idea(town)
        func input(_ first: Int, _ last: Int) -> JSON { plan(["firstDay": .text(today.adding(days: first).description), "lastDay": .text(today.adding(days: last).description)]) }
        await #expect(throws: Refusal.invalid([Problem("lastDay", "problem.longExperiment", ["days": "28"])])) { try await town.perform("experiment.write", on: object, input(0, 28), as: .tuula) }
        await #expect(throws: Refusal.invalid([Problem("lastDay", "problem.beforeStart")])) { try await town.perform("experiment.write", on: object, input(3, 2), as: .tuula) }
        await #expect(throws: Refusal.invalid([Problem("lastDay", "problem.past")])) { try await town.perform("experiment.write", on: object, input(-3, -2), as: .tuula) }
        let one = try #require(try await town.perform("experiment.write", on: object, input(0, 27), as: .tuula).object)
        for person in [Townsperson.aino, .riku, .noora, .jenni] {
            await #expect(throws: Refusal.notFound, "\(person)") { try await town.perform("experiment.join", on: one, as: person) }
            await #expect(throws: Refusal.notFound, "\(person)") { try await town.look(as: person) { try ExperimentQueries.experiment(Target(one.code.rawValue), $0) } }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("experiment.join", on: Target(one.code.rawValue), as: nil) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.look { try ExperimentQueries.list($0).count } }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.look(as: .aino) { try ExperimentQueries.list($0).count } }
        #expect(try await town.look(as: .jenni) { try ExperimentQueries.list($0).count } == 0, "another city sees none of ours")
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("experiment.start", on: one, as: .matti) }
        await #expect(throws: Refusal.denied("denied.ownExperiment")) { try await town.perform("experiment.join", on: one, as: .tuula) }
        let found = try await town.look(as: .aino) { try SearchQueries.find("Havula depot buses", $0).hits }
        #expect(!found.contains { $0.object == one })
        try await town.perform("signal.decline", on: object, ["reason": "Not now."], as: .matti)
        await #expect(throws: Refusal.illegalMove(act: "experiment.write", state: "signal.declined")) { try await town.perform("experiment.write", on: object, input(0, 3), as: .tuula) }
    }
}
