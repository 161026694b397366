import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever has to act next finds it: the chosen team its pilot, the officer how far the jury is.
@Suite(.serialized) struct NextStepsTests {
    @Test(arguments: HouseEngine.available) func theChosenTeamIsAskedForThePlanOfItsPilotUntilThereIsOne(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .awarded, of: .clearKerbs)
        let decision = try await walk.object(.decision).code
        #expect(try await town.look(as: .noora) { try DecisionQueries.unplanned($0).map(\.code) } == [decision])
        for other in [Townsperson.fatima, .liisa, .jenni] {
            #expect(try await town.look(as: other) { try DecisionQueries.unplanned($0) }.isEmpty, "\(other.name)")
        }
        #expect(try await town.look { try DecisionQueries.unplanned($0) }.isEmpty)
        try await walk.reach(.pilotPlanned)
        #expect(try await town.look(as: .noora) { try DecisionQueries.unplanned($0) }.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func aDecisionThatIsNotPublicAsksNobody(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await Walk(.clearKerbs, in: town).reach(.decisionTaken)
        #expect(try await town.look(as: .noora) { try DecisionQueries.unplanned($0) }.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func theOfficerSeesHowFarEachJurorIsAndNobodyElseDoes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .evaluating, of: .clearKerbs)
        let code = try await walk.object(.challenge).code
        func progress(as reader: Townsperson?) async throws -> [String: JurorProgress] {
            try await town.look(as: reader) { scene in
                let challenge = try ChallengeQueries.challenge(Target(code.rawValue), scene), done = try JuryQueries.progress(of: challenge, scene)
                return Dictionary(uniqueKeysWithValues: try JuryQueries.seats(of: challenge, scene).compactMap { seat in seat.person.flatMap { done[$0] }.map { (seat.name ?? "", $0) } })
            }
        }
        #expect(try await progress(as: .liisa)["Riku Vainio"] == JurorProgress(done: 0, all: 2))
        for juror in [Townsperson.riku, .marja] { try await walk.declareNoConflict(juror) }
        try await town.perform("jury.declare", on: try #require(await walk.answers.first), ["conflict": "family", "note": "My sister works there."], as: .anton)
        try await walk.score(.riku, first: 1)
        try await walk.score(.marja)
        let seen = try await progress(as: .liisa)
        #expect(seen["Riku Vainio"] == JurorProgress(done: 1, all: 2) && seen["Marja Kallio"] == JurorProgress(done: 2, all: 2))
        #expect(seen["Anton Berg"] == JurorProgress(done: 0, all: 1), "what ties a juror is left to the others")
        for reader in [nil, Townsperson.riku, .noora, .matti] { #expect(try await progress(as: reader).isEmpty, "\(reader?.name ?? "a visitor")") }
    }
}
