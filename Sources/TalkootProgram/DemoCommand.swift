import ArgumentParser
import Foundation
import Storage
import Synchronization
import Talkoot
import TalkootCommands
import TalkootMail
import TalkootWeb
import TestTown

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "demo", abstract: "A living city to try: one-click sign-in as its people and a clock that moves. On this machine only.")
    @ArgumentParser.Option(help: "The port; 0 for a free one.") var port = 8080
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        JSONLog.begin(isJSON: false)
        let installation = try await Installation.open(database, name: "demo.talkoot", upgrading: .plain)
        let clock = DemoClock(ahead: try await installation.database.read { try DemoQueries.clockAhead($0) })
        let platform = installation.platform { clock.now() }
        try await foundWhereEmpty(installation)
        let mails = database.folder + "/mail"
        let demo = Demo(mailFolder: mails) { step in
            clock.move(step)
            let ahead = clock.ahead
            try await platform.keepHouse { tx, _ in try DemoQueries.setClockAhead(ahead, tx) }
        }
        let site = Site(platform, secrets: installation.secrets, options: SiteOptions(demo: demo))
        guard let sender = EmailAddress("demo@talkoot.example") else { throw ValidationError("The demo has no sender.") }
        let style = NoticeStyle.site(origin: "http://127.0.0.1:\(port)", sender: sender)
        let courier = Courier(platform, installation.secrets, style, mailer: try MailFolder(mails).mailer)
        try await Serving(site: site, platform: platform, courier: courier, place: installation.place, host: "127.0.0.1", port: port).run()
    }

    /// The living town, made at the first start. Its history took place before now, so nobody is written to about it.
    private func foundWhereEmpty(_ installation: Installation) async throws {
        guard try await installation.database.read({ try CityQueries.cities($0).isEmpty }) else { return }
        let now = Installation.now()
        let clock = TestClock(at: now)
        let story = installation.platform { clock.now }
        let town = try await TestTown.live(on: story, clock: clock, endingAt: now)
        if let calls = SiteFiles.bytes("Assets/demo/challenges.json") { _ = try await TestTown.importCalls(Data(calls), into: town) }
        try await DemoQueries.dropNotices(story)
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
