import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

struct ModerationRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        site.list("cases", on: router, ListPage.cases)
        site.one("cases/:code", on: router) { target, scene, visit in try casePage(target, scene, visit) }
        router.get(":city/moderation") { try await site.page($0, $1, queue) }
        router.get(":city/moderation/templates") { request, context in
            try await site.page(request, context) { scene, _ in
                guard scene.standing.isModerator || scene.standing.holds(.administrator) else { throw Refusal.denied(scene.standing.isVisitor ? "denied.signIn" : "denied.role") }
                return TemplatesPage(own: try ModerationTemplate.all(scene))
            }
        }
        router.get(":city/moderation/figures") { try await site.page($0, $1) { scene, _ in ModerationFiguresPage(figures: try ModerationQueries.figures(scene)) } }
        for form in [ListForm.csv, .json] {
            router.get(":city/moderation/figures.\(form)") { request, context in
                try await site.export(request, context, form) { scene, _ in
                    let page = ModerationFiguresPage(figures: try ModerationQueries.figures(scene))
                    return form == .json ? page.json.canonical : page.export.csv
                }
            }
        }
        router.get(":city/reports/sent") { request, context in
            try await site.page(request, context) { scene, visit in
                let code = visit.ask.cookies[.request] ?? ""
                return ReportSentPage(code: code, reported: try ModerationQueries.reported(code, scene))
            }
        }
    }

    @Sendable private func queue(_ scene: Scene, _ visit: Visit) throws -> QueuePage {
        if scene.standing.isVisitor { throw Refusal.denied("denied.signIn") }
        let filter = QueueFilter(
            state: visit.ask.query["state"].flatMap(ModerationCase.State.init(rawValue:)), origin: visit.ask.query["origin"].flatMap(ModerationCase.Origin.init(rawValue:)), isMine: visit.ask.query["mine"] == "yes")
        return QueuePage(found: try ModerationQueries.queue(matching: filter, after: visit.cursor, scene), filter: filter)
    }

    private func casePage(_ target: Target, _ scene: Scene, _ visit: Visit) throws -> CasePage {
        let found = try ModerationQueries.moderationCase(target, scene)
        let isModerator = scene.standing.isModerator
        let own = isModerator ? try ModerationTemplate.all(scene) : []
        let language = try ModerationQueries.language(ofAuthor: found, scene)
        // The rule that was named first stands first.
        let rules = [found.rule] + ConductRule.allCases.filter { $0 != found.rule }
        return CasePage(
            found: found, isOwn: ModerationQueries.isOwn(found, scene), offers: try isModerator || scene.standing.person != nil ? ModerationQueries.offers(on: found, site.platform.rooms, scene) : [],
            bias: isModerator ? try ModerationQueries.bias(found, scene) : nil, reports: try ModerationQueries.reports(on: found, scene), history: try ModerationQueries.history(ofAuthor: found, scene),
            templates: isModerator ? rules.map { ($0, TemplateText.filled($0, language, own, found, scene.city)) } : [],
            entries: try RecordSection(found.reference, scene, visit))
    }
}
