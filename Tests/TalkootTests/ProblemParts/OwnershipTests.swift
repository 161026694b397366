import Storage
@testable import Talkoot
import Testing
import TestTown

/// Several departments own one problem, and an objection goes the way of mediation.
@Suite(.serialized) struct OwnershipTests {
    @Test(arguments: HouseEngine.available) func ownersShareAGoalAndEachAgreesAnewWhenItChanges(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        let before = try await ownership(problem, town)
        #expect(before.isShared && before.missing.isEmpty && before.coOwners.first?.budget == Money(cents: 4_000_00))
        try await town.perform("ownership.set", on: problem, ["version": 1, "goal": "Nine bays of ten are free.", "rule": "majority"], as: .matti)
        #expect(try await ownership(problem, town).missing.count == 1, "transport has not agreed to the new words")
        await #expect(throws: Refusal.stale) { try await town.perform("ownership.agree", on: problem, ["version": 1], as: .paivi) }
        try await town.perform("ownership.agree", on: problem, ["version": 2], as: .paivi)
        #expect(try await ownership(problem, town).missing.isEmpty)
        let lines = try await town.look(as: .paivi) { try GateSheet.next(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0)?.needs ?? [] }
        #expect(lines.first { $0.name == "sharedGoal" }?.isMet == true)
    }

    @Test(arguments: HouseEngine.available) func onlyTheHeadOfTheDepartmentThatIsAskedSaysYes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let asked = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "The kerbs are theirs."], as: .paivi)
        for person in [Townsperson.paivi, .kaisa, .liisa, .aino] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person.name)") { try await town.perform("owner.join", on: asked, ["budget": "0"], as: person) }
        }
        #expect(try await town.refusals { _ = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "Again."], as: .paivi) } == ["problem.choice"])
        try await town.perform("owner.leave", on: asked, ["reason": "We have no people for it."], as: .matti)
        #expect(try await !ownership(problem, town).isShared)
        _ = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "Next year, then."], as: .paivi)
    }

    @Test(arguments: HouseEngine.available) func underConsentOneObjectionStopsTheGateUntilItIsSettled(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        let objection = try await town.line("objection.raise", on: problem, ["text": "Shops would lose their loading."], as: .matti)
        #expect(try await town.refusals { try await town.define(problem) } == ["need.objection.missing"])
        #expect(try await town.refusals { try await town.perform("objection.raise", on: problem, ["text": "Once more."], as: .matti) } == ["problem.objectedAlready"])
        try await town.perform("friction.mediate", on: objection, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        #expect(try await town.refusals { try await town.define(problem) } == ["need.objection.missing"], "the talk goes on")
        try await town.perform("friction.settle", on: objection, ["outcome": "Shops keep one loading place round the corner."], as: .elina)
        try await town.define(problem)
        #expect(try await town.state(of: problem) == .defined)
    }

    @Test(arguments: HouseEngine.available) func underMajorityOneOfThreeDoesNotStopItAndTheLeadAnswersUnderItsOwnRule(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem(rule: "majority")
        let asked = try await town.line("owner.invite", on: problem, ["department": "parks", "reason": "The shore road."], as: .paivi)
        try await town.perform("owner.join", on: asked, ["budget": "0"], as: .kaisa)
        try await town.perform("objection.raise", on: problem, ["text": "Too early."], as: .matti)
        try await town.define(problem)
        let led = try await Walk(.cleanHarbour, in: town).reach(.problemTriaged).object(.problem)
        let (head, guest) = (Townsperson.kaisa, Townsperson.jorma)
        let other = try await town.line("owner.invite", on: led, ["department": "water", "reason": "The drains."], as: head)
        try await town.perform("owner.join", on: other, ["budget": "0"], as: guest)
        try await town.perform("ownership.set", on: led, ["goal": "A clean harbour.", "rule": "leadAfterHearing"], as: head)
        let objection = try await town.line("objection.raise", on: led, ["text": "Not before the summer."], as: guest)
        await #expect(throws: Refusal.notFound, "who leads nothing here knows nothing of it") { try await town.perform("friction.overrule", on: objection, ["outcome": "No."], as: .matti) }
        try await town.perform("friction.overrule", on: objection, ["outcome": "We begin in June, and say why."], as: head)
        let outcomes = try await town.look { try FrictionQueries.path(of: ProblemQueries.problem(Target(led.code.rawValue), $0), $0).outcomes.map(\.outcome) }
        #expect(outcomes == ["We begin in June, and say why."])
    }

    @Test(arguments: HouseEngine.available) func anObjectionRaisedWhileTheGateIsTakenStopsItOrComesTooLateNeverBoth(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for round in 0..<3 {
            let problem = try await town.sharedProblem()
            try await town.define(problem)
            async let gate = result { try await town.perform("problem.route", on: problem, ["route": "inHouse", "reason": "We can."], as: .paivi) }
            async let objection = result { try await town.perform("objection.raise", on: problem, ["text": .text("Wait, round \(round).")], as: .matti) }
            let (taken, raised) = try await (gate, objection)
            #expect((taken == nil) != (raised == nil), "gate: \(String(describing: taken)), objection: \(String(describing: raised))")
            if taken != nil { #expect(taken == .invalid([Problem("", "need.objection.missing")])) }
        }
    }

    private func result(_ body: () async throws -> Void) async throws -> Refusal? {
        do { try await body(); return nil } catch let refusal as Refusal { return refusal }
    }
    private func ownership(_ problem: ObjectReference, _ town: Town) async throws -> Ownership {
        try await town.look { try OwnershipQueries.ownership(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
}
