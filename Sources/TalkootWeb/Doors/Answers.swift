import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

extension Site {
    /// A page, drawn inside the read transaction; a refusal as its page with the fitting status.
    func page<Drawn: Page>(_ request: Request, _ context: WebContext, _ make: @escaping @Sendable (Scene, Visit) throws -> Drawn) async throws -> Response {
        let ask = Ask(request, context, self)
        do {
            let kept = try await kept(ask)
            if let response = kept.response { return response }
            let drawn = try await look(ask) { scene, visit in
                let page = try make(scene, visit)
                return (visit.document(page).buffer, visit, page.hasForm)
            }
            let response = try await html(.ok, drawn.0, drawn.1, hasForm: drawn.2)
            if !drawn.2 { keep(response, drawn.0, ask, drawn.1, version: kept.version) }
            return response
        } catch let refusal as Refusal { return try await refused(refusal, ask) }
    }

    func html(_ status: HTTPResponse.Status, _ body: ByteBuffer, _ visit: Visit, hasForm: Bool) async throws -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: visit.words.language, .vary: "cookie, accept-language"]
        headers[.cacheControl] = hasForm || !visit.standing.isVisitor ? "no-store" : "private, max-age=0, must-revalidate"
        var cookies: [String] = []
        if hasForm, let visitor = visit.newVisitor { cookies.append(visit.ask.cookies.setting(.visitor, to: visitor)) }
        if visit.flash != nil { cookies.append(visit.ask.cookies.setting(.flash, to: "")) }
        if let chosen = visit.ask.query["lang"], visit.ask.cookies[.language] != chosen, Words.all[chosen] != nil {
            cookies.append(visit.ask.cookies.setting(.language, to: chosen, seconds: 365 * 86_400))
        }
        if let cookie = try await keepSession(visit, hasForm: hasForm) { cookies.append(cookie) }
        var response = Response(status: status, headers: headers, body: .init(byteBuffer: body))
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }

    /// After a page: what its session needs. Not beside a form, whose token against forgery follows from the cookie.
    private func keepSession(_ visit: Visit, hasForm: Bool) async throws -> String? {
        guard let token = visit.ask.cookies[.session] else { return nil }
        switch visit.upkeep {
        case .none: return nil
        case .touch: try await platform.touchSession(token)
        case .renew where hasForm: try await platform.touchSession(token)
        case .renew: return try await platform.renewSession(token).map { visit.ask.cookies.setting(.session, to: $0) }
        case .settle: try await platform.settleSession(token)
        case .question: if try await platform.questionSession(token) { return visit.ask.cookies.setting(.session, to: "") }
        }
        return nil
    }

    /// The refusal's page; where not even the city is known, a plain sentence.
    func refused(_ refusal: Refusal, _ ask: Ask) async throws -> Response {
        if ask.wantsJSON { return ProgramDoor.problem(refusal, ask.words) }
        if refusal == .notFound, let placeholder = try await placeholder(ask) { return placeholder }
        do {
            let drawn = try await look(ask) { _, visit in (visit.document(RefusalPage(refusal: refusal)).buffer, visit) }
            var response = try await html(refusal.status, drawn.0, drawn.1, hasForm: true)
            if refusal == .busy { response.headers[.retryAfter] = "5" }
            return response
        } catch is Refusal { return Site.plain(refusal, ask.words) }
    }

    static func plain(_ refusal: Refusal, _ words: Words?) -> Response {
        var response = plain(refusal.status, "refusal.\(refusal.name).text", words)
        if refusal == .busy { response.headers[.retryAfter] = "5" }
        return response
    }

    /// One sentence as plain text, where no page can be drawn.
    static func plain(_ status: HTTPResponse.Status, _ key: String, _ words: Words?) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        headers[.contentLanguage] = words?.language
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: (words?(key) ?? status.reasonPhrase) + "\n")))
    }

    static func redirect(to address: Address, cookies: [String] = []) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address.text, .cacheControl: "no-store"])
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }
}

extension Refusal {
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .denied: .forbidden
        case .invalid(let problems): problems.contains { $0.key == "problem.bodyTooLarge" } ? .contentTooLarge : .unprocessableContent
        case .illegalMove, .stale: .conflict
        case .busy: .serviceUnavailable
        }
    }
}
