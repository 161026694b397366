import ArgumentParser
import Foundation
import Talkoot
import TalkootCommands
import TalkootMail
import TalkootWeb

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serves the cities of this installation.")
    @ArgumentParser.Option(help: "The port; 0 for a free one.") var port = 8080
    @ArgumentParser.Option(help: "The address to listen on.") var host = "127.0.0.1"
    @ArgumentParser.Option(help: "The address that people use, such as https://talkoot.example, when a proxy stands in front.") var origin = ""
    @ArgumentParser.Option(help: "The mail server, such as smtp://mail.example:587; user and password come from TALKOOT_MAIL_USER and TALKOOT_MAIL_PASSWORD. Without one, letters are written to files.") var mail: String?
    @ArgumentParser.Option(help: "The address that letters come from.") var sender = "talkoot@localhost.localdomain"
    @OptionGroup var database: DatabaseOptions
    @Flag(inversion: .prefixedNo, help: .hidden) var throttle = true

    func run() async throws {
        let name = URL(string: origin)?.host ?? "talkoot.local"
        let installation = try await Installation.open(database, name: name)
        let platform = installation.platform()
        try await platform.reopenRecord()
        let site = Site(platform, secrets: installation.secrets, options: SiteOptions(origin: origin, isSecure: origin.hasPrefix("https://"), isThrottled: throttle))
        let style = NoticeStyle.site(origin: origin.isEmpty ? "http://\(host):\(port)" : origin, sender: try TalkootProgram.sender(sender))
        let courier = Courier(platform, installation.secrets, style, mailer: try mailer())
        try await Serving(site: site, platform: platform, courier: courier, folder: database.folder, host: host, port: port).run()
    }

    private func mailer() throws -> Mailer {
        guard let mail else { return try MailFolder(database.folder + "/mail").mailer }
        let environment = ProcessInfo.processInfo.environment
        return try SMTP(server: mail, user: environment["TALKOOT_MAIL_USER"], password: environment["TALKOOT_MAIL_PASSWORD"]).mailer
    }
}

func sender(_ text: String) throws -> EmailAddress {
    guard let address = EmailAddress(text) else { throw ValidationError("--sender takes an e-mail address.") }
    return address
}

/// What was printed must be seen before the first request, also through a pipe.
func flush() { fflush(nil) }
