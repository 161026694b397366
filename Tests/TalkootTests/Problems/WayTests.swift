import Storage
@testable import Talkoot
import Testing
import TestTown

/// Shared goals, parts that depend on each other, who decides, and together or in house.
@Suite(.serialized) struct WayTests {
    @Test(arguments: HouseEngine.available) func twoDepartmentsWhoWantOneMetricUpAndDownAreFlaggedUntilBothAcceptAll(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await shared(town)
        try await propose(problem, "Fewer blocked arrivals", "Loading minutes", "down", town, as: .paivi)
        try await propose(problem, "No shop without its delivery", "loading minutes", "up", town, as: .matti)
        let sheet = try await goals(problem, town)
        #expect(sheet.conflicts.map { [$0.0.number, $0.1.number] } == [[1, 2]] && !sheet.isAgreed)
        for (goal, person) in [(1, Townsperson.paivi), (1, .matti)] { try await stand(problem, goal, "accept", town, as: person) }
        let linked = try #require(sheet.goals.last.map { GoalOnSheet(goal: $0, sheet: sheet).reference.code })
        try await town.perform("goal.stand", on: Target(linked.rawValue), ["stand": "accept"], as: .paivi)
        await #expect(throws: Refusal.invalid([Problem("reason", "problem.standReason")])) { try await stand(problem, 2, "object", town, as: .matti) }
        try await stand(problem, 2, "object", town, as: .matti, reason: "Shops count, minutes do not.")
        // The change is asked of everybody anew; whoever answers the old text is told.
        try await town.perform("goal.change", on: Target("\(problem.code).g2"), ["goal": "No shop without its delivery", "metric": "Late deliveries", "direction": "down"], as: .matti)
        await #expect(throws: Refusal.stale) { try await town.perform("goal.stand", on: Target("\(problem.code).g2"), ["stand": "accept", "version": "1"], as: .paivi) }
        #expect(try await goals(problem, town).conflicts.isEmpty)
        #expect(try await goals(problem, town).waiting.count == 2)
        for person in [Townsperson.paivi, .matti] { try await stand(problem, 2, "accept", town, as: person) }
        #expect(try await goals(problem, town).isAgreed)
        await #expect(throws: Refusal.denied("denied.role")) { try await stand(problem, 1, "accept", town, as: .kaisa) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("goal.propose", on: Target(problem.code.rawValue), ["goal": "x", "metric": "y", "direction": "up"], as: nil) }
    }

