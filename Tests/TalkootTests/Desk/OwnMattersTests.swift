import Storage
@testable import Talkoot
import Testing
import TestTown

/// On the desk people find what they told the city and what they follow, and nothing of anybody else.
@Suite(.serialized) struct OwnMattersTests {
    @Test(arguments: HouseEngine.available) func whatSomebodySentIsTheirsAlone(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for text in ["The swing squeaks.", "The slide is hot in June."] {
            try await town.perform("signal.send", ["text": .text(text)], as: .onni)
            clock.advance(seconds: 60)
        }
        _ = try await town.perform("signal.send", ["text": "The gate does not close."], as: .aino)
        _ = try await town.perform("signal.send", ["text": "The bin is full."], as: nil)
        #expect(try await town.look(as: .onni) { try SignalQueries.mine($0).map(\.text) } == ["The slide is hot in June.", "The swing squeaks."])
        #expect(try await town.look(as: .onni) { try SignalQueries.mine($0, limit: 1).map(\.text) } == ["The slide is hot in June."])
        #expect(try await town.look(as: .liisa) { try SignalQueries.mine($0) }.isEmpty, "an officer reads them elsewhere")
        #expect(try await town.look { try SignalQueries.mine($0) }.isEmpty)
        #expect(try await town.look(as: .jenni) { try SignalQueries.mine($0) }.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func whatSomebodyFollowsComesWithItsLine(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.send", ["text": "The swing squeaks."], as: .onni).object)
        try await town.perform("signal.accept", on: signal, ["reason": "We oil it."], as: .liisa)
        let thread = try await town.look { scene in try InitiativeQueries.initiative(try SignalQueries.signal(Target(signal.code.rawValue), scene).initiative, scene) }
        let code = try #require(thread).code
        try await town.perform("initiative.follow", on: Target(code.rawValue), as: .aino)
        #expect(try await town.look(as: .aino) { try InitiativeQueries.followed($0).map(\.initiative.code) } == [code])
        #expect(try await town.look(as: .aino) { try InitiativeQueries.followed($0).allSatisfy { !$0.marks.isEmpty } })
        #expect(try await town.look(as: .onni) { try InitiativeQueries.followed($0) }.isEmpty)
        #expect(try await town.look { try InitiativeQueries.followed($0) }.isEmpty)
        try await town.perform("initiative.unfollow", on: Target(code.rawValue), as: .aino)
        #expect(try await town.look(as: .aino) { try InitiativeQueries.followed($0) }.isEmpty)
    }
}
