import ArgumentParser
import Foundation
import Storage
import Synchronization
import Talkoot
import TalkootCommands
import TalkootWeb

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "demo", abstract: "A living city to try: one-click sign-in as its people and a clock that moves. On this machine only.")
    @ArgumentParser.Option(help: "The port; 0 for a free one.") var port = 8080
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let installation = try await Installation.open(database, name: "demo.talkoot")
        let clock = DemoClock(ahead: try await installation.database.read { try DemoQueries.clockAhead($0) })
        let platform = installation.platform { clock.now() }
        let mails = database.folder + "/mail"
        try FileManager.default.createDirectory(atPath: mails, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let demo = Demo(mailFolder: mails) { step in
            clock.move(step)
            let ahead = clock.ahead
            try await platform.keepHouse { tx, _ in try DemoQueries.setClockAhead(ahead, tx) }
        }
        let site = Site(platform, secrets: installation.secrets, options: SiteOptions(demo: demo))
        try await Serving(site: site, platform: platform, host: "127.0.0.1", port: port).run()
    }
}

/// The real clock and how far the demo's runs ahead of it.
final class DemoClock: Sendable {
    private let step: Mutex<Int64>
    init(ahead: Int64) { step = Mutex(ahead) }
    var ahead: Int64 { step.withLock { $0 } }
    func move(_ milliseconds: Int64) { step.withLock { $0 += milliseconds } }
    func now() -> Instant { Instant(milliseconds: Installation.now().milliseconds + ahead) }
}
