import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// Adding a second factor and making new recovery codes. Removing one is an act like any other.
struct SecondFactorRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/account/second-factor", use: show)
        router.post(":city/account/second-factor", use: add)
        router.post(":city/account/second-factor/codes", use: newCodes)
    }

    private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let (city, person, hasOne) = try await owner(ask)
            return hasOne ? try await own(.ok, ask, problem: nil) : try await offer(.ok, site.platform.offerSecondFactor(to: person, in: city, site.secrets), ask, problem: nil)
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func add(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let form = try await site.ownForm(request, ask)
            let (city, person, _) = try await owner(ask)
            let locked = form["offer"] ?? ""
            guard let again = try site.platform.offer(again: locked, to: person, in: city, site.secrets) else { throw Refusal.invalid([Problem("", "problem.expired")]) }
            do {
                let codes = try await site.platform.addSecondFactor(locked, code: form["code"] ?? "", of: person.id, session: ask.cookies[.session] ?? "", in: city.id, site.secrets)
                guard let codes else { return try await offer(.unprocessableContent, again, ask, problem: "problem.firstCode") }
                return try await self.codes(codes, ask)
            } catch Refusal.invalid(let problems) { return try await offer(.unprocessableContent, again, ask, problem: problems.first?.key) }
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func newCodes(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let form = try await site.ownForm(request, ask)
            let (city, person, hasOne) = try await owner(ask)
            guard hasOne else { throw Refusal.notFound }
            if let code = form["_check"], !code.isEmpty, let problem = try await site.check(code, of: person.id, in: city.id, ask) {
                return try await own(.unprocessableContent, ask, problem: problem.key)
            }
            let isFresh = try await site.look(ask) { scene, _ in scene.standing.isFresh(at: scene.now) }
            guard isFresh else { return try await own(.forbidden, ask, problem: "problem.freshCheck") }
            return try await codes(try await site.platform.newRecoveryCodes(of: person.id, in: city.id, site.secrets), ask)
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func owner(_ ask: Ask) async throws -> (City, Person, hasSecondFactor: Bool) {
        let found = try await site.look(ask) { scene, _ in (scene.city, scene.standing.person, scene.standing.hasSecondFactor) }
        guard let person = found.1 else { throw Refusal.denied("denied.signIn") }
        return (found.0, person, found.2)
    }
    private func offer(_ status: HTTPResponse.Status, _ offer: SecondFactorOffer, _ ask: Ask, problem: String?) async throws -> Response {
        try await site.draw(status, ask) { _, _ in SecondFactorOfferPage(offer: offer, problem: problem) }
    }
    private func own(_ status: HTTPResponse.Status, _ ask: Ask, problem: String?) async throws -> Response {
        try await site.draw(status, ask) { scene, _ in
            guard let own = try SecondFactors.own(scene) else { throw Refusal.notFound }
            return SecondFactorPage(since: own.addedAt, codesLeft: own.codesLeft, asksForCheck: !scene.standing.isFresh(at: scene.now), problem: problem)
        }
    }
    private func codes(_ codes: [String], _ ask: Ask) async throws -> Response {
        try await site.draw(.ok, ask) { _, _ in RecoveryCodesPage(codes: codes) }
    }
}
