import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// Signing in by password, and keeping one.
struct PasswordRoutes: Sendable {
    let site: Site
    /// What shows that it is the person who sets a password, where the last proof is more than a quarter of an hour old.
    enum Proof: Sendable { case secondFactor, currentPassword, signInAgain }

    func add(to router: Router<WebContext>) {
        router.post(":city/sign-in/password", use: signIn)
        router.get(":city/account/password", use: show)
        router.post(":city/account/password", use: set)
        router.post(":city/account/password/remove", use: remove)
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let (city, language) = try await site.look(ask) { scene, visit in (scene.city, visit.words.language) }
        let typed = CleanText.clean(form["passwordEmail"] ?? "", lines: false), to = form["_to"] ?? ""
        guard let email = EmailAddress(typed) else { return try await again(typed, ["passwordEmail": "problem.email"], to, ask) }
        if site.options.isThrottled {
            let often = try await site.platform.isTooMany("password of \(email.text) in \(city.id)", limit: 10)
            let many = try await site.platform.isTooMany("passwords from \(ask.peer)", limit: 60)
            if often || many {
                site.security.note(.tooMany, city: city.slug, "password")
                return try await again(typed, ["password": "problem.passwordTooMany"], to, ask)
            }
        }
        guard let person = try await site.platform.passwordOwner(email, form["password"] ?? "", in: city.id) else {
            site.security.note(.passwordRefused, city: city.slug)
            return try await again(typed, ["password": "problem.password"], to, ask)
        }
        let passed = try await site.platform.passFirstFactor(email, Language(rawValue: language) ?? .english, in: city.id)
        return try await SignInRoutes(site: site).enter(person, city, to: to, ask, request: passed)
    }
    private func again(_ typed: String, _ problems: [String: String], _ to: String, _ ask: Ask) async throws -> Response {
        try await site.draw(.unprocessableContent, ask) { _, _ in SignInPage(typed: typed, problem: nil, passwordProblems: problems, to: to) }
    }

    private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do { return try await answer(.ok, ask, []) } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func set(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let form = try await site.ownForm(request, ask)
            let (city, person, _) = try await owner(ask)
            if let problem = try await proofProblem(form, person, city, ask) { return try await answer(.unprocessableContent, ask, [problem]) }
            do { try await site.platform.setPassword(form["password"] ?? "", of: person, session: ask.cookies[.session] ?? "", in: city) }
            catch Refusal.invalid(let problems) { return try await answer(.unprocessableContent, ask, problems) }
            return Site.redirect(to: "/\(city.slug)/account", cookies: [ask.cookies.setting(.flash, to: "password", seconds: 60)])
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func remove(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            _ = try await site.ownForm(request, ask)
            let (city, person, _) = try await owner(ask)
            try await site.platform.removePassword(of: person.id, session: ask.cookies[.session] ?? "", in: city.id)
            return Site.redirect(to: "/\(city.slug)/account", cookies: [ask.cookies.setting(.flash, to: "passwordRemoved", seconds: 60)])
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func proofProblem(_ form: FormText, _ person: Person, _ city: City, _ ask: Ask) async throws -> Problem? {
        if let code = form["_check"], !code.isEmpty { return try await site.check(code, of: person.id, in: city.id, ask) }
        switch try await owner(ask).asks {
        case nil: return nil
        case .secondFactor: return Problem("_check", "problem.freshCheck")
        case .signInAgain: return Problem("", "problem.signInAgain")
        case .currentPassword:
            if site.options.isThrottled, try await site.platform.isTooMany("password of \(person.email ?? "") in \(city.id)", limit: 10) { return Problem("current", "problem.passwordTooMany") }
            return try await site.platform.isPassword(form["current"] ?? "", of: person.id, in: city.id) ? nil : Problem("current", "problem.password")
        }
    }
    private func owner(_ ask: Ask) async throws -> (City, Person, asks: Proof?) {
        try await site.look(ask) { scene, _ in
            guard let person = scene.standing.person else { throw Refusal.denied("denied.signIn") }
            return (scene.city, person, try Self.asks(scene))
        }
    }
    private static func asks(_ scene: Scene) throws -> Proof? {
        if scene.standing.provedLately(at: scene.now) { return nil }
        return try scene.standing.hasSecondFactor ? .secondFactor : Passwords.since(scene) == nil ? .signInAgain : .currentPassword
    }
    private func answer(_ status: HTTPResponse.Status, _ ask: Ask, _ problems: [Problem]) async throws -> Response {
        _ = try await owner(ask)
        return try await site.draw(status, ask) { scene, _ in PasswordPage(since: try Passwords.since(scene), asks: try Self.asks(scene), problems: problems) }
    }
}
