import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Talkoot
import TalkootCommands
import TalkootWeb

/// Runs the site until it is asked to stop, and says the address once it answers.
struct Serving {
    let site: Site
    let platform: Platform
    let courier: Courier
    let place: InstallationPlace
    let host: String
    let port: Int
    /// Where Prometheus may read, on this machine alone.
    var metricsPort: Int?

    func run() async throws {
        let log = Logger(label: "talkoot")
        let application = Application(
            router: site.router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            services: [Clockwork(platform: platform, courier: courier, erasures: ErasureKeeping(platform, in: place.folder), log: log)] + metrics(log),
            onServerRunning: { channel in
                announce("Listening on http://\(host):\(channel.localAddress?.port ?? 0)")
            }, logger: log)
        try await application.runService()
        await platform.database.close()
    }

    private func metrics(_ log: Logger) -> [any Service] {
        guard let metricsPort else { return [] }
        let page = MetricsSite(site, place, version: Version.current)
        return [Application(router: page.router(), configuration: .init(address: .hostname("127.0.0.1", port: metricsPort), serverName: nil), onServerRunning: { channel in
            announce("Metrics on http://127.0.0.1:\(channel.localAddress?.port ?? 0)/metrics")
        }, logger: log)]
    }
}
