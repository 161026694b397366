import Storage
@testable import Talkoot
import Testing
import TestTown

/// Ours, and fit for open innovation? Screen, owner, kind, objectives, rest and joining.
@Suite(.serialized) struct TriageTests {
    @Test func knownAnswersGiveKnownAdvice() {
        func advice(_ p: Int, _ f: Int, _ n: Int, _ c: Int, _ u: Int, _ m: Int) -> Suitability.Advice {
            Suitability(persistence: p, failedAttempts: f, parties: n, conflict: c, uncertainty: u, market: m).advice
        }
        #expect(advice(4, 3, 3, 2, 2, 1) == .openInnovation)
        #expect(advice(2, 2, 2, 1, 1, 0) == .smallCodesign)
        #expect(advice(1, 0, 1, 0, 0, 3) == .buy, "a simple problem with an answer on the market is bought")
        #expect(advice(1, 1, 1, 0, 1, 0) == .simpleFix)
        #expect(advice(4, 4, 3, 4, 4, 0) == .deliberateFirst, "where many want opposite things, talk comes first")
        #expect(advice(4, 4, 2, 4, 4, 0) == .openInnovation)
        #expect(Suitability(persistence: 4, failedAttempts: 3, parties: 3, conflict: 2, uncertainty: 2, market: 1).score == 12)
    }

    @Test(arguments: HouseEngine.available) func theFirstGateAsksForScreenAndOwnerAndSaysBoth(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.bindGates()
        let signal = try await town.signal(in: .accepted)
        let drafted = try await town.perform("problem.draft", on: signal, ["title": "Dark stops", "statement": "Lamps are out.", "affected": "All", "department": "streets"], as: .paivi)
        let problem = try #require(drafted.object)
        try await town.perform("problem.submit", on: problem, as: .paivi)
        await #expect(throws: Refusal.invalid([Problem("", "need.screen.missing"), Problem("", "need.owner.missing")])) { try await triage(problem, town) }
        let outcome = try await town.screen(problem)
        #expect(outcome.values["score"] == 12 && outcome.values["advice"] == "openInnovation")
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.own", on: problem, as: .paivi) }
        try await town.perform("problem.own", on: problem, as: .matti)
        try await triage(problem, town)
        let sorted = try await town.problemNow(problem)
        #expect(sorted.state == .triaged && sorted.quadrant == .companiesNew && sorted.openness == .network)
    }

