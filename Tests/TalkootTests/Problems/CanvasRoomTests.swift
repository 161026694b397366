import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// What another room holds is not typed twice: the sheet shows it, takes it over in one press, and notices when it changes there.
@Suite(.serialized) struct CanvasRoomTests {
    @Test(arguments: HouseEngine.available) func whatWasTakenOverAsksAgainWhenItsRoomChanges(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await hours(60, of: "transport", by: .paivi, for: problem, town)
        try await take("4.1", of: problem, town)
        let taken = try await answer("4.1", of: problem, town)
        #expect(taken.text == "Counting: 60 h, Public transport" && taken.isTaken && !taken.isBehind)
        try await town.perform("canvas.sign", on: Target("\(problem.code).4"), as: .paivi)
        #expect(try await isSigned(4, of: problem, town))
        clock.advance(seconds: 60)
        try await hours(20, of: "streets", by: .matti, for: problem, town)
        #expect(try await answer("4.1", of: problem, town).isBehind)
        #expect(try await !isSigned(4, of: problem, town), "the signature stood under sixty hours")
        await #expect(throws: Refusal.invalid([Problem("", "problem.answerBehind", ["fields": "4.1"])])) { try await town.perform("canvas.sign", on: Target("\(problem.code).4"), as: .paivi) }
        try await take("4.1", of: problem, town)
        try await town.perform("canvas.sign", on: Target("\(problem.code).4"), as: .paivi)
        #expect(try await isSigned(4, of: problem, town))
        let versions = try await town.look(as: .paivi) { try CanvasQueries.history(Target("\(problem.code).4.1"), $0).versions.map(\.text) }
        #expect(versions == ["Counting: 60 h, Public transport\nCounting: 20 h, Streets and lighting", "Counting: 60 h, Public transport"])
        await #expect(throws: Refusal.illegalMove(act: "canvas.takeOver", state: "answer.triaged"), "nothing new stands there") { try await take("4.1", of: problem, town) }
    }

    @Test(arguments: HouseEngine.available) func ownWordsNoLongerFollowTheRoom(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await note("Parents turn round when the kerb is blocked.", on: problem, town)
        try await take("0.3", of: problem, town)
        #expect(try await answer("0.3", of: problem, town).text == "Parents turn round when the kerb is blocked. (Parents with prams; 1/3)")
        try await town.perform("canvas.answer", on: Target("\(problem.code).0.3"), ["text": "Parents turn round, and so do others."], as: .tuula)
        try await note("Drivers stop in the lane.", on: problem, town)
        let own = try await answer("0.3", of: problem, town)
        #expect(!own.isTaken && !own.isBehind && own.text == "Parents turn round, and so do others.")
        #expect(own.canBeTakenOver, "it can be taken over again")
        await #expect(throws: Refusal.stale, "a press on an older page overwrites nothing") {
            try await town.perform("canvas.takeOver", on: Target("\(problem.code).0.3"), ["version": "1"], as: .tuula)
        }
    }

    @Test(arguments: HouseEngine.available) func theGateLooksAtTheRoomAndDoesNotAskTwice(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.bindGates()
        let problem = try await town.boundProblem()
        let links = CanvasRoomLink.all.filter(\.suffices).map(\.field)
        #expect(links == ["0.3", "0.4", "0.5", "1.1", "1.3", "2.3", "2.6", "4.1", "5.1", "5.2"])
        try await town.fillCanvas(of: problem, without: Set(links).subtracting(["4.1", "5.1", "5.2"]), as: .paivi)
        let asked = try await fields(problem, town)
        #expect(asked == ["0.3", "0.4", "0.5", "1.3", "2.3"], "the screen answers 1.1, and the rest waits for its room or for a sentence")
        try await note("Parents turn round.", on: problem, town)
        try await town.perform("reuse.answer", on: problem, ["reuseVerdict": "nothing", "reason": "Nobody else has our winters."], as: .liisa)
        #expect(try await fields(problem, town) == ["0.4", "1.3", "2.3"])
        let seen = try await answer("0.5", of: problem, town)
        #expect(seen.isFilled && !seen.isAnswered && seen.room?.lines == ["Nobody else has our winters."])
    }

    @Test(arguments: HouseEngine.available) func onlyThoseWhoWriteTheSheetTakeOver(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await note("Parents turn round.", on: problem, town)
        let field = Target("\(problem.code).0.3")
        for person in [nil, .aino, .jenni] as [Townsperson?] { await #expect(throws: Refusal.notFound) { try await town.perform("canvas.takeOver", on: field, as: person) } }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("canvas.takeOver", on: field, as: .matti) }
        await #expect(throws: Refusal.illegalMove(act: "canvas.takeOver", state: "answer.triaged"), "no room answers it") { try await take("6.2", of: problem, town) }
        await #expect(throws: Refusal.illegalMove(act: "canvas.takeOver", state: "answer.triaged"), "its room is empty") { try await take("4.1", of: problem, town) }
    }

    // MARK: Steps

    private func hours(_ count: Int, of department: String, by head: Townsperson, for problem: ObjectReference, _ town: Town) async throws {
        let line = try await town.line("resource.plan", on: problem, [
            "what": "Counting", "kind": "hours", "amount": .text("\(count)"), "stage": "understand", "purpose": "work", "source": "ownBudget", "department": .text(department),
        ], as: .tuula)
        try await town.perform("resource.approve", on: line, as: head)
    }
    private func note(_ observation: String, on problem: ObjectReference, _ town: Town) async throws {
        try await town.perform("insight.note", on: problem, ["observation": .text(observation), "aboutGroup": "Parents with prams", "strength": "weak"], as: .tuula)
    }
    private func take(_ field: String, of problem: ObjectReference, _ town: Town) async throws {
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).\(field)"), as: .tuula)
    }
    private func answer(_ field: String, of problem: ObjectReference, _ town: Town) async throws -> CanvasAnswer {
        try #require(try await town.look(as: .tuula) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).answers.first { $0.field.name == field } })
    }
    private func isSigned(_ question: Int, of problem: ObjectReference, _ town: Town) async throws -> Bool {
        try await town.look(as: .tuula) { try CanvasQueries.sheet(Target(problem.code.rawValue), $0).questions[question].isSigned }
    }
    /// What the gate of the definition says is missing on the canvas.
    private func fields(_ problem: ObjectReference, _ town: Town) async throws -> [String] {
        let sheet = try await town.look(as: .liisa) { try GateSheet.next(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        return sheet?.missing.filter { $0.sentence == "need.canvas.missing" }.flatMap { ($0.values["fields"] ?? "").components(separatedBy: ", ") } ?? []
    }
}
