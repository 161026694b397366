import Storage
@testable import Talkoot
import Testing
import TestTown

/// What stays hidden is erased after its term: counted first, never while an appeal waits, and the record stays whole.
@Suite(.serialized) struct ErasedTextTests {
    @Test(arguments: HouseEngine.available) func aYearAfterItWasHiddenItsWordsGo(_ engine: HouseEngine) async throws {
        let files = try await FileTown(on: engine)
        let (town, clock) = (files.town, files.clock)
        let picture = try await files.upload(SamplePictures.jpeg, as: .aino)
        let signal = try #require(try await town.perform("signal.send", ["text": "Zebrafish drive bus four.", "photos": .list([.text(picture.id.rawValue)])], as: .aino).object)
        try await town.perform("signal.accept", on: signal, ["reason": "We look into it."], as: .liisa)
        let found = try await town.hide(signal)
        clock.advance(days: EraseHiddenText.days)
        #expect(try await due(in: town) == 0, "the last day still counts")
        clock.advance(seconds: 1)
        #expect(try await due(in: town) == 1)
        #expect(try await words(of: signal, in: town).contains("Zebrafish"), "to count takes nothing away")
        #expect(try await town.platform.keepRetention()["hiddenTexts"] == 1)

        #expect(try await words(of: signal, in: town).isEmpty)
        let held = try await town.platform.reading { tx in try tx.count("SELECT count(*) FROM opening WHERE content LIKE '%Zebrafish%'") + tx.count("SELECT count(*) FROM moderation_case WHERE text LIKE '%Zebrafish%' OR title LIKE '%Zebrafish%'") + tx.count("SELECT count(*) FROM attachment_print") + tx.count("SELECT count(*) FROM initiative WHERE title LIKE '%Zebrafish%'") }
        #expect(held == 0, "no table holds it any more")
        for person in [nil, .aino, .helmi] as [Townsperson?] {
            let isFound = try await town.look(as: person) { try SearchQueries.find("zebrafish", $0).count } > 0
            #expect(!isFound)
        }
        let placeholder = try await town.look { try ModerationQueries.placeholder(signal.code, $0) }
        #expect(placeholder?.erasedAt == clock.now && placeholder?.rule == .harassment, "its address says that it was erased")
        #expect(try await town.look { try RecordQueries.history(of: found, $0).map(\.event) } == ["moderation.hidden", "moderation.erased"])
        #expect(try await town.platform.keepRetention()["hiddenTexts"] == 0)
        #expect(try await town.look(as: .aino) { try SignalQueries.signal(Target(signal.code.rawValue), $0).title } == signal.code.rawValue, "its sender finds the decision, and its code for a name")
        await #expect(throws: Refusal.illegalMove(act: "moderation.restore", state: "case.hidden"), "nothing is left to show") {
            try await town.perform("moderation.restore", on: found, ["reason": "It was about fish."], as: .joel)
        }
    }

    @Test(arguments: HouseEngine.available) func anAppealHoldsItBack(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let waiting = try await town.acceptedSignal("The driver of bus four is a fool."), upheld = try await town.acceptedSignal("The driver of bus five is a fool.")
        let (first, second) = (try await town.hide(waiting), try await town.hide(upheld))
        for found in [first, second] { try await town.perform("moderation.appeal", on: found, ["text": "It is a quotation."], as: .aino) }
        clock.advance(days: 100)
        try await town.perform("moderation.uphold", on: second, ["reason": "It is not."], as: .joel)
        clock.advance(days: EraseHiddenText.days - 1)
        #expect(try await due(in: town) == 0, "the year begins with the answer, and an appeal without one waits as long as it takes")
        clock.advance(days: 2)
        #expect(try await town.platform.keepRetention()["hiddenTexts"] == 1)
        #expect(try await words(of: upheld, in: town).isEmpty)
        #expect(try await words(of: waiting, in: town) == "The driver of bus four is a fool.")
        try await town.perform("moderation.overturn", on: first, ["reason": "So it is."], as: .joel)
        #expect(try await town.look { try SignalQueries.signal(Target(waiting.code.rawValue), $0).visibility } == .shown)
    }

    @Test(arguments: HouseEngine.available) func whoeverIsNotTheClockErasesNothing(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let found = try await town.hide(try await town.acceptedSignal("The driver of bus four is a fool."))
        clock.advance(days: EraseHiddenText.days + 1)
        for person in [nil, .pekka, .helmi, .aino] as [Townsperson?] {
            await #expect(throws: Refusal.denied(person == nil ? "denied.signIn" : "denied.role")) { try await town.perform("moderation.erase", on: Target(found.code.rawValue), as: person) }
        }
    }

    @Test(arguments: HouseEngine.available) func whatWasSaidToANeedGoesAndTheRestOfTheListStays(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged, of: .drippingPipes).object(.problem)
        for text in ["The head of water is a fool.", "The pipes sing at night."] { try await town.perform("hearing.comment", on: problem, ["text": .text(text)], as: .aino) }
        let rude = try await town.platform.reading { tx in
            try tx.first("SELECT id, code FROM hearing_comment WHERE text LIKE '%fool%'") { ObjectReference(HearingComment.kind, id: try $0.text(), code: try $0.value()) }
        }
        try await town.hide(try #require(rude))
        clock.advance(days: EraseHiddenText.days + 1)
        #expect(try await town.platform.keepRetention()["hiddenTexts"] == 1)
        let left = try await town.platform.reading { tx in
            (said: try tx.rows("SELECT text FROM hearing_comment ORDER BY text") { try $0.text() }, openings: try tx.count("SELECT count(*) FROM opening WHERE content LIKE '%fool%'"),
             others: try tx.count("SELECT count(*) FROM opening WHERE content LIKE '%sing at night%'"))
        }
        #expect(left.said == ["", "The pipes sing at night."] && left.openings == 0 && left.others == 1)
    }

    private func due(in town: Town) async throws -> Int? { try await town.platform.retentionDue().first { $0.rule.name == "hiddenTexts" }?.due }
    private func words(of signal: ObjectReference, in town: Town) async throws -> String {
        try await town.platform.reading { tx in try tx.first("SELECT text FROM signal WHERE code = \(signal.code)") { try $0.text() } ?? "?" }
    }
}
