import ArgumentParser
import Foundation
import Talkoot
import TalkootCommands
import TalkootWeb

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serves the cities of this installation.")
    @ArgumentParser.Option(help: "The port; 0 for a free one.") var port = 8080
    @ArgumentParser.Option(help: "The address to listen on.") var host = "127.0.0.1"
    @ArgumentParser.Option(help: "The address that people use, such as https://talkoot.example, when a proxy stands in front.") var origin = ""
    @OptionGroup var database: DatabaseOptions
    @Flag(inversion: .prefixedNo, help: .hidden) var throttle = true

    func run() async throws {
        let name = URL(string: origin)?.host ?? "talkoot.local"
        let installation = try await Installation.open(database, name: name)
        let platform = installation.platform()
        try await platform.reopenRecord()
        let site = Site(platform, secrets: installation.secrets, options: SiteOptions(origin: origin, isSecure: origin.hasPrefix("https://"), isThrottled: throttle))
        try await Serving(site: site, platform: platform, host: host, port: port).run()
    }
}

/// What was printed must be seen before the first request, also through a pipe.
func flush() { fflush(nil) }
