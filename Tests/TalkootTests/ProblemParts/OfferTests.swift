import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever lives with a problem, or works at its front line, asks for a seat; somebody else answers.
@Suite(.serialized) struct OfferTests {
    @Test(arguments: HouseEngine.available) func aResidentIsInvitedAsksAndIsTakenOntoTheTeam(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.problem(in: .triaged), problem = try await walk.object(.problem)
        try await town.perform("problem.begin", on: problem, ["coreGroup": [.text(try town.id(of: .henrik).rawValue)]], as: .paivi)
        let invited = try await town.told("problem.invited")
        let (aino, liisa) = (try town.id(of: .aino).rawValue, try town.id(of: .liisa).rawValue)
        #expect(invited == [aino], "who sent the signal is asked to help")
        let seat = try await town.line("team.offer", on: problem, ["kind": "beneficiary", "reason": "I push a wheelchair there."], as: .aino)
        #expect(try await town.refusals { try await town.perform("team.offer", on: problem, ["kind": "beneficiary", "reason": "Again."], as: .aino) } == ["problem.seatedOnTeam"])
        #expect(try await town.told("seat.offered") == [liisa])
        #expect(try await team(problem, town).missing == [.beneficiary, .frontLine], "what is asked for is not confirmed")
        for person in [Townsperson.aino, .onni, .paivi, .tuula] { await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("seat.accept", on: seat, as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("seat.accept", on: seat, as: .jenni) }
        let waiting = try await town.look(as: .liisa) { try PartTasks.waiting($0).filter { $0.act == "seat.accept" }.map(\.object.code.rawValue) }
        #expect(waiting == [seat.text])
        try await town.perform("seat.accept", on: seat, as: .liisa)
        let now = try await team(problem, town)
        #expect(now.missing == [.frontLine] && now.contacts.map(\.stage) == [.defining] && now.contacts.map(\.isLate) == [false])
        let export = try await town.look(as: .aino) { try DesignTeams.personalData(of: try #require($0.standing.person).id, $0)["teamSeats"] }
        #expect(export?.list?.first?["reason"]?.text == "")
    }

    @Test(arguments: HouseEngine.available) func workingTimeIsTheHeadsToGiveAndNobodyAnswersThemselves(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        #expect(try await town.refusals { try await town.perform("team.offer", on: problem, ["kind": "frontLine", "reason": "I drive there."], as: .tuula) } == ["problem.seatDepartment"])
        #expect(try await town.refusals { try await town.perform("team.offer", on: problem, ["kind": "beneficiary", "reason": "x", "department": "streets", "share": "10"], as: .tuula) } == ["problem.beneficiaryOfCity"])
        let clerk = try await town.line("team.offer", on: problem, ["kind": "frontLine", "reason": "I drive there.", "department": "streets", "share": "20"], as: .tuula)
        await #expect(throws: Refusal.denied("denied.seatManager")) { try await town.perform("seat.accept", on: clerk, as: .liisa) }
        try await town.perform("seat.accept", on: clerk, as: .matti)
        let officer = try await town.line("team.offer", on: problem, ["kind": "beneficiary", "reason": "I live there."], as: .liisa)
        await #expect(throws: Refusal.denied("denied.ownOffer")) { try await town.perform("seat.accept", on: officer, as: .liisa) }
        try await town.perform("seat.decline", on: officer, ["reason": "I take it back."], as: .liisa)
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("team.offer", on: Target(problem.code.rawValue), ["kind": "beneficiary", "reason": "x"], as: nil) }
    }

    private func team(_ problem: ObjectReference, _ town: Town) async throws -> DesignTeam {
        try await town.look(as: .liisa) { try DesignTeamQueries.team(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
}
