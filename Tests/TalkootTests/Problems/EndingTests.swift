import Storage
@testable import Talkoot
import Testing
import TestTown

/// How the work on a problem ends: solved by its number or by a good that no number shows, or closed with what was learned.
@Suite(.serialized) struct EndingTests {
    @Test(arguments: HouseEngine.available) func solvedIsWhatReachesItsTargetOrShowsAGoodAndTeachesSomething(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await underWay(town)
        await #expect(throws: Refusal.invalid([Problem("measured", "problem.solveProof"), Problem("learned", "problem.retrospectiveMissing")])) {
            try await town.perform("problem.solve", on: problem, ["reason": "It feels better."], as: .paivi)
        }
        await #expect(throws: Refusal.invalid([Problem("measured", "problem.targetNotReached", ["goal": "15"])])) {
            try await town.perform("problem.solve", on: problem, ["measured": "15.1", "reason": "Nearly.", "learned": "Paint first."], as: .paivi)
        }
        let outcome = try await town.perform("problem.solve", on: problem, ["measured": "15", "reason": "The bays are free.", "learned": "Paint first."], as: .paivi)
        let solved = try await town.found(problem)
        #expect(solved.state == .solved && solved.reached == "15")
        let lesson = try #require(outcome.values["lesson"]?.text)
        #expect(try await town.refusals { try await town.perform("lesson.publish", on: Target(lesson), as: .liisa) }.isEmpty)
        let read = try await town.look { try LessonQueries.lesson(Target(lesson), $0) }
        #expect(read.advice == "Paint first." && read.problem == solved.id && read.pilot == nil)
    }

    @Test(arguments: HouseEngine.available) func aGoodThatNoNumberShowsIsEnoughWhereTheLessonIsThereAlready(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.lesson()
        let problem = try await walk.object(.problem)
        try await town.perform("problem.solve", on: problem, ["measured": "16.4", "civicValue": "People go to town by bus again.", "reason": "The lights stay."], as: .paivi)
        let solved = try await town.found(problem)
        #expect(solved.reached == "16.4" && solved.civicValue == "People go to town by bus again.")
        let taught = try await town.look(as: .liisa) { try LessonQueries.of(solved, $0) }
        #expect(taught.isEmpty, "the pilot's lesson stands; no second one is asked for")
    }

    @Test(arguments: HouseEngine.available) func halfAYearAndAYearLaterTheDepartmentIsAskedWhetherItHolds(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await underWay(town)
        let word: JSON = ["stillHolds": "slipped", "measured": "19", "reason": "Vans stand on the bays again."]
        await #expect(throws: Refusal.illegalMove(act: "problem.lookBack", state: "problem.inSolution")) { try await town.perform("problem.lookBack", on: problem, word, as: .paivi) }
        try await town.perform("problem.solve", on: problem, ["measured": "15", "reason": "The bays are free.", "learned": "Paint first."], as: .paivi)
        try await town.wait(days: 181)
        #expect(try await town.told("problem.lookBackDue").isEmpty)
        try await town.wait(days: 2)
        #expect(try await town.told("problem.lookBackDue") == [try town.id(of: .paivi).rawValue])
        for person in [Townsperson.tuula, .aino, .matti] { await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.lookBack", on: problem, word, as: person) } }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.lookBack", on: Target(problem.code.rawValue), word, as: nil) }
        await #expect(throws: Refusal.invalid([Problem("stillHolds", "problem.missing"), Problem("reason", "problem.missing")])) { try await town.perform("problem.lookBack", on: problem, [:], as: .paivi) }
        try await town.perform("problem.lookBack", on: problem, word, as: .paivi)
        try await town.wait(days: 183)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE event = 'problem.lookBackDue'") } == 2)
        try await town.wait(days: 400)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE event = 'problem.lookBackDue'") } == 2, "twice, and no more")
        let solved = try await town.found(problem)
        let seen = try await town.look { try ProblemQueries.looksBack(at: solved, $0) }
        #expect(seen.map(\.finding) == [.slipped] && seen.first?.measured == "19" && seen.first?.text == "Vans stand on the bays again.")
    }

    @Test(arguments: HouseEngine.available) func whatIsClosedUnsolvedLeavesAFailureReport(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let end: JSON = ["reason": "The ministry decides this in spring.", "learned": "Ask who may decide before anybody draws a map.", "cause": "rules"]
        await #expect(throws: Refusal.invalid([Problem("learned", "problem.missing")])) { try await town.perform("problem.close", on: problem, ["reason": "No time."], as: .paivi) }
        for person in [Townsperson.tuula, .aino, .matti] { await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.close", on: problem, end, as: person) } }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.close", on: Target(problem.code.rawValue), end, as: nil) }
        let outcome = try await town.perform("problem.close", on: problem, end, as: .paivi)
        let lesson = try await town.look(as: .liisa) { try LessonQueries.lesson(Target(try #require(outcome.values["lesson"]?.text)), $0) }
        #expect(lesson.kind == .failureReport && lesson.cause == .rules && lesson.state == .proposed && lesson.happened == "The ministry decides this in spring.")
        await #expect(throws: Refusal.notFound) { try await town.look { try LessonQueries.lesson(Target(lesson.code.rawValue), $0) } }
        try await town.perform("lesson.publish", on: lesson.reference, as: .liisa)
        let listed = try await town.look { try LessonQueries.list(cause: .rules, $0).rows.map(\.code) }
        #expect(listed == [lesson.code])
        // What was learned opens another definition; nobody begins anew without one.
        let other = try await underWay(town)
        await #expect(throws: Refusal.invalid([Problem("lesson", "problem.noLesson")])) { try await town.perform("problem.redefine", on: other, ["lesson": "KU-NONE", "reason": "It did not do."], as: .paivi) }
        try await town.perform("problem.redefine", on: other, ["lesson": .text(lesson.code.rawValue), "reason": "It did not do."], as: .paivi)
        #expect(try await town.state(of: other) == .defining)
    }

    @Test(arguments: HouseEngine.available) func aWholeIsSolvedWhenAllItsPartsAre(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        try await town.perform("problem.lots", on: problem, ["whole": "9000", "lots": [["title": "Shops", "cost": "5000", "fit": "small"], ["title": "School", "cost": "4000", "fit": "small"]]], as: .liisa)
        try await town.perform("problem.split", on: problem, ["reason": "Two firms can begin at once."], as: .liisa)
        let end: JSON = ["measured": "12", "reason": "Both corners are free.", "learned": "One corner at a time."]
        let parts = try await town.look { try ProblemQueries.children(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        let named = parts.map(\.code.rawValue).joined(separator: ", ")
        await #expect(throws: Refusal.invalid([Problem("", "problem.lotsOpen", ["lots": named])])) { try await town.perform("problem.solve", on: problem, end, as: .paivi) }
        for part in parts { try await town.perform("problem.close", on: part.reference, ["reason": "Done by the shops.", "learned": "Ask the shops."], as: .paivi) }
        try await town.perform("problem.solve", on: problem, end, as: .paivi)
        #expect(try await town.state(of: problem) == .solved)
    }

    @Test(arguments: HouseEngine.available) func theInfluenceRateIsWhatChangedOverWhatWasReceived(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        for (text, person, effect) in [("And on Sundays?", Townsperson.aino, "changed"), ("The school too.", .henrik, "unchanged"), ("Snow!", .onni, "")] {
            let comment = try await town.line("hearing.comment", on: problem, ["text": .text(text)], as: person)
            if !effect.isEmpty { try await town.perform("hearing.answer", on: comment, ["answer": "We count it.", "effect": .text(effect)], as: .paivi) }
        }
        let rates = try await town.look { try HearingQueries.influences($0) }
        #expect(rates.map(\.influence) == [Influence(received: 3, answered: 2, changed: 1)] && rates.first.map { ($0.influence.rate * 3).rounded() } == 1)
    }

    /// Routed to work in house, which has begun.
    private func underWay(_ town: Town) async throws -> ObjectReference {
        let problem = try await town.problem(in: .defined).object(.problem)
        try await town.perform("problem.route", on: problem, ["route": "inHouse", "reason": "Our own crew knows these corners best."], as: .paivi)
        try await town.perform("problem.start", on: problem, ["reason": "By May."], as: .paivi)
        return problem
    }
}
