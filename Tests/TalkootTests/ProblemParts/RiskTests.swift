import Storage
@testable import Talkoot
import Testing
import TestTown

/// What could go wrong is written down with who bears it, before somebody has to bear it unasked.
@Suite(.serialized) struct RiskTests {
    @Test func theLevelFollowsFromLikelihoodAndTheWorstHarm() {
        #expect([1, 4, 5, 9, 10, 16, 17, 25].map { RiskLevel(score: $0) } == [.low, .low, .medium, .medium, .high, .high, .veryHigh, .veryHigh])
        #expect(Harm(money: 2, people: 0, service: 4, law: 1, reputation: 3).worst == 4)
        #expect(RiskCategory.allCases.map(\.code) == (1...15).map { "R\($0)" })
    }

    @Test(arguments: HouseEngine.available) func sharesMakeAHundredAndEachRowNamesOneBearer(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        func refused(_ bearers: [JSON], _ changes: [String: JSON] = [:]) async throws -> [Problem] {
            do { _ = try await note(changes.merging(["bearers": .list(bearers)]) { $1 }, on: problem, town); return [] } catch Refusal.invalid(let problems) { return problems }
        }
        let transport: JSON = ["party": "department/transport", "share": "60"]
        #expect(try await refused([transport, ["other": "An insurer", "share": "30"]]) == [Problem("bearers", "problem.riskShares", ["sum": "90"])])
        #expect(try await refused([["party": "department/transport", "other": "An insurer", "share": "100"]]) == [Problem("bearers.0.party", "problem.oneBearer")])
        #expect(try await refused([["share": "100"]]) == [Problem("bearers.0.party", "problem.oneBearer")])
        #expect(try await refused([transport, ["party": "department/transport", "share": "40"]]) == [Problem("bearers", "problem.bearerTwice")])
        #expect(try await refused([["party": "department/nowhere", "share": "100"]]) == [Problem("bearers.0.party", "problem.choice")])
        #expect(try await refused([], ["harmService": "", "riskOwner": .text(Townsperson.aino.email)]) == [Problem("harmMoney", "problem.noHarm"), Problem("riskOwner", "problem.riskOwner")])
        #expect(try await refused([], ["harmService": "6"]).map(\.key) == ["problem.range"])
        #expect(try await register(problem, town).entries.isEmpty, "nothing was kept of what was refused")
        #expect(try await refused([transport, ["other": "An insurer", "share": "40"]]) == [])
        let entry = try #require(try await register(problem, town).entries.first)
        #expect(entry.bearers.map(\.share) == [60, 40] && entry.bearers[1].other == "An insurer" && entry.risk.level == .veryHigh)
        let watcher = try town.id(of: .liisa).rawValue
        #expect(try await town.told("risk.noted") == [watcher])
    }

