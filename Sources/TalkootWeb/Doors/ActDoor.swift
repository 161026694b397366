import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The door for forms: shows the form of an act, takes what was typed, and either does it (303) or shows the form again with every value kept.
struct ActDoor: Sendable {
    let site: Site

    func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do { return try await answer(.ok, ask, try act(context), typed: nil, problems: []) }
        catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    func take(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let act = try act(context)
            var form = try await FormBody(site: site, ask: ask, act: act).read(request)
            guard site.isOwnForm(form, ask) else { return try await answer(.forbidden, ask, act, typed: form, problems: [Problem("", "problem.expired")]) }
            if try await isPointing(act, &form, ask) || form["more"]?.isEmpty == false { return try await answer(.ok, ask, act, typed: form, problems: []) }
            if form["_save"] != nil { return try await save(form, of: act, ask) }
            return try await perform(act, form, ask)
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private func perform(_ act: any Act.Type, _ form: FormText, _ ask: Ask) async throws -> Response {
        let target = Target(ask.query["on"] ?? "")
        let (city, actor, hasDraft, lastCheck, isStaff) = try await site.platform.look(citySlug: ask.city, session: ask.cookies[.session], page: ask.path) { scene, _ in
            (scene.city, scene.standing.person.map { Actor.person($0.id) } ?? .visitor, try Drafts.exists(act.name, target, scene), scene.standing.checkedAt,
             scene.standing.isStaff)
        }
        if !form.fileProblems.isEmpty { return try await answer(.unprocessableContent, ask, act, typed: form, problems: form.fileProblems) }
        // What only leads back to the form is no sending yet.
        if !isStaff, let advised = try await advise(act, form, ask) { return advised }
        if try await site.isOverdoing(act.name, ask, actor) { return try await tooMany(ask, act, form) }
        // A wrong code is said only where a right one was needed: a form that was sent twice brings the code of the first time again.
        var checkedAt = lastCheck, wrongCode: Problem?
        if case .person(let person) = actor, let code = form["_check"], !code.isEmpty {
            wrongCode = try await site.check(code, of: person, in: city.id, ask)
            if wrongCode == nil { checkedAt = site.platform.now() }
        }
        guard let id = form["_act"].flatMap(ActID.init(rawValue:)) else { throw Refusal.invalid([Problem("", "problem.expired")]) }
        do {
            // Staff are not weighed, so nothing is looked up and remembered of what they send for others all day.
            let known = isStaff ? Circumstances() : site.noticed(form, ask, actor)
            var noticed = try await site.platform.circumstances(known, of: act.name, in: city.id)
            noticed.checkedAt = checkedAt
            let outcome = try await site.platform.perform(act.name, on: target, form.input(for: act.fields), in: city.id, as: actor, id: id, under: noticed)
            if hasDraft, case .person(let person) = actor { try await site.platform.dropDraft(of: act.name, on: target, by: person, in: city.id) }
            return done(act.name, outcome, city, actor, ask)
        } catch Refusal.denied("denied.freshCheck") { return try await answer(.forbidden, ask, act, typed: form, problems: [wrongCode ?? Problem("_check", "problem.freshCheck")]) }
        catch Refusal.invalid(let problems) { return try await answer(.unprocessableContent, ask, act, typed: form, problems: problems) }
        catch Refusal.stale { return try await answer(.conflict, ask, act, typed: form, problems: [Problem("", "problem.stale")]) }
    }

    private func isComplete<A: Act>(_ form: FormText, for act: A.Type) -> Bool { (try? A.form.make(form.input(for: A.fields))) != nil }

    /// The form once more with what its sender should know, where there is something and it was not said yet.
    private func advise(_ act: any Act.Type, _ form: FormText, _ ask: Ask) async throws -> Response? {
        guard ActWay.of(act.name).isAdvised, form[SendingAdvice.mark] != "yes", isComplete(form, for: act), let text = form["text"] else { return nil }
        if site.options.isThrottled, try await site.platform.isTooMany("advice \(ask.peer)", limit: 60) { return nil }
        let advice = try await site.look(ask) { scene, _ in try SendingAdvice(text, knowsSimilar: form[SendingAdvice.mark] != nil, scene) }
        guard let advice else { return nil }
        return try await site.draw(.ok, ask) { [site] scene, visit in
            var page = try Self.page(act, ask, site, scene, visit, typed: form, problems: [])
            page.advice = advice
            return page
        }
    }

    /// Where the act led, with a word about it on top. A visitor's signal leads to its tracking code.
    private func done(_ act: String, _ outcome: Outcome, _ city: City, _ actor: Actor, _ ask: Ask) -> Response {
        // A text that came second stands beside the first.
        var cookies = [ask.cookies.setting(.flash, to: outcome.values["beside"] == true ? "canvas.beside" : act, seconds: 60)]
        switch ActWay.of(act).end {
        case .farewell(let page):
            if case .person(let person) = actor, act == LeaveCity.name { site.security.note(.accountLeft, city: city.slug, account: person) }
            return Site.farewell(to: Address(path: "/\(city.slug)\(page)"), cookies: cookies + [ask.cookies.setting(.session, to: "")])
        case .code(let room):
            if let object = outcome.object { cookies.append(ask.cookies.setting(.request, to: TrackingCode.of(object.id), seconds: 600)) }
            return Site.redirect(to: "/\(city.slug)/\(room)/sent", cookies: cookies)
        case .page(let page): return Site.redirect(to: Address(path: "/\(city.slug)\(page)"), cookies: cookies)
        case .desk(let part): return Site.redirect(to: "/\(city.slug)/desk#\(part)", cookies: cookies)
        case .object: return Site.redirect(to: outcome.object.map { Visit.address(of: $0, in: city.slug) } ?? "/\(city.slug)/desk", cookies: cookies)
        }
    }

    private func save(_ form: FormText, of act: any Act.Type, _ ask: Ask) async throws -> Response {
        let (city, person) = try await site.look(ask) { scene, _ in (scene.city, scene.standing.person?.id) }
        guard let person else { throw Refusal.denied("denied.signIn") }
        try await site.platform.saveDraft(form.input(for: act.fields), of: act.name, on: Target(ask.query["on"] ?? ""), by: person, in: city.id)
        return Site.redirect(to: "/\(city.slug)/desk", cookies: [ask.cookies.setting(.flash, to: "draft", seconds: 60)])
    }

    /// What the script sends every ten seconds while somebody writes.
    func autosave(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let act = try act(context)
            let form = try await FormBody(site: site, ask: ask, act: act).read(request)
            guard site.isOwnForm(form, ask) else { return Response(status: .forbidden) }
            _ = try await save(form, of: act, ask)
            return Response(status: .noContent)
        } catch let refusal as Refusal { return Response(status: refusal.status) }
    }

