import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Those who work for the city think aloud: one field, colleagues who comment and join, an answer by a promised day.
@Suite(.serialized) struct IdeaTests {
    @Test(arguments: HouseEngine.available) func anIdeaIsCommentedJoinedAndBecomesAProblem(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let object = try #require(try await town.perform("idea.send", ["text": "Ploughs and buses could share one map.", "department": "streets"], as: .tuula).object)
        let tuula = try town.id(of: .tuula)
        let idea = try await town.look(as: .matti) { try IdeaQueries.idea(Target(object.code.rawValue), $0) }
        #expect(!idea.isHidden && !idea.isOwn && idea.signal.author == tuula)
        #expect(try await town.look { try StageQueries.of(object, $0).first?.promisedAt } != nil, "the same clock as any signal")
        try await town.perform("idea.join", on: object, as: .paivi)
        try await town.perform("idea.comment", on: object, ["text": "We have the bus data already."], as: .paivi)
        await #expect(throws: Refusal.denied("denied.ownIdea")) { try await town.perform("idea.join", on: object, as: .tuula) }
        await #expect(throws: Refusal.denied("denied.joinedAlready")) { try await town.perform("idea.join", on: object, as: .paivi) }
        clock.advance(seconds: 60)
        try await town.perform("signal.accept", on: object, ["reason": "Good. We try it in one district."], as: .matti)
        let problem = try #require(try await town.perform("problem.draft", on: object, ["title": "Ploughs meet buses", "statement": "They do.", "affected": "Passengers", "department": "streets"], as: .liisa).object)
        func heard(_ person: Townsperson) async throws -> Set<String> { Set(try await town.look(as: person) { try NoticeQueries.mine($0).notices.map(\.event) }) }
        #expect(try await heard(.tuula).isSuperset(of: ["idea.commented", "signal.accepted", "problem.drafted"]))
        #expect(try await heard(.paivi).isSuperset(of: ["signal.accepted", "problem.drafted"]))
        let link = try await town.look(as: .tuula) { scene in try ProblemQueries.problem(Target(problem.code.rawValue), scene).initiative }
        #expect(link == idea.signal.initiative, "the problem leads back to its idea")
        try await town.perform("idea.leave", on: object, as: .paivi)
        #expect(try await town.look(as: .paivi) { try IdeaQueries.idea(Target(object.code.rawValue), $0).joiners } == 0)
    }

    @Test(arguments: HouseEngine.available) func onlyThoseWhoWorkForThisCityHaveIdeasHere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let object = try #require(try await town.perform("idea.send", ["text": "One map."], as: .kaisa).object)
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("idea.send", ["text": "x"], as: nil) }
        for person in [Townsperson.aino, .riku, .noora] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("idea.send", ["text": "x"], as: person) }
            await #expect(throws: Refusal.notFound, "\(person)") { try await town.perform("idea.comment", on: object, ["text": "x"], as: person) }
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.look(as: person) { try IdeaQueries.list($0).count } }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("idea.comment", on: object, ["text": "x"], as: .jenni) }
        #expect(try await town.look(as: .jenni) { try IdeaQueries.list($0).count } == 0, "another city sees none of ours")
        let plain = try #require(try await town.perform("signal.send", ["text": "No idea, a signal."], as: .aino).object)
        await #expect(throws: Refusal.notFound) { try await town.perform("idea.comment", on: plain, ["text": "x"], as: .kaisa) }
        await #expect(throws: Refusal.invalid([Problem("text", "problem.missing")])) { try await town.perform("idea.send", ["text": " "], as: .kaisa) }
    }

    @Test(arguments: HouseEngine.available) func theFrontLinesShareIsShownWhenNobodyCanBeToldByIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        func send(_ role: String, _ count: Int) async throws {
            for number in 0..<count { try await town.perform("idea.send", ["text": .text("Idea \(number) of \(role)"), "jobRole": .text(role), "hideName": true], as: .tuula) }
        }
        try await send("frontLine", 5)
        try await send("expert", 4)
        #expect(try await town.look(as: .liisa) { try IdeaQueries.frontLineShare($0)?.all } == nil, "four others could be told")
        try await send("manager", 1)
        let share = try #require(try await town.look(as: .liisa) { try IdeaQueries.frontLineShare($0) })
        #expect(share.frontLine == 5 && share.all == 10)
    }
}
