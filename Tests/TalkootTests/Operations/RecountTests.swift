import Storage
@testable import Talkoot
import Testing
import TestTown

/// What is kept beside the rooms can be counted anew, stopped, and gone on with, and comes to the same as if it had been kept all along.
@Suite(.serialized) struct RecountTests {
    @Test(arguments: HouseEngine.available) func countsThatWentWrongComeRightAgain(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for (number, district) in ["itaranta", "keskusta", "itaranta", nil].enumerated() {
            _ = try await town.acceptedSignal("The lamp number \(number) is dark.", district: district)
            clock.advance(days: 9)
        }
        let before = try await spots(of: town)
        #expect(before.count > 2)
        _ = try await town.platform.keepHouse { tx, _ in
            try tx.run("UPDATE signal_spot_count SET count = count + 5")
            try tx.run("UPDATE signal_spot_count SET category = 'nowhere' WHERE day = (SELECT min(day) FROM signal_spot_count)")
        }
        #expect(try await spots(of: town) != before)
        let end = try await town.platform.recount(SpotCounts.recount)
        #expect(end.isEnded && end.done == 4 && end.size == 4)
        #expect(try await spots(of: town) == before)
    }

    @Test(arguments: HouseEngine.available) func whatIsStoppedGoesOnFromThere(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for number in 0..<3 {
            _ = try await town.acceptedSignal("The lamp number \(number) is dark.", district: "itaranta")
            clock.advance(days: 30)
        }
        let before = try await spots(of: town)
        _ = try await town.platform.keepHouse { tx, _ in try tx.run("UPDATE signal_spot_count SET count = 7") }
        var steps = 0
        let stopped = try await town.platform.recount(SpotCounts.recount) { _ in
            steps += 1
            return steps < 2
        }
        #expect(!stopped.isEnded && stopped.done == 1 && stopped.size == 3)
        #expect(try await town.platform.isRecountUnfinished(SpotCounts.recount))
        // Meanwhile people act, also on a day that was counted anew already.
        _ = try await town.acceptedSignal("Another one is dark.", district: "itaranta")
        let end = try await town.platform.recount(SpotCounts.recount)
        #expect(end.isEnded && end.done == 4, "the first is not counted twice, the new one is")
        #expect(try await spots(of: town).map { $0.hasSuffix("7") }.contains(true) == false)
        #expect(try await spots(of: town).count == before.count + 1)
        let again = try await town.platform.recount(SpotCounts.recount)
        #expect(again.done == 4, "what has ended begins anew")
    }

    @Test(arguments: HouseEngine.available) func twoAtOnceTakeTurns(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for number in 0..<6 {
            _ = try await town.acceptedSignal("The lamp number \(number) is dark.", district: "itaranta")
            clock.advance(days: 8)
        }
        let before = try await spots(of: town)
        async let one = town.platform.recount(SpotCounts.recount), other = town.platform.recount(SpotCounts.recount)
        _ = try await (one, other)
        #expect(try await spots(of: town) == before)
    }

    @Test(arguments: HouseEngine.available) func searchFindsTheSameBeforeAndAfter(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for number in 0..<3 {
            _ = try await town.acceptedSignal("The lamp number \(number) is dark.")
            clock.advance(days: 1)
        }
        let before = try await town.look { try SearchQueries.find("lamp", $0).hits.map(\.code) }
        try await town.platform.recount(SearchIndex.recount)
        #expect(try await town.look { try SearchQueries.find("lamp", $0).hits.map(\.code) } == before)
        #expect(before.count == 3)
    }

    private func spots(of town: Town) async throws -> [String] {
        try await town.platform.reading { tx in
            try tx.rows("SELECT district, category, day, count FROM signal_spot_count WHERE count > 0 ORDER BY city, day, district, category") { "\(try $0.text()) \(try $0.text()) \(try $0.int()) \(try $0.int())" }
        }
    }
}