    private func act(_ context: WebContext) throws -> any Act.Type {
        guard let name = context.parameters.get("act"), let act = site.platform.rooms.act(named: name), act.permitted != [.system] else { throw Refusal.notFound }
        return act
    }

    /// Without a script a click on the map sends the form with the place of the click, and the form comes back with the point in it.
    /// A form that is sent by the enter key says nought and nought, which points at nothing.
    private func isPointing(_ act: any Act.Type, _ form: inout FormText, _ ask: Ask) async throws -> Bool {
        guard let field = act.fields.first(where: { $0.kind == .point }), let x = form["\(field.name).x"].flatMap(Double.init), let y = form["\(field.name).y"].flatMap(Double.init),
              x > 0, y > 0, let map = PointMap(try await site.look(ask) { scene, _ in try CityQueries.districts(scene) }), let point = map.point(x: x, y: y) else { return false }
        form.set(field.name, point.text)
        return true
    }

    /// The form again with everything that was typed, and when it will be taken.
    private func tooMany(_ ask: Ask, _ act: any Act.Type, _ typed: FormText) async throws -> Response {
        var response = try await answer(.tooManyRequests, ask, act, typed: typed, problems: [Problem("", "problem.tooManyActs")])
        response.headers[.retryAfter] = Site.laterByAnHour
        return response
    }

    private func answer(_ status: HTTPResponse.Status, _ ask: Ask, _ act: any Act.Type, typed: FormText?, problems: [Problem]) async throws -> Response {
        try await site.draw(status, ask) { [site] scene, visit in try Self.page(act, ask, site, scene, visit, typed: typed, problems: problems) }
    }

