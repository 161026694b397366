import Foundation
import Talkoot
import Testing
import TestTown

/// What a reader sees of an initiative's line, from the acts of the people in it.
@Suite(.serialized) struct InitiativeLineTests {
    @Test func daysOnWhichAPilotRestedAreOnTheLineOfItsInitiative() async throws {
        let web = try await WebTown.found()
        let town = web.town
        let walk = try await town.pilot(in: .running)
        try await town.wait(days: 7)
        try await walk.pause(because: "The street is dug up.")
        try await town.wait(days: 14)
        let address = try await initiative(of: walk)
        let resting = try await web.page(address + "?lang=en")
        let now = try #require(resting.range(of: "aria-current=\"step\""))
        #expect(resting[now.upperBound...].prefix(900).contains("Pilot"), "it is the pilot that is now")
        #expect(resting.contains("9 days: the pilot rested"), "two weeks without their ends and without May Day")
    }

    @Test func aClockThatStandsIsSaidOnTheLine() async throws {
        let web = try await WebTown.found()
        let town = web.town
        let walk = try await town.problem(in: .submitted)
        let address = try await initiative(of: walk)
        let code = Target(String(address.split(separator: "/").last ?? ""))
        let problem = try await walk.object(.problem)
        let stage = try #require(try await town.look { try StageQueries.of(problem, $0).last { $0.leftAt == nil } })
        try await town.perform("clock.pause", on: code, ["stage": .text(stage.id.rawValue), "code": "appeal", "reason": "An appeal."], as: .liisa)
        try await town.wait(days: 7)
        #expect(try await web.page(address + "?lang=en").contains("5 days: an appeal is under way"))
    }

    @Test func theListDrawsEachLineInShort() async throws {
        let web = try await WebTown.found()
        let town = web.town
        _ = try await town.challenge(in: .open, of: .clearKerbs)
        let list = try await web.page("/kuusila/initiatives?lang=en")
        #expect(list.contains("aria-label=\"Stage 4 of 9, all on time\""))
        #expect(try await web.page("/kuusila?lang=en").contains("class=\"ll-mini\""), "and the front what moved lately")
    }

    private func initiative(of walk: Walk) async throws -> String {
        let object = try await walk.object(.problem)
        let code = try await walk.town.look(as: .liisa) { scene in
            try #require(try InitiativeQueries.initiative(try ProblemQueries.problem(Target(object.code.rawValue), scene).initiative, scene)).code.rawValue
        }
        return "/kuusila/initiatives/\(code)"
    }
}
