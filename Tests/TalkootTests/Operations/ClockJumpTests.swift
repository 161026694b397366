internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TestTown

@Suite("A clock that jumps loses nothing and does nothing twice")
struct ClockJumpTests {
    private func recorded(_ town: Town, _ clock: TestClock) throws -> Platform {
        let key = try RecordKey(installation: "talkoot.example", seed: Array(1...32))
        return Platform(database: town.platform.database, random: seededChance(11), recordKey: key) { clock.now }
    }

    @Test("Set back by a day, acts go on and the record keeps the order in which things happened", arguments: HouseEngine.available)
    func back(engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let platform = try recorded(town, clock)
        clock.advance(days: 30)
        let sent = try #require(try await town.perform("signal.send", ["text": "The lamp at the corner is dark."], as: .aino).object)
        try await platform.sequenceRecord()
        clock.set(to: clock.now.adding(days: -1))
        try await town.perform("signal.accept", on: sent, ["reason": "We mend it."], as: .liisa)
        try await platform.sequenceRecord()
        let later = try #require(try await town.perform("signal.send", ["text": "So is the next one."], as: .aino).object)
        try await platform.sequenceRecord()
        let events = try await platform.reading { tx in
            try tx.rows("SELECT event FROM entry WHERE object_id IN (\(sent.id), \(later.id)) ORDER BY position") { try $0.text() }
        }
        #expect(events == ["signal.sent", "signal.accepted", "signal.sent"])
        #expect(try await RecordReview(platform).verify("kuusila").contents?.waiting == 0)
        await platform.database.close()
    }

    @Test("Ahead beyond a deadline and back again, the call closes once", arguments: HouseEngine.available)
    func ahead(engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let challenge = try await town.challenge(in: .open).object(.challenge)
        let before = clock.now
        clock.set(to: before.adding(days: 400))
        #expect(try await town.platform.performDueMoves() > 0)
        clock.set(to: before)
        #expect(try await town.platform.performDueMoves() == 0)
        clock.set(to: before.adding(days: 401))
        try await town.platform.performDueMoves()
        let closed = try await town.platform.reading { tx in
            try tx.count("SELECT count(*) FROM entry WHERE object_id = \(challenge.id) AND event = 'challenge.closed'")
        }
        #expect(closed == 1)
        await town.platform.database.close()
    }

    @Test("Letters that were put off into a future that never came go out", arguments: HouseEngine.available)
    func letters(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            town.clock.advance(seconds: 30 * 86_400)
            try await town.sendSignal("The bench is broken")
            town.clock.advance(seconds: -30 * 86_400)
            #expect(try await courier.deliverAll() == 0)
            try await town.platform.sweep()
            #expect(try await courier.deliverAll() == 1)
            try await town.platform.sweep()
            #expect(try await courier.deliverAll() == 0)
            #expect(post.letters.count == 1)
        }
    }
}
