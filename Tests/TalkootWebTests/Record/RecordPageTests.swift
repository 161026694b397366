import Foundation
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

    @Test func whatCameInWithAListSaysWhereItsEntryIsUntilItMovesHere() async throws {
        let web = try await WebTown.found(), town = web.town, kuusila = try town.kuusila
        _ = try await town.platform.importProposals(Data(#"{"id": 1, "title": "Més arbres", "created": "22/01/2016", "status": "accepted"}"#.utf8), from: "proposals.jsonl", in: kuusila)
        let call = #"{"_challenge": [{"challenge-id": "1", "challenge-title": "Cooler streets", "tagline": "Make it cooler", "submission-start": "2021/09/01 9:00 AM", "submission-end": "2021/11/30 5:00 PM", "description": "<p>Heat.</p>"}]}"#
        _ = try await town.platform.importChallenges(Data(call.utf8), from: "feed.json", in: kuusila) { _ in "parks" }
        let (signal, challenge) = try await town.look { scene in
            (try #require(try SignalQueries.list(SignalFilter(), scene).rows.first), try #require(try ChallengeQueries.list(limit: 1, scene).rows.first))
        }
        let codes = try await town.platform.reading { tx in try tx.rows("SELECT code FROM problem UNION ALL SELECT code FROM initiative") { try $0.text() } }
        let told = "It came in with a whole list.", nothing = "Nothing of this is in the public record yet."
        let pages = ["signals/\(signal.code)", "challenges/\(challenge.code)"] + codes.prefix(1).map { "problems/\($0)" } + codes.dropFirst().map { "initiatives/\($0)" }
        #expect(pages.count == 5)
        for page in pages {
            let text = try await web.page("/kuusila/\(page)?lang=en")
            #expect(text.contains(told) && !text.contains(nothing), "\(page)")
        }
        let draft = try #require(try await town.perform("problem.draft", on: signal.reference, ["title": "Shade", "statement": "Heat.", "affected": "Walkers", "department": "parks"], as: .liisa).object)
        #expect(try await !web.page("/kuusila/problems/\(draft.code)?lang=en", as: .liisa).contains(told), "what began here has entries of its own")
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
