import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Talkoot

/// The door for programs: `POST /api/v1/acts/{name}` with a personal token, the same input as the form's, problems as RFC 9457.
struct ProgramDoor: Sendable {
    let site: Site

    /// The body is an object of the act's fields, with `city` (its slug; a token knows its own), `on` (the code of what the act is about)
    /// and `check` (a code of the second factor, for acts of high consequence).
    /// The header `Idempotency-Key` is the act id: a repeated call gets the first outcome.
    func perform(_ request: Request, _ context: WebContext) async throws -> Response {
        do {
            guard let name = context.parameters.get("act"), let act = site.platform.rooms.act(named: name) else { throw Refusal.notFound }
            var members = try await read(request, act)
            let asked = try text("city", &members), on = try text("on", &members), code = try text("check", &members)
            let (city, actor) = try await who(request, city: asked)
            if try await isOverdoing(name, actor, from: site.client(request, context)) { return Site.tooMany(words(request)) }
            let id = try actID(request)
            var noticed = try await site.platform.circumstances(Circumstances(sender: site.sender(actor, site.client(request, context))), of: name, in: city.id)
            let (checkedAt, wrongCode) = try await check(code, actor, city)
            noticed.checkedAt = checkedAt
            let outcome: Outcome
            do { outcome = try await site.platform.perform(name, on: Target(on ?? ""), .object(members), in: city.id, as: actor, id: id, under: noticed) }
            // Said only now: a repeated call with a known key brings the code of the first time again, and gets its outcome.
            catch Refusal.denied("denied.freshCheck") { throw wrongCode.map { Refusal.invalid([$0]) } ?? Refusal.denied("denied.freshCheck") }
            catch Refusal.denied(let why) {
                if case .person(let person) = actor { site.security.note(.denied, city: city.slug, account: person, "\(act.name) \(why)") }
                throw Refusal.denied(why)
            }
            return Self.json(.ok, Self.body(outcome, act: act.name, city: city, origin: site.options.origin))
        } catch let refusal as Refusal { return Self.problem(refusal, words(request)) }
    }

    /// A token alone opens no act of high consequence to somebody with a second factor: the call brings a code of it, as `check`.
    private func check(_ code: String?, _ actor: Actor, _ city: City) async throws -> (at: Instant?, wrong: Problem?) {
        guard let code, case .person(let person) = actor else { return (nil, nil) }
        switch try await site.platform.checkSecondFactor(code, of: person, in: city.id, site.secrets) {
        case .right: return (site.platform.now(), nil)
        case .wrong:
            site.security.note(.secondFactorRefused, city: city.slug, account: person, "program")
            return (nil, Problem("check", "problem.secondCode"))
        case .tooMany:
            site.security.note(.tooMany, city: city.slug, account: person, "program")
            return (nil, Problem("check", "problem.codesTooMany"))
        }
    }

    /// The acts that there are, with their fields: what a program needs to draw a form.
    func list(_ request: Request, _ context: WebContext) -> Response {
        Self.json(.ok, ["acts": .list(site.platform.rooms.acts.filter { $0.permitted != [.system] }.map { act in
            ["name": .text(act.name), "on": act.target.map { .text($0.rawValue) } ?? .null, "fields": .list(act.fields.map { .text($0.name) })]
        })])
    }

