import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// What only the demo has: one-click sign-in as each person, a clock that moves, and the mails that went out.
struct DemoPage: Page {
    struct Someone: Sendable { let person: Person, roles: [String] }
    let people: [Someone]
    let mails: [String]
    let next: Instant?
    let room = "demo"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("demo.title") }

    func body(_ visit: Visit) -> HTML {
        let base: Address = "/\(visit.city.slug)/demo"
        let hidden = [("_csrf", visit.token)]
        let rows: [HTML] = people.map { someone in
            """
            <li><div><h3>\(someone.person.displayName)</h3><p class="meta">\(someone.roles.isEmpty ? visit.words("demo.resident") : someone.roles.joined(separator: ", "))\(someone.person.email.map { "<br>\($0)" as HTML })</p></div>\
            <div>\(PostButton(visit.words("demo.signInAs", ["name": .text(someone.person.displayName)]), "\(base)/sign-in", .secondary, hidden: hidden + [("person", someone.person.id.rawValue)]))</div></li>
            """
        }
        let steps: [(String, Int)] = [("demo.hour", 3_600), ("demo.day", 86_400), ("demo.week", 7 * 86_400), ("demo.month", 30 * 86_400)]
        let moves: [HTML] = steps.map { PostButton(visit.words($0.0), "\(base)/clock", .secondary, hidden: hidden + [("seconds", "\($0.1)")]).html }
        let jump: HTML? = next.map { next in
            let seconds = max(1, (next.milliseconds - visit.now.milliseconds) / 1000 + 1)
            return PostButton(visit.words("demo.next"), "\(base)/clock", .primary, hidden: hidden + [("seconds", "\(seconds)")]).html
        }
        let letters: [HTML] = mails.map { "<li><a href=\"\("/\(visit.city.slug)/demo/mail/\($0)" as Address)\">\($0)</a></li>" }
        return """
            <div class="wrap">\(PageHead(heading: title(visit), lede: visit.words("demo.lede")))\
            \(Section("clock", visit.words("demo.clock"), "<p>\(visit.words.html("demo.now", ["moment": visit.dates.momentElement(visit.now.milliseconds)]))</p><div class=\"row\">\(jump)\(moves)</div>"))\
            \(Section("people", visit.words("demo.people"), "<ul class=\"rows rows-2\">\(rows)</ul>"))\
            \(Section("mail", visit.words("demo.mail"), letters.isEmpty ? "<p>\(visit.words("demo.noMail"))</p>" : "<ul>\(letters)</ul>"))</div>
            """
    }
}

struct DemoRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        let mails = mails
        router.get(":city/demo") { request, context in
            let letters = mails()
            return try await site.page(request, context) { scene, visit in
                let people = try DemoQueries.people(scene).map { person, grants in
                    DemoPage.Someone(person: person, roles: grants.map { grant in visit.words("role.\(grant.role.rawValue)") + (grant.department.map { ", " + visit.department($0) } ?? "") })
                }
                return DemoPage(people: people, mails: letters, next: try DemoQueries.nextDueTime(scene))
            }
        }
        router.post(":city/demo/sign-in", use: signIn)
        router.post(":city/demo/clock", use: moveClock)
        router.get(":city/demo/mail/:name", use: mail)
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let id = form["person"] ?? ""
        let (city, person, language) = try await site.look(ask) { scene, visit in (scene.city, try DemoQueries.people(scene).first { $0.0.id.rawValue == id }?.0, visit.words.language) }
        guard let person else { throw Refusal.notFound }
        guard let email = person.email.flatMap(EmailAddress.init) else { throw Refusal.notFound }
        let passed = try await site.platform.passFirstFactor(email, person.language, in: city.id)
        var entered = try await SignInRoutes(site: site).enter(person.id, city, to: nil, ask, request: passed)
        // Whoever walks through the demo goes on reading in their own language, whomever they are.
        entered.headers.append(HTTPField(name: .setCookie, value: ask.cookies.setting(.language, to: language, seconds: 365 * 86_400)))
        return entered
    }
    private func moveClock(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        guard let seconds = form["seconds"].flatMap({ Int64($0) }), (1...Int64(400 * 86_400)).contains(seconds) else { throw Refusal.invalid([Problem("seconds", "problem.integer")]) }
        try await site.options.demo?.moveClock(seconds * 1000)
        try await site.platform.performDueMoves()
        return Site.redirect(to: "/\(ask.city)/demo")
    }

    @Sendable private func mails() -> [String] {
        guard let folder = site.options.demo?.mailFolder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return Array(names.filter { $0.hasSuffix(".eml") }.sorted(by: >).prefix(50))
    }
    private func mail(_ request: Request, _ context: WebContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        guard let folder = site.options.demo?.mailFolder, mails().contains(name), let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { throw Refusal.notFound }
        return Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
