import Storage
@testable import Talkoot
import Testing
import TestTown

/// From the ranking to the adoption next door: nobody decides without reasons, moves a threshold, or hides a failure.
@Suite(.serialized) struct DecisionStoryTests {
    @Test(arguments: HouseEngine.available) func aDecisionHasReasonsAndChoosesAmongTheRanked(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        let challenge = try await walk.object(.challenge)
        let first = try #require(await walk.answers.first)
        try await refused(["reasons"]) { try await decide(town, challenge, first.code, reasons: " ") }
        try await refused(["chosen"]) { try await decide(town, challenge, PublicCode("KU-222222")) }
        let elsewhere = try await Walk(.clearKerbs, in: town).reach(.evaluationBegun)
        let stranger = try #require(await elsewhere.answers.first)
        try await refused(["chosen"]) { try await decide(town, challenge, stranger.code) }
        await #expect(throws: Refusal.denied("denied.role")) {
            try await town.perform("decision.take", on: challenge, decision(first.code, "Because.", until: "2027-01-01"), as: .liisa)
        }
        _ = try await decide(town, challenge, first.code)
        let again = await #expect(throws: Refusal.self) { try await decide(town, challenge, first.code) }
        #expect(again == .illegalMove(act: "decision.take", state: "challenge.stageDecided"))
    }

    @Test(arguments: HouseEngine.available) func aPilotStaysWithinItsMandate(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.decisionPublished)
        let decision = try await walk.object(.decision)
        let today = try await town.look { $0.today }
        func plan(_ budget: String, _ days: Int) async throws {
            _ = try await town.perform("pilot.plan", on: decision, [
                "title": "Lights", "hypothesis": "They help.", "metric": "Blocked", "unit": "per 100", "direction": "atMost", "baseline": "38", "threshold": "19", "site": "Satamakatu",
                "startsOn": .text(today.adding(days: 7).description), "endsOn": .text(today.adding(days: days).description), "budget": .text(budget),
            ], as: .noora)
        }
        try await refused(["budget"]) { try await plan("45000.01", 90) }
        try await refused(["endsOn"]) { try await plan("45000", 366) }
        try await refused(["endsOn", "budget"]) { try await plan("90000", 3_000) }
        try await plan("45000", 365)
        await #expect(throws: Refusal.self) { try await plan("45000", 365) }
    }

    @Test(arguments: HouseEngine.available) func noActMovesTheThreshold(_ engine: HouseEngine) async throws {
        let locked: Set = ["threshold", "metric", "direction", "baseline", "unit"]
        for act in Rooms.house.acts where act.target == .pilot {
            #expect(locked.isDisjoint(with: fields(act)), "\(act.name) asks for what is locked")
        }
        let (town, _) = try await house(on: engine)
        let walk = try await town.pilot(in: .running)
        let code = try await walk.object(.pilot).code
        let read: @Sendable (Scene) throws -> [String] = { scene in
            let pilot = try PilotQueries.pilot(Target(code.rawValue), scene)
            return [pilot.threshold, pilot.metric, pilot.direction.rawValue, pilot.baseline, pilot.unit]
        }
        let before = try await town.look(read)
        try await walk.pause(because: "Snow.")
        try await walk.resume(because: "No snow.")
        try await walk.reach(.pilotClosed)
        #expect(try await town.look(read) == before)
    }

    @Test(arguments: HouseEngine.available) func aVerdictCannotContradictTheNumbers(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let pilot = try await town.pilot(in: .measuring).object(.pilot)
        let problem = Refusal.invalid([Problem("verdict", "problem.numbersSayOtherwise")])
        await #expect(throws: problem) { try await town.perform("pilot.judge", on: pilot, ["verdict": "refuted", "finding": "I do not like it."], as: .liisa) }
        let failed = try await town.pilot(in: .measuring, of: .fullPlates).object(.pilot)
        await #expect(throws: problem) { try await town.perform("pilot.judge", on: failed, ["verdict": "supported", "finding": "It nearly worked."], as: .liisa) }
        _ = try await town.perform("pilot.judge", on: failed, ["verdict": "refuted", "finding": "It did not."], as: .liisa)
    }

    @Test(arguments: HouseEngine.available) func aRefutedPilotEndsWithItsFailureReport(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let pilot = try await town.pilot(in: .verdict, of: .fullPlates).object(.pilot)
        let missing = Refusal.invalid([Problem("", "problem.failureReportMissing")])
        await #expect(throws: missing) { try await town.perform("pilot.close", on: pilot, as: .liisa) }
        try await publish("lesson", about: pilot, in: town)
        await #expect(throws: missing) { try await town.perform("pilot.close", on: pilot, as: .liisa) }
        try await refused(["cause"]) { try await publish("failureReport", about: pilot, in: town) }
        try await publish("failureReport", about: pilot, cause: "problemUnderstanding", in: town)
        _ = try await town.perform("pilot.close", on: pilot, as: .liisa)
    }

    @Test(arguments: HouseEngine.available) func aLessonCountsEachOrganisationOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let lesson = try await town.lesson().object(.lesson)
        let lumi = try await town.look(as: .noora) { try #require(try OrganisationQueries.mine($0).first).reference }
        _ = try await town.perform("membership.ask", on: lumi, as: .onni)
        _ = try await town.perform("membership.confirm", on: lumi, ["email": .text(Townsperson.onni.email)], as: .noora)
        for person in [Townsperson.noora, .noora, .onni, .ville, .liisa, .tuula] {
            _ = try await town.perform("lesson.use", on: lesson, ["context": "We read it aloud."], as: person)
        }
        #expect(try await town.look { try LessonQueries.lesson(Target(lesson.code.rawValue), $0).uses } == 3)
    }

    @Test(arguments: HouseEngine.available) func anAdoptionIsInTheRecordsOfBothCities(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.solution(adopted: true)
        let (solution, replication) = (try await walk.object(.solution), try await walk.object(.replication))
        let (kuusila, rantala) = (try town.kuusila, try town.rantala)
        func entries(_ event: String, _ object: ObjectReference, _ city: ID<City>) async throws -> Int {
            try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE city = \(city) AND event = \(event) AND object_id = \(object.id)") }
        }
        #expect(try await entries("solution.adopted", solution, kuusila) == 1)
        #expect(try await entries("replication.begun", replication, rantala) == 1)
        #expect(try await entries("replication.begun", replication, kuusila) == 0)
        await #expect(throws: Refusal.invalid([Problem("department", "problem.adoptedAlready")])) {
            try await walk.adopt(by: .jenni, department: "development", adaptations: "Once more.")
        }
    }

    // MARK: The steps of these stories

    private func fields<A: Act>(_ act: A.Type) -> [String] { act.form.fields.map(\.name) }
    private func decision(_ chosen: PublicCode, _ reasons: String, until: String) -> JSON {
        ["chosen": .text(chosen.rawValue), "reasons": .text(reasons), "against": "The other is cheaper.", "feedback": "Thank you.", "mandate": "45000", "mandateUntil": .text(until)]
    }
    private func decide(_ town: Town, _ challenge: ObjectReference, _ chosen: PublicCode, reasons: String = "It reaches everybody.") async throws {
        let until = try await town.look { $0.today.adding(days: 365).description }
        _ = try await town.perform("decision.take", on: challenge, decision(chosen, reasons, until: until), as: .paivi)
    }
    private func publish(_ kind: String, about pilot: ObjectReference, cause: String? = nil, in town: Town) async throws {
        var input: [String: JSON] = ["kind": .text(kind), "title": "Plates", "expected": "Less.", "happened": "As much.", "advice": "Weigh first.", "appliesTo": "Canteens."]
        if let cause { input["cause"] = .text(cause) }
        let lesson = try #require(try await town.perform("lesson.propose", on: pilot, .object(input), as: .ville).object)
        _ = try await town.perform("lesson.publish", on: lesson, as: .liisa)
    }
    /// Refused for exactly these fields.
    private func refused(_ fields: Set<String>, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("it was taken, and \(fields) are wrong")
        } catch Refusal.invalid(let problems) { #expect(Set(problems.map(\.field)) == fields) }
    }
}
