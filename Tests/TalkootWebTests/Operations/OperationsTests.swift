import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Storage
import StorageSQLite
import Synchronization
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Kuusila behind a proxy on this machine, as the server sees it.
struct ServedTown {
    let site: Site
    let place: InstallationPlace

    init(proxies: String = "", origin: String = "") async throws {
        let folder = NSTemporaryDirectory() + "served-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: folder + "/talkoot.sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let drawn = Mutex(UInt64(7))
        let random = Randomness { count in
            (0..<count).map { _ in drawn.withLock { $0 = $0 &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407; return UInt8(truncatingIfNeeded: $0 >> 56) } }
        }
        _ = try await TestTown.found(on: Platform(database: database, random: random) { clock.now }, clock: clock)
        let trusted = try #require(TrustedProxies(proxies))
        site = Site(
            Platform(database: database, random: random) { clock.now }, secrets: Secrets(key: Array(repeating: 7, count: 32)),
            options: SiteOptions(origin: origin, isSecure: origin.hasPrefix("https:"), proxies: trusted))
        place = InstallationPlace(folder: folder, backups: folder + "/backups", file: folder + "/talkoot.sqlite")
    }
}

@Suite("What the proxy says of a visitor counts, and what a visitor says of themselves does not")
struct ForwardedTests {
    /// Sends signals as visitors until one is told to come back, and says how many went through.
    private func sent(_ town: ServedTown, _ limit: Int, _ forwarded: @escaping @Sendable (Int) -> String) async throws -> Int {
        try await Application(router: town.site.router()).test(.live) { client in
            for number in 0..<limit {
                let headers: HTTPFields = [.contentType: "application/json", try #require(HTTPField.Name.forwardedFor): forwarded(number)]
                let body = ByteBuffer(string: #"{"city":"kuusila","text":"The lamp at number \#(number) is dark."}"#)
                let status = try await client.execute(uri: "/api/v1/acts/signal.send", method: .post, headers: headers, body: body) { $0.status }
                if status == .tooManyRequests { return number }
                #expect(status == .ok)
            }
            return limit
        }
    }

    @Test("Behind a trusted proxy each visitor has an own measure") func many() async throws {
        let town = try await ServedTown(proxies: "127.0.0.1, ::1")
        #expect(try await sent(town, 40) { "198.51.100.\($0)" } == 40)
    }
    @Test("One visitor behind it is slowed, also with another forged address each time") func forged() async throws {
        let town = try await ServedTown(proxies: "127.0.0.1, ::1")
        #expect(try await sent(town, 40) { "203.0.113.\($0), 198.51.100.7" } == 20)
    }
    @Test("Without a trusted proxy the header is not read") func untrusted() async throws {
        let town = try await ServedTown()
        #expect(try await sent(town, 40) { "198.51.100.\($0)" } == 20)
    }
}

@Suite("Figures for Prometheus")
struct MetricsTests {
    @Test("Each family once, with its help and type, and numbers that add up") func page() async throws {
        let town = try await ServedTown()
        try await Application(router: town.site.router()).test(.router) { client in
            for _ in 0..<3 { try await client.execute(uri: "/kuusila/signals", method: .get) { #expect($0.status == .ok) } }
            try await client.execute(uri: "/kuusila/nowhere/at/all", method: .get) { #expect($0.status == .notFound) }
        }
        let text = try await MetricsSite(town.site, town.place, version: "1.2.3").page().text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.contains(#"talkoot_http_requests_total{class="2xx",kind="read"} 3"#))
        #expect(lines.contains(#"talkoot_http_requests_total{class="4xx",kind="read"} 1"#))
        #expect(lines.contains("talkoot_http_request_duration_seconds_count 4"))
        #expect(lines.contains(#"talkoot_http_request_duration_seconds_bucket{le="+Inf"} 4"#))
        #expect(lines.contains(#"talkoot_build_info{version="1.2.3"} 1"#))
        let families = lines.filter { $0.hasPrefix("# TYPE ") }
        #expect(Set(families).count == families.count && families.count >= 15)
        #expect(!text.contains("@"))
    }

    @Test("The public port knows no figures") func hidden() async throws {
        let town = try await ServedTown()
        try await Application(router: town.site.router()).test(.router) { client in
            try await client.execute(uri: "/metrics", method: .get) { #expect($0.status == .notFound) }
        }
    }
}

@Suite("Lines of the log name nobody and open no door")
struct LogTests {
    @Test("Whatever an error says", arguments: [
        ("no letter to anna.virtanen@kuusila.example today", "no letter to [address] today"),
        ("request from 198.51.100.7:4711 and 2001:db8::7", "request from [secret] and [secret]"),
        ("the code 123456 was wrong", "the code [secret] was wrong"),
        ("GET /kuusila/search?q=my%20neighbour", "GET /kuusila/search?…"),
        ("token 9f86d081884c7d659a2feaa0c55ad015 is gone", "token [secret] is gone"),
        ("/kuusila/track/KU-7F3K2M9X4T8Q2W6E", "/kuusila/track/[secret]"),
        ("a line\nand \u{1B}[31manother", "a line and [31manother"),
        ("UNIQUE constraint failed: person.city, person.email", "UNIQUE constraint failed: person.city, person.email"),
    ])
    func scrubbed(text: String, expected: String) { #expect(LogScrub.text(text) == expected) }

    @Test("One JSON object a line, with the fields beside the message") func lines() throws {
        let written = Mutex<[String]>([])
        var log = Logger(label: "talkoot") { JSONLog($0, isJSON: true) { line in written.withLock { $0.append(line) } } }
        log[metadataKey: "hb.request.id"] = "abc"
        log.error("it failed\nfor anna@b.example", metadata: ["status": .stringConvertible(503), "error": "code 654321"])
        log.info("not told")
        let lines = written.withLock { $0 }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        let json = try JSON(parsing: line)
        #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { $0 != "\n" })
        #expect(json["message"]?.text == "it failed for [address]" && json["status"]?.integer == 503 && json["error"]?.text == "code [secret]" && json["level"]?.text == "error")
        #expect(json["hb.request.id"] == nil)
    }
}
