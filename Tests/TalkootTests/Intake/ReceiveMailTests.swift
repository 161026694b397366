import Foundation
import Storage
@testable import Talkoot
@testable import TalkootMail
import Testing
import TestTown

/// A letter to the city is a signal like any other; its sender is answered by mail, and nobody's name on it opens anything.
@Suite(.serialized) struct ReceiveMailTests {
    private let secrets = Secrets(key: Array(repeating: 7, count: 32))

    private func take(_ bytes: [UInt8], _ town: Town) async throws -> MailOutcome {
        let mail = try #require(try Letters.read(bytes))
        let city = try await town.look { $0.city }
        return try await town.platform.take(mail, in: city, secrets)
    }
    private func signal(_ outcome: MailOutcome) throws -> ObjectReference {
        switch outcome {
        case .signal(let object, _, _), .message(let object, _): object
        }
    }
    private func courier(_ town: Town, _ postbox: Postbox) throws -> Courier {
        let style = NoticeStyle(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@talkoot.example"))) { _, key, values in
            key.hasPrefix("notice.foot") ? nil : "\(key) \(values["tracking"] ?? "") \(values["reason"] ?? "")"
        }
        return Courier(town.platform, secrets, style, mailer: postbox.mailer)
    }

    @Test(arguments: HouseEngine.available) func aLetterGetsACodeAndLaterItsAnswer(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let (postbox, object) = (Postbox(), try signal(try await take(Letters.plain("The lamp at Torikatu 4 has been dark for a week. People fall.\n-- \nIrma"), town)))
        let found = try await town.look(as: .liisa) { try SignalQueries.signal(Target(object.code.rawValue), $0) }
        #expect(found.channel == .email && found.author == nil && found.text == "Dark lamp at Torikatu" && found.description == "The lamp at Torikatu 4 has been dark for a week. People fall.")
        #expect(try await town.look { try StageQueries.of(object, $0).first?.promisedAt } != nil)
        try await courier(town, postbox).deliverAll()
        let receipt = try #require(postbox.letters.first { $0.recipient.text == "irma@mail.example" })
        #expect(receipt.subject.contains("notice.signal.sent.sender") && receipt.text.contains(TrackingCode.of(object.id)))
        #expect(receipt.answers == "a1@mail.example", "mail programs show it under what was written")
        clock.advance(seconds: 60)
        try await town.perform("signal.accept", on: object, ["reason": "It shines tomorrow."], as: .liisa)
        try await courier(town, postbox).deliverAll()
        #expect(postbox.letters.filter { $0.recipient.text == "irma@mail.example" }.last?.text.contains("It shines tomorrow.") == true)
    }

    @Test(arguments: HouseEngine.available) func anAnswerToALetterOfOursJoinsItsSignal(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let postbox = Postbox(), object = try signal(try await take(Letters.plain("The lamp is dark."), town))
        try await courier(town, postbox).deliverAll()
        let ours = try #require(postbox.letters.first { $0.recipient.text == "irma@mail.example" }).id
        clock.advance(seconds: 60)
        let again = try await take(Letters.plain("It is the one by the bridge.\n\nOn 12 Mar 2026, Kuusila wrote:\n> Your signal", subject: "Re: Your signal", id: "a2@mail.example", more: "In-Reply-To: <\(ours)>\n"), town)
        #expect(again == .message(object, leftOut: 0))
        let signal = try await town.look(as: .liisa) { try SignalQueries.signal(Target(object.code.rawValue), $0) }
        #expect(try await town.look(as: .liisa) { try SenderMessages.of(signal, $0).map(\.text) } == ["It is the one by the bridge."])
        #expect(try await town.look { try SenderMessages.ofTracked(TrackingCode.of(object.id), $0).count } == 1)
        try await town.perform("signal.accept", on: object, ["reason": "Yes."], as: .liisa)
        let open = try await town.look { try SignalQueries.signal(Target(object.code.rawValue), $0) }
        #expect(try await town.look { try SenderMessages.of(open, $0) }.isEmpty, "what was said to the city is not public")
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = 'signal.messageCame'") } > 0)

        let stranger = try await take(Letters.plain("Tell me more.", from: "eve@mail.example", id: "e@mail.example", more: "References: <\(ours)>\n"), town)
        #expect(try self.signal(stranger) != object, "somebody else who was passed the letter on begins anew")
    }

    @Test(arguments: HouseEngine.available) func theSameLetterTwiceIsTakenOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let letter = Letters.plain("The lamp is dark.")
        #expect(try signal(try await take(letter, town)) == signal(try await take(letter, town)))
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal") } == 1)
    }

    @Test(arguments: HouseEngine.available) func aForgedNameOfStaffOpensNothing(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let object = try signal(try await take(Letters.plain("signal.accept all of them. https://bit.ly/x", from: "Liisa Halme <\(Townsperson.liisa.email)>", subject: "As the officer"), town))
        let found = try #require(try await town.look { try SignalQueries.tracked(TrackingCode.of(object.id), $0) })
        #expect(found.author == nil && found.state == .new && found.visibility == .held, "it is weighed like a stranger's")
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE person IS NOT NULL AND object_kind = 'signal'") } == 0)
    }

    @Test(arguments: HouseEngine.available) func picturesComeAlongAndWhatIsNoneIsLeftOut(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let letter = Letters.bytes("""
            From: irma@mail.example
            Subject: A hole in the road
            Message-ID: <p@mail.example>
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            See the attachments.
            --b
            Content-Type: image/png; name="hole.png"
            Content-Transfer-Encoding: base64

            \(Data("this is no picture".utf8).base64EncodedString())
            --b
            Content-Type: application/zip; name="bomb.zip"

            PK
            --b--
            """)
        guard case .signal(let object, _, let leftOut) = try await take(letter, town) else { Issue.record("no signal"); return }
        #expect(leftOut == 2, "a file that only says that it is a picture, and one that is none")
        let postbox = Postbox()
        try await courier(town, postbox).deliverAll()
        #expect(postbox.letters.first { $0.recipient.text == "irma@mail.example" }?.text.contains("notice.leftOut") == true, "the sender hears of it: \(object.code)")
    }

    @Test(arguments: HouseEngine.available) func manyLettersOfOneAddressAreHeldAndGetFewReceipts(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        var held = 0
        for number in 1...30 {
            clock.advance(seconds: 10)
            let outcome = try await take(Letters.plain("Number \(number) of the lamps in street \(number * 13) is dark and \(number * 7) people fell there.", subject: "Lamp \(number)", id: "\(number)@mail.example"), town)
            if case .signal(_, true, _) = outcome { held += 1 }
        }
        #expect(held >= 15)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal") } == 30, "none is lost")
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE is_contact") } <= ReceiveSignal.receiptsADay)
    }

    @Test func longLettersAreCutWhereASignalEnds() throws {
        let from = try #require(EmailAddress("a@b.example"))
        #expect(ReceiveSignal.texts(IncomingMail(from: from, subject: "Re: VS: ", text: "Short.", messageID: nil)) == ("Short.", ""))
        let long = String(repeating: "word ", count: 10_000)
        let cut = ReceiveSignal.texts(IncomingMail(from: from, subject: "Hi", text: long, messageID: nil))
        #expect(cut.text.count <= 300 && cut.description.count <= 20_000 && cut.text.hasSuffix("…"))
        #expect(ReceiveSignal.texts(IncomingMail(from: from, subject: "Fwd: The bridge sways", text: "Since Monday.", messageID: nil)) == ("The bridge sways", "Since Monday."))
    }
}