    @Test(arguments: HouseEngine.available) func whoChoosesOtherwiseSaysWhyAndGatesThatAdviseKeepWhatWasMissing(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        await #expect(throws: Refusal.invalid([Problem("reason", "problem.overrideReason")])) { try await town.screen(problem, advice: "buy") }
        try await town.screen(problem, advice: "buy", reason: "The neighbours bought it last year.")
        let screen = try #require(try await town.look(as: .liisa) { try ProblemQueries.screen(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) })
        #expect(screen.isOverride && screen.chosen == .buy && screen.suitability.advice == .openInnovation)
        try await triage(problem, town)
        try await town.perform("problem.define", on: problem, ["outcome": "x", "metric": "y", "baseline": "1", "goal": "2"], as: .paivi)
        let sheet = try await town.look(as: .liisa) { try GateSheet.next(of: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(sheet?.gate == .route && sheet?.binds == false && sheet?.missing.isEmpty == false)
    }

    @Test(arguments: HouseEngine.available) func weightsOfNinetyPercentAreRefused(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        await #expect(throws: (any Error).self) { try await weigh(problem, [("KU-NONE", 100)], town) }
        let access = try await objective("A city for every body", town), air = try await objective("Clean air", town)
        await #expect(throws: Refusal.invalid([Problem("name", "problem.sameObjective")])) { try await objective("clean AIR", town) }
        await #expect(throws: Refusal.invalid([Problem("objectives", "problem.weights", ["sum": "90", "left": "10"])])) { try await weigh(problem, [(access, 60), (air, 30)], town) }
        await #expect(throws: Refusal.invalid([Problem("objectives", "problem.objectiveTwice")])) { try await weigh(problem, [(access, 60), (access, 40)], town) }
        try await weigh(problem, [(access, 70), (air, 30)], town)
        let counts = try await town.look { try ObjectiveQueries.counts($0).map(\.problems) }
        #expect(counts == [1, 1])
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("objective.add", ["name": "Mine"], as: .tuula) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("objective.add", ["name": "Mine"], as: nil) }
    }

    @Test(arguments: HouseEngine.available) func whatRestsComesBackByItselfAndItsSendersKnow(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let day = try await town.look { $0.today.adding(days: 20) }
        await #expect(throws: Refusal.invalid([Problem("wakesOn", "problem.notAhead")])) { try await park(problem, try await town.look { $0.today }, town) }
        try await park(problem, day, town)
        #expect(try await notices("problem.parked", town) == 2, "the owner and the resident who sent the signal")
        #expect(try await town.problemNow(problem).state == .parked)
        clock.advance(days: 21)
        try await town.settle()
        let woken = try await town.problemNow(problem)
        #expect(woken.state == .submitted && woken.wakesOn == nil)
    }

    @Test(arguments: HouseEngine.available) func ofTwoEqualProblemsOneGoesOnAndAllSendersAreTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let one = try await town.problem(in: .submitted).object(.problem), other = try await town.problem(in: .submitted).object(.problem)
        await #expect(throws: Refusal.invalid([Problem("into", "problem.sameProblem")])) { try await merge(one, into: one, town) }
        await #expect(throws: Refusal.invalid([Problem("into", "problem.noProblem")])) { try await town.perform("problem.merge", on: one, ["into": "KU-NONE", "reason": "x"], as: .liisa) }
        try await merge(one, into: other, town)
        let joined = try await town.problemNow(one)
        #expect(joined.state == .merged && joined.mergedInto == other.code)
        #expect(try await notices("problem.merged", town) == 2)
        await #expect(throws: Refusal.invalid([Problem("into", "problem.endedProblem")])) { try await merge(other, into: one, town) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.merge", on: other, ["into": .text(one.code.rawValue), "reason": "x"], as: .paivi) }
    }

