import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import StorageSQLite
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What is nobody's business is met nowhere: a reader follows every link that the house shows, and asks for what it does not.
@Suite(.serialized) struct PrivateEverywhereTests {
    @Test func nobodyElseMeetsASignalThatWasNotAnswered() async throws {
        let (town, site) = try await Self.townWithSite()
        let signal = try #require(try await town.perform("signal.send", ["text": "Zebrafish drive bus four.", "district": "itaranta"], as: .aino).object)
        let initiative = try await town.look(as: .aino) { try #require(try InitiativeQueries.initiative(SignalQueries.signal(Target(signal.code.rawValue), $0).initiative, $0)).code }
        try await expect(["Zebrafish", signal.code.rawValue, initiative.rawValue], toBeHiddenFrom: [nil, .onni, .noora], butShownTo: .liisa, at: "/kuusila/signals/\(signal.code)", town, site,
                         asking: ["/kuusila/signals/\(signal.code)", "/kuusila/initiatives/\(initiative)", "/kuusila/acts/signal.accept?on=\(signal.code)", "/kuusila/acts/initiative.follow?on=\(initiative)",
                                  "/kuusila/acts/moderation.report?on=\(signal.code)", "/rantala/signals/\(signal.code)", "/rantala/search?q=zebrafish"])
    }

    @Test func nobodyReadsASealedEntryBeforeTheCallCloses() async throws {
        let (town, site) = try await Self.townWithSite()
        let open = try await town.challenge(in: .open)
        try await open.reach(.answersSubmitted)
        let entry = try #require(await open.answers.first)
        let title = try await town.platform.look(in: town.kuusila, as: .system(because: "test")) { try SubmissionQueries.submission(Target(entry.code.rawValue), $0).title }
        try await expect([title, entry.code.rawValue], toBeHiddenFrom: [nil, .onni, .matti, .pekka], butShownTo: nil, at: "", town, site,
                         asking: ["/kuusila/submissions/\(entry.code)", "/kuusila/acts/submission.refuse?on=\(entry.code)", "/kuusila/acts/submission.withdraw?on=\(entry.code)", "/rantala/submissions/\(entry.code)"])
    }

    /// - Parameter asking: addresses that no link leads to, of which each answers as if there were nothing.
    private func expect(_ secrets: [String], toBeHiddenFrom readers: [Townsperson?], butShownTo insider: Townsperson?, at place: String, _ town: Town, _ site: Site, asking: [String]) async throws {
        try await Application(router: site.router()).test(.router) { client in
            for reader in readers {
                let cookie = try await reader.asyncMap { try await town.cookie(of: $0) }
                var waiting = ["/kuusila", "/kuusila/search?q=zebrafish", "/kuusila/search?q=licence", "/kuusila/account/data.json", "/kuusila/record/tile/entries/000", "/kuusila/calendar.ics"]
                waiting += ["signals", "problems", "challenges", "submissions", "initiatives", "decisions"].flatMap { list in ["csv", "json", "atom"].map { "/kuusila/\(list).\($0)" } }
                var seen = Set(waiting), count = 0
                while let address = waiting.popLast(), count < 400 {
                    count += 1
                    let answer = try await client.look(address, cookie)
                    #expect(answer.status.code < 500, "\(address)")
                    for secret in secrets { #expect(!answer.body.contains(secret), "\(reader.map { "\($0)" } ?? "a visitor") meets “\(secret)” at \(address)") }
                    for link in answer.body.matches(of: /href="(\/kuusila[^"#]*)/).map({ String($0.output.1).replacing("&amp;", with: "&") }) where !link.contains("lang=") && seen.insert(link).inserted { waiting.append(link) }
                }
                #expect(count > 50, "only \(count) pages")
                for address in asking {
                    let answer = try await client.look(address, cookie)
                    let isClosed = answer.status == .notFound || answer.status == .forbidden || address.contains("/search")
                    #expect(isClosed, "\(reader.map { "\($0)" } ?? "a visitor") gets \(answer.status.code) at \(address)")
                    // The address itself may be told again, as where to go after signing in; what stands there may not.
                    for secret in secrets where !address.contains(secret) { #expect(!answer.body.contains(secret), "\(address) tells “\(secret)”") }
                }
            }
            if let insider {
                let own = try await client.look(place, try await town.cookie(of: insider))
                #expect(own.body.contains(secrets[0]), "whoever may read it does")
            }
        }
    }

    private static func townWithSite() async throws -> (Town, Site) {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "private-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }) { clock.now }
        return (try await TestTown.found(on: platform, clock: clock), Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32))))
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        if let self { try await body(self) } else { nil }
    }
}
