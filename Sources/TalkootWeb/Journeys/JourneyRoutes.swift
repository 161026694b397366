import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

struct JourneyRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.one("journeys/:code", on: router) { target, scene, visit in
            let map = try JourneyQueries.map(target, scene), rooms = site.platform.rooms
            let mayDraw = AddStep.permission(scene.standing, map) == .allowed
            let steps = mayDraw ? map.steps.map { ($0.id, $0.isPainful ? [ChangeStep.name, RemoveStep.name, LiftPain.name] : [ChangeStep.name, RemoveStep.name]) } : []
            return JourneyPage(map: map, offers: try Offers.on(map.journey.reference, map, rooms, scene), stepOffers: Dictionary(uniqueKeysWithValues: steps),
                               entries: try RecordSection(map.journey.reference, scene, visit))
        }
        site.one("journeys/:code/compare", on: router) { target, scene, _ in JourneyComparisonPage(map: try JourneyQueries.map(target, scene)) }
        router.get(":city/journeys/:code/steps.csv") { request, context in
            let target = Target(context.parameters.get("code") ?? ""), ask = Ask(request, context, site)
            do {
                let text = try await site.look(ask) { scene, visit in Self.csv(try JourneyQueries.map(target, scene), visit) }
                return Response(status: .ok, headers: [.contentType: "text/csv; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
            } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
        }
        // A step is shown on its map.
        router.get(":city/journeySteps/:code") { request, context in
            let target = Target(context.parameters.get("code") ?? ""), ask = Ask(request, context, site)
            do {
                let step = try await site.look(ask) { scene, _ in try JourneyQueries.step(target, scene) }
                return Site.redirect(to: Address(path: "/\(ask.city.percentEncoded)/journeys/\(step.map.journey.code.rawValue)#\(step.step.code.rawValue)"))
            } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
        }
    }

    private static func csv(_ map: JourneyMap, _ visit: Visit) -> String {
        "edition,place,step,person,front,back,support,keeper,feeling,waitMinutes,pain,evidence,problem\r\n" + map.steps.map { step in
            [step.edition.rawValue, "\(step.place)", step.title, step.person, step.front, step.back, step.support, visit.keeper(of: step), step.feeling?.rawValue ?? "", step.waitMinutes.map(String.init) ?? "",
             step.pain, step.evidence, step.lifted?.rawValue ?? ""].map(CSV.cell).joined(separator: ",") + "\r\n"
        }.joined()
    }
}

extension Visit {
    /// The maps of a problem on its page, with the way to begin one.
    func journeys(_ maps: [JourneyMap], origin: StepOfMap?) -> HTML? {
        if maps.isEmpty && origin == nil { return nil }
        let from: HTML? = origin.map { origin in
            "<p>\(words("journey.from")) <a href=\"\(Address(path: "/\(city.slug)/journeys/\(origin.map.journey.code.rawValue)#\(origin.step.code.rawValue)"))\">\(origin.map.journey.title): \(origin.step.title)</a></p>"
        }
        let rows: [HTML] = maps.map { map in
            "<li><div><p class=\"meta\">\(map.journey.code.rawValue)</p><h3><a href=\"\(address(of: map.journey.reference))\">\(map.journey.title)</a></h3></div><div class=\"meta\">\(told(JourneyFigures(map.steps(.now))))</div></li>"
        }
        return "\(from)\(if: !rows.isEmpty, "<ul class=\"rows rows-2\">\(rows)</ul>")"
    }
}

extension ProblemSection {
    static let journeys = ProblemSection("journeys", order: 50, acts: [BeginJourney.name]) { problem, scene, visit in
        visit.journeys(try JourneyQueries.maps(of: problem, scene), origin: try JourneyQueries.origin(of: problem, scene))
    }
}
