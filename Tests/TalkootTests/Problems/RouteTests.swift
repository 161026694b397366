import Storage
@testable import Talkoot
import Testing
import TestTown

/// Which way, bought how, and whose decision: all parts count together, and what is above a head's own limit is a body's.
@Suite(.serialized) struct RouteTests {
    @Test(arguments: HouseEngine.available) func theThresholdOfProcurementLawLooksAtTheSumOfAllParts(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let whole = try await town.problem(in: .defined).object(.problem)
        try await lots(whole, "70000", ["35000", "35000"], town)
        try await town.perform("problem.split", on: whole, ["reason": "Two firms can begin at once."], as: .liisa)
        let part = try #require(try await town.look { try ProblemQueries.children(of: try ProblemQueries.problem(Target(whole.code.rawValue), $0), $0).first?.reference })
        try await compare(part, town)
        await #expect(throws: Refusal.invalid([Problem("procurement", "problem.procurementMissing")])) { try await route(part, ["route": "buy"], town) }
        await #expect(throws: Refusal.invalid([Problem("procurement", "problem.aboveThreshold", ["sum": "70000", "limit": "60000"])]), "a part alone would be below it") {
            try await route(part, ["route": "buy", "procurement": "directAward"], town)
        }
        try await route(part, ["route": "buy", "procurement": "openProcedure"], town)
        #expect(try await town.problemNow(part, as: nil).procurement == .openProcedure)
    }

    @Test(arguments: HouseEngine.available) func aboveAHeadsOwnLimitSomebodyElseDecidesAndEverybodyReadsWho(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        try await lots(problem, "200000", ["90000", "80000"], town)
        try await compare(problem, town)
        await #expect(throws: Refusal.invalid([Problem("behalf", "problem.bodyDecides", ["sum": "200000", "limit": "150000"])])) { try await route(problem, ["route": "inHouse"], town) }
        try await route(problem, ["route": "inHouse", "behalf": "Board of transport, 12 March, § 31"], town)
        #expect(try await town.problemNow(problem, as: nil).routeBehalf == "Board of transport, 12 March, § 31")
    }

    @Test(arguments: HouseEngine.available) func whoIsNotNamedOnTheMapWritesDownWhoseWayItIs(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        try await town.perform("participation.publish", on: problem, ["seats": [["decision": "route", "who": "Sponsor", "part": "decides", "chosen": "By office", "role": "sponsor"]]], as: .liisa)
        await #expect(throws: Refusal.invalid([Problem("behalf", "problem.othersDecide", ["who": "Sponsor"])])) { try await route(problem, ["route": "inHouse"], town) }
        try await route(problem, ["route": "inHouse", "behalf": "Raija Lund, sponsor, 3 March"], town)
        #expect(try await town.state(of: problem) == .routed)
    }

    private func route(_ problem: ObjectReference, _ input: [String: JSON], _ town: Town) async throws {
        try await town.perform("problem.route", on: problem, .object(input.merging(["reason": "We know enough."]) { $1 }), as: .paivi)
    }
    private func lots(_ problem: ObjectReference, _ whole: String, _ costs: [String], _ town: Town) async throws {
        let rows = costs.enumerated().map { JSON.object(["title": .text("Part \($0.offset + 1)"), "cost": .text($0.element), "fit": "small"]) }
        try await town.perform("problem.lots", on: problem, ["whole": .text(whole), "lots": .list(rows)], as: .liisa)
    }
    private func compare(_ problem: ObjectReference, _ town: Town) async throws {
        try await town.perform("problem.compare", on: problem, [
            "advantages": [["advantage": "ideas", "weight": "2"]], "obstacles": [["obstacle": "effort", "weight": "3"]], "reason": "We know what to do.",
        ], as: .paivi)
    }
}
