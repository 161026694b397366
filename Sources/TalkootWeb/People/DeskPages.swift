import HTTPTypes
import Hummingbird
import Talkoot

/// What waits for the reader, by date, with the clock of each.
struct DeskPage: Page {
    struct Task: Sendable { let stage: Stage, title: String, picture: Attachment? }
    let waiting: [Task]
    let assignments: [(assignment: Assignment, isScored: Bool)]
    let submissions: [Submission]
    let organisations: [Organisation]
    let drafts: [(act: String, target: Target, savedAt: Instant)]
    let roles: [Grant]
    let notices: [PersonalNotice]
    let moderated: [ModerationCase]
    let reported: [(report: Report, found: ModerationCase)]
    var mailPausedSince: Instant?
    var tellings: [SenderTelling] = []
    var around: [PartTask] = []
    let room = "desk"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("desk.title") }

    func body(_ visit: Visit) -> HTML {
        let isEmpty = waiting.isEmpty && around.isEmpty && tellings.isEmpty && moderated.isEmpty && assignments.allSatisfy(\.isScored) && submissions.isEmpty && drafts.isEmpty
        let empty: HTML? = isEmpty ? EmptyBox(heading: visit.words("desk.empty"), text: visit.words("desk.emptyText"), link: (visit.words("front.challenges"), "/\(visit.city.slug)/challenges")).html : nil
        let known = roles.map { grant in visit.words("role.\(grant.role.rawValue)") + (grant.department.map { ", " + visit.department($0) } ?? "") }
        return """
            <div class="wrap">\(PageHead(kicker: known.isEmpty ? nil : HTML(text: Array(Set(known)).sorted().joined(separator: " · ")), heading: title(visit), lede: lede(visit), actions: OwnCases.queueLink(visit)))\
            \(mailPaused(visit))\(empty)\(OwnCases(moderated, reported, visit))\(tasks(visit))\(PartDesk(around, visit))\(IntakeDesk(tellings, visit))\(news(visit))\(scoring(visit))\(own(visit))\(half(visit))\(groups(visit))</div>
            """
    }
    private func mailPaused(_ visit: Visit) -> HTML? {
        guard let since = mailPausedSince else { return nil }
        let button = PostButton(visit.words("desk.mailResume"), "/\(visit.city.slug)/account/mail/resume", .secondary, hidden: [("_csrf", visit.token)])
        return "\(Flash(.warning, visit.words("desk.mailPaused"), visit.words.html("desk.mailPausedText", ["day": visit.day(since)])))\(button)"
    }
    /// Late, within a week, and later; what has no promised day comes last.
    private func tasks(_ visit: Visit) -> HTML? {
        if waiting.isEmpty { return nil }
        let week = visit.now.adding(days: 7)
        let groups = Dictionary(grouping: waiting) { task -> String in
            guard let promised = task.stage.promisedAt, task.stage.pausedAt == nil else { return "later" }
            return promised < visit.now ? "late" : promised < week ? "week" : "later"
        }
        let sections: [HTML] = ["late", "week", "later"].compactMap { name in
            groups[name].map { Section("waiting-\(name)", visit.words("desk.\(name)"), "<ul class=\"rows rows-3\">\($0.map { row($0, visit) })</ul>").html }
        }
        return "<div id=\"waiting\">\(sections)</div>"
    }
    private func row(_ task: Task, _ visit: Visit) -> HTML {
        """
        <li><div><p class="meta">\(visit.words("kind.\(task.stage.object.kind)")) \(task.stage.object.code.rawValue)</p><h3><a href="\(visit.address(of: task.stage.object))">\(task.title)</a></h3>\(task.picture.map { FileFigures.small($0, visit) })</div>\
        <div>\(visit.tag(task.stage.object.kind, task.stage.state))</div><div>\(visit.clock(of: task.stage))</div></li>
        """
    }
    /// How much it is, in one breath.
    private func lede(_ visit: Visit) -> String {
        let late = waiting.filter { $0.stage.isOverdue(at: visit.now) }.count
        let open = waiting.count + around.count + assignments.filter { !$0.isScored && !$0.assignment.isRecused }.count
        if open == 0 { return visit.words("desk.lede") }
        return visit.words("desk.count", count: open) + (late > 0 ? " " + visit.words("desk.countLate", count: late) : "")
    }
    private func news(_ visit: Visit) -> HTML? {
        let rows: [HTML] = notices.prefix(10).map { notice in
            // A case is not in the index; whose text it is, and who decides, find it by its code.
            let isPart = PartQueries.partKinds.contains(notice.object.kind) || PartQueries.lineKinds.contains(notice.object.kind)
            let name = notice.title ?? (OwnCases.leadsToCase(notice) ? notice.object.code.rawValue : isPart ? visit.words("kind.\(notice.object.kind)") : nil)
            let title: HTML = name.map { "<a href=\"\(visit.address(of: notice.object))\">\($0)</a>" } ?? HTML()
            return "<li><div><p><strong>\(visit.words("event.\(notice.event)"))</strong></p><p>\(title)</p></div><div class=\"meta\">\(visit.day(notice.at))</div></li>"
        }
        let button = PostButton(visit.words("desk.markRead"), "/\(visit.city.slug)/notices/read", .secondary, hidden: [("_csrf", visit.token)])
        return rows.isEmpty ? nil : Section("notices", visit.words("desk.notices"), "<ul class=\"rows\">\(rows)</ul>\(button)").html
    }
    private func scoring(_ visit: Visit) -> HTML? {
        let left = assignments.filter { !$0.isScored && !$0.assignment.isRecused }, done = assignments.filter { $0.isScored || $0.assignment.isRecused }
        let rows: [HTML] = (left + done).map { task in
            let isDeclared = task.assignment.conflict != nil
            let act = isDeclared ? ScoreSubmission.name : DeclareConflict.name
            let state = task.assignment.isRecused ? visit.words("desk.recused") : task.isScored ? visit.words("desk.scored") : visit.words(isDeclared ? "desk.toScore" : "desk.toDeclare")
            let label = visit.words(task.isScored ? "desk.change" : isDeclared ? "desk.score" : "desk.declare")
            let button: HTML? = task.assignment.isRecused ? nil : LinkButton(label, visit.form(act, on: task.assignment.submission.code), task.isScored ? .secondary : .primary).html
            return "<li><div><p class=\"meta\">\(task.assignment.challenge.title)</p><h3><a href=\"\(visit.address(of: task.assignment.submission.reference))\">\(task.assignment.submission.title)</a></h3></div><div>\(state)</div><div>\(button)</div></li>"
        }
        return rows.isEmpty ? nil : Section("scoring", visit.words("desk.jury"), "<ul class=\"rows rows-3\">\(rows)</ul>").html
    }
    private func own(_ visit: Visit) -> HTML? {
        let rows: [HTML] = submissions.map { "<li><div><h3><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a></h3><p class=\"meta\">\($0.team)</p></div><div>\(visit.tag(.submission, $0.state.rawValue))</div><div></div></li>" }
        return rows.isEmpty ? nil : Section("submissions", visit.words("desk.submissions"), "<ul class=\"rows rows-3\">\(rows)</ul>").html
    }
    private func half(_ visit: Visit) -> HTML? {
        let rows: [HTML] = drafts.map { draft in
            let address = draft.target.text.isEmpty ? visit.form(draft.act) : visit.form(draft.act).asking("on", draft.target.text)
            return "<li><div><a href=\"\(address)\">\(visit.words("act.\(draft.act).title"))</a></div><div class=\"meta\">\(visit.dates.momentElement(draft.savedAt.milliseconds))</div></li>"
        }
        return rows.isEmpty ? nil : Section("drafts", visit.words("desk.drafts"), "<ul class=\"rows\">\(rows)</ul>").html
    }
    private func groups(_ visit: Visit) -> HTML {
        let rows: [HTML] = organisations.map { "<li><a href=\"\(visit.address(of: $0.reference))\">\($0.name)</a></li>" }
        return Section("organisations", visit.words("kind.organisation.other"), "<ul>\(rows)</ul><p>\(LinkButton(visit.words("act.organisation.register.title"), visit.form("organisation.register"), .secondary))</p>").html
    }
}

