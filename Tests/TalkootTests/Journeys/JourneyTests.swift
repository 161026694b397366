import Storage
@testable import Talkoot
import Testing
import TestTown

/// The way of people through a service is drawn step by step; it counts who hands it on, and its pains become problems.
@Suite(.serialized) struct JourneyTests {
    /// Six steps over three departments, as an official would type them.
    static let steps: [[String: JSON]] = [
        ["title": "Asks at the counter", "department": "streets", "wait": 20, "waitUnit": "minutes", "feeling": "neutral"],
        ["title": "Is sent on", "department": "streets", "pain": "Nobody at the counter knows who clears the kerb."],
        ["title": "Writes to the school", "department": "schools", "wait": 3, "waitUnit": "days", "feeling": "bad"],
        ["title": "Waits at home", "personDoes": "Waits for a call."],
        ["title": "Gets an answer", "department": "transport", "wait": 2, "waitUnit": "hours"],
        ["title": "Asks again", "department": "streets", "feeling": "veryBad", "stepEvidence": "14 of 20 interviews in February"],
    ]

    private func drawn(in town: Town) async throws -> (problem: ObjectReference, journey: ObjectReference) {
        let problem = try await town.problem(in: .triaged).object(.problem)
        let journey = try #require(try await town.perform("journey.begin", on: problem, ["title": "A wheelchair user takes bus 4 in winter"], as: .liisa).object)
        for step in Self.steps { try await town.perform("journey.addStep", on: journey, .object(step.merging(["edition": "now"]) { $1 }), as: .liisa) }
        return (problem, journey)
    }
    private func map(_ journey: ObjectReference, in town: Town, as person: Townsperson? = .liisa) async throws -> JourneyMap {
        try await town.look(as: person) { try JourneyQueries.map(Target(journey.code.rawValue), $0) }
    }

    @Test(arguments: HouseEngine.available) func sixStepsOverThreeDepartmentsAreHandedOnThreeTimes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (_, journey) = try await drawn(in: town)
        let map = try await map(journey, in: town, as: nil)
        #expect(map.steps(.now).map(\.place) == [1, 2, 3, 4, 5, 6])
        // Streets, streets, schools, alone, transport, streets: the step at home hands nothing on.
        let figures = JourneyFigures(map.steps(.now))
        #expect(figures.steps == 6 && figures.departments == 3 && figures.handOffs == 3 && figures.waitMinutes == 20 + 3 * 1_440 + 120 && figures.pains == 1)
    }

    @Test(arguments: HouseEngine.available) func aPainBecomesAProblemThatKnowsItsStep(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (parent, journey) = try await drawn(in: town)
        let step = try #require(try await map(journey, in: town).steps.first { $0.isPainful })
        let made = try #require(try await town.perform("journeyStep.lift", on: step.reference, as: .liisa).object)
        let (problem, origin) = try await town.look(as: .liisa) { scene in
            let problem = try ProblemQueries.problem(Target(made.code.rawValue), scene)
            return (problem, try JourneyQueries.origin(of: problem, scene))
        }
        #expect(problem.state == .draft && problem.title == step.pain && origin?.step.code == step.code && origin?.map.problem.code == parent.code)
        #expect(try await map(journey, in: town).steps.first { $0.code == step.code }?.lifted == made.code)
        await #expect(throws: Refusal.illegalMove(act: "journeyStep.lift", state: "journeyStep.")) { try await town.perform("journeyStep.lift", on: step.reference, as: .liisa) }
        await #expect(throws: Refusal.notFound) { try await town.look { try ProblemQueries.problem(Target(made.code.rawValue), $0) } }
    }

    @Test(arguments: HouseEngine.available) func theWayAsItShallBeBeginsWithTheWayAsItIs(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (_, journey) = try await drawn(in: town)
        try await town.perform("journey.redraw", on: journey, as: .tuula)
        let after = try await map(journey, in: town).steps(.after)
        #expect(after.map(\.title) == Self.steps.compactMap { $0["title"]?.text })
        try await town.perform("journeyStep.remove", on: after[1].reference, as: .tuula)
        try await town.perform("journeyStep.change", on: after[2].reference, ["title": "One desk answers", "department": "streets", "wait": 30, "waitUnit": "minutes"], as: .tuula)
        let map = try await map(journey, in: town)
        #expect(map.steps(.after).map(\.place) == [1, 2, 3, 4, 5] && JourneyFigures(map.steps(.after)).handOffs == 2 && JourneyFigures(map.steps(.now)).handOffs == 3)
        await #expect(throws: Refusal.illegalMove(act: "journey.redraw", state: "journey.")) { try await town.perform("journey.redraw", on: journey, as: .tuula) }
    }

    @Test(arguments: HouseEngine.available) func aStepGoesWhereItBelongsAndWrongInputIsTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (_, journey) = try await drawn(in: town)
        try await town.perform("journey.addStep", on: journey, ["edition": "now", "afterStep": 0, "title": "Hears of it"], as: .liisa)
        #expect(try await map(journey, in: town).steps(.now).map(\.title).prefix(2) == ["Hears of it", "Asks at the counter"])
        await #expect(throws: Refusal.invalid([Problem("outside", "problem.oneKeeper")])) {
            try await town.perform("journey.addStep", on: journey, ["edition": "now", "title": "x", "department": "streets", "outside": "The school"], as: .liisa)
        }
        await #expect(throws: Refusal.invalid([Problem("waitUnit", "problem.missing")])) { try await town.perform("journey.addStep", on: journey, ["edition": "now", "title": "x", "wait": 5], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("afterStep", "problem.range", ["low": "0", "high": "7"])])) {
            try await town.perform("journey.addStep", on: journey, ["edition": "now", "title": "x", "afterStep": 9], as: .liisa)
        }
        let step = try #require(try await map(journey, in: town).steps.first)
        try await town.perform("journeyStep.change", on: step.reference, ["version": 1, "title": "Hears of it from a neighbour"], as: .liisa)
        await #expect(throws: Refusal.stale) { try await town.perform("journeyStep.change", on: step.reference, ["version": 1, "title": "Hears of it by chance"], as: .tuula) }
    }

    @Test(arguments: HouseEngine.available) func onlyTheCityDrawsAndADraftsMapIsNobodyElses(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (_, journey) = try await drawn(in: town)
        let step: JSON = ["edition": "now", "title": "x"]
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("journey.addStep", on: Target(journey.code.rawValue), step, as: nil) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("journey.addStep", on: journey, step, as: .aino) }
        await #expect(throws: Refusal.notFound) { try await town.perform("journey.addStep", on: journey, step, as: .jenni) }
        // A head draws where the own department acts in a step, and not elsewhere.
        try await town.perform("journey.addStep", on: journey, step, as: .henrik)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("journey.addStep", on: journey, step, as: .jorma) }
        let draft = try await town.problem(in: .draft, of: .drippingPipes).object(.problem)
        let hidden = try #require(try await town.perform("journey.begin", on: draft, ["title": "A tenant reports a leak"], as: .liisa).object)
        await #expect(throws: Refusal.notFound) { _ = try await self.map(hidden, in: town, as: .aino) }
        try await town.perform("person.leave", ["sure": true], as: .liisa)
        #expect(try await map(hidden, in: town, as: .tuula).journey.owner == nil)
    }
}
