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
            return drawn.2 ? response : keep(response, drawn.0, ask, drawn.1, version: kept.version)
        } catch let refusal as Refusal { return try await refused(refusal, ask) }
    }

    /// A page that answers a form, or takes the place of another page: with its own status, never kept.
    func draw<Drawn: Page>(_ status: HTTPResponse.Status, _ ask: Ask, _ make: @escaping @Sendable (Scene, Visit) throws -> Drawn) async throws -> Response {
        let drawn = try await look(ask) { scene, visit in (visit.document(try make(scene, visit)).buffer, visit) }
        return try await html(status, drawn.0, drawn.1, hasForm: true)
    }

    func html(_ status: HTTPResponse.Status, _ body: ByteBuffer, _ visit: Visit, hasForm: Bool) async throws -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: visit.words.language, .vary: "cookie, accept-language, accept-encoding"]
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
        case .question:
            if try await platform.questionSession(token) {
                security.note(.sessionCopied, city: visit.city.slug, account: visit.standing.person?.id)
                return visit.ask.cookies.setting(.session, to: "")
            }
        }
        return nil
    }

    /// The refusal's page; where not even the city is known, a plain sentence.
    func refused(_ refusal: Refusal, _ ask: Ask) async throws -> Response {
        await note(refusal, ask)
        if ask.wantsJSON { return ProgramDoor.problem(refusal, ask.words) }
        if refusal == .notFound, let placeholder = try await placeholder(ask) { return placeholder }
        do {
            var response = try await draw(refusal.status, ask) { _, _ in RefusalPage(refusal: refusal) }
            if refusal == .busy { response.headers[.retryAfter] = "5" }
            return response
        } catch is Refusal { return Site.plain(refusal, ask.words, asPage: ask.wantsPage) }
    }

    /// Tells the log that somebody was refused who is signed in; of visitors that is no news.
    private func note(_ refusal: Refusal, _ ask: Ask) async {
        guard case .denied(let why) = refusal, ask.cookies[.session] != nil, let person = try? await look(ask, { scene, _ in scene.standing.person?.id }) else { return }
        security.note(.denied, city: ask.city, account: person, why)
    }

    static func plain(_ refusal: Refusal, _ words: Words?, asPage: Bool = false) -> Response {
        var response = plain(refusal.status, refusal.name, words, asPage: asPage)
        if refusal == .busy { response.headers[.retryAfter] = "5" }
        return response
    }

    /// One sentence where no page of a city can be drawn: as plain text, or for a browser in a frame without a city.
    static func plain(_ status: HTTPResponse.Status, _ refusal: String, _ words: Words?, asPage: Bool = false) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        headers[.contentLanguage] = words?.language
        guard let words else { return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: status.reasonPhrase + "\n"))) }
        let text = words("refusal.\(refusal).text")
        guard asPage else { return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text + "\n"))) }
        headers[.contentType] = "text/html; charset=utf-8"
        let title = words("refusal.\(refusal).title")
        let frame = PageFrame(words: words, brand: Brand(name: "Talkoot", slogan: words("brand.motto"), home: "/"), title: title, description: text, isForRobots: false)
        return Response(status: status, headers: headers, body: .init(byteBuffer: frame.html("<div class=\"wrap\">\(PageHead(heading: title, lede: text))</div>").buffer))
    }

    static func redirect(to address: Address, cookies: [String] = []) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address.text, .cacheControl: "no-store"])
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }

    /// The same for whoever leaves: what the browser has kept of the pages that only they could see goes, also from the memory behind its way back.
    static func farewell(to address: Address, cookies: [String]) -> Response {
        var response = redirect(to: address, cookies: cookies)
        if let name = HTTPField.Name("clear-site-data") { response.headers[name] = "\"cache\", \"storage\"" }
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
