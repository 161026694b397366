import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Talkoot

/// The headers of every answer (`docs/asvs.md` 3.4): no inline code, no foreign frames, no guessing of types.
struct SecurityHeaders: RouterMiddleware {
    let isSecure: Bool

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.always where response.headers[name] == nil { response.headers[name] = value }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        return response
    }

    private static let always: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        (.xContentTypeOptions, "nosniff"),
        // For browsers that do not know frame-ancestors.
        (named("x-frame-options"), "DENY"),
        (named("referrer-policy"), "strict-origin-when-cross-origin"),
        (named("cross-origin-resource-policy"), "same-origin"),
        (named("cross-origin-opener-policy"), "same-origin"),
        (named("permissions-policy"), "camera=(), microphone=(), geolocation=(self)"),
    ]
    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .xContentTypeOptions }
}

/// What no route caught, as an answer: a busy database says so and when to come back; anything else is logged without personal data.
struct LastResort: RouterMiddleware {
    let site: Site

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        do { return try await pageOrNothing(request, context, next) }
        catch let refusal as Refusal { return Site.plain(refusal, words(request), asPage: wantsPage(request)) }
        catch let error as HTTPError {
            return Response(status: error.status, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: "\(error.status.reasonPhrase)\n")))
        } catch StorageError.busy, StorageError.uncertain { return Site.plain(.busy, words(request), asPage: wantsPage(request)) }
        catch {
            context.logger.error("a request failed", metadata: ["path": .string(String(request.uri.path.prefix(80))), "error": .string("\(error)")])
            return Site.plain(.internalServerError, "failed", words(request), asPage: wantsPage(request))
        }
    }

    /// An address that no route knows gets the page that says so.
    private func pageOrNothing(_ request: Request, _ context: WebContext, _ next: (Request, WebContext) async throws -> Response) async throws -> Response {
        do { return try await next(request, context) }
        catch let error as HTTPError where error.status == .notFound { return try await site.refused(.notFound, Ask(request, context, site)) }
    }

    private func wantsPage(_ request: Request) -> Bool { request.headers[.accept]?.contains("text/html") ?? false }

    private func words(_ request: Request) -> Words? {
        Words.wished(chosen: Cookies(request, isSecure: site.options.isSecure)[.language], accepted: request.headers[.acceptLanguage] ?? "")
    }
}
