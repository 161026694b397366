import HTTPTypes
import Hummingbird
import NIOCore
public import Talkoot

extension NoticeStyle {
    /// How this site writes letters: its words, and where its pages are.
    public static func site(origin: String, sender: EmailAddress) -> NoticeStyle {
        NoticeStyle(origin: origin, sender: sender, texts: { language, key, values in
            guard let words = Words.all[language.rawValue], words.has(key) else { return nil }
            return words(key, values.mapValues { .text($0) })
        }, path: { Visit.address(of: $1, in: $0).text })
    }
}

/// The page behind the link in each letter. Opening it changes nothing, since mail scanners open links; the button does.
struct UnsubscribePage: Page {
    let token: String
    let isDone: Bool
    let room = ""
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("unsubscribe.title") }
    func body(_ visit: Visit) -> HTML {
        let button = PostButton(visit.words("unsubscribe.button"), ("/\(visit.city.slug)/unsubscribe" as Address).asking("token", token), .primary, hidden: [("List-Unsubscribe", "One-Click")])
        return "<div class=\"wrap narrow\">\(PageHead(heading: title(visit), lede: visit.words(isDone ? "unsubscribe.done" : "unsubscribe.lede")))\(isDone ? nil : button.html)</div>"
    }
}

struct NoticeRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city/unsubscribe") { request, context in
            try await site.page(request, context) { _, visit in UnsubscribePage(token: visit.ask.query["token"] ?? "", isDone: false) }
        }
        router.post(":city/unsubscribe", use: unsubscribe)
        router.post(":city/account/mail", use: wish)
        router.post(":city/account/mail/resume", use: resume)
        router.post(":city/notices/read", use: read)
    }

    /// RFC 8058: no cookie, no sign-in; the token in the address says who, and is worth nothing else.
    private func unsubscribe(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let city = try await site.look(ask) { scene, _ in scene.city }
        guard let person = UnsubscribeToken.person(of: ask.query["token"] ?? "", in: city.id, site.secrets) else { throw Refusal.notFound }
        try await site.platform.setMail(.never, for: person, in: city.id)
        return try await site.draw(.ok, ask) { _, _ in UnsubscribePage(token: "", isDone: true) }
    }

    private func wish(_ request: Request, _ context: WebContext) async throws -> Response {
        let (city, person, form) = try await own(request, context)
        try await site.platform.setMail(form["mail"].flatMap(MailWish.init(rawValue:)) ?? .each, for: person, in: city.id)
        return Site.redirect(to: "/\(city.slug)/account")
    }
    private func resume(_ request: Request, _ context: WebContext) async throws -> Response {
        let (city, person, _) = try await own(request, context)
        try await site.platform.resumeMail(for: person, in: city.id)
        return Site.redirect(to: "/\(city.slug)/desk")
    }
    private func read(_ request: Request, _ context: WebContext) async throws -> Response {
        let (city, person, _) = try await own(request, context)
        try await site.platform.markRead(nil, of: person, in: city.id)
        return Site.redirect(to: "/\(city.slug)/desk")
    }
    private func own(_ request: Request, _ context: WebContext) async throws -> (City, ID<Person>, FormText) {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let found = try await site.look(ask) { scene, _ in (scene.city, scene.standing.person?.id) }
        guard let person = found.1 else { throw Refusal.denied("denied.signIn") }
        return (found.0, person, form)
    }
}
