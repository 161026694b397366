import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever sent a signal can add to it, and can say what kind of place it is about.
@Suite(.serialized) struct WriteAgainTests {
    @Test(arguments: HouseEngine.available) func theCodeThatFollowsASignalAlsoAddsToIt(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.send", ["text": "The ramp is icy.", "department": "streets"], as: nil).object)
        clock.advance(seconds: 60)
        let code = TrackingCode.of(signal.id)
        let again = try await town.perform("signal.writeAgain", ["tracking": .text(code), "text": "It is the one by the school."], as: nil)
        #expect(again.object == nil, "its page is not open to whoever has no account")
        let heard = try await town.look(as: .tuula) { try SenderMessages.of(SignalQueries.signal(Target(signal.code.rawValue), $0), $0).map(\.text) }
        #expect(heard == ["It is the one by the school."])
        #expect(try await town.look { try SenderMessages.ofTracked(code, $0).count } == 1)
        #expect(try await town.told("signal.messageCame").contains(try town.id(of: .matti).rawValue))
        try await town.perform("signal.accept", on: signal, ["reason": "We sand it."], as: .matti)
        #expect(try await town.look(as: .sofia) { try SenderMessages.of(SignalQueries.signal(Target(signal.code.rawValue), $0), $0).isEmpty }, "what was said to the city is not public")
        await #expect(throws: Refusal.invalid([Problem("tracking", "problem.noTracked")])) { try await town.perform("signal.writeAgain", ["tracking": "7F3K2-M9QPX", "text": "Mine?"], as: nil) }
        await #expect(throws: Refusal.invalid([Problem("tracking", "problem.noTracked")]), "another city") { try await town.perform("signal.writeAgain", ["tracking": .text(code), "text": "Ours?"], as: .jenni) }
    }

    @Test(arguments: HouseEngine.available) func withAnAccountOneAddsOnTheOwnSignalAndOnlyThere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.send", ["text": "The ramp is icy."], as: .aino).object)
        try await town.perform("signal.addMessage", on: signal, ["text": "Since Monday."], as: .aino)
        let offered = try await town.look(as: .aino) { scene in try Offers.on(signal, SignalQueries.signal(Target(signal.code.rawValue), scene), .house, scene) }
        #expect(offered.contains("signal.addMessage"))
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("signal.addMessage", on: signal, ["text": "I too."], as: .tuula) }
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.addMessage", on: signal, ["text": "I too."], as: .sofia) }
        for number in 2...SenderMessages.most { try await town.perform("signal.addMessage", on: signal, ["text": .text("Day \(number).")], as: .aino) }
        await #expect(throws: Refusal.invalid([Problem("text", "problem.manyMessages", ["limit": "20"])])) { try await town.perform("signal.addMessage", on: signal, ["text": "And more."], as: .aino) }
    }

    @Test(arguments: HouseEngine.available) func hotSpotsCountByTheKindOfPlaceThatWasChosen(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for text in ["The stop is icy.", "The kerb is high."] {
            let signal = try #require(try await town.perform("signal.send", ["text": .text(text), "district": "satamala", "arena": "street", "department": "streets"], as: .aino).object)
            try await town.perform("signal.accept", on: signal, ["reason": "Yes."], as: .matti)
        }
        let called = try #require(try await town.perform("signal.enter", ["channel": "phone", "text": "The bench is wet.", "answerBy": "none", "district": "satamala", "arena": "park", "department": "streets"], as: .tuula).object)
        try await town.perform("signal.accept", on: called, ["reason": "Yes."], as: .matti)
        let spots = try await town.look { try HotSpotQueries.spots(since: $0.today.adding(days: -1), $0) }
        #expect(spots.map(\.category) == ["street", "park"] && spots.map(\.count) == [2, 1])
        await #expect(throws: Refusal.invalid([Problem("arena", "problem.choice")])) { try await town.perform("signal.send", ["text": "Where?", "arena": "moon"], as: .aino) }
    }
}
