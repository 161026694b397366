import Storage
@testable import Talkoot
import Testing
import TestTown

/// What is known about people stands on cards with a source, and daily work changes because of it.
@Suite(.serialized) struct InsightTests {
    static let card: [String: JSON] = ["observation": "Parents turn round when the kerb is blocked.", "aboutGroup": "Parents with prams", "insightSource": "interview", "strength": "strong"]

    @Test(arguments: HouseEngine.available) func withoutASourceNothingIsStrong(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        await #expect(throws: Refusal.invalid([Problem("strength", "problem.strongWithoutSource")])) { try await town.perform("insight.note", on: problem, .object(Self.card), as: .tuula) }
        let weak = try #require(try await town.perform("insight.note", on: problem, .object(Self.card.merging(["strength": "weak"]) { $1 }), as: .tuula).object)
        await #expect(throws: Refusal.invalid([Problem("strength", "problem.strongWithoutSource")])) { try await town.perform("insight.change", on: weak, .object(Self.card), as: .tuula) }
        try await town.perform("insight.change", on: weak, .object(Self.card.merging(["sourceNote": "20 interviews, February 2026", "version": 1]) { $1 }), as: .tuula)
        await #expect(throws: Refusal.stale) { try await town.perform("insight.change", on: weak, .object(Self.card.merging(["strength": "weak", "version": 1]) { $1 }), as: .liisa) }
        let seen = try await town.look { try InsightQueries.card(Target(weak.code.rawValue), $0) }
        #expect(seen.insight.strength == .strong && seen.problem.code == problem.code)
    }

    @Test(arguments: HouseEngine.available) func aChangeOfDailyWorkShowsOnWhatItRests(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let first = try #require(try await town.perform("insight.note", on: problem, .object(Self.card.merging(["sourceNote": "20 interviews"]) { $1 }), as: .tuula).object)
        let second = try #require(try await town.perform("insight.note", on: problem, .object(Self.card.merging(["strength": "medium"]) { $1 }), as: .tuula).object)
        let matti = try town.id(of: .matti)
        let input: [String: JSON] = ["title": "Clear the kerb before seven", "text": "The night crew begins at the bus stops.", "department": "streets", "owner": .text(matti.rawValue), "dueOn": "2026-04-10"]
        await #expect(throws: Refusal.invalid([Problem("insights", "problem.choice")])) {
            try await town.perform("changeRequest.agree", on: problem, .object(input.merging(["insights": ["KU-NONE22"]]) { $1 }), as: .liisa)
        }
        await #expect(throws: Refusal.invalid([Problem("dueOn", "problem.past")])) {
            try await town.perform("changeRequest.agree", on: problem, .object(input.merging(["insights": [.text(first.code.rawValue)], "dueOn": "2026-03-12"]) { $1 }), as: .liisa)
        }
        let request = try #require(try await town.perform("changeRequest.agree", on: problem, .object(input.merging(["insights": [.text(first.code.rawValue), .text(second.code.rawValue)]]) { $1 }), as: .liisa).object)
        let (found, basis, desk) = try await town.look(as: .matti) { scene in
            let found = try InsightQueries.request(Target(request.code.rawValue), scene)
            return (found, try InsightQueries.basis(of: found, scene), try StageQueries.waiting(scene))
        }
        #expect(Set(basis.map(\.code)) == [first.code, second.code] && found.owner == matti && desk.contains { $0.object.code == request.code })
        try await town.perform("changeRequest.finish", on: request, ["changed": "The crew begins at five."], as: .matti)
        #expect(try await town.look { try InsightQueries.request(Target(request.code.rawValue), $0).state } == .done)
        await #expect(throws: Refusal.illegalMove(act: "changeRequest.drop", state: "changeRequest.done")) { try await town.perform("changeRequest.drop", on: request, ["reason": "x"], as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func cardsBelongToTheCityAndToTheirProblem(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let draft = try await town.problem(in: .draft).object(.problem)
        let card: JSON = .object(Self.card.merging(["strength": "weak"]) { $1 })
        await #expect(throws: Refusal.notFound) { try await town.perform("insight.note", on: Target(draft.code.rawValue), card, as: nil) }
        await #expect(throws: Refusal.notFound) { try await town.perform("insight.note", on: draft, card, as: .aino) }
        await #expect(throws: Refusal.notFound) { try await town.perform("insight.note", on: draft, card, as: .jenni) }
        let noted = try #require(try await town.perform("insight.note", on: draft, card, as: .tuula).object)
        await #expect(throws: Refusal.notFound) { try await town.look(as: .aino) { try InsightQueries.card(Target(noted.code.rawValue), $0) } }
        #expect(try await town.look(as: .tuula) { try PeopleQueries.ownData(.house, $0)["insights"]?.list?.count } == 1)
        try await town.perform("problem.submit", on: draft, as: .liisa)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("insight.change", on: noted, card, as: .aino) }
        #expect(try await town.look { try InsightQueries.card(Target(noted.code.rawValue), $0).insight.code } == noted.code)
    }
}
