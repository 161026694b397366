import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import StorageSQLite
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What a reader sees of an initiative's line, from the acts of the people in it.
@Suite(.serialized) struct InitiativeLineTests {
    @Test func daysOnWhichAPilotRestedAreOnTheLineOfItsInitiative() async throws {
        let (town, site) = try await city()
        let walk = try await town.pilot(in: .running)
        try await town.wait(days: 7)
        try await walk.pause(because: "The street is dug up.")
        try await town.wait(days: 14)
        let address = try await initiative(of: walk)
        let resting = try await page(address, site)
        let now = try #require(resting.range(of: "aria-current=\"step\""))
        #expect(resting[now.upperBound...].prefix(900).contains("Pilot"), "it is the pilot that is now")
        #expect(resting.contains("9 days: the pilot rested"), "two weeks without their ends and without May Day")
    }

    @Test func aClockThatStandsIsSaidOnTheLine() async throws {
        let (town, site) = try await city()
        let walk = try await town.problem(in: .submitted)
        let address = try await initiative(of: walk)
        let code = Target(String(address.split(separator: "/").last ?? ""))
        let problem = try await walk.object(.problem)
        let stage = try #require(try await town.look { try StageQueries.of(problem, $0).last { $0.leftAt == nil } })
        try await town.perform("clock.pause", on: code, ["stage": .text(stage.id.rawValue), "code": "appeal", "reason": "An appeal."], as: .liisa)
        try await town.wait(days: 7)
        #expect(try await page(address, site).contains("5 days: an appeal is under way"))
    }

    @Test func theListDrawsEachLineInShort() async throws {
        let (town, site) = try await city()
        _ = try await town.challenge(in: .open, of: .clearKerbs)
        let list = try await page("/kuusila/initiatives", site)
        #expect(list.contains("aria-label=\"Stage 4 of 9, all on time\""))
        #expect(try await page("/kuusila", site).contains("class=\"ll-mini\""), "and the front what moved lately")
    }

    private func city() async throws -> (Town, Site) {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "line-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }) { clock.now }
        return (try await TestTown.found(on: platform, clock: clock), Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32))))
    }
    private func initiative(of walk: Walk) async throws -> String {
        let object = try await walk.object(.problem)
        let code = try await walk.town.look(as: .liisa) { scene in
            try #require(try InitiativeQueries.initiative(try ProblemQueries.problem(Target(object.code.rawValue), scene).initiative, scene)).code.rawValue
        }
        return "/kuusila/initiatives/\(code)"
    }
    private func page(_ address: String, _ site: Site) async throws -> String {
        try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: address + "?lang=en", method: .get) { answer in
                #expect(answer.status == .ok)
                return String(buffer: answer.body)
            }
        }
    }
}
