import Foundation
import Storage
@testable import Talkoot
@testable import TalkootCommands
import Testing
import TestTown

@Suite("Who wants it so hears once a day or a week, in one letter") struct DigestTests {
    private let calendar = CityCalendar.kept(timeZone: "Europe/Helsinki", holidays: "2026-04-06", week: "")

    @Test("mornings of business days, by the city's calendar", arguments: [
        // now, the next day's letter, the next week's letter (all at eight in the morning in Helsinki)
        ("2026-03-12T10:34", "2026-03-13T08:00", "2026-03-16T08:00"), ("2026-03-13T07:59", "2026-03-13T08:00", "2026-03-16T08:00"),
        ("2026-03-13T08:00", "2026-03-16T08:00", "2026-03-16T08:00"), ("2026-03-16T08:00", "2026-03-17T08:00", "2026-03-23T08:00"),
        // A Monday that is a holiday, and the change of clocks before it.
        ("2026-04-03T12:00", "2026-04-07T08:00", "2026-04-07T08:00"), ("2026-03-28T12:00", "2026-03-30T08:00", "2026-03-30T08:00"),
    ]) func times(now: String, daily: String, weekly: String) throws {
        let calendar = try #require(calendar)
        func instant(_ text: String) throws -> Instant {
            let halves = text.split(separator: "T"), time = halves[1].split(separator: ":").compactMap { Int($0) }
            return calendar.instant(of: LocalTime(day: try #require(Day(String(halves[0]))), minuteOfDay: time[0] * 60 + time[1]))
        }
        #expect(DigestTimes.next(.daily, after: try instant(now), calendar) == (try instant(daily)))
        #expect(DigestTimes.next(.weekly, after: try instant(now), calendar) == (try instant(weekly)))
        #expect(DigestTimes.next(.each, after: try instant(now), calendar) == (try instant(now)))
    }

    @Test("One letter with a section for each matter, as text and as a page, in the reader's language", arguments: HouseEngine.available)
    func daily(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox(), courier = try town.courier(mailer: post.mailer)
            try await town.platform.setMail(.daily, for: town.resident, in: town.city)
            let lamp = try await town.sendSignal("The lamp <b>& the bench</b>"), gate = try await town.sendSignal("The gate is stuck")
            try await town.answer(lamp)
            try await town.answer(gate, "signal.decline", reason: "It is private.")
            try await courier.deliverAll()
            #expect(post.letters.filter { $0.recipient.text == "rami@mail.example" }.isEmpty)
            town.clock.advance(seconds: 86_400)
            try await courier.deliverAll()
            let letters = post.letters.filter { $0.recipient.text == "rami@mail.example" }
            #expect(letters.count == 1)
            let letter = try #require(letters.first), html = try #require(letter.html)
            #expect(letter.language == .finnish && letter.subject.hasPrefix("fi notice.collected.subject"))
            #expect(html.components(separatedBy: "<h2>").count == 3 && html.contains("lang=\"fi\""))
            #expect(html.contains("The lamp &lt;b&gt;&amp; the bench") && !html.contains("<b>"))
            #expect(letter.text.contains("The gate is stuck\n====") && letter.text.contains("https://talkoot.example/kuusila/signals/\(gate.code)"))
            #expect(letter.list?.unsubscribe.contains("/kuusila/unsubscribe?token=") == true)
            let bytes = String(decoding: letter.bytes, as: UTF8.self)
            #expect(bytes.contains("Content-Type: multipart/alternative; boundary=\"=_") && bytes.components(separatedBy: "\r\n--=_").count == 4)
            #expect(bytes.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 998 })
            // Nothing comes twice.
            town.clock.advance(seconds: 86_400)
            try await courier.deliverAll()
            #expect(post.letters.count == letters.count + post.letters.filter { $0.recipient.text != "rami@mail.example" }.count)
        }
    }

    @Test("A wish that changes takes along what waits; what concerns the account comes at once, also to who wants no letters", arguments: HouseEngine.available)
    func changing(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox(), courier = try town.courier(mailer: post.mailer)
            func toRami() -> [Letter] { post.letters.filter { $0.recipient.text == "rami@mail.example" } }
            try await town.platform.setMail(.weekly, for: town.resident, in: town.city)
            try await town.answer(try await town.sendSignal("The lamp is dark"))
            try await town.platform.tell(.passwordSet, town.resident, in: town.city)
            try await courier.deliverAll()
            #expect(toRami().count == 1 && toRami()[0].text.contains("notice.person.passwordSet.text"))
            try await town.platform.setMail(.each, for: town.resident, in: town.city)
            try await courier.deliverAll()
            #expect(toRami().count == 2 && toRami()[1].html == nil)
            try await town.platform.setMail(.never, for: town.resident, in: town.city)
            try await town.answer(try await town.sendSignal("The gate is stuck"))
            try await town.platform.tell(.sessionCopied, town.resident, in: town.city)
            try await courier.deliverAll()
            #expect(toRami().count == 3 && toRami()[2].text.contains("notice.person.sessionCopied.text"))
        }
    }
}

