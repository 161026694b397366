import Storage
@testable import Talkoot
import Testing
import TestTown

/// Who decides what was published before the first decision, and later decisions keep to it.
@Suite(.serialized) struct DecidingSeatTests {
    @Test(arguments: HouseEngine.available) func whatTheMapDoesNotNameIsNotDecided(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .stageDecided)
        try await publish(walk, [("route", "Head of transport", "departmentHead", "transport")], town)
        await #expect(throws: Refusal.invalid([Problem("", "problem.notOnMap")])) { try await walk.take(.decisionTaken) }
        try await publish(walk, [("award", "Head of transport", "departmentHead", "transport")], town)
        try await walk.take(.decisionTaken)
        await #expect(throws: Refusal.self, "nobody starts a pilot that is not on the map") { try await walk.reach(.pilotReady) }
        try await publish(walk, [("award", "Head of transport", "departmentHead", "transport"), ("pilot", "The innovation officer", "innovationOfficer", ""), ("scale", "The innovation officer", "innovationOfficer", "")], town)
        try await walk.reach(.pilotReady)
    }

    @Test(arguments: HouseEngine.available) func whoIsNotNamedSaysWhoseDecisionTheyWriteDown(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .stageDecided)
        for seat in [("award", "Head of streets", "departmentHead", "streets"), ("award", "Board of transport", "", "")] {
            try await publish(walk, [seat], town)
            await #expect(throws: Refusal.invalid([Problem("behalf", "problem.othersDecide", ["who": seat.1])])) { try await walk.take(.decisionTaken) }
        }
        let challenge = try await walk.object(.challenge), answer = try #require(await walk.answers.first)
        let input: JSON = [
            "chosen": .text(answer.code.rawValue), "reasons": "The cheapest that works.", "against": "Nothing.", "feedback": "Thank you.", "mandate": "1000",
            "mandateUntil": .text(try await town.look { $0.today.adding(days: 90) }.description), "behalf": "Board of transport, 12 March, § 4",
        ]
        let taken = try #require(try await town.perform("decision.take", on: challenge, input, as: .paivi).object)
        try await town.perform("decision.publish", on: taken, as: .paivi)
        #expect(try await town.look { try DecisionQueries.decision(Target(taken.code.rawValue), $0).behalf } == "Board of transport, 12 March, § 4", "everybody reads it")
    }

    @Test(arguments: HouseEngine.available) func withoutAMapNothingChangesAndTheMapTakesOnlyOfficesThatExist(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .stageDecided)
        for (role, department, field) in [("juror", "transport", "role"), ("departmentHead", "nowhere", "department")] {
            await #expect(throws: Refusal.invalid([Problem("seats.0.\(field)", "problem.choice")])) { try await publish(walk, [("award", "Somebody", role, department)], town) }
        }
        try await walk.take(.decisionTaken)
    }

    @Test(arguments: HouseEngine.available) func eachKindBeginsWithItsOwnSteeringRights(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        _ = try await town.line("stakeholder.add", on: problem, ["kind": "affected", "name": "Pupils", "sector": "residents", "why": "They wait in the road."], as: .tuula)
        _ = try await town.line("stakeholder.add", on: problem, ["kind": "able", "name": "Lumi Sensors Oy", "sector": "company", "why": "They measure."], as: .tuula)
        var seen: Set<String> = []
        for quadrant in CityProblem.Quadrant.allCases {
            try await town.perform("problem.reclassify", on: problem, ["quadrant": .text(quadrant.rawValue), "reason": "We look again."], as: .liisa)
            let start = try await town.look(as: .liisa) { try PublishParticipation.prefill(ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
            let rows = start["seats"]?.list ?? []
            #expect(rows.first?["who"] == "Public transport" && rows.first?["role"] == "departmentHead" && rows.first?["part"] == "decides")
            #expect(Set(rows.filter { $0["part"] == "decides" }.compactMap { $0["decision"]?.text }).count == 5, "each decision has somebody who decides")
            #expect(quadrant != .citizensNew || rows.contains { $0["who"] == "Pupils" && $0["part"] == "vetoes" })
            #expect(quadrant != .companiesNew || rows.contains { $0["who"] == "Lumi Sensors Oy" && $0["part"] == "advises" })
            seen.insert(JSON.list(rows).canonical)
        }
        #expect(seen.count == 5)
    }

    private func publish(_ walk: Walk, _ seats: [(String, String, String, String)], _ town: Town) async throws {
        let rows = seats.map { JSON.object(["decision": .text($0.0), "who": .text($0.1), "part": "decides", "chosen": "By office", "role": .text($0.2), "department": .text($0.3)]) }
        try await town.perform("participation.publish", on: walk.object(.problem), ["seats": .list(rows), "reason": "As the council wishes."], as: .liisa)
    }
}