/// The account: name and language, sessions, tokens, the download of one's data, and the way out.
struct AccountPage: Page {
    let person: Person
    let sessions: [Session]
    let current: String
    let tokens: [AccessToken]
    /// A token that was just made; shown this once.
    let newToken: String?
    let canGrant: Bool
    let mail: MailWish
    let secondFactorSince: Instant?
    let passwordSince: Instant?
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("account.title") }

    func body(_ visit: Visit) -> HTML {
        let hidden = [("_csrf", visit.token)]
        let base: Address = "/\(visit.city.slug)/account"
        let rows: [[HTML]] = sessions.map { session in
            ["<span title=\"\(session.device)\">\(Device.name(of: session.device))</span>", visit.dates.momentElement(session.seenAt.milliseconds),
             session.isOf(token: current) ? HTML(text: visit.words("account.thisDevice")) : PostButton(visit.words("account.end"), "\(base)/sessions/end", .secondary, hidden: hidden + [("id", session.id)]).html]
        }
        let keys: [[HTML]] = tokens.map { token in
            [HTML(text: token.name), visit.day(token.expiresAt), PostButton(visit.words("account.end"), "\(base)/tokens/end", .secondary, hidden: hidden + [("id", token.id)]).html]
        }
        let shown: HTML? = newToken.map { "<p>\(visit.words("account.tokenOnce"))</p><p><code>\($0)</code></p>" }
        let form = FormState(visit.words)
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: person.email))\
            \(Section("me", person.displayName, "<div class=\"row\">\(LinkButton(visit.words("act.person.rename.title"), visit.form("person.rename")))\(if: canGrant, LinkButton(visit.words("act.role.grant.title"), visit.form("role.grant"), .secondary).html)\(if: canGrant, LinkButton(visit.words("act.city.requireSecondFactor.title"), visit.form("city.requireSecondFactor"), .secondary).html)\(PostButton(visit.words("account.signOut"), "/\(visit.city.slug)/sign-out", .secondary, hidden: hidden))</div>"))\
            \(Section("secondFactor", visit.words("secondFactor.title"), secondFactor(visit)))\
            \(Section("password", visit.words("password.title"), password(visit)))\
            \(Section("sessions", visit.words("account.sessions"), "\(Table(caption: visit.words("account.sessionsCaption"), columns: [.text(visit.words("account.device")), .text(visit.words("account.seen")), .text(visit.words("account.action"))], rows: rows))\(PostButton(visit.words("account.endOthers"), "\(base)/sessions/end", .secondary, hidden: hidden))"))\
            \(Section("tokens", visit.words("account.tokens"), "\(shown)\(if: !keys.isEmpty, Table(caption: visit.words("account.tokens"), columns: [.text(visit.words("field.name.label")), .text(visit.words("account.expires")), .text(visit.words("account.action"))], rows: keys).html)\(form.form(action: "\(base)/tokens", hidden: hidden, submit: visit.words("account.newToken"), form.line("name", visit.words("account.tokenName"), width: .medium)))"))\
            \(Section("mail", visit.words("account.mail"), "<p>\(visit.words("account.mailText"))</p>\(mailForm(visit))"))\
            \(Section("data", visit.words("account.data"), "<p>\(visit.words("account.dataText"))</p><p><a href=\"\(base)/data.json\">\(visit.words("account.download"))</a></p><p>\(LinkButton(visit.words("act.person.leave.title"), visit.form("person.leave"), .stop))</p>"))</div>
            """
    }
}

extension AccountPage {
    private func password(_ visit: Visit) -> HTML {
        let text = passwordSince.map { visit.words.html("password.since", ["day": visit.day($0)]) } ?? HTML(text: visit.words("password.none"))
        return "<p>\(text)</p><p>\(LinkButton(visit.words(passwordSince == nil ? "password.add" : "password.change"), visit.password, .secondary))</p>"
    }
    private func secondFactor(_ visit: Visit) -> HTML {
        let address: Address = "/\(visit.city.slug)/account/second-factor"
        guard let since = secondFactorSince else { return "<p>\(visit.words("secondFactor.none"))</p><p>\(LinkButton(visit.words("secondFactor.add"), address, .secondary))</p>" }
        return "<p>\(visit.words.html("secondFactor.since", ["day": visit.day(since)]))</p><p>\(LinkButton(visit.words("secondFactor.manage"), address, .secondary))</p>"
    }
    private func mailForm(_ visit: Visit) -> HTML {
        let form = FormState(visit.words, values: ["mail": [mail.rawValue]])
        let wishes = MailWish.allCases.map { FormState.Option($0.rawValue, visit.words("choice.mail.\($0.rawValue)")) }
        return form.form(action: "/\(visit.city.slug)/account/mail", hidden: [("_csrf", visit.token)], submit: visit.words("account.mailSave"), form.radios("mail", visit.words("account.mailWish"), wishes))
    }
}

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
        let waiting = try stages.compactMap { stage in try Titles.of(stage.object, scene).map { DeskPage.Task(stage: stage, title: $0, picture: pictures[stage.object]) } }
        return DeskPage(waiting: waiting, assignments: try JuryQueries.assignments(scene), submissions: try SubmissionQueries.mine(scene), organisations: try OrganisationQueries.mine(scene),
                        drafts: try Drafts.all(scene), roles: scene.standing.grants.filter { $0.scope == nil }, notices: try NoticeQueries.mine(scene).notices.filter { !$0.isRead }, moderated: try ModerationQueries.mine(scene), reported: try ModerationQueries.ownReports(scene), mailPausedSince: try NoticeSettings.pausedSince(scene), tellings: try SenderTellings.waiting(scene), around: try PartTasks.waiting(scene))
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

/// What an object is called, for lists over all rooms.
enum Titles {
    /// Nil for what the reader may not know of.
    static func of(_ object: ObjectReference, _ scene: Scene) throws -> String? {
        let target = Target(object.code.rawValue)
        do {
            switch object.kind {
            case .signal: return try SignalQueries.signal(target, scene).text
            case .problem: return try ProblemQueries.problem(target, scene).title
            case .challenge: return try ChallengeQueries.challenge(target, scene).title
            case .submission: return try SubmissionQueries.submission(target, scene).title
            case .decision: return try DecisionQueries.decision(target, scene).question
            case .pilot: return try PilotQueries.pilot(target, scene).title
            case .lesson: return try LessonQueries.lesson(target, scene).title
            case .solution: return try SolutionQueries.solution(target, scene).title
            case .replication: return try SolutionQueries.replication(target, scene).title
            case .moderationCase: return try ModerationQueries.moderationCase(target, scene).title
            default: return object.code.rawValue
            }
        } catch Refusal.notFound { return nil }
    }
}
