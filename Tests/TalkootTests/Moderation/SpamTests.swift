import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Advertising sent in bulk waits for a person; what residents write does not.
@Suite(.serialized) struct SpamTests {
    @Test(arguments: HouseEngine.available) func aHeldSignalWaitsUnseenAndItsSenderIsTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let outcome = try await town.perform("signal.send", ["text": "Win now https://bit.ly/abc and https://bit.ly/def and https://bit.ly/ghi"], as: .sofia)
        let signal = try #require(outcome.object)
        #expect(outcome.values["held"] == true)
        await #expect(throws: Refusal.notFound) { try await town.look(as: .liisa) { try SignalQueries.signal(Target(signal.code.rawValue), $0) } }
        #expect(try await town.look(as: .liisa) { try SearchQueries.find("win now", $0).count } == 0)
        #expect(try await town.look(as: .sofia) { try SignalQueries.signal(Target(signal.code.rawValue), $0).visibility } == .held)
        #expect(try await town.look { try SignalQueries.tracked(TrackingCode.of(signal.id), $0)?.visibility } == .held, "the code still opens it")
        let held = try #require(try await town.look(as: .helmi) { try ModerationQueries.queue($0).rows.first })
        #expect(held.origin == .rules && held.rule == .spam && held.signs.contains(.shortener) && held.signs.contains(.manyLinks))
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = 'signal.sent'") } == 0, "nobody is called to what they may not see")
        try await town.perform("moderation.dismiss", on: held.reference, ["reason": "The links show the place."], as: .helmi)
        #expect(try await town.look(as: .liisa) { try SignalQueries.signal(Target(signal.code.rawValue), $0).visibility } == .shown)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = 'signal.released'") } > 0)
        #expect(try await town.look(as: .liisa) { try SearchQueries.find("win now", $0).count } == 1)
        let stages = try await town.look { try StageQueries.of(signal, $0) }
        #expect(stages.count == 1 && stages[0].promisedAt != nil, "the promise counts from the sending")
    }

    @Test(arguments: HouseEngine.available) func aNameThatAdvertisesIsHeldFromTheRegister(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let outcome = try await town.perform("organisation.register", ["name": "Cheap pills https://bit.ly/abc", "sector": "company", "size": "single"], as: .sofia)
        let object = try #require(outcome.object)
        #expect(outcome.values["held"] == true)
        #expect(try await town.look { try OrganisationQueries.list($0).rows.contains { $0.code == object.code } } == false)
        #expect(try await town.look { try RecordQueries.history(of: object, $0) }.isEmpty)
        #expect(try await town.look(as: .sofia) { try OrganisationQueries.organisation(Target(object.code.rawValue), $0).visibility } == .held)
        try await town.perform("moderation.dismiss", on: try await town.openCase(of: object), ["reason": "It is registered so."], as: .joel)
        #expect(try await town.look { try OrganisationQueries.list($0).rows.contains { $0.code == object.code } })
    }

    @Test(arguments: HouseEngine.available) func tenThousandFromOneAddressAreHeldAfterTheFirst(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let city = try town.kuusila
        var held: [Bool] = []
        for number in 1...20 {
            clock.advance(seconds: 20)
            let noticed = try await town.platform.circumstances(Circumstances(sender: "one-address", secondsToFill: 15), of: "signal.send", in: city)
            let text = "Lamp \(number * 7) in \(["Torikatu", "Rantatie", "Kirkkokatu", "Koulutie"][number % 4]) number \(number) is dark since \(number) o'clock and people fall over stone \(number * 31)."
            let outcome = try await town.platform.perform("signal.send", ["text": .text(text)], in: city, as: .visitor, id: town.platform.newActID(), under: noticed)
            held.append(outcome.values["held"] == true)
        }
        #expect(!held.prefix(5).contains(true), "the first ones of a shared address come through")
        #expect(!held.suffix(5).contains(false), "\(held)")
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal") } == 20, "none is lost")
        let same = Circumstances(sender: "another", secondsToFill: 15)
        var verdicts: [Bool] = []
        for _ in 1...3 {
            clock.advance(seconds: 700)
            let noticed = try await town.platform.circumstances(same, of: "signal.send", in: city)
            let outcome = try await town.platform.perform("signal.send", ["text": "Visit our shop of lamps in the old town, open every day until nine."], in: city, as: .visitor, id: town.platform.newActID(), under: noticed)
            verdicts.append(outcome.values["held"] == true)
        }
        #expect(verdicts == [false, false, true], "once more by mistake is nothing, the third time is bulk")
        clock.advance(days: 2)
        try await town.platform.sweep()
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM recent_send") } == 0, "who sent from where is forgotten after a day")
    }

    @Test func theSignsAddUpAsDocumented() {
        let now = Instant(milliseconds: 1_773_302_400_000)
        func signs(_ text: String, isNew: Bool = true, _ circumstances: Circumstances = Circumstances()) -> [SpamSign] { SpamRules.judge(text, isNew: isNew, circumstances, now: now).signs }
        #expect(signs("The lamp at Torikatu 4 is dark, e.g.the old one. See kirkko.fi") == [])
        #expect(signs("A picture is at https://kuva.example/lamp.jpg, next to the church door on the north side of the square.") == [.link, .newSender])
        #expect(signs("A picture is at https://kuva.example/lamp.jpg, next to the church door on the north side of the square.", isNew: false) == [.link])
        #expect(signs("kuva.example/lamp") == [.link, .mostlyLinks, .newSender])
        #expect(signs("write me at (https://www.t.me/pills)") == [.link, .mostlyLinks, .shortener, .newSender])
        #expect(signs("Dark lamp", Circumstances(isTrapped: true)) == [.trap])
        #expect(signs("Dark lamp", Circumstances(secondsToFill: 1)) == [.tooQuick])
        #expect(signs("1/2 of the road and/or the pavement, 24/7, km/h") == [])
        #expect(!SpamRules.judge("Dark lamp", isNew: true, Circumstances(secondsToFill: 1), now: now).isHeld, "one weak sign holds nothing")
        #expect(SpamRules.judge("Dark lamp", isNew: true, Circumstances(isTrapped: true), now: now).isHeld)
    }

    private static let proposals = (ProcessInfo.processInfo.environment["TALKOOT_DATA"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/data").standardizedFileURL).appendingPathComponent("civic/barcelona_pam_2016_proposals.jsonl")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: proposals.path), "the real proposals (civic/barcelona_pam_2016_proposals.jsonl) are not here"))
    func realProposalsAreHardlyEverHeld() throws {
        let now = Instant(milliseconds: 1_773_302_400_000)
        let texts = try String(contentsOf: Self.proposals, encoding: .utf8).split(separator: "\n").map { line in
            let row = try JSON(parsing: String(line))
            return (row["title"]?.text ?? "") + " " + (row["summary"]?.text ?? "")
        }
        var held = 0, withLinks = 0
        for text in texts {
            // The hardest case: everybody is a visitor, and sends for the first time.
            let verdict = SpamRules.judge(text, isNew: true, Circumstances(secondsToFill: 60), now: now)
            if verdict.isHeld { held += 1 }
            if !verdict.signs.isEmpty { withLinks += 1 }
        }
        print("Of \(texts.count) real proposals \(withLinks) have a sign and \(held) would be held, \(Double(held) / Double(texts.count) * 100) %.")
        #expect(texts.count == 10_860)
        #expect(Double(held) / Double(texts.count) < 0.005)
    }
}
