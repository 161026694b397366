import HTTPTypes
public import Hummingbird
import NIOCore
import Storage
import Talkoot

extension Site {
    /// Every address of the installation, readable in one place. Rooms add theirs.
    public func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            ReadToEnd()
            Counting(traffic: traffic, logsRequests: options.logsRequests)
            SecurityHeaders(isSecure: options.isSecure)
            LastResort(site: self)
        }
        let door = ActDoor(site: self), programs = ProgramDoor(site: self)

        router.get("/", use: start)
        router.get("health") { _, _ in try await health() }
        router.get("plaintext") { _, _ in Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: "Talkoot\n"))) }
        router.get(".well-known/security.txt", use: securityText)
        router.get("assets/**", use: asset)
        router.get("openapi.json") { _, _ in ProgramDoor.json(.ok, OpenAPI.document(platform.rooms)) }
        router.get("api/v1/acts") { programs.list($0, $1) }
        router.post("api/v1/acts/:act") { try await programs.perform($0, $1) }

        router.get(":city/acts/:act") { try await door.show($0, $1) }
        router.post(":city/acts/:act") { try await door.take($0, $1) }
        router.post(":city/drafts/:act") { try await door.autosave($0, $1) }
        router.get(":city/brand.css", use: brand)

        FrontRoutes(site: self).add(to: router)
        SignInRoutes(site: self).add(to: router)
        AccountRoutes(site: self).add(to: router)
        SecondFactorRoutes(site: self).add(to: router)
        PasswordRoutes(site: self).add(to: router)
        SignalRoutes(site: self).add(to: router)
        IdeaRoutes(site: self).add(to: router)
        ExperimentRoutes(site: self).add(to: router)
        ProblemRoutes(site: self).add(to: router)
        CanvasRoutes(site: self).add(to: router)
        PartRoutes(site: self).add(to: router)
        ChallengeRoutes(site: self).add(to: router)
        SubmissionRoutes(site: self).add(to: router)
        DecisionRoutes(site: self).add(to: router)
        PilotRoutes(site: self).add(to: router)
        LessonRoutes(site: self).add(to: router)
        SolutionRoutes(site: self).add(to: router)
        OrganisationRoutes(site: self).add(to: router)
        InitiativeRoutes(site: self).add(to: router)
        FileRoutes(site: self).add(to: router)
        RecordRoutes(site: self).add(to: router)
        PipelineRoutes(site: self).add(to: router)
        RoleRoutes(site: self).add(to: router)
        MandateRoutes(site: self).add(to: router)
        RegisterRoutes(site: self).add(to: router)
        SettingRoutes(site: self).add(to: router)
        CalendarRoutes(site: self).add(to: router)
        SearchRoutes(site: self).add(to: router)
        NoticeRoutes(site: self).add(to: router)
        ModerationRoutes(site: self).add(to: router)
        JourneyRoutes(site: self).add(to: router)
        InsightRoutes(site: self).add(to: router)
        ReuseRoutes(site: self).add(to: router)
        BenefitRoutes(site: self).add(to: router)
        SealRoutes(site: self).add(to: router)
        PlaceRoutes(site: self).add(to: router)
        if options.demo != nil { DemoRoutes(site: self).add(to: router) }
        refuseOtherMethods(router)
        return router
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    /// A known address with another method answers 405 and says which it takes.
    private func refuseOtherMethods(_ router: Router<WebContext>) {
        for (path, routes) in Dictionary(grouping: router.routes, by: \.path.description) {
            let taken = Set(routes.map(\.method)).union(routes.contains { $0.method == .get } ? [.head] : [])
            let allowed = taken.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { request, context in
                    var response = Site.plain(.methodNotAllowed, "method", Ask(request, context, self).words)
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }

    /// To the oldest city of the installation.
    private func start(_ request: Request, _ context: WebContext) async throws -> Response {
        let cities = try await platform.reading { try CityQueries.cities($0).map { ($0.name, $0.slug) } }
        if let oldest = cities.first { return Site.redirect(to: "/\(oldest.1)") }
        let ask = Ask(request, context, self)
        return Site.plain(.notFound, ask.words, asPage: ask.wantsPage)
    }

    private func health() async throws -> Response {
        _ = try await platform.reading { try CityQueries.cities($0).count }
        return Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"], body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    }

    private func asset(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, self)
        guard let file = EmbeddedFile.at(path: request.uri.path) else { return Site.plain(.notFound, ask.words) }
        var headers: HTTPFields = [.contentType: file.contentType, .cacheControl: "public, max-age=31536000, immutable", .vary: "accept-encoding"]
        guard let compressed = file.compressed, ask.takesGzip else { return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes))) }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: compressed))
    }

    /// The city's own colour. Only a checked `#rrggbb` gets into the sheet.
    private func brand(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, self)
        let (accent, dark) = try await look(ask) { scene, _ in (scene.city.brand.accent, scene.city.profile.accentDark) }
        let sheet = AccentSheet(accent, dark: dark)?.css ?? ""
        return Response(status: .ok, headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "max-age=300"], body: .init(byteBuffer: ByteBuffer(string: sheet)))
    }
}
