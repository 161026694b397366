import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Who does not come by the site gets the same record, the same clock, a code at once, and the answer on the way that they chose.
@Suite(.serialized) struct EnterSignalTests {
    private static let called: JSON = [
        "channel": "phone", "text": "The bench at the bus stop has no back.", "answerBy": "phone", "contact": "040 123 4567", "department": "transport", "district": "keskusta",
    ]

    @Test(arguments: HouseEngine.available) func aResidentPhonesAndIsCalledBack(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.enter", Self.called, as: .tuula).object)
        let found = try #require(try await town.look { try SignalQueries.tracked(TrackingCode.of(signal.id), $0) })
        #expect(found.channel == .phone && found.state == .new && found.author == nil, "the code that was given on the telephone opens it")
        #expect(try await town.look { try StageQueries.of(signal, $0).first?.promisedAt } != nil, "the same clock")
        #expect(try await town.look(as: .tuula) { try SenderTellings.waiting($0) }.isEmpty, "nothing to tell before there is an answer")

        try await town.perform("signal.accept", on: signal, ["reason": "A back comes in May."], as: .paivi)
        let waiting = try #require(try await town.look(as: .tuula) { try SenderTellings.waiting($0) }.first)
        #expect(waiting.contact == "040 123 4567" && waiting.way == .phone && waiting.signal.answer == "A back comes in May.")
        #expect(try await town.look(as: .paivi) { try SenderTellings.waiting($0).count } == 1, "the head of its department may tell it too")
        #expect(try await town.look(as: .matti) { try SenderTellings.waiting($0) }.isEmpty, "another department does not see the number")

        try await town.perform("signal.tell", on: signal, ["reached": "told"], as: .tuula)
        #expect(try await town.look(as: .tuula) { try SenderTellings.waiting($0) }.isEmpty)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.tell", on: signal, ["reached": "told"], as: .tuula) }
    }

    @Test(arguments: HouseEngine.available) func aPaperFormWithAnAddressOfMailIsAnsweredByMail(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.enter", ["channel": "paper", "text": "The clock at the school is slow.", "answerBy": "email", "contact": "Irma@Mail.example"], as: .liisa).object)
        try await town.perform("signal.decline", on: signal, ["reason": "It is the church's."], as: .liisa)
        #expect(try await town.look(as: .liisa) { try SenderTellings.waiting($0) }.isEmpty)
        #expect(try await town.look { try SignalQueries.contact(of: signal, $0) } == "irma@mail.example")
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = 'signal.declined' AND is_contact") } == 1)
    }

    @Test(arguments: HouseEngine.available) func visitorsResidentsAndJurorsWriteNothingDownForOthers(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("signal.enter", Self.called, as: nil) }
        for person in [Townsperson.aino, .riku, .helmi, .pekka] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("signal.enter", Self.called, as: person) }
        }
        let signal = try #require(try await town.perform("signal.enter", Self.called, as: .matti).object)
        try await town.perform("signal.accept", on: signal, ["reason": "Yes."], as: .liisa)
        for person in [Townsperson.aino, .jenni] {
            await #expect(throws: Refusal.notFound, "\(person)") { try await town.perform("signal.tell", on: signal, ["reached": "told"], as: person) }
        }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("signal.tell", on: signal, ["reached": "told"], as: .matti) }
    }

    @Test(arguments: HouseEngine.available) func anAddressThatDoesNotFitTheWayIsASentenceBesideItsField(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let faults = [("phone", "none", "problem.contactNumber"), ("message", "12", "problem.contactNumber"), ("email", "040 123", "problem.email"), ("letter", "Home", "problem.contactAddress"), ("none", "040 123 4567", "problem.contactUnused")]
        for (way, contact, key) in faults {
            await #expect(throws: Refusal.invalid([Problem("contact", key)]), "\(way)") {
                try await town.perform("signal.enter", ["channel": "phone", "text": "Dark.", "answerBy": .text(way), "contact": .text(contact)], as: .tuula)
            }
        }
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal") } == 0)
    }

    @Test(arguments: HouseEngine.available) func theNumberIsForgottenAYearAfterTheAnswerAndInNoRecord(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.enter", Self.called, as: .tuula).object)
        try await town.perform("signal.accept", on: signal, ["reason": "Yes."], as: .liisa)
        let written = try await town.platform.reading { tx in
            try tx.count("SELECT count(*) FROM opening WHERE content LIKE '%123 4567%'") + tx.count("SELECT count(*) FROM search_document WHERE text LIKE '%123 4567%'") + tx.count("SELECT count(*) FROM act WHERE outcome LIKE '%123 4567%'")
        }
        #expect(written == 0)
        clock.advance(days: 366)
        #expect(try await town.platform.keepRetention()["senderAddresses"] == 1)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal_contact WHERE contact IS NOT NULL") } == 0)
    }

    @Test(arguments: HouseEngine.available) func theFiguresTellByWhichWaysADistrictSpeaks(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for _ in 1...3 { try await town.perform("signal.send", ["text": "The lamp is dark.", "district": "keskusta"], as: .aino) }
        try await town.perform("signal.enter", Self.called, as: .tuula)
        // At a screen in the library nobody's account is kept with it, also where somebody forgot to sign out.
        let sent = try #require(try await town.perform("signal.send", ["text": "The chairs are too low.", "district": "keskusta", "kiosk": true], as: .aino).object)
        let kept = try await town.look(as: .liisa) { try SignalQueries.signal(Target(sent.code.rawValue), $0) }
        #expect(kept.author == nil && kept.channel == .kiosk)
        let tracked = try await town.look { try SignalQueries.tracked(TrackingCode.of(sent.id), $0)?.code }
        #expect(tracked == sent.code)
        let keskusta = try await town.look { try CityQueries.district("keskusta", $0)?.id }
        let shares = try await town.look { try ChannelFigures.byDistrict($0) }
        #expect(Set(shares) == [ChannelShare(district: keskusta, channel: .kiosk, count: 1), ChannelShare(district: keskusta, channel: .phone, count: 1), ChannelShare(district: keskusta, channel: .web, count: 3)])
    }
}
