import Hummingbird
import Talkoot

struct SignalRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        site.list("signals", on: router, for: SignalQueries.audience, ListPage.signals)
        router.post(":city/signals/similar", use: similar)
        router.get(":city/signals/paper") { try await site.page($0, $1) { _, _ in PaperFormPage() } }
        // Whoever used the screen before leaves nothing on it; the address may say in which district it stands.
        router.get(":city/signals/kiosk") { request, context in
            let ask = Ask(request, context, site), form = ("/\(ask.city)/acts/\(SendSignal.name)" as Address).asking("kiosk", "yes")
            let address = ask.query["district"].map { form.asking("district", $0) } ?? form
            return Site.redirect(to: address, cookies: [Cookies.Name.request, .flash, .visitor].map { ask.cookies.setting($0, to: "") })
        }
        router.get(":city/signals/sent") { request, context in
            try await site.page(request, context) { scene, visit in
                let code = visit.ask.cookies[.request] ?? ""
                let sent = try SignalQueries.tracked(code, scene)
                let promise = try sent.flatMap { try StageQueries.of($0.reference, scene).first?.promisedAt }
                let district = try sent.flatMap { signal in try CityQueries.names(scene).districts.first { $0.id == signal.district }?.slug }
                let again = ("/\(visit.city.slug)/signals/kiosk" as Address), kiosk = sent?.channel == .kiosk ? district.map { again.asking("district", $0) } ?? again : nil
                return SignalSentPage(code: code, promisedAt: promise, isHeld: sent?.visibility == .held, kiosk: kiosk, own: sent.flatMap { scene.standing.matches(.author, $0.bearings) ? $0.reference : nil })
            }
        }
        router.get(":city/signals/:code") { request, context in
            let code = context.parameters.get("code") ?? ""
            return try await site.page(request, context) { scene, visit in
                let signal = try SignalQueries.signal(Target(code), scene)
                let (files, places, problems) = try scene.rows(AttachmentQueries.of(signal.reference, scene), PlaceQueries.of(signal.reference, scene), ProblemQueries.ofInitiative(signal.initiative, scene))
                return SignalPage(
                    signal: signal, matter: try Matter(signal, scene, visit, site), entries: try RecordSection(signal.reference, scene, visit),
                    moderation: try ConcealedNote(signal.visibility, signal.reference, scene, visit),
                    files: FileFigures(files, of: signal, visit), whereabouts: try Whereabouts(places.first, of: signal, scene, visit), messages: try SenderMessages.of(signal, scene), idea: try IdeaSection(signal, scene, visit),
                    similar: scene.standing.isStaff && signal.state == .new ? try SimilarSignals.find(signal.text + " " + signal.description, except: signal.code, scene) : [], problems: problems,
                    origins: try signal.channel == .imported ? InitiativeQueries.origins(of: signal, scene) : [])
            }
        }
        router.get(":city/track") { try await site.page($0, $1) { _, _ in TrackPage(typed: "", signal: nil, isUnknown: false) } }
        router.post(":city/track", use: track)
    }

    /// A code is typed, never linked, so that it does not stay in histories; and not many can be tried.
    private func track(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        if site.options.isThrottled, try await site.platform.isTooMany("track \(ask.peer)", limit: 30) { return Site.tooMany(ask.words, asPage: ask.wantsPage) }
        let typed = String((form["code"] ?? "").prefix(20))
        let drawn = try await site.look(ask) { scene, visit in
            let signal = try SignalQueries.tracked(typed, scene)
            let reported = signal == nil ? try ModerationQueries.reported(typed, scene) : nil
            let moderated = try signal.flatMap { $0.visibility.isShown ? nil : try ModerationQueries.behind($0.reference, scene) }
            let isUnknown = signal == nil && reported == nil
            var page = TrackPage(typed: typed, signal: signal, isUnknown: isUnknown, moderated: moderated, reported: reported, messages: try SenderMessages.ofTracked(typed, scene))
            if let signal {
                page.promised = try StageQueries.of(signal.reference, scene).last { $0.leftAt == nil }
                page.initiative = try InitiativeQueries.initiative(signal.initiative, scene).flatMap { $0.isPublic ? $0 : nil }
            }
            return (visit.document(page).buffer, visit, isUnknown)
        }
        return try await site.html(drawn.2 ? .unprocessableContent : .ok, drawn.0, drawn.1, hasForm: true)
    }
}