    @Test(arguments: HouseEngine.available) func lotsThatWaitForEachOtherAreRefusedAndTheCircleIsNamed(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        await #expect(throws: Refusal.invalid([Problem("lots", "problem.lotCycle", ["cycle": "1 → 3 → 2 → 1"])])) {
            try await lots(problem, whole: "100000", [("Shops", "40000", "3"), ("School", "30000", "1"), ("Depot", "20000", "2")], town)
        }
        await #expect(throws: Refusal.invalid([Problem("lots.1.after", "problem.noLot", ["last": "2"])])) { try await lots(problem, whole: "100000", [("Shops", "40000", ""), ("School", "30000", "7")], town) }
        await #expect(throws: Refusal.invalid([Problem("lots", "problem.fewLots")])) { try await lots(problem, whole: "100000", [("Shops", "40000", "")], town) }
        let flagged = try await lots(problem, whole: "60000", [("Shops", "40000", ""), ("School", "30000", "1"), ("Depot", "20000", "2")], town)
        #expect(flagged.values["isAbove"] == true && flagged.values["sum"] == 9_000_000)
        await #expect(throws: Refusal.invalid([Problem("", "problem.lotsAbove", ["sum": "90000", "whole": "60000"])])) { try await split(problem, town) }
        try await lots(problem, whole: "90000", [("Shops", "40000", ""), ("School", "30000", "1"), ("Depot", "20000", "2")], town)
        let plan = try await town.look(as: .liisa) { try ProblemQueries.lots(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(plan?.longestChain == [1, 2, 3])
    }

    @Test(arguments: HouseEngine.available) func aboveTheCitysLimitNobodyChoosesAWayWithoutComparing(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        let way: JSON = ["route": "inHouse", "reason": "Our own crew knows these corners best."]
        try await lots(problem, whole: "60000", [("Shops", "30000", ""), ("School", "30000", "1")], town)
        await #expect(throws: Refusal.invalid([Problem("", "need.comparison.missing")])) { try await town.perform("problem.route", on: problem, way, as: .paivi) }
        try await lots(problem, whole: "50000", [("Shops", "20000", ""), ("School", "30000", "1")], town)
        try await town.perform("problem.route", on: problem, way, as: .paivi)
        #expect(try await town.problemNow(problem).routeReason == "Our own crew knows these corners best.")
    }

    @Test(arguments: HouseEngine.available) func aSplitMakesEachLotAProblemWithTheAgreedCanvas(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.problem(in: .triaged), problem = try await walk.object(.problem)
        try await town.fillCanvas(of: problem, as: .paivi)
        try await town.signCanvas(of: problem, head: .paivi)
        try await town.perform("problem.define", on: problem, ["outcome": "Free bays", "metric": "Blocked arrivals", "baseline": "38", "goal": "15"], as: .paivi)
        try await lots(problem, whole: "90000", [("Shops", "50000", ""), ("School", "40000", "")], town)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.split", on: problem, ["reason": "x"], as: .paivi) }
        try await split(problem, town)
        let children = try await town.look { try ProblemQueries.children(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(children.map(\.title).sorted() == ["School", "Shops"] && children.allSatisfy { $0.state == .defined && $0.parent == problem.code })
        let child = try #require(children.first)
        let canvas = try await town.look { try CanvasQueries.canvas(Target(child.code.rawValue), $0) }
        #expect(canvas.missing(for: .definition).isEmpty && canvas.questions[2].isSigned && canvas.questions[3].isSigned)
        #expect(try await town.problemNow(problem).state == .split)
    }

    @Test(arguments: HouseEngine.available) func theMapOfDecisionsNamesWhoDecidesBeforeAnybodyDoes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        await #expect(throws: Refusal.invalid([Problem("seats", "problem.nobodyDecides")])) { try await publish(problem, [("definition", "Residents of Satamala", "heard")], nil, town) }
        try await publish(problem, [("definition", "Head of transport", "decides"), ("definition", "Residents of Satamala", "heard")], nil, town)
        await #expect(throws: Refusal.invalid([Problem("reason", "problem.mapReason")])) { try await publish(problem, [("definition", "Head of streets", "decides")], nil, town) }
        try await publish(problem, [("definition", "Head of transport", "decides"), ("route", "Board of transport", "decides")], "The sum is above the head's limit.", town)
        let map = try await town.look { try ProblemQueries.participation(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(map?.version == 2 && map?.names(.route) == true && map?.names(.award) == false)
        let entries = try await town.look { try $0.tx.count("SELECT count(*) FROM entry WHERE event = 'participation.published' AND is_public") }
        #expect(entries == 2, "changes are logged in public")
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("participation.publish", on: problem, ["seats": []], as: .paivi) }
    }

    @Test(arguments: HouseEngine.available) func inHouseIsAWayOfItsOwnAndKeepsItsReason(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        let outcome = try await town.perform("problem.compare", on: problem, [
            "advantages": [["advantage": "ideas", "weight": "2"]], "obstacles": [["obstacle": "effort", "weight": "3"], ["obstacle": "legal", "weight": "2"]], "reason": "We know what to do.",
        ], as: .paivi)
        #expect(outcome.values["score"] == -3)
        try await town.perform("problem.route", on: problem, ["route": "inHouse", "reason": "We know what to do."], as: .paivi)
        await #expect(throws: (any Error).self) { try await town.perform("challenge.draft", on: problem, ["kind": "openCall", "title": "x", "summary": "x", "text": "x", "eligibility": "x", "prize": "1"], as: .liisa) }
        try await town.perform("problem.start", on: problem, ["reason": "The street crew, by May."], as: .paivi)
        let now = try await town.problemNow(problem, as: nil)
        #expect(now.state == .inSolution && now.route == .inHouse && now.routeReason == "We know what to do.")
    }

    @Test(arguments: HouseEngine.available) func whoeverComparesAgainBeginsWithWhatWasWeighedAndSeesTheLimits(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        func limits() async throws -> WayLimits { try await town.look(as: .paivi) { try ProblemQueries.wayLimits(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) } }
        let nothing = try await limits()
        #expect(nothing.cost.cents == 0 && !nothing.isComparisonAsked && !nothing.isAboveProcurement && !nothing.isAboveHead)
        try await lots(problem, whole: "70000", [("Kerbs", "40000", ""), ("Signs", "30000", "1")], town)
        let now = try await limits()
        #expect(now.cost == Money(cents: 7_000_000) && now.isComparisonAsked, "fifty thousand is the limit of a new city")
        let typed: JSON = [
            "advantages": [["advantage": "ideas", "weight": "2"], ["advantage": "users", "weight": "1"]], "obstacles": [["obstacle": "legal", "weight": "2"]], "reason": "We know what to do.",
        ]
        try await town.perform("problem.compare", on: problem, typed, as: .paivi)
        let (again, open) = try await town.look(as: .paivi) { scene in
            let problem = try ProblemQueries.problem(Target(problem.code.rawValue), scene)
            return (try CompareWays.prefill(problem, scene), try #require(try ProblemQueries.comparison(of: problem, scene)).unweighed)
        }
        #expect(again["advantages"] == [["advantage": "ideas", "weight": "2"], ["advantage": "users", "weight": "1"]] && again["obstacles"] == [["obstacle": "legal", "weight": "2"]])
        #expect(open.advantages.count == 6 && !open.advantages.contains(.ideas) && open.obstacles.count == 11 && !open.obstacles.contains(.legal))
        let same = try await town.perform("problem.compare", on: problem, .object(again), as: .paivi)
        #expect(same.values["score"] == 1)
    }

    // MARK: Steps

    private func shared(_ town: Town) async throws -> ObjectReference {
        let problem = try await town.problem(in: .triaged).object(.problem)
        let asked = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "They own the kerb."], as: .paivi)
        try await town.perform("owner.join", on: asked, ["budget": "5000"], as: .matti)
        return problem
    }
    private func goals(_ problem: ObjectReference, _ town: Town) async throws -> GoalSheet {
        try await town.look(as: .paivi) { try GoalQueries.sheet(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
    private func propose(_ problem: ObjectReference, _ goal: String, _ metric: String, _ direction: String, _ town: Town, as person: Townsperson) async throws {
        try await town.perform("goal.propose", on: problem, ["goal": .text(goal), "metric": .text(metric), "direction": .text(direction)], as: person)
    }
    private func stand(_ problem: ObjectReference, _ goal: Int, _ stand: String, _ town: Town, as person: Townsperson, reason: String? = nil) async throws {
        var input: [String: JSON] = ["stand": .text(stand)]
        if let reason { input["reason"] = .text(reason) }
        try await town.perform("goal.stand", on: Target("\(problem.code).g\(goal)"), .object(input), as: person)
    }
    @discardableResult
    private func lots(_ problem: ObjectReference, whole: String, _ lots: [(title: String, cost: String, after: String)], _ town: Town) async throws -> Outcome {
        let rows = lots.map { JSON.object(["title": .text($0.title), "cost": .text($0.cost), "fit": "small", "after": .text($0.after)]) }
        return try await town.perform("problem.lots", on: problem, ["whole": .text(whole), "lots": .list(rows)], as: .liisa)
    }
    private func split(_ problem: ObjectReference, _ town: Town) async throws {
        try await town.perform("problem.split", on: problem, ["reason": "Two firms can begin at once."], as: .liisa)
    }
    private func publish(_ problem: ObjectReference, _ seats: [(String, String, String)], _ reason: String?, _ town: Town) async throws {
        let rows = seats.map { JSON.object(["decision": .text($0.0), "who": .text($0.1), "part": .text($0.2), "chosen": "By office"]) }
        try await town.perform("participation.publish", on: problem, ["seats": .list(rows), "reason": .text(reason ?? "")], as: .liisa)
    }
}
