import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import StorageSQLite
import Synchronization
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Kuusila on a Thursday in March with its pages, as a browser would ask for them.
struct WebTown: Sendable {
    let town: Town
    let site: Site

    static func found() async throws -> WebTown {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: "\(folder)/\(UUID().uuidString).sqlite", readers: 2)
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let platform = Platform(database: database, random: Self.chance()) { clock.now }
        return WebTown(town: try await TestTown.found(on: platform, clock: clock), site: Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32))))
    }

    /// It lives as long as the test process.
    private static let folder: String = {
        atexit { try? FileManager.default.removeItem(atPath: WebTown.path) }
        return path
    }()
    private static var path: String { FileManager.default.temporaryDirectory.path + "/talkoot-pages-\(ProcessInfo.processInfo.processIdentifier)" }

    /// A visitor's page, or a person's own; the address says the language, so that nothing kept is seen.
    func page(_ address: String, as person: Townsperson? = nil) async throws -> String {
        var headers = HTTPFields()
        if let person { headers[.cookie] = try await town.cookie(of: person) }
        return try await Application(router: site.router()).test(.router) { [headers] client in
            try await client.execute(uri: address, method: .get, headers: headers) { answer in
                #expect(answer.status == .ok, "\(address)")
                return String(buffer: answer.body)
            }
        }
    }

    /// Knuth's linear congruential bytes: chance that repeats, and no id twice.
    private static func chance() -> Randomness {
        let drawn = Mutex(UInt64(7))
        return Randomness { count in
            (0..<count).map { _ in
                drawn.withLock {
                    $0 = $0 &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: $0 >> 56)
                }
            }
        }
    }
}

extension Town {
    /// What the browser of somebody sends who has signed in just now.
    func cookie(of person: Townsperson) async throws -> String {
        "talkoot=" + (try await platform.beginSession(of: id(of: person), in: id(of: person.city), device: "test")) + "; talkoot-language=en"
    }
}

extension TestClientProtocol {
    func look(_ address: String, _ cookie: String? = nil) async throws -> (status: HTTPResponse.Status, body: String) {
        var headers: HTTPFields = [.acceptLanguage: "en"]
        if let cookie { headers[.cookie] = cookie }
        return try await execute(uri: address, method: .get, headers: headers) { ($0.status, String(buffer: $0.body)) }
    }
}