@Suite("An address that refuses letters is left in peace until its owner is heard of") struct PausedAddressTests {
    @Test("After a refusal nothing is tried; a sign-in by mail, or the person's word, begins again", arguments: HouseEngine.available)
    func paused(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let refusing = Locked(true)
            let post = Postbox { letter in
                if refusing.withLock({ $0 }) && letter.recipient.text == "rami@mail.example" && letter.list != nil { throw MailFailure.never("recipient refused with 550") }
            }
            let courier = try town.courier(mailer: post.mailer)
            func pausedSince() async throws -> Instant? { try await town.platform.look(in: town.city, as: .person(town.resident)) { try NoticeSettings.pausedSince($0) } }
            func toRami() -> Int { post.letters.filter { $0.recipient.text == "rami@mail.example" && $0.list != nil }.count }
            try await town.answer(try await town.sendSignal("The lamp is dark"))
            try await courier.deliverAll()
            #expect(try await pausedSince() == town.clock.now)
            refusing.withLock { $0 = false }
            try await town.answer(try await town.sendSignal("The gate is stuck"))
            try await courier.deliverAll()
            #expect(toRami() == 0)
            // Inside, everything stays to be read.
            #expect(try await town.platform.look(in: town.city, as: .person(town.resident)) { try NoticeQueries.mine($0).unread } == 2)

            // The code is sent all the same, and arrives.
            let address = try #require(EmailAddress("rami@mail.example"))
            let request = try await town.platform.askForCode(address, .finnish, in: town.city)
            try await courier.deliverAll()
            _ = try await town.platform.signIn(request: request, code: town.secrets.code(of: request), secrets: town.secrets, in: town.city)
            #expect(try await pausedSince() == nil)
            try await town.answer(try await town.sendSignal("The bench is wet"))
            try await courier.deliverAll()
            #expect(toRami() == 1)

            #expect(try await town.platform.pauseMail(to: address, because: "5.1.1") == 1)
            #expect(try await pausedSince() != nil)
            try await town.platform.resumeMail(for: town.resident, in: town.city)
            #expect(try await pausedSince() == nil)
        }
    }
}

@Suite("A letter that came back says who is gone") struct BounceTests {
    private func report(_ action: String, _ status: String, _ recipient: String = "rfc822; Rami@mail.example") -> String {
        "From: mailer-daemon@mail.example\r\nContent-Type: multipart/report\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: \(recipient)\r\nAction: \(action)\r\nStatus: \(status)\r\n\r\n--x--\r\n"
    }
    @Test func lastingFailures() {
        let failed = BounceReport(report("failed", "5.1.1")).failed
        #expect(failed.map(\.address.text) == ["rami@mail.example"] && failed.map(\.status) == ["5.1.1"])
    }
    @Test("delays, passing failures, other letters and forged addresses change nothing") func others() {
        for text in [report("delayed", "4.4.1"), report("failed", "4.2.2"), report("failed", "5.1.1", "rfc822; no address"), "", "Action: failed\nStatus: 5.0.0", "Final-Recipient: rfc822; a@b.example\n\nAction: failed\nStatus: 5.0.0"] {
            #expect(BounceReport(text).failed.isEmpty, "\(text)")
        }
    }
}