    private func read(_ request: Request, _ act: any Act.Type) async throws -> [String: JSON] {
        guard let type = request.headers[.contentType], type.lowercased().hasPrefix("application/json") else { throw Refusal.invalid([Problem("", "problem.notJSON")]) }
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: act.mostBytes) } catch { throw Refusal.invalid([Problem("", "problem.bodyTooLarge")]) }
        guard let json = try? JSON(parsing: body.readableBytesView), let members = json.object else { throw Refusal.invalid([Problem("", "problem.unreadable")]) }
        return members
    }
    private func text(_ name: String, _ members: inout [String: JSON]) throws -> String? {
        switch members.removeValue(forKey: name) {
        case nil, .null: nil
        case .text(let text) where !text.utf8.contains(0): text
        default: throw Refusal.invalid([Problem(name, "problem.shape")])
        }
    }

    /// Whose token it is; without one a visitor of the named city.
    func who(_ request: Request, city slug: String?) async throws -> (City, Actor) {
        let now = site.platform.now()
        let token = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        if request.headers[.authorization] != nil && token == nil { throw Refusal.denied("denied.token") }
        return try await site.platform.reading { tx in
            if let token {
                guard let owner = try AccessTokens.owner(token, now, tx) else {
                    site.security.note(.tokenRefused, city: "unknown")
                    throw Refusal.denied("denied.token")
                }
                guard let city = try CityQueries.cities(tx).first(where: { $0.id == owner.city }), slug == nil || slug == city.slug else { throw Refusal.notFound }
                return (city, .person(owner.person))
            }
            guard let slug, let city = try CityQueries.city(slug: slug, tx) else { throw Refusal.notFound }
            return (city, .visitor)
        }
    }
    private func isOverdoing(_ act: String, _ actor: Actor, from peer: String) async throws -> Bool {
        guard site.options.isThrottled else { return false }
        if case .person(let id) = actor { return try await site.platform.isTooMany("acts \(id)", limit: 3_000) }
        return try await site.platform.isTooMany("act \(act) \(peer)", limit: 20)
    }
    private func actID(_ request: Request) throws -> ActID {
        guard let name = HTTPField.Name("idempotency-key"), let given = request.headers[name] else { return site.platform.newActID() }
        guard let id = ActID(rawValue: given) else { throw Refusal.invalid([Problem("Idempotency-Key", "problem.actID")]) }
        return id
    }
    private func words(_ request: Request) -> Words? {
        Words.wished(chosen: nil, accepted: request.headers[.acceptLanguage] ?? "")
    }

    static func body(_ outcome: Outcome, act: String, city: City, origin: String) -> JSON {
        var members: [String: JSON] = ["act": .text(act), "city": .text(city.slug), "values": .object(outcome.values)]
        if let object = outcome.object, !object.code.rawValue.isEmpty {
            members["object"] = ["kind": .text(object.kind.rawValue), "code": .text(object.code.rawValue)]
            members["address"] = .text(origin + Visit.address(of: object, in: city.slug).text)
        }
        if TrackingCode.isGiven(by: act), let object = outcome.object { members["trackingCode"] = .text(TrackingCode.of(object.id)) }
        return .object(members)
    }

    static func json(_ status: HTTPResponse.Status, _ value: JSON) -> Response {
        Response(status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"], body: .init(byteBuffer: ByteBuffer(string: value.canonical)))
    }

    /// RFC 9457, with one entry for each field that is wrong.
    static func problem(_ refusal: Refusal, _ words: Words?) -> Response {
        var members: [String: JSON] = [
            "type": .text("about:blank"), "status": .integer(Int64(refusal.status.code)), "code": .text(refusal.name),
            "title": .text(words?("refusal.\(refusal.name).title") ?? refusal.name),
        ]
        switch refusal {
        case .invalid(let problems):
            members["problems"] = .list(problems.map { problem in
                ["field": .text(problem.field), "key": .text(problem.key), "detail": .text(words?(problem.key, problem.values.mapValues { .text($0) }) ?? problem.key)]
            })
        case .denied(let why): members["detail"] = .text(words?(why) ?? why)
        case .illegalMove(_, let state): members["detail"] = .text(words?("refusal.illegalMove.text", ["state": .text(words?.state(refusedIn: state) ?? state)]) ?? state)
        default: members["detail"] = .text(words?("refusal.\(refusal.name).text") ?? refusal.name)
        }
        var response = json(refusal.status, .object(members))
        response.headers[.contentType] = "application/problem+json; charset=utf-8"
        if refusal == .busy { response.headers[.retryAfter] = "5" }
        return response
    }
}
