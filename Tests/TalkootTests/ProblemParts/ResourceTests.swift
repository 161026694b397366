import Storage
@testable import Talkoot
import Testing
import TestTown

/// Hours and money are asked for, given by whoever has them, and booked to the cent.
@Suite(.serialized) struct ResourceTests {
    @Test(arguments: HouseEngine.available) func whatIsApprovedIsPlannedAndConsultantsAreCountedApart(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let hours = try await plan("hours", "120.5", "work", on: problem, town), advice = try await plan("money", "8000.10", "consultant", on: problem, town)
        _ = try await plan("money", "500", "orchestration", on: problem, town)
        for line in [hours, advice] { try await town.perform("resource.approve", on: line, as: .paivi) }
        try await town.perform("resource.use", on: hours, ["amount": "7.25", "usedOn": "2026-03-11", "note": "Counting at two stops"], as: .tuula)
        try await town.perform("resource.use", on: hours, ["amount": "-0.25", "usedOn": "2026-03-12", "note": "A quarter too much"], as: .tuula)
        let kept = try await ledger(problem, town)
        #expect(kept.sum(.hours) == .init(planned: 12_050, used: 700, proposed: 0))
        #expect(kept.sum(.money, .consultant) == .init(planned: 800_010, used: 0, proposed: 0))
        #expect(kept.sum(.money) == .init(planned: 800_010, used: 0, proposed: 50_000), "what nobody approved is not planned")
        #expect(kept.uses.map(\.amount).reduce(0, +) == kept.sum(.hours).used)
    }

    @Test(arguments: HouseEngine.available) func ofTwoManagersWhoApproveTheSameHoursOneCountsAndTheOtherIsTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "transport"], as: .pekka)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let line = try await plan("hours", "40", "work", on: problem, town)
        async let one = refusal(line, .paivi, town)
        async let other = refusal(line, .tuula, town)
        let refusals = try await [one, other].compactMap { $0 }
        #expect(refusals.count == 1 && [Refusal.stale, .illegalMove(act: "resource.approve", state: "resource.approved")].contains(refusals[0]))
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE event = 'resource.approved'") } == 1)
        #expect(try await ledger(problem, town).sum(.hours).planned == 4_000)
    }

    @Test(arguments: HouseEngine.available) func moreThanWasGivenIsBookedAndBothHeadsHearOfIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let line = try await plan("hours", "10", "work", department: "streets", on: problem, town)
        await #expect(throws: Refusal.self, "not before it is given") { try await book(line, "1", town) }
        await #expect(throws: Refusal.denied("denied.role"), "another department's hours") { try await town.perform("resource.approve", on: line, as: .paivi) }
        try await town.perform("resource.approve", on: line, as: .matti)
        try await book(line, "9", town)
        #expect(try await town.told("resource.exceeded").isEmpty)
        try await book(line, "2", town)
        #expect(try await town.told("resource.exceeded") == Set([try town.id(of: .paivi), try town.id(of: .matti)].map(\.rawValue)))
        #expect(try await town.refusals { try await book(line, "-12", town) } == ["problem.belowNought"])
        #expect(try await town.refusals { try await book(line, "0.001", town) } == ["problem.hundredths"])
        #expect(try await town.refusals { try await town.perform("resource.use", on: line, ["amount": "1", "usedOn": "2026-03-13", "note": "Tomorrow"], as: .tuula) } == ["problem.future"])
    }

    private func plan(_ kind: String, _ amount: String, _ purpose: String, department: String = "transport", on problem: ObjectReference, _ town: Town) async throws -> Target {
        try await town.line("resource.plan", on: problem, [
            "what": "Counting blocked arrivals", "kind": .text(kind), "amount": .text(amount), "stage": "understand", "purpose": .text(purpose), "source": "ownBudget", "department": .text(department),
        ], as: .tuula)
    }
    private func book(_ line: Target, _ amount: String, _ town: Town) async throws {
        try await town.perform("resource.use", on: line, ["amount": .text(amount), "usedOn": "2026-03-11", "note": "At the stops"], as: .tuula)
    }
    private func refusal(_ line: Target, _ person: Townsperson, _ town: Town) async throws -> Refusal? {
        do { try await town.perform("resource.approve", on: line, as: person); return nil } catch let refusal as Refusal { return refusal }
    }
    private func ledger(_ problem: ObjectReference, _ town: Town) async throws -> ResourcePlan {
        try await town.look { try ResourceQueries.plan(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
}
