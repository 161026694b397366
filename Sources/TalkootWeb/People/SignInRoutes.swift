import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// Signing in by a code from a mail, and out.
struct SignInRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/sign-in") { try await site.page($0, $1) { _, visit in SignInPage(typed: "", problem: nil, to: visit.ask.query["to"] ?? "") } }
        router.post(":city/sign-in", use: askForCode)
        router.get(":city/sign-in/code") { try await site.page($0, $1) { _, visit in SignInCodePage(problem: nil, to: visit.ask.query["to"] ?? "") } }
        router.post(":city/sign-in/code", use: enterCode)
        router.get(":city/sign-in/second") { try await site.page($0, $1) { _, visit in SecondStepPage(problem: nil, to: visit.ask.query["to"] ?? "") } }
        router.post(":city/sign-in/second", use: enterSecond)
        router.post(":city/sign-out", use: signOut)
    }

    private func askForCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let (city, language) = try await site.look(ask) { scene, visit in (scene.city, visit.words.language) }
        guard let email = EmailAddress(CleanText.clean(form["email"] ?? "", lines: false)) else {
            return try await again(ask) { _ in SignInPage(typed: form["email"] ?? "", problem: "problem.email", to: form["_to"] ?? "") }
        }
        if site.options.isThrottled {
            let often = try await site.platform.isTooMany("code for \(email.text)", limit: 6)
            let many = try await site.platform.isTooMany("codes from \(ask.peer)", limit: 30)
            if often || many {
                site.security.note(.tooMany, city: city.slug, "code")
                return Site.tooMany(ask.words, asPage: ask.wantsPage)
            }
        }
        let id = try await site.platform.askForCode(email, Language(rawValue: language) ?? .english, in: city.id)
        site.security.note(.codeAsked, city: city.slug)
        let next = ("/\(city.slug)/sign-in/code" as Address).asking("to", form["_to"] ?? "")
        return Site.redirect(to: next, cookies: [ask.cookies.setting(.request, to: id, seconds: 900)])
    }

    private func enterCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let city = try await site.look(ask) { scene, _ in scene.city }
        let person = try await site.platform.signIn(request: ask.cookies[.request] ?? "", code: form["code"] ?? "", secrets: site.secrets, in: city.id)
        guard let person else {
            site.security.note(.codeRefused, city: city.slug)
            return try await again(ask) { _ in SignInCodePage(problem: "problem.code", to: form["_to"] ?? "") }
        }
        return try await enter(person, city, to: form["_to"], ask)
    }

    /// Past the first factor: on to the second where there is one, else in.
    /// - Parameter request: what shows that the first was passed, where the browser does not have it yet.
    func enter(_ person: ID<Person>, _ city: City, to next: String?, _ ask: Ask, request: String? = nil) async throws -> Response {
        guard try await site.platform.hasSecondFactor(person, in: city.id) else { return try await begin(person, city, to: next, ask) }
        return Site.redirect(to: ("/\(city.slug)/sign-in/second" as Address).asking("to", next ?? ""), cookies: request.map { [ask.cookies.setting(.request, to: $0, seconds: 900)] } ?? [])
    }

    private func enterSecond(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let city = try await site.look(ask) { scene, _ in scene.city }
        let asked = ask.cookies[.request] ?? ""
        guard let person = try await site.platform.halfSignedIn(asked, in: city.id) else {
            return try await again(ask) { _ in SignInPage(typed: "", problem: "problem.signInExpired", to: form["_to"] ?? "") }
        }
        let checked = try await site.platform.checkSecondFactor(form["code"] ?? "", of: person, in: city.id, site.secrets)
        if checked != .right { site.security.note(checked == .tooMany ? .tooMany : .secondFactorRefused, city: city.slug, account: person, "sign-in") }
        switch checked {
        case .wrong: return try await again(ask) { _ in SecondStepPage(problem: "problem.secondCode", to: form["_to"] ?? "") }
        case .tooMany: return try await again(ask) { _ in SecondStepPage(problem: "problem.codesTooMany", to: form["_to"] ?? "") }
        case .right:
            try await site.platform.forgetRequest(asked)
            return try await begin(person, city, to: form["_to"], ask)
        }
    }

    /// A session of its own for this device, and on to where the person wanted to go.
    func begin(_ person: ID<Person>, _ city: City, to next: String?, _ ask: Ask) async throws -> Response {
        let token = try await site.platform.beginSession(of: person, in: city.id, device: ask.device)
        site.security.note(.signedIn, city: city.slug, account: person)
        let wanted = next.flatMap { $0.hasPrefix("/\(city.slug)/") ? Address(path: $0) : nil }
        return Site.redirect(to: wanted ?? "/\(city.slug)/desk", cookies: [
            ask.cookies.setting(.session, to: token), ask.cookies.setting(.request, to: ""), ask.cookies.setting(.flash, to: "signIn", seconds: 60),
        ])
    }

    private func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        _ = try await site.ownForm(request, ask)
        if let token = ask.cookies[.session] {
            let person = try await site.look(ask) { scene, _ in scene.standing.person?.id }
            try await site.platform.endSession(token)
            site.security.note(.signedOut, city: ask.city, account: person)
        }
        return Site.farewell(to: "/\(ask.city)", cookies: [ask.cookies.setting(.session, to: ""), ask.cookies.setting(.flash, to: "signOut", seconds: 60)])
    }

    private func again(_ ask: Ask, _ make: @escaping @Sendable (Visit) -> some Page) async throws -> Response {
        try await site.draw(.unprocessableContent, ask) { _, visit in make(visit) }
    }
}

extension Site {
    /// A form of this site, or a refusal: for the few forms that are no acts.
    func ownForm(_ request: Request, _ ask: Ask) async throws -> FormText {
        guard let body = try? await request.body.collect(upTo: 64 * 1024), let form = FormText(body.readableBytesView), isOwnForm(form, ask) else {
            throw Refusal.invalid([Problem("", "problem.expired")])
        }
        return form
    }
}
