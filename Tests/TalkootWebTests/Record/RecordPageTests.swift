import Storage
@testable import Talkoot
@testable import TalkootWeb
import Testing
import TestTown
import TransparencyLog

/// The public record as somebody reads it who checks the city.
@Suite struct RecordPageTests {
    @Test func aRestoreIsToldWithWhatWasLost() async throws {
        let web = try await WebTown.found(), town = web.town
        #expect(try await !web.page("/kuusila/record?lang=en").contains("Restores"))
        let lost = try Checkpoint(origin: "talkoot.example/kuusila", size: 6, root: TreeHash.leaf([1]))
        let city = try await town.look { $0.city }
        _ = try await town.platform.keepHouse { tx, now in
            try tx.run("""
                INSERT INTO entry (city, id, ticket, at, event, object_kind, object_id, object_code, is_public, part, act, act_id, body, position)
                VALUES (\(city.id), 'epoch', \(7), \(now), \(EpochNote.event), \("record"), \(city.id), \(city.slug), \(true), \("system"), \("record.reopen"), 'epoch',
                    \(EpochNote(epoch: 2, kept: 4, lost: lost).body(city, now)), \(4))
                """)
        }
        let page = try await web.page("/kuusila/record?lang=en")
        #expect(page.contains("Epoch 2: 4 entries were kept, 2 were lost") && page.contains("/kuusila/record/entry/4"))
        for language in ["en", "fi", "sv", "es"] { #expect(try await !web.page("/kuusila/record?lang=\(language)").contains("⟦"), "\(language)") }
    }

    @Test func aSettingGoesByItsName() async throws {
        let web = try await WebTown.found()
        try await web.town.perform("limit.set", on: Target("signal.answerDays"), ["value": "10", "reason": "We can be quicker."], as: .liisa)
        let city = try web.town.kuusila
        _ = try await web.town.platform.keepHouse { tx, _ in try tx.run("UPDATE entry SET position = \(0) WHERE city = \(city) AND object_kind = 'setting' AND object_id = 'signal.answerDays'") }
        let page = try await web.page("/kuusila/record?lang=en")
        #expect(page.contains(", Answer to a signal, Liisa Halme"))
    }
}
