import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import Storage
public import Talkoot

/// How an installation is served.
public struct SiteOptions: Sendable {
    /// `https://talkoot.example`; empty for the address the request came by.
    public var origin: String
    /// TLS here or at a declared proxy in front: cookies are then `__Host-` and HSTS is sent.
    public var isSecure: Bool
    /// One-click sign-in, a mail page and a movable clock. Never outside `talkoot demo`.
    public var demo: Demo?
    /// Limits against vandals; off only in measurements.
    public var isThrottled: Bool
    /// The proxies whose word on where a request came from is believed.
    public var proxies: TrustedProxies
    /// Whether each request is a line of the log.
    public var logsRequests: Bool
    /// Whom to tell of a weakness: `mailto:…` or `https://…`; nil for the city's own address.
    public var securityContact: String?
    public init(
        origin: String = "", isSecure: Bool = false, demo: Demo? = nil, isThrottled: Bool = true, proxies: TrustedProxies = .none, logsRequests: Bool = false, securityContact: String? = nil
    ) {
        self.origin = origin
        self.isSecure = isSecure
        self.demo = demo
        self.isThrottled = isThrottled
        self.proxies = proxies
        self.logsRequests = logsRequests
        self.securityContact = securityContact
    }
}

/// What only the demo has.
public struct Demo: Sendable {
    /// Moves the clock of the demo by so many milliseconds.
    public let moveClock: @Sendable (Int64) async throws -> Void
    public let mailFolder: String
    public init(mailFolder: String, moveClock: @escaping @Sendable (Int64) async throws -> Void) {
        self.mailFolder = mailFolder
        self.moveClock = moveClock
    }
}

/// Everything the routes need: the platform, the installation's key and how it is served.
public struct Site: Sendable {
    let platform: Platform
    let secrets: Secrets
    let options: SiteOptions
    let cache = PageCache()
    /// Each may hold a file of the largest size.
    let fileForms = FileForms(most: 8)
    /// Counts what is asked and answered.
    public let traffic = Traffic()
    let security: SecurityLog

    public init(_ platform: Platform, secrets: Secrets, options: SiteOptions = .init()) {
        self.platform = platform
        self.secrets = secrets
        self.options = options
        security = SecurityLog(secrets)
    }

    /// Looks at one city in one read transaction, as whoever the request comes from.
    /// - Parameter body: gets the scene and the visit; its result leaves the transaction.
    func look<Value: Sendable>(_ ask: Ask, _ body: @escaping @Sendable (Scene, Visit) throws -> Value) async throws -> Value {
        let (platform, site) = (platform, self)
        let slug = ask.city
        let token = ask.cookies[.session]
        return try await platform.look(citySlug: slug, session: token, page: ask.path) { scene, upkeep in
            try body(scene, Visit(ask, scene, site, upkeep: upkeep))
        }
    }
}

extension Site {
    /// Where a request came from: the other end of the connection, or what a proxy of ours says of it.
    func client(_ request: Request, _ context: WebContext) -> String {
        if options.proxies.isEmpty { return context.peer }
        return options.proxies.client(peer: context.peer, forwarded: HTTPField.Name.forwardedFor.map { request.headers[values: $0] } ?? [])
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("x-forwarded-for")
    static let secFetchSite = HTTPField.Name("sec-fetch-site")
}

/// One request as the routes see it, before anything was read.
struct Ask: Sendable {
    let city: String
    let path: String
    let query: [String: String]
    private(set) var cookies: Cookies
    let peer: String
    let method: HTTPRequest.Method
    let host: String
    /// Read when they are asked for: most pages ask for few.
    private let headers: HTTPFields

    init(_ request: Request, _ context: WebContext, _ site: Site) {
        path = request.uri.path
        city = context.parameters.get("city") ?? path.split(separator: "/").first.map(String.init) ?? ""
        // As a browser's form writes it, where a space is a plus.
        query = Dictionary(request.uri.query.flatMap { FormText($0.utf8) }?.pairs.map { ($0.name, $0.value) } ?? []) { first, _ in first }
        cookies = Cookies(request, isSecure: site.options.isSecure)
        peer = site.client(request, context)
        method = request.method
        host = request.head.authority ?? ""
        headers = request.headers
    }

    var acceptedLanguages: String { headers[.acceptLanguage] ?? "" }
    /// Whether an answer may be compressed by `gzip`.
    var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            return words.first == "gzip" && (words.count == 1 || (words[1].dropFirst(2).first { $0 != "0" && $0 != "." }) != nil)
        }
    }
    var wantsJSON: Bool { headers[.accept]?.hasPrefix("application/json") ?? false }
    /// A browser that goes somewhere asks for a page, a program does not.
    var wantsPage: Bool { headers[.accept]?.contains("text/html") ?? false }
    /// What the browser says of itself, for the list of one's own sessions.
    var device: String { CleanText.clean(headers[.userAgent] ?? "", lines: false) }
    var secFetchSite: String? { HTTPField.Name.secFetchSite.flatMap { headers[$0] } }
    var origin: String? { headers[.origin] }

    /// The same request of somebody whom we have never seen.
    var withoutCookies: Ask {
        var ask = self
        ask.cookies = Cookies()
        return ask
    }

    /// The language that the request itself tells, for answers that know of no city.
    var words: Words? { Words.wished(chosen: query["lang"] ?? cookies[.language], accepted: acceptedLanguages) }

    /// The address of this page with other questions.
    func asking(_ changes: [String: String?]) -> Address {
        var questions = query
        for (name, value) in changes { questions[name] = value }
        return questions.keys.sorted().reduce(Address(path: path)) { address, name in address.asking(name, questions[name] ?? "") }
    }
}

/// Hummingbird's context with who is on the other end.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    let peer: String
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
    public var maxUploadSize: Int { 512 * 1024 }
}
