import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Talkoot
import TalkootWeb

/// Runs the site until it is asked to stop, and says the address once it answers.
struct Serving {
    let site: Site
    let platform: Platform
    let courier: Courier
    /// The installation's folder.
    let folder: String
    let host: String
    let port: Int

    func run() async throws {
        var log = Logger(label: "talkoot")
        log.logLevel = .warning
        let application = Application(
            router: site.router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            services: [Clockwork(platform: platform, courier: courier, erasures: ErasureKeeping(platform, in: folder), log: log)],
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                print("Listening on http://\(host):\(port)")
                flush()
            }, logger: log)
        try await application.runService()
        await platform.database.close()
    }
}
