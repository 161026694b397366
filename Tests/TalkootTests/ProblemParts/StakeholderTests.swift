import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whom a problem touches is written down before the city asks for answers.
@Suite(.serialized) struct StakeholderTests {
    @Test(arguments: HouseEngine.available) func aChallengeOpensOnlyWhenEachAffectedGroupIsInvitedOrLeftOutForAReason(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .draft)
        try await walk.reach(.jurySeated)
        let problem = try await walk.object(.problem)
        let wheels = try await add("People with a wheelchair", "affected", "residents", to: problem, town)
        let drivers = try await add("Delivery drivers", "affected", "company", to: problem, town)
        _ = try await add("Lumi Sensors Oy", "able", "company", to: problem, town)
        try await town.perform("stakeholder.invite", on: wheels, ["channel": "meeting", "invitation": "Come to the stop on Tuesday."], as: .tuula)
        do {
            try await walk.publish(opensIn: 0)
            Issue.record("it was published over the heads of the drivers")
        } catch Refusal.invalid(let problems) { #expect(problems == [Problem("", "problem.uncoveredGroup", ["group": "Delivery drivers"])]) }
        let before = try await plan(problem, town)
        #expect(before.coverage.groups == 2 && before.coverage.uncovered == ["Delivery drivers"])
        #expect(before.coverage.sectors[.company]?.listed == 2 && before.coverage.sectors[.company]?.invited == 0 && before.coverage.sectors[.residents]?.invited == 1)
        try await town.perform("stakeholder.waive", on: drivers, ["reason": "Their association speaks for them, and sits on the team."], as: .liisa)
        try await walk.publish(opensIn: 0)
        let after = try await plan(problem, town)
        #expect(after.coverage.uncovered.isEmpty && after.coverage.waived == 1)
        #expect(after.plan.contains { $0.waiver == "Their association speaks for them, and sits on the team." }, "everybody reads the reason")
    }

    @Test(arguments: HouseEngine.available) func anEmptyPlanPublishesNothingWhereTheGatesBind(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let free = try await town.problem(in: .triaged).object(.problem)
        try await town.bindGates()
        let bound = try await town.boundProblem()
        func gaps(_ problem: ObjectReference) async throws -> [String] { try await town.look(as: .liisa) { try StakeholderQueries.gaps(before: ID(problem.id), $0).map(\.key) } }
        #expect(try await gaps(free).isEmpty, "where they advise, it is the officer's to judge")
        _ = try await add("Lumi Sensors Oy", "able", "company", to: bound, town)
        #expect(try await gaps(bound) == ["problem.noAffectedGroup"], "somebody who could help is nobody whom it touches")
        let group = try await add("Pupils", "affected", "residents", to: bound, town)
        #expect(try await gaps(bound) == ["problem.uncoveredGroup"])
        try await town.perform("stakeholder.waive", on: group, ["reason": "Their school speaks for them."], as: .liisa)
        #expect(try await gaps(bound).isEmpty)
    }

    @Test(arguments: HouseEngine.available) func anAnswerNeedsAnInvitationAndAnInvitedGroupIsNotTakenOff(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let group = try await add("Parents with a pram", "affected", "residents", to: problem, town)
        let answer: JSON = ["response": "joins", "text": "Two of us come."]
        await #expect(throws: Refusal.self) { try await town.perform("stakeholder.answer", on: group, answer, as: .tuula) }
        try await town.perform("stakeholder.invite", on: group, ["channel": "letter", "invitation": "Tell us."], as: .tuula)
        try await town.perform("stakeholder.answer", on: group, answer, as: .tuula)
        await #expect(throws: Refusal.self) { try await town.perform("stakeholder.remove", on: group, ["reason": "A mistake."], as: .liisa) }
        #expect(try await town.refusals { _ = try await add("PARENTS with a pram ", "affected", "residents", to: problem, town) } == ["problem.stakeholderKnown"])
        #expect(try await plan(problem, town).plan.map(\.response) == [.joins])
    }

    @Test(arguments: HouseEngine.available) func onlyStaffOfTheCityWriteThePlanAndEverybodyReadsIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let input: JSON = ["kind": "affected", "name": "Pupils", "sector": "residents", "why": "They wait in the road."]
        for person in [Townsperson.aino, .riku, .helmi, .pekka, .matti] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person.name)") { try await town.perform("stakeholder.add", on: problem, input, as: person) }
        }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("stakeholder.add", on: Target(problem.code.rawValue), input, as: nil) }
        await #expect(throws: Refusal.notFound, "another city's problem") { try await town.perform("stakeholder.add", on: problem, input, as: .jenni) }
        let draft = try await town.problem(in: .draft, of: .drippingPipes).object(.problem)
        await #expect(throws: Refusal.notFound) { try await town.look { _ = try PartQueries.part(.stakeholderPlan, Target(draft.code.rawValue), $0) } }
        let group = try await add("Pupils", "affected", "residents", to: draft, town)
        await #expect(throws: Refusal.notFound, "a line of a problem that is not public") { try await town.look { _ = try PartQueries.place(ofLine: Stakeholder.kind, group, $0) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("stakeholder.invite", on: group, ["channel": "mail", "invitation": "Come."], as: .aino) }
    }

    private func add(_ name: String, _ kind: String, _ sector: String, to problem: ObjectReference, _ town: Town) async throws -> Target {
        try await town.line("stakeholder.add", on: problem, ["kind": .text(kind), "name": .text(name), "sector": .text(sector), "why": "They meet it every day."], as: .tuula)
    }
    private func plan(_ problem: ObjectReference, _ town: Town) async throws -> (plan: [Stakeholder], coverage: StakeholderCoverage) {
        try await town.look { scene in
            let plan = try StakeholderQueries.plan(of: ProblemQueries.problem(Target(problem.code.rawValue), scene), scene)
            return (plan, StakeholderQueries.coverage(plan))
        }
    }
}
