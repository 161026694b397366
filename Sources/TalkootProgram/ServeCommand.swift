import ArgumentParser
import Foundation
import Talkoot
import TalkootCommands
import TalkootMail
import TalkootWeb

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the cities of this installation.",
        discussion: "What is not said here is read from the environment, or else from \(Settings.usualFile), under the names in brackets.")
    @OptionGroup var options: ServeOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(inversion: .prefixedNo, help: .hidden) var throttle = true

    func run() async throws {
        let settings = try options.settled()
        JSONLog.begin(isJSON: settings.log == .json)
        let signer = try settings.signer(in: database.folder)
        let mailer = try settings.smtp(signer: signer)?.mailer ?? MailFolder(database.folder + "/mail", signer: signer).mailer
        let installation = try await Installation.open(database, name: settings.installationName, upgrading: .backedUp)
        let platform = installation.platform(lostPasswords: try settings.checkedLostPasswords())
        try await platform.reopenRecord()
        let site = Site(platform, secrets: installation.secrets, options: SiteOptions(
            origin: settings.origin, isSecure: settings.isSecure, isThrottled: throttle, proxies: settings.proxies, logsRequests: settings.log == .json,
            securityContact: settings.security))
        guard let sender = settings.sender else { throw ValidationError("--sender takes an e-mail address.") }
        let style = NoticeStyle.site(origin: settings.origin.isEmpty ? "http://\(settings.host):\(settings.port)" : settings.origin, sender: sender)
        let courier = Courier(platform, installation.secrets, style, mailer: mailer)
        try await Serving(site: site, platform: platform, courier: courier, place: installation.place, host: settings.host, port: settings.port, metricsPort: settings.metricsPort).run()
    }
}

/// Seen before the first request, also through a pipe. The server runs on when nobody reads it, so that it could not be said is no failure.
func announce(_ line: String) { try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8)) }
