import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The city's public dates as a calendar that any calendar program can subscribe to.
struct CalendarRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city/calendar.ics") { request, context in
            try await answer(Ask(request, context, site)) { scene, visit in (visit.city.name, try CalendarQueries.dates(scene)) }
        }
        router.get(":city/initiatives/:code/calendar.ics") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await answer(Ask(request, context, site)) { scene, visit in
                let initiative = try InitiativeQueries.initiative(target, scene)
                return ("\(visit.city.name): \(initiative.title)", try CalendarQueries.dates(of: initiative.id, scene))
            }
        }
    }
    private func answer(_ ask: Ask, _ read: @escaping @Sendable (Scene, Visit) throws -> (String, [PublicDate])) async throws -> Response {
        do {
            let text = try await site.look(ask) { scene, visit in
                let (name, dates) = try read(scene, visit)
                return ICalendar(name: name, stamp: Self.moment(scene.now), entries: dates.map { Self.entry($0, visit) }).text
            }
            return Response(status: .ok, headers: [.contentType: "text/calendar; charset=utf-8", .cacheControl: "private, max-age=300"], body: .init(byteBuffer: ByteBuffer(string: text)))
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }

    private static func entry(_ date: PublicDate, _ visit: Visit) -> ICalendar.Entry {
        let state = date.state.map { visit.state(date.object.kind, $0) } ?? ""
        let when: ICalendar.When
        switch date.when {
        case .day(let day):
            let civil = CivilDate(dayNumber: day.dayNumber)
            when = .day(year: civil.year, month: civil.month, day: civil.day)
        case .moment(let instant): when = .moment(moment(instant))
        }
        var gaps: [String: Words.Value] = ["title": .text(date.title)]
        if date.state != nil { gaps["state"] = .text(state) }
        return ICalendar.Entry(
            uid: "\(date.uid)@\(visit.city.slug).talkoot", when: when, summary: visit.words("calendar.\(date.occasion.rawValue)", gaps), address: visit.origin + visit.address(of: date.object).text)
    }
    /// `2026-03-12T14:00:00Z` as `20260312T140000Z`.
    private static func moment(_ instant: Instant) -> String {
        let digits = instant.rfc3339.prefix { $0 != "." && $0 != "Z" }.filter { $0 != "-" && $0 != ":" }
        return digits + "Z"
    }
}

extension FeedLink {
    /// Of one initiative.
    static func calendar(_ initiative: PublicCode, _ visit: Visit) -> FeedLink {
        FeedLink(title: visit.words("initiative.calendar"), address: "/\(visit.city.slug)/initiatives/\(initiative.rawValue)/calendar.ics", type: "text/calendar")
    }
    static func calendar(_ visit: Visit) -> FeedLink {
        FeedLink(title: visit.words("calendar.subscribe"), address: "/\(visit.city.slug)/calendar.ics", type: "text/calendar")
    }
}
