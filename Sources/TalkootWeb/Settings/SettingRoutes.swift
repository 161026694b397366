import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

struct SettingRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/settings") { request, context in try await site.page(request, context) { scene, _ in try SettingsPage(scene) } }
        router.get(":city/settings/history") { request, context in try await site.page(request, context) { scene, visit in try Self.history(scene, visit, limit: 50) } }
        router.get(":city/settings/history.csv") { request, context in
            try await site.export(request, context, .csv) { try Self.history($0, $1, limit: 5_000).export.csv }
        }
        router.get(":city/settings.json") { request, context in try await site.export(request, context, .json) { scene, _ in try SettingExport.json(scene).canonical } }
        site.one("districtPlans/:code", on: router) { target, scene, _ in
            let plan = try DistrictPlanQueries.plan(target, scene)
            return DistrictPlanPage(plan: plan, changes: try DistrictPlanQueries.changes(plan, scene), offers: try Offers.on(plan.reference, plan, site.platform.rooms, scene))
        }
        router.get(":city/crest.png", use: crest)
    }

    private static func history(_ scene: Scene, _ visit: Visit, limit: Int) throws -> SettingHistoryPage {
        let name = visit.ask.query["name"].flatMap { $0.isEmpty ? nil : $0 }
        let lines = try SettingQueries.history(of: name, before: visit.ask.query["before"].flatMap(Int.init), limit: limit + 1, scene)
        return SettingHistoryPage(lines: Array(lines.prefix(limit)), name: name, hasMore: lines.count > limit)
    }

    /// The city's picture. Its address carries its digest, so it may be kept for good; and whatever it is, a browser draws it as a picture and nothing else.
    private func crest(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let picture = try await site.look(ask) { scene, visit in
                let digest = visit.ask.query["v"] ?? scene.city.profile.crest
                guard let picture = try SettingQueries.crest(digest, scene) else { throw Refusal.notFound }
                return picture
            }
            let keeping = ask.query["v"] == nil ? "max-age=300" : "public, max-age=31536000, immutable"
            return Response(status: .ok, headers: [.contentType: "image/png", .cacheControl: keeping, .contentSecurityPolicy: "default-src 'none'; sandbox", .contentDisposition: "inline; filename=\"crest.png\""],
                            body: .init(byteBuffer: ByteBuffer(bytes: picture)))
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }
}

/// The settings for programs: what holds, what the house would have, and the range.
enum SettingExport {
    static func json(_ scene: Scene) throws -> JSON {
        let city = scene.city
        let limits = try SettingQueries.limits(scene).map { limit -> JSON in
            ["name": .text(limit.tunable.name), "unit": .text(limit.tunable.unit.rawValue), "value": .integer(Int64(limit.value)), "default": .integer(Int64(limit.tunable.standard)),
             "minimum": .integer(Int64(limit.tunable.range.lowerBound)), "maximum": .integer(Int64(limit.tunable.range.upperBound)),
             "planned": .list(limit.planned.map { ["value": .integer(Int64($0.value)), "from": .text($0.from.rfc3339)] })]
        }
        let departments = try CityQueries.departments(isOpenOnly: false, scene)
        let slugs = Dictionary(uniqueKeysWithValues: departments.map { ($0.id, $0.slug) })
        let holidays = try SettingQueries.holidays(scene)
        return [
            "city": .text(city.slug), "name": .text(city.name), "languages": .list(city.languages.map { .text($0.rawValue) }), "accent": .text(city.brand.accent), "accentDark": .text(city.profile.accentDark),
            "timeZone": .text(city.calendar.timeZone.identifier), "weekdays": .list(city.calendar.week.weekdays(on: scene.today).sorted().map { .integer(Int64($0)) }),
            "holidays": .list(holidays.keys.sorted().map { ["day": .text($0.description), "name": .text(holidays[$0] ?? "")] }), "limits": .list(limits),
            "departments": .list(departments.map { department in
                ["slug": .text(department.slug), "name": .text(department.name), "parent": .text(department.parent.flatMap { slugs[$0] } ?? ""), "budgetCodes": .text(department.budgetCodes),
                 "closedOn": .text(department.closedOn?.description ?? ""), "successor": .text(department.successor.flatMap { slugs[$0] } ?? "")]
            }),
            "districts": .list(try CityQueries.districts(isOpenOnly: false, scene).map { ["slug": .text($0.slug), "name": .text($0.name), "closedOn": .text($0.closedOn?.description ?? "")] }),
        ]
    }
}