    @Test(arguments: HouseEngine.available) func theGravestStandsFirstAndWhatHappenedKeepsItsCost(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let small = try await note(["happening": "A sign falls.", "likelihood": "1", "harmService": "2"], on: problem, town)
        let grave = try await note(["happening": "Buses stop.", "bearers": [["party": "department/streets", "share": "100"]]], on: problem, town)
        let late = try await note(["happening": "The firm leaves.", "category": "partnership", "likelihood": "3", "harmService": "3"], on: problem, town)
        #expect(try await register(problem, town).entries.map(\.risk.happening) == ["Buses stop.", "The firm leaves.", "A sign falls."])
        #expect(try await register(problem, town).unborne.map(\.risk.happening) == ["The firm leaves."], "a small one may wait")
        #expect(try await town.refusals { try await town.perform("risk.happen", on: grave, ["outcome": "Two days without buses.", "happenedOn": "2027-01-01", "cost": "100"], as: .tuula) } == ["problem.future"])
        try await town.perform("risk.happen", on: grave, ["outcome": "Two days without buses.", "happenedOn": "2026-03-11", "cost": "12500.50"], as: .tuula)
        try await town.perform("risk.close", on: small, ["reason": "The sign is gone."], as: .paivi)
        let now = try await register(problem, town)
        #expect(now.entries.map(\.risk.state) == [.open, .closed, .happened] && now.cost == Money(cents: 1_250_050))
        let concerned = Set(try [Townsperson.liisa, .paivi, .matti].map { try town.id(of: $0).rawValue })
        #expect(try await town.told("risk.happened") == concerned, "who watched it, who owns the problem, who bore it")
        await #expect(throws: Refusal.illegalMove(act: "risk.reopen", state: "risk.happened")) { try await town.perform("risk.reopen", on: grave, ["reason": "Again?"], as: .paivi) }
        await #expect(throws: Refusal.illegalMove(act: "risk.edit", state: "risk.closed")) { try await town.perform("risk.edit", on: small, input(["happening": "Nothing."]), as: .tuula) }
        try await town.perform("risk.reopen", on: small, ["reason": "It was put back."], as: .paivi)
        try await town.perform("risk.edit", on: late, input(["version": 1, "likelihood": "1", "harmService": "3"]), as: .tuula)
        await #expect(throws: Refusal.stale) { try await town.perform("risk.edit", on: late, input(["version": 1, "likelihood": "5"]), as: .paivi) }
        #expect(try await register(problem, town).unborne.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func theSheetTakesTheRegisterOverAndTheLastGateLooksAtIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        #expect(try await need(problem, town) == "need.risks.missing")
        let risk = try await note(["bearers": []], on: problem, town)
        #expect(try await need(problem, town) == "need.risks.unborne")
        try await town.perform("risk.edit", on: risk, input(["bearers": [["party": "department/transport", "share": "70"], ["other": "An insurer", "share": "30"]]]), as: .tuula)
        #expect(try await need(problem, town) == nil)
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).5.1"), as: .tuula)
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).5.3"), as: .tuula)
        #expect(try await answer("5.1", problem, town).text == "R5 (4 × 5 = 20) The new ramp blocks the bus. (Public transport 70 %, An insurer 30 %)")
        #expect(try await answer("5.3", problem, town).text == "The new ramp blocks the bus. → The old stop stays open.")
        try await town.perform("risk.close", on: risk, ["reason": "There is no ramp."], as: .liisa)
        #expect(try await answer("5.1", problem, town).room == nil)
        #expect(try await need(problem, town) == nil, "it was thought of")
    }

    @Test(arguments: HouseEngine.available) func everybodyReadsItAndOnlyTheCitysPeopleWriteIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let risk = try await note(["riskOwner": .text(Townsperson.tuula.email)], on: problem, town)
        for person in [nil, .aino, .helmi] as [Townsperson?] {
            let refusal = Refusal.denied(person == nil ? "denied.signIn" : "denied.role")
            await #expect(throws: refusal) { try await town.perform("risk.note", on: Target(problem.code.rawValue), input([:]), as: person) }
            await #expect(throws: refusal) { try await town.perform("risk.close", on: risk, ["reason": "No."], as: person) }
        }
        await #expect(throws: Refusal.denied("denied.role"), "whoever writes does not close") { try await town.perform("risk.close", on: risk, ["reason": "No."], as: .tuula) }
        await #expect(throws: Refusal.notFound, "another city") { try await town.perform("risk.close", on: risk, ["reason": "No."], as: .jenni) }
        let seen = try await town.look { try RiskQueries.register(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(seen.entries.count == 1)
        let kept = try await town.platform.reading { try $0.rows("SELECT content FROM opening WHERE part = 'facts' AND content LIKE '%The new ramp%'") { try $0.text() } }
        let id = try town.id(of: .tuula)
        #expect(kept.count == 1 && !kept.contains { $0.contains(id.rawValue) }, "who watches it goes with the person")
        let data = try await town.look(as: .tuula) { try Risks.personalData(of: id, $0) }
        #expect(data["risksWatched"] == ["The new ramp blocks the bus."])
        try await town.perform("person.leave", ["sure": true], as: .tuula)
        #expect(try await register(problem, town).entries.first?.risk.owner == nil)
    }

    @Test(arguments: HouseEngine.available) func whatLossIsAcceptableIsSaidBeforeItComes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let risk = try await note([:], on: problem, town)
        let limit: [String: JSON] = ["lossMoney": "10000", "lossWorst": "4", "lossText": "Nobody is hurt, and the bus comes at most an hour late."]
        for person in [nil, .aino, .helmi, .tuula] as [Townsperson?] {
            let refusal = Refusal.denied(person == nil ? "denied.signIn" : "denied.role")
            await #expect(throws: refusal) { try await town.perform("risk.limit", on: Target(problem.code.rawValue), .object(limit), as: person) }
        }
        await #expect(throws: Refusal.notFound, "another city") { try await town.perform("risk.limit", on: problem, .object(limit), as: .jenni) }
        #expect(try await town.refusals { try await town.perform("risk.limit", on: problem, .object(limit.merging(["lossWorst": "6"]) { $1 }), as: .paivi) } == ["problem.range"])
        try await town.perform("risk.limit", on: problem, .object(limit), as: .paivi)
        let first = try await register(problem, town)
        #expect(first.limit?.money == Money(cents: 1_000_000) && first.beyond.map(\.risk.code) == [risk.code], "it would do harm of grade 5")
        #expect(!first.isCostBeyond)
        #expect(try await town.refusals { try await town.perform("risk.limit", on: problem, .object(limit), as: .liisa) } == ["problem.limitReason"])
        try await town.perform("risk.limit", on: problem, .object(limit.merging(["lossWorst": "5", "lossMoney": "900", "reason": "The reserve is smaller."]) { $1 }), as: .liisa)
        try await town.perform("risk.happen", on: risk, ["outcome": "One day without buses.", "happenedOn": "2026-03-11", "cost": "900.01"], as: .tuula)
        let now = try await register(problem, town)
        #expect(now.limit?.number == 2 && now.limit?.reason == "The reserve is smaller." && now.beyond.isEmpty && now.isCostBeyond, "a cent more than was acceptable")
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).5.2"), as: .tuula)
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).5.4"), as: .tuula)
        #expect(try await answer("5.2", problem, town).text == "≤ 900 EUR\n≤ 5/5\nNobody is hurt, and the bus comes at most an hour late.")
        #expect(try await answer("5.4", problem, town).text == "≤ 40 h, ≤ 500 EUR, ≤ 28 d")
    }

    @Test(arguments: HouseEngine.available) func aDecisionInForceSaysWhatMayBeTried(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let walk = try await town.challenge(in: .awarded)
        let problem = try await walk.object(.problem)
        func trials() async throws -> [Decision] { try await town.look { try RiskQueries.trials(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).decisions } }
        let one = try #require(try await trials().first)
        #expect(one.mandate.cents > 0 && one.state != .taken)
        let end = try await town.look { $0.city.calendar.end(of: one.mandateUntil) }
        clock.set(to: end)
        clock.advance(seconds: 60)
        #expect(try await trials().isEmpty, "it ended with its last day")
    }

    // MARK: Steps

    private func input(_ changes: [String: JSON]) -> JSON {
        let typed: [String: JSON] = [
            "category": "service", "happening": "The new ramp blocks the bus.", "likelihood": "4", "harmService": "5", "proximity": "thisStage", "safeguard": "The old stop stays open.",
            "riskOwner": .text(Townsperson.liisa.email), "bearers": [],
        ]
        return .object(typed.merging(changes) { $1 })
    }
    private func note(_ changes: [String: JSON], on problem: ObjectReference, _ town: Town) async throws -> Target {
        try await town.line("risk.note", on: problem, input(changes), as: .tuula)
    }
    private func register(_ problem: ObjectReference, _ town: Town) async throws -> RiskRegister {
        try await town.look { try RiskQueries.register(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
    private func answer(_ field: String, _ problem: ObjectReference, _ town: Town) async throws -> CanvasAnswer {
        try #require(try await town.look(as: .tuula) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).answers.first { $0.field.name == field } })
    }
    /// What the gate before the way says of the risks; nil where nothing is missing.
    private func need(_ problem: ObjectReference, _ town: Town) async throws -> String? {
        let needs = try await town.look(as: .liisa) { try GateSheet.at(.route, ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).needs }
        return try #require(needs.first { $0.name == "risks" }).isMet ? nil : needs.first { $0.name == "risks" }?.sentence
    }
}
