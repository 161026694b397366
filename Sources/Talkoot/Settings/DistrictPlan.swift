import Storage

extension ObjectKind {
    public static let districtPlan = ObjectKind("districtPlan")
}

/// A map of the districts that somebody proposes: everybody may look at it before it takes effect.
public struct DistrictPlan: ActSubject, Sendable {
    public enum State: String, LifecycleState { case proposed, inForce, dropped }

    public let id: ID<DistrictPlan>
    public let code: PublicCode
    public let state: State
    public let districts: [PlannedDistrict]
    public let createdAt: Instant

    public var bearings: Bearings { Bearings() }
    public var stateName: String? { state.rawValue }
    public var reference: ObjectReference { ObjectReference(.districtPlan, id: id.rawValue, code: code) }

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        state = try row.value()
        districts = try PlannedDistrict.list(try JSON(parsing: try row.text()))
        createdAt = try row.instant()
    }
    static let columns: SQLText = "id, code, state, districts, created_at"

    static let lifecycle = Lifecycle<State>(
        .districtPlan, initial: .proposed, path: [.proposed, .inForce],
        moves: [
            Move("districts.adopt", from: [.proposed], to: .inForce, by: Settings.keepers),
            Move("districts.drop", from: [.proposed], to: .dropped, by: Settings.keepers),
        ])
}

/// One district of a plan: its code and name, and its rings, simplified for maps.
public struct PlannedDistrict: Sendable, Hashable {
    public let slug: String, name: String
    public let rings: [[[Double]]]

    public init(slug: String, name: String, rings: [[[Double]]]) { (self.slug, self.name, self.rings) = (slug, name, rings) }

    var outline: JSON { .list(rings.map { .list($0.map { .list($0.map { .real($0) }) }) }) }
    var json: JSON { ["slug": .text(slug), "name": .text(name), "rings": outline] }

    static func list(_ json: JSON) throws -> [PlannedDistrict] {
        (json.list ?? []).map { one in
            let rings = (one["rings"]?.list ?? []).map { ($0.list ?? []).map { ($0.list ?? []).compactMap(\.number) } }
            return PlannedDistrict(slug: one["slug"]?.text ?? "", name: one["name"]?.text ?? "", rings: rings)
        }
    }
}

/// What a plan changes of the districts as they are.
public struct DistrictChanges: Sendable {
    public let added: [String], renamed: [(from: String, to: String)], kept: [String], closed: [String]

    init(_ plan: DistrictPlan, _ now: [District]) {
        let open = Dictionary(uniqueKeysWithValues: now.filter { $0.closedOn == nil }.map { ($0.slug, $0.name) })
        let planned = Set(plan.districts.map(\.slug))
        added = plan.districts.filter { open[$0.slug] == nil }.map(\.name)
        renamed = plan.districts.compactMap { one in open[one.slug].flatMap { $0 == one.name ? nil : (from: $0, to: one.name) } }
        kept = plan.districts.filter { open[$0.slug] == $0.name }.map(\.name)
        closed = now.filter { $0.closedOn == nil && !planned.contains($0.slug) }.map(\.name)
    }
}

public enum DistrictPlanQueries {
    /// Nothing about a plan is secret: it will be everybody's map.
    public static func plan(_ target: Target, _ scene: Scene) throws -> DistrictPlan {
        guard let plan = try scene.tx.first("SELECT \(DistrictPlan.columns) FROM district_plan WHERE city = \(scene.city.id) AND code = \(target.code)", DistrictPlan.init(row:)) else {
            throw Refusal.notFound
        }
        return plan
    }
    /// The plan that waits, if one does.
    public static func waiting(_ scene: Scene) throws -> PublicCode? {
        try scene.tx.first("SELECT code FROM district_plan WHERE city = \(scene.city.id) AND state = \(DistrictPlan.State.proposed) ORDER BY created_at DESC LIMIT 1") { try $0.value() }
    }
    public static func changes(_ plan: DistrictPlan, _ scene: Scene) throws -> DistrictChanges {
        DistrictChanges(plan, try CityQueries.districts(isOpenOnly: false, scene))
    }
}
