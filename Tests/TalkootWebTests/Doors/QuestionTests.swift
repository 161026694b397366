import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import StorageSQLite
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What stands behind the question mark of an address, as browsers write it.
@Suite struct QuestionTests {
    @Test(arguments: ["night+bus", "night%20bus"]) func aSpaceIsAPlusOrAnEscape(_ question: String) async throws {
        let page = try await page("/kuusila/search?q=\(question)&lang=en")
        #expect(page.contains("value=\"night bus\""))
    }

    @Test func whatIsBegunOnTheFrontGoesOnInTheForm() async throws {
        #expect(try await page("/kuusila/acts/signal.send?text=The+lamp+is+dark%2C+%26+cold&lang=en").contains("The lamp is dark, &amp; cold</textarea>"))
    }

    @Test func aBrokenEscapeAsksNothing() async throws {
        #expect(try await page("/kuusila/search?q=%ff%f").contains("value=\"\""))
    }

    private func page(_ address: String) async throws -> String {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "question-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }) { clock.now }
        _ = try await TestTown.found(on: platform, clock: clock)
        let site = Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32)))
        return try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: address, method: .get) { answer in
                #expect(answer.status == .ok)
                return String(buffer: answer.body)
            }
        }
    }
}
