import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// The kind of a problem says what the city gives, what should come of it and who steers; the team makes it its own.
@Suite(.serialized) struct SupportTests {
    private func triaged(_ town: Town, _ quadrant: String) async throws -> ObjectReference {
        let begun = try await town.problem(in: .submitted, of: .drippingPipes)
        let problem = try await begun.object(.problem)
        try await town.perform("problem.triage", on: problem, ["quadrant": .text(quadrant), "reason": "It touches many."], as: .liisa)
        return problem
    }
    private func sheet(_ problem: ObjectReference, _ town: Town, as reader: Townsperson? = nil) async throws -> SupportSheet? {
        try await town.look(as: reader) { try SupportQueries.sheet(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
    private static let own: JSON = [
        "supports": [["support": "room", "detail": "The hall of the school, on Tuesdays"]], "outputs": [["output": "ideas", "detail": "At least ten"], ["output": "localKnowledge"]], "steering": "doersAlone",
    ]

    @Test(arguments: HouseEngine.available) func eachKindOpensItsOwnTemplate(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await triaged(town, "citizensImprove")
        let kinds = CityProblem.Quadrant.allCases.map(SupportSheet.template)
        #expect(Set(kinds.map(\.supports)).count == kinds.count && Set(kinds.map(\.outputs)).count == kinds.count, "no two kinds begin alike")
        let start = try #require(try await sheet(problem, town))
        #expect(start.version == nil && start.steering == .doersAlone && start.supports.map(\.kind) == [.tools, .knowledge, .room, .smallMoney])
        let form = try await town.look(as: .liisa) { scene in try SetSupport.prefill(SetSupport.load(Target(problem.code.rawValue), scene), scene) }
        #expect(form["steering"] == "doersAlone" && form["outputs"]?.list?.count == 2)
    }

    @Test(arguments: HouseEngine.available) func anotherKindAsksWhyAndKeepsWhatShouldComeOfIt(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await triaged(town, "citizensImprove")
        try await town.perform("support.set", on: problem, Self.own, as: .liisa)
        clock.advance(seconds: 60)
        await #expect(throws: Refusal.invalid([Problem("reason", "problem.missing")])) { try await town.perform("problem.reclassify", on: problem, ["quadrant": "companiesNew"], as: .liisa) }
        try await town.perform("problem.reclassify", on: problem, ["quadrant": "companiesNew", "reason": "Two companies asked."], as: .liisa)
        let kept = try #require(try await sheet(problem, town))
        #expect(kept.outputs.map(\.kind) == [.ideas, .localKnowledge] && kept.outputs[0].detail == "At least ten", "reclassifying changes nothing that was promised")
        let form = try await town.look(as: .liisa) { scene in try SetSupport.prefill(SetSupport.load(Target(problem.code.rawValue), scene), scene) }
        let outputs = form["outputs"]?.list?.compactMap { $0["output"]?.text } ?? [], supports = form["supports"]?.list?.compactMap { $0["support"]?.text } ?? []
        #expect(outputs == ["ideas", "localKnowledge", "businessOpportunity", "prototype"], "the new kind adds its own")
        #expect(supports == ["room", "meetings", "data", "contact", "permitHelp"] && form["steering"] == "agreedFirst")
        await #expect(throws: Refusal.invalid([Problem("reason", "problem.supportReason")])) { try await town.perform("support.set", on: problem, Self.own, as: .liisa) }
        var next = Self.own.object ?? [:]
        next["reason"] = "Companies need data."
        let second = JSON.object(next)
        try await town.perform("support.set", on: problem, second, as: .liisa)
        #expect(try await sheet(problem, town)?.version == 2)
        let versions = try await town.platform.reading { try $0.count("SELECT count(*) FROM support_sheet") }
        #expect(versions == 2, "the first one is kept")
        next["version"] = 1
        let late = JSON.object(next)
        await #expect(throws: Refusal.stale) { try await town.perform("support.set", on: problem, late, as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func strangersAndNonsenseAreRefused(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await triaged(town, "city")
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("support.set", on: Target(problem.code.rawValue), Self.own, as: nil) }
        for person in [Townsperson.aino, .riku, .noora] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("support.set", on: problem, Self.own, as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("support.set", on: problem, Self.own, as: .jenni) }
        await #expect(throws: Refusal.invalid([Problem("supports.0.support", "problem.choice"), Problem("outputs", "problem.missing")])) {
            try await town.perform("support.set", on: problem, ["supports": [["support": "gold"]], "outputs": [], "steering": "cityAlone"], as: .liisa)
        }
        let untriaged = try await town.problem(in: .submitted, of: .clearKerbs)
        let other = try await untriaged.object(.problem)
        await #expect(throws: Refusal.illegalMove(act: "support.set", state: "problem.submitted")) { try await town.perform("support.set", on: other, Self.own, as: .liisa) }
    }
}
