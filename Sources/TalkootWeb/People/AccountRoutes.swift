import HTTPTypes
import Hummingbird
import Talkoot

struct AccountRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/desk") { request, context in try await site.page(request, context, desk) }
        router.get(":city/account") { request, context in try await site.page(request, context) { scene, visit in try account(scene, visit, newToken: nil) } }
        router.get(":city/account/data.json", use: data)
        router.post(":city/account/sessions/end", use: endSessions)
        router.post(":city/account/tokens", use: newToken)
        router.post(":city/account/tokens/end", use: endToken)
    }

    @Sendable private func desk(_ scene: Scene, _ visit: Visit) throws -> DeskPage {
        guard scene.standing.person != nil else { throw Refusal.denied("denied.signIn") }
        // What the reader may not see yet, such as a sealed submission, does not wait for them either.
        let stages = try StageQueries.waiting(scene)
        let pictures = try AttachmentQueries.firstPictures(of: stages.map(\.object), scene)
        let waiting = try stages.compactMap { stage -> DeskPage.Task? in
            guard let title = try Titles.of(stage.object, scene) else { return nil }
            let act = try StageWay.act(leadingOn: stage).flatMap { try Offers.include($0, on: stage.object, site.platform.rooms, scene) ? $0 : nil }
            return DeskPage.Task(stage: stage, title: title, picture: pictures[stage.object], act: act)
        }
        let department = try scene.standing.grants.compactMap(\.department).first.flatMap { own in try CityQueries.departments(scene).first { $0.id == own } }
        let sent = try SignalQueries.mine(scene)
        return DeskPage(waiting: waiting, assignments: try JuryQueries.assignments(scene), submissions: try SubmissionQueries.mine(scene), organisations: try OrganisationQueries.mine(scene),
                        drafts: try Drafts.all(scene), roles: scene.standing.grants.filter { $0.scope == nil }, notices: try NoticeQueries.mine(scene).notices.filter { !$0.isRead }, moderated: try ModerationQueries.mine(scene), reported: try ModerationQueries.ownReports(scene), mailPausedSince: try NoticeSettings.pausedSince(scene), tellings: try SenderTellings.waiting(scene), around: try PartTasks.waiting(scene),
                        sent: sent, clocks: try StageQueries.running(of: sent.filter { $0.state == .new }.map(\.reference), scene), pilots: try PilotQueries.mine(scene), unplanned: try DecisionQueries.unplanned(scene), seals: try SealQueries.waiting(scene), followed: try InitiativeQueries.followed(scene),
                        elsewhere: try PipelineQueries.elsewhere(scene), board: scene.standing.isStaff ? try PipelineQueries.board(of: department?.id, scene) : nil, department: department)
    }

    @Sendable private func account(_ scene: Scene, _ visit: Visit, newToken: String?) throws -> AccountPage {
        guard let person = scene.standing.person else { throw Refusal.denied("denied.signIn") }
        return AccountPage(person: person, sessions: try Sessions.all(of: person.id, scene), current: visit.ask.cookies[.session] ?? "", tokens: try AccessTokens.all(scene),
                           newToken: newToken, canGrant: scene.standing.holds(.administrator), mail: try NoticeSettings.mail(scene), secondFactorSince: try SecondFactors.own(scene)?.addedAt, passwordSince: try Passwords.since(scene))
    }

    private func signedIn(_ ask: Ask) async throws -> (City, ID<Person>) {
        let found = try await site.look(ask) { scene, _ in (scene.city, scene.standing.person?.id) }
        guard let person = found.1 else { throw Refusal.denied("denied.signIn") }
        return (found.0, person)
    }
    private func data(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let rooms = site.platform.rooms
            let all = try await site.look(ask) { scene, _ in try PeopleQueries.ownData(rooms, scene) }
            var response = ProgramDoor.json(.ok, all)
            response.headers[.contentDisposition] = "attachment; filename=\"talkoot-data.json\""
            return response
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }
    private func endSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let (city, person) = try await signedIn(ask)
        try await site.platform.endSessions(of: person, in: city.id, id: form["id"], except: ask.cookies[.session] ?? "")
        return Site.redirect(to: "/\(city.slug)/account")
    }
    private func newToken(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let (city, person) = try await signedIn(ask)
        let name = CleanText.clean(form["name"] ?? "", lines: false)
        let token = try await site.platform.newAccessToken(for: person, in: city.id, named: name.isEmpty ? "API" : name)
        return try await site.draw(.ok, ask) { scene, visit in try account(scene, visit, newToken: token) }
    }
    private func endToken(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let form = try await site.ownForm(request, ask)
        let (city, person) = try await signedIn(ask)
        try await site.platform.endAccessToken(form["id"] ?? "", of: person, in: city.id)
        return Site.redirect(to: "/\(city.slug)/account")
    }
}