    @Test(arguments: HouseEngine.available) func theHeadNamesACoreGroupThatMayWriteAndAnotherDepartmentThatSignsToo(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let henrik = try town.id(of: .henrik), aino = try town.id(of: .aino)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("canvas.answer", on: Target("\(problem.code).0.1"), ["text": "Vans."], as: .henrik) }
        await #expect(throws: Refusal.invalid([Problem("coreGroup", "problem.choice")])) { try await town.perform("problem.begin", on: problem, ["coreGroup": [.text(aino.rawValue)]], as: .paivi) }
        try await town.perform("problem.begin", on: problem, ["coreGroup": [.text(henrik.rawValue)]], as: .paivi)
        try await town.perform("canvas.answer", on: Target("\(problem.code).2.1"), ["text": "Vans."], as: .henrik)
        let asked = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "They own the kerb."], as: .paivi)
        try await town.perform("owner.join", on: asked, ["budget": "5000"], as: .matti)
        try await town.perform("canvas.sign", on: Target("\(problem.code).2"), as: .paivi)
        let half = try await town.look(as: .paivi) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).questions[2].isSigned }
        #expect(!half)
        try await town.perform("canvas.sign", on: Target("\(problem.code).2"), as: .matti)
        let whole = try await town.look(as: .paivi) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).questions[2].isSigned }
        #expect(whole)
    }

    @Test(arguments: HouseEngine.available) func whatWasHopedForIsLookedAtAgainWithEvidence(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        for (code, text) in [("B1", "Fewer lost minutes."), ("D1", "We learn to talk with shops.")] { try await town.perform("problem.expect", on: problem, ["code": .text(code), "text": .text(text)], as: .paivi) }
        try await town.perform("problem.define", on: problem, ["outcome": "x", "metric": "y", "baseline": "1", "goal": "2"], as: .paivi)
        await #expect(throws: Refusal.invalid([Problem("evidence", "problem.evidence")])) { try await town.perform("problem.review", on: problem, ["expectation": "2", "result": "realised"], as: .paivi) }
        try await town.perform("problem.review", on: problem, ["expectation": "2", "result": "realised", "evidence": "Minutes of 4 May"], as: .paivi)
        try await town.perform("problem.review", on: problem, ["expectation": "1", "result": "notRealised"], as: .paivi)
        let all = try await town.look { try ExpectationQueries.of(try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(all.map(\.result) == [.notRealised, .realised] && all.map(\.evidence) == ["", "Minutes of 4 May"])
    }

    @Test(arguments: HouseEngine.available) func whatKindOfAnswerIsLookedForCanStayOpenAndGoesAlongWithTheLots(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .defined).object(.problem)
        #expect(try await town.problemNow(problem, as: nil).answer.isOpen)
        #expect(try await town.refusals { try await town.perform("problem.describe", on: problem, as: .liisa) } == ["problem.missing"])
        #expect(try await town.refusals { try await town.perform("problem.describe", on: problem, ["novelty": "huge"], as: .liisa) } == ["problem.choice"])
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.describe", on: Target(problem.code.rawValue), ["novelty": "radical"], as: nil) }
        for person in [Townsperson.aino, .helmi, .matti] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("problem.describe", on: problem, ["novelty": "radical"], as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("problem.describe", on: problem, ["novelty": "radical"], as: .jenni) }
        try await town.perform("problem.describe", on: problem, ["cityRole": "enabler", "novelty": "substantial", "whatChanges": "practice"], as: .tuula)
        try await town.perform("problem.describe", on: problem, ["cityRole": "orchestrator", "whatChanges": "practice"], as: .liisa)
        let now = try await town.problemNow(problem, as: nil).answer
        #expect(now == AnswerKind(cityRole: .orchestrator, novelty: nil, change: .practice), "what was said too early can be taken back")
        try await town.perform("problem.lots", on: problem, ["whole": "900", "lots": [["title": "Kerbs", "cost": "400", "fit": "small", "after": ""], ["title": "Signs", "cost": "300", "fit": "small", "after": "1"]]], as: .liisa)
        try await town.perform("problem.split", on: problem, ["reason": "Two firms."], as: .liisa)
        let lots = try await town.look { try ProblemQueries.children(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(lots.count == 2 && lots.allSatisfy { $0.answer == now })
    }

    // MARK: Steps

    private func triage(_ problem: ObjectReference, _ town: Town) async throws {
        try await town.perform("problem.triage", on: problem, ["quadrant": "companiesNew", "openness": "network", "reason": "Others may know more."], as: .liisa)
    }
    private func park(_ problem: ObjectReference, _ day: Day, _ town: Town) async throws {
        try await town.perform("problem.park", on: problem, ["wakesOn": .text(day.description), "reason": "The street is being dug up."], as: .liisa)
    }
    private func merge(_ problem: ObjectReference, into other: ObjectReference, _ town: Town) async throws {
        try await town.perform("problem.merge", on: problem, ["into": .text(other.code.rawValue), "reason": "They are the same."], as: .liisa)
    }
    @discardableResult private func objective(_ name: String, _ town: Town) async throws -> String {
        try await town.perform("objective.add", ["name": .text(name)], as: .liisa).object?.code.rawValue ?? ""
    }
    private func weigh(_ problem: ObjectReference, _ weights: [(String, Int)], _ town: Town) async throws {
        try await town.perform("problem.weigh", on: problem, ["objectives": .list(weights.map { ["objective": .text($0.0), "weight": .text("\($0.1)")] })], as: .liisa)
    }
    private func notices(_ event: String, _ town: Town) async throws -> Int {
        try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = \(event)") }
    }
}