    private static func page<A: Act>(_ act: A.Type, _ ask: Ask, _ site: Site, _ scene: Scene, _ visit: Visit, typed: FormText?, problems: [Problem]) throws -> ActPage {
        let target = Target(ask.query["on"] ?? "")
        let subject = try A.load(target, scene)
        if case .denied(let why) = A.permission(scene.standing, subject) { throw Refusal.denied(why) }
        guard try A.isOpen(subject, scene) else { throw Refusal.illegalMove(act: A.name, state: "\(A.target?.rawValue ?? "city").\(subject.stateName ?? "")") }
        let draft = typed == nil ? try Drafts.find(A.name, target, scene) : nil
        var start = try A.prefill(subject, scene)
        for (name, value) in ask.query where name != "on" && name != "lang" && A.form.fields.contains(where: { $0.name == name }) { start[name] = .text(value) }
        let values = typed?.values ?? draft?.input.formValues ?? JSON.object(start).formValues
        let files = try AttachmentQueries.waiting(A.form.fields.filter(\.takesFiles).flatMap { values[$0.name] ?? [] }, visitorKey: ask.cookies[.visitor], scene)
        let map = A.form.fields.contains { $0.kind == .point } ? PointMap(try CityQueries.districts(scene)) : nil
        let about = visit.about(subject)
        return ActPage(
            act: A.name, target: target, fields: A.form.fields, options: try A.options(subject, scene), values: values, problems: problems, files: files, map: map,
            subject: about?.title, subjectAddress: about?.address, note: about?.note, savedAt: draft?.savedAt,
            beside: try visit.beside(A.name, subject, scene), guards: SendingGuards(A.name, typed, visit, site),
            asksForCheck: A.needsFreshCheck && !scene.standing.isFresh(at: scene.now))
    }
}

extension Site {
    /// Checks the code that came with a form of high consequence, and remembers in the session that it was right.
    func check(_ code: String, of person: ID<Person>, in city: ID<City>, _ ask: Ask) async throws -> Problem? {
        let checked = try await platform.checkSecondFactor(code, of: person, in: city, secrets)
        if checked != .right { security.note(checked == .tooMany ? .tooMany : .secondFactorRefused, city: ask.city, account: person, "act") }
        switch checked {
        case .wrong: return Problem("_check", "problem.secondCode")
        case .tooMany: return Problem("_check", "problem.codesTooMany")
        case .right:
            if let session = ask.cookies[.session] { try await platform.noteCheck(of: session) }
            return nil
        }
    }
}

extension Act {
    static var fields: [Field] { form.fields }
    /// The longest input that a door reads for the act: half a megabyte of texts, and its files, which base64 makes longer by a third. A file that is
    /// somewhat too large is still read, so that the sentence about it stands beside its field.
    static var mostBytes: Int {
        fields.reduce(512 * 1024) { if case .file(_, let max) = $1.kind { $0 + 3 * max } else { $0 } }
    }
}

extension Site {
    /// Against forged forms: the token of the form follows from the cookie, and the browser itself must not call it cross-site.
    func isOwnForm(_ form: FormText, _ ask: Ask) -> Bool {
        if let site = ask.secFetchSite, site != "same-origin", site != "none" { return false }
        let owner = ask.cookies[.session] ?? ask.cookies[.visitor] ?? ""
        return !owner.isEmpty && secrets.matches(form["_csrf"] ?? "", "form", owner)
    }

    /// Visitors and people are slowed where they do more in an hour than anybody would; nothing they wrote is lost.
    func isOverdoing(_ act: String, _ ask: Ask, _ actor: Actor) async throws -> Bool {
        guard options.isThrottled else { return false }
        switch actor {
        case .visitor: return try await platform.isTooMany("act \(act) \(ask.peer)", limit: 20)
        case .person(let id): return try await platform.isTooMany("acts \(id)", limit: 600)
        case .system: return false
        }
    }
    static func tooMany(_ words: Words?, asPage: Bool = false) -> Response {
        var response = plain(.tooManyRequests, "tooMany", words, asPage: asPage)
        response.headers[.retryAfter] = laterByAnHour
        return response
    }
    static let laterByAnHour = "3600"
}
