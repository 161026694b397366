import Storage

/// Proposes a map of the districts from a GeoJSON file. It is looked at before it takes effect; a proposal before it is dropped.
public struct ProposeDistricts: SettingAct {
    public static let name = "districts.propose"
    public static let form = Form(
        .file("file", types: ["application/geo+json", "application/json"], max: DistrictFile.mostBytes), .optional(.line("nameProperty", max: 60)), .optional(.line("codeProperty", max: 60))
    ) { ProposeDistricts(read: DistrictFile($0, nameProperty: $1, codeProperty: $2)) }
    /// Read when the form is, before any transaction begins: a large file takes its time.
    let read: DistrictFile

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] { read.problems }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        if let before = try DistrictPlanQueries.waiting(change) { try change.move(try DistrictPlanQueries.plan(Target(before.rawValue), change), by: DropDistricts.name, .districtsDropped) }
        let id: ID<DistrictPlan> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO district_plan (city, id, code, state, districts, author, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(DistrictPlan.State.proposed), \(JSON.list(read.districts.map(\.json)).canonical), \(change.standing.person?.id), \(change.now))
            """)
        let object = ObjectReference(.districtPlan, id: id.rawValue, code: code)
        try change.happened(Event(SettingEvent.districtsProposed, on: object, of: nil, isPublic: true, facts: [
            "state": .text(DistrictPlan.State.proposed.rawValue), "districts": .list(read.districts.map { .text($0.name) }),
        ]))
        return Outcome(object)
    }
}

protocol DistrictPlanAct: Act where Subject == DistrictPlan {}
extension DistrictPlanAct {
    public static var target: ObjectKind? { .districtPlan }
    public static var permitted: [Who] { DistrictPlan.lifecycle.by(name) }
    public static var needsFreshCheck: Bool { true }
    public static func load(_ target: Target, _ scene: Scene) throws -> DistrictPlan { try DistrictPlanQueries.plan(target, scene) }
    public static func isOpen(_ plan: DistrictPlan, _ scene: Scene) -> Bool { DistrictPlan.lifecycle.allows(name, in: plan.state) }
}

extension Change {
    fileprivate func move(_ plan: DistrictPlan, by act: String, _ event: SettingEvent, facts: [String: JSON] = [:]) throws {
        let state = try DistrictPlan.lifecycle.next(act, from: plan.state)
        let moved = try tx.run("UPDATE district_plan SET state = \(state) WHERE city = \(city.id) AND id = \(plan.id) AND state = \(plan.state)")
        if moved == 0 { throw Refusal.stale }
        try happened(Event(event, on: plan.reference, of: nil, isPublic: true, facts: facts.merging(["state": .text(state.rawValue)]) { $1 }))
    }
}

/// The proposed map takes effect. Districts that are not on it close today; what was tagged with them keeps their names.
public struct AdoptDistricts: DistrictPlanAct {
    public static let name = "districts.adopt"
    public static let form = Form(.text("reason", max: 1_000)) { AdoptDistricts(reason: $0) }
    let reason: String

    public func apply(_ plan: DistrictPlan, _ change: Change) throws -> Outcome {
        let now = try CityQueries.districts(isOpenOnly: false, change), city = change.city.id
        let planned = Set(plan.districts.map(\.slug))
        for district in plan.districts {
            let outline = district.outline.canonical
            if now.contains(where: { $0.slug == district.slug }) {
                try change.tx.run("UPDATE district SET name = \(district.name), ring = \(outline), closed_on = NULL WHERE city = \(city) AND slug = \(district.slug)")
            } else { try CityTable.insert(District(id: change.newID(), slug: district.slug, name: district.name, outline: outline), city, change.tx) }
        }
        for district in now where district.closedOn == nil && !planned.contains(district.slug) {
            try change.tx.run("UPDATE district SET closed_on = \(change.today) WHERE city = \(city) AND id = \(district.id)")
        }
        try change.move(plan, by: Self.name, .districtsAdopted, facts: ["reason": .text(reason)])
        func names(_ districts: [String]) -> JSON { .list(districts.sorted().map { .text($0) }) }
        // A map with the same names is a change all the same: its borders moved.
        try SettingTable.append("districts", ["plan": .text(plan.code.rawValue), "districts": names(plan.districts.map(\.name))],
                                was: ["districts": names(now.filter { $0.closedOn == nil }.map(\.name))], from: change.now, because: reason, change)
        return Outcome(plan.reference)
    }
}

/// The proposal is put away; the districts stay as they are.
public struct DropDistricts: DistrictPlanAct {
    public static let name = "districts.drop"
    public static let form = Form(.text("reason", max: 1_000)) { DropDistricts(reason: $0) }
    let reason: String

    public func apply(_ plan: DistrictPlan, _ change: Change) throws -> Outcome {
        try change.move(plan, by: Self.name, .districtsDropped, facts: ["reason": .text(reason)])
        return Outcome(plan.reference)
    }
}
