import Storage
@testable import Talkoot
import Testing
import TestTown

/// Residents and front-line staff are in from the outset, and nobody's week has more than five days.
@Suite(.serialized) struct DesignTeamTests {
    @Test(arguments: HouseEngine.available) func aTeamWithoutResidentsOrFrontLineStaffIsNotConfirmed(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let rhythm: JSON = ["rhythm": "Every second Tuesday at nine"]
        #expect(try await town.refusals { try await town.perform("team.confirm", on: problem, rhythm, as: .paivi) } == ["problem.seatMissing.beneficiary", "problem.seatMissing.frontLine"])
        let resident = try await town.seat(.aino, "beneficiary", on: problem)
        let driver = try await town.seat(.tuula, "frontLine", "transport", share: 20, on: problem)
        #expect(try await team(problem, town).capacity(on: Day("2026-04-01")!) == 0, "what is proposed is not counted")
        try await town.perform("seat.confirm", on: driver, as: .paivi)
        #expect(try await team(problem, town).capacity(on: Day("2026-04-01")!) == 20)
        #expect(try await town.refusals { try await town.perform("team.confirm", on: problem, rhythm, as: .paivi) } == ["problem.seatMissing.beneficiary"])
        try await town.perform("seat.confirm", on: resident, as: .aino)
        try await town.perform("team.confirm", on: problem, rhythm, as: .paivi)
        let confirmed = try await team(problem, town)
        #expect(confirmed.confirmedAt != nil && confirmed.rhythm == "Every second Tuesday at nine")
        try await town.perform("seat.end", on: resident, ["reason": "I move away."], as: .aino)
        #expect(try await team(problem, town).confirmedAt == nil, "without its seats a team is not confirmed any more")
    }

    @Test(arguments: HouseEngine.available) func theFirstContactIsStampedOnceAndLateShowsAsLate(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.problem(in: .triaged)
        let problem = try await walk.object(.problem)
        try await town.perform("seat.confirm", on: try await town.seat(.aino, "beneficiary", on: problem), as: .aino)
        try await walk.reach(.problemDefined)
        try await town.perform("seat.confirm", on: try await town.seat(.tuula, "frontLine", "transport", share: 10, on: problem), as: .paivi)
        try await town.perform("seat.confirm", on: try await town.seat(.onni, "beneficiary", on: problem), as: .onni)
        let contacts = try await team(problem, town).contacts
        #expect(contacts.map(\.kind) == [.beneficiary, .frontLine])
        #expect(contacts.map(\.stage) == [.triaged, .defined] && contacts.map(\.isLate) == [false, true])
    }

    @Test(arguments: HouseEngine.available) func onlyTheOwnManagerGivesWorkingTimeAndOnlyOneselfOnesOwn(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let clerk = try await town.seat(.tuula, "frontLine", "streets", share: 30, on: problem), resident = try await town.seat(.aino, "beneficiary", on: problem)
        await #expect(throws: Refusal.denied("denied.role"), "another department's head") { try await town.perform("seat.confirm", on: clerk, as: .paivi) }
        await #expect(throws: Refusal.denied("denied.seatManager"), "one's own working time") { try await town.perform("seat.confirm", on: clerk, as: .tuula) }
        await #expect(throws: Refusal.denied("denied.role"), "another's own time") { try await town.perform("seat.confirm", on: resident, as: .paivi) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("seat.confirm", on: resident, as: .onni) }
        await #expect(throws: Refusal.notFound) { try await town.perform("seat.confirm", on: resident, as: .jenni) }
        try await town.perform("seat.confirm", on: clerk, as: .matti)
        await #expect(throws: Refusal.illegalMove(act: "seat.confirm", state: "seat.confirmed")) { try await town.perform("seat.confirm", on: clerk, as: .matti) }
        #expect(try await town.refusals { try await town.seat(.henrik, "frontLine", on: problem) } == ["problem.seatDepartment"])
        #expect(try await town.refusals { try await town.seat(.sofia, "beneficiary", "streets", share: 10, on: problem) } == ["problem.beneficiaryOfCity"])
        #expect(try await town.refusals { try await town.seat(.aino, "expert", on: problem) } == ["problem.seatedOnTeam"])
    }

    @Test(arguments: HouseEngine.available) func moreThanAFullWeekAlertsAllManagersAndNobodyElse(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await town.problem(in: .triaged).object(.problem), second = try await town.problem(in: .triaged, of: .cleanHarbour).object(.problem)
        try await town.perform("seat.confirm", on: try await town.seat(.tuula, "frontLine", "transport", share: 60, on: first), as: .paivi)
        #expect(try await town.told("seat.overcommitted").isEmpty)
        let over = try await town.perform("team.seat", on: second, ["kind": "frontLine", "email": .text(Townsperson.tuula.email), "department": "water", "share": 60, "from": "2026-04-01", "until": "2026-06-30"], as: .liisa)
        #expect(over.values["load"] == 120)
        let heads = try [town.id(of: .paivi), town.id(of: .jorma)].map(\.rawValue)
        #expect(try await town.told("seat.overcommitted") == Set(heads))
        let isSealed = try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE event = 'seat.overcommitted' AND is_public") } == 0
        #expect(isSealed, "the alert names somebody")
        let later = try await town.perform("team.seat", on: try await town.problem(in: .triaged, of: .drippingPipes).object(.problem), [
            "kind": "frontLine", "email": .text(Townsperson.tuula.email), "department": "schools", "share": 60, "from": "2026-10-01", "until": "2026-12-31",
        ], as: .liisa)
        #expect(later.values["load"] == 60, "weeks that do not meet are not added")
    }

    @Test(arguments: HouseEngine.available) func aResidentIsNotNamedToEverybodyAndIsForgottenOnLeaving(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await town.perform("seat.confirm", on: try await town.seat(.aino, "beneficiary", on: problem), as: .aino)
        let seat = try #require(try await team(problem, town).seats.first)
        let named = try await town.look(as: .onni) { seat.isNamed(to: $0.standing) }
        #expect(!named)
        for person in [Townsperson.tuula, .aino] { #expect(try await town.look(as: person) { seat.isNamed(to: $0.standing) }) }
        let own = try await town.look(as: .aino) { try PeopleQueries.ownData(.house, $0) }
        #expect(own["teamSeats"]?.list?.count == 1)
        try await town.perform("person.leave", ["sure": true], as: .aino)
        let left = try #require(try await team(problem, town).seats.first)
        #expect(left.person == nil && left.state == .ended)
    }

    private func team(_ problem: ObjectReference, _ town: Town) async throws -> DesignTeam {
        try await town.look { try DesignTeamQueries.team(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
}
