import Storage
@testable import Talkoot
import Testing
import TestTown

/// Jurors come and go. A seat that ends takes its scores with it, and a jury that has become too small is filled before it goes on.
@Suite(.serialized) struct JurySeatTests {
    @Test(arguments: HouseEngine.available) func aSeatThatEndsTakesItsScoresAndTheJuryIsFilledBeforeTheCount(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.scoresGiven)
        let challenge = try await walk.object(.challenge)
        try await unseat(.riku, from: challenge, town)
        #expect(try await scores(town) == 12, "two jurors, two submissions, three criteria")
        #expect(try await town.look(as: .riku) { try JuryQueries.assignments($0).count } == 0)
        let answer = try #require(await walk.answers.first)
        await #expect(throws: Refusal.self) { try await town.perform("jury.declare", on: answer, ["conflict": "none"], as: .riku) }
        await #expect(throws: Refusal.self) { try await town.perform("jury.confirm", on: challenge, as: .liisa) }
        let told = try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = 'jury.unseated'") { try $0.text() } }
        #expect(told == [try town.id(of: .riku).rawValue], "the officer who did it need not be told")

        try await town.perform("jury.seat", on: challenge, ["email": .text(Townsperson.sofia.email), "profession": "Nurse"], as: .liisa)
        try await walk.declareNoConflict(.sofia)
        let criteria = try await town.look { try ChallengeTable.criteria(of: ID(challenge.id), $0).map(\.id.rawValue) }
        for answer in await walk.answers {
            try await town.perform("jury.score", on: answer, ["scores": .list(criteria.map { ["criterion": .text($0), "value": 6] })], as: .sofia)
        }
        try await town.perform("jury.confirm", on: challenge, as: .liisa)
        await #expect(throws: Refusal.illegalMove(act: "jury.unseat", state: "challenge.stageDecided")) { try await unseat(.marja, from: challenge, town) }
    }

    @Test(arguments: HouseEngine.available) func aJuryThatBecameTooSmallDoesNotBegin(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.answersAdmitted)
        let challenge = try await walk.object(.challenge)
        try await unseat(.anton, from: challenge, town)
        await #expect(throws: Refusal.invalid([Problem("", "problem.juryTooSmall", ["have": "2", "want": "3"])])) {
            try await town.perform("challenge.evaluate", on: challenge, as: .liisa)
        }
        try await town.perform("jury.seat", on: challenge, ["email": .text(Townsperson.anton.email), "profession": "Economist"], as: .liisa)
        try await town.perform("challenge.evaluate", on: challenge, as: .liisa)
        #expect(try await town.look(as: .anton) { try JuryQueries.assignments($0).count } == 2, "whoever comes back has the old seat")
    }

    @Test(arguments: HouseEngine.available) func whoeverIsNoJurorAnyMoreHasNoSeatAndKeepsOtherRoles(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.scoresGiven)
        try await town.perform("role.grant", ["email": .text(Townsperson.riku.email), "role": "staff"], as: .pekka)
        try await town.perform("role.end", ["email": .text(Townsperson.riku.email), "role": "juror", "reason": "He moves to another city."], as: .pekka)
        let left = try await seats(try await walk.object(.challenge), town)
        #expect(left.map(\.name) == [Townsperson.marja.name, Townsperson.anton.name])
        #expect(try await scores(town) == 12)
        #expect(try await town.look(as: .riku) { $0.standing.isStaff && !$0.standing.holds(.juror) })
        let told = try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = 'jury.unseated'") { try $0.text() } }
        #expect(Set(told) == [try town.id(of: .riku).rawValue, try town.id(of: .liisa).rawValue])
    }

    @Test(arguments: HouseEngine.available) func aRoleIsTakenBackForOneDepartmentAlone(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("role.grant", ["email": .text(Townsperson.matti.email), "role": "departmentHead", "department": "parks"], as: .pekka)
        let input: JSON = ["email": .text(Townsperson.matti.email), "role": "departmentHead", "department": "parks", "reason": "One is enough."]
        try await town.perform("role.end", input, as: .pekka)
        #expect(try await town.look(as: .matti) { try CityQueries.departments($0).filter { $0.slug == "streets" }.map(\.id) == Array($0.standing.departments) })
        await #expect(throws: Refusal.invalid([Problem("role", "problem.roleNotHeld")])) { try await town.perform("role.end", input, as: .pekka) }
    }

    @Test(arguments: HouseEngine.available) func aJurorWhoLeavesTheCityIsForgottenAndTheCountStays(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let counted = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        let running = try await Walk(.clearKerbs, in: town).reach(.scoresGiven)
        let before = try await inputs(counted, town)
        try await town.perform("person.leave", ["sure": true], as: .riku)

        let riku = try town.id(of: .riku)
        for table: SQLText in ["score", "conflict"] { #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM \(table) WHERE juror = \(riku)") } == 0) }
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM juror_seat WHERE person = \(riku)") } == 0)
        let after = try await inputs(counted, town)
        #expect(after["places"] == before["places"])
        #expect(after["scores"]?.list?.count == before["scores"]?.list?.count, "what was counted can be counted again")
        #expect(Set(try #require(after["scores"]?.list).compactMap { $0["juror"]?.text }).count == 3)
        let seats = try await seats(try await counted.object(.challenge), town)
        #expect(seats.map(\.profession).sorted() == ["Economist", "Occupational therapist", "Traffic engineer"])
        #expect(seats.contains { $0.name == nil && $0.person == nil })
        #expect(try await self.seats(try await running.object(.challenge), town).count == 2, "a jury that has not counted is one less")
        let told = try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = 'jury.unseated'") { try $0.text() } }
        #expect(told == [try town.id(of: .liisa).rawValue])
    }

    @Test(arguments: HouseEngine.available) func theDownloadTellsTheMinimumOfItsDay(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        for limit in ["jury.minimum", "jury.minimumScores"] { try await town.perform("limit.set", on: Target(limit), ["value": "5", "reason": "More eyes."], as: .liisa) }
        #expect(try await town.look { $0.city.value(of: .juryMinimumScores) } == 5)
        #expect(try await inputs(walk, town)["minimumScores"]?.integer == 3)
    }

    @Test(arguments: HouseEngine.available) func onlyTheOfficerTakesASeatBack(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.jurySeated)
        try await walk.reach(.challengePublished)
        let challenge = try await walk.object(.challenge)
        for person in [Townsperson.riku, .matti, .aino, .pekka] {
            await #expect(throws: Refusal.denied("denied.role")) { try await unseat(.marja, from: challenge, town, as: person) }
        }
        await #expect(throws: Refusal.notFound) { try await unseat(.marja, from: challenge, town, as: .jenni) }
        await #expect(throws: Refusal.invalid([Problem("seat", "problem.choice")])) {
            try await town.perform("jury.unseat", on: challenge, ["seat": "nobody", "reason": "Gone."], as: .liisa)
        }
    }

    // MARK: The steps of these stories

    private func unseat(_ juror: Townsperson, from challenge: ObjectReference, _ town: Town, as officer: Townsperson = .liisa) async throws {
        let seat = try await seats(challenge, town).first { $0.name == juror.name }
        try await town.perform("jury.unseat", on: challenge, ["seat": .text(seat?.id.rawValue ?? "none"), "reason": "A long journey."], as: officer)
    }
    private func seats(_ challenge: ObjectReference, _ town: Town) async throws -> [JurySeat] { try await town.look { try JuryTable.seats(of: ID(challenge.id), $0) } }
    private func scores(_ town: Town) async throws -> Int { try await town.platform.reading { try $0.count("SELECT count(*) FROM score") } }
    private func inputs(_ walk: Walk, _ town: Town) async throws -> JSON {
        let code = try await walk.object(.challenge).code.rawValue
        return try await town.look { try JuryQueries.inputs(of: try ChallengeQueries.challenge(Target(code), $0), $0) }
    }
}
