import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever opens page after page is let in once and looked at each time: nothing that was kept may outlive the right it stands for.
@Suite(.serialized) struct EntranceTests {
    @Test(arguments: HouseEngine.available) func aRoleCountsFromTheActThatGivesItToTheActThatEndsIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let onni = try await town.platform.beginSession(of: town.id(of: .onni), in: town.kuusila, device: "a phone")
        for _ in 0..<2 { #expect(try await !isStaff(onni, town)) }
        try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "staff"], as: .pekka)
        for _ in 0..<2 { #expect(try await isStaff(onni, town)) }
        try await town.perform("role.end", ["email": .text(Townsperson.onni.email), "role": "staff", "reason": "He goes back to sea."], as: .pekka)
        #expect(try await !isStaff(onni, town))
    }

    @Test(arguments: HouseEngine.available) func aMandateBeginsAndEndsByTheClockThoughNobodyWritesAnything(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        // Short enough that the session of somebody who works for the city does not end of itself.
        let start = clock.now, city = try town.kuusila, person = try town.id(of: .onni), tenHours: Int64 = 36_000
        _ = try await town.platform.keepHouse { tx, now in
            try tx.run("""
                INSERT INTO role_grant (city, id, person, role, from_at, until_at)
                VALUES (\(city), 'summer', \(person), \(Role.staff), \(now.adding(seconds: 2 * tenHours)), \(now.adding(seconds: 5 * tenHours)))
                """)
        }
        let onni = try await town.platform.beginSession(of: person, in: city, device: "a phone")
        var times: [Bool] = []
        for time in 0...6 {
            clock.move(to: start.adding(seconds: Int64(time) * tenHours))
            times.append(try await isStaff(onni, town))
        }
        #expect(times == [false, false, true, true, true, false, false])
    }

    @Test(arguments: HouseEngine.available) func anEndedOrExpiredSessionIsAVisitor(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let start = clock.now
        let ended = try await town.platform.beginSession(of: town.id(of: .onni), in: town.kuusila, device: "a phone")
        let old = try await town.platform.beginSession(of: town.id(of: .onni), in: town.kuusila, device: "a laptop")
        for session in [ended, old] { #expect(try await name(session, town) == Townsperson.onni.name) }
        try await town.platform.endSession(ended)
        #expect(try await name(ended, town) == nil)
        #expect(try await name(old, town) == Townsperson.onni.name)
        clock.move(to: start.adding(days: 15))
        #expect(try await name(old, town) == nil)
    }

    @Test(arguments: HouseEngine.available) func theKeyOfOneCityOpensNoOther(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let onni = try await town.platform.beginSession(of: town.id(of: .onni), in: town.kuusila, device: "a phone")
        for _ in 0..<2 {
            #expect(try await name(onni, town) == Townsperson.onni.name)
            #expect(try await town.platform.look(citySlug: "rantala", session: onni, page: "/") { scene, _ in scene.standing.person?.displayName } == nil)
        }
    }

    @Test(arguments: HouseEngine.available) func aNewNameOfADistrictIsSeenAtOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let city = try town.kuusila
        func districts() async throws -> [String] {
            try await town.platform.look(citySlug: "kuusila", session: nil, page: "/") { scene, _ in try CityQueries.names(scene).districts.map(\.name) }
        }
        let before = try await districts()
        try await town.platform.keepHouse { tx, _ in _ = try tx.run("UPDATE district SET name = 'Aallokko' WHERE city = \(city) AND name = \(before[0])") }
        let after = try await districts()
        #expect(after.contains("Aallokko") && !after.contains(before[0]))
    }

    private func isStaff(_ session: String, _ town: Town) async throws -> Bool {
        try await town.platform.look(citySlug: "kuusila", session: session, page: "/") { scene, _ in scene.standing.isStaff }
    }
    private func name(_ session: String, _ town: Town) async throws -> String? {
        try await town.platform.look(citySlug: "kuusila", session: session, page: "/") { scene, _ in scene.standing.person?.displayName }
    }
}
