import Storage

/// Asks a department for hours or money.
public struct PlanResource: PartAct {
    public static let name = "resource.plan"
    static let part = ObjectKind.resourcePlan
    public static let form = Form(
        .line("what", max: 160), .choice("kind", of: ResourceLine.Kind.self), .decimal("amount"), .choice("stage", of: ResourceLine.Stage.self), .choice("purpose", of: ResourceLine.Purpose.self),
        .choice("source", of: ResourceLine.Source.self), .pick("department")
    ) { PlanResource(what: $0, kind: $1, amount: $2, stage: $3, purpose: $4, source: $5, department: $6) }
    let what: String, kind: ResourceLine.Kind, amount: String, stage: ResourceLine.Stage, purpose: ResourceLine.Purpose, source: ResourceLine.Source, department: String

    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] {
        ["department": .text(try CityQueries.departments(scene).first { $0.id == part.problem.department }?.slug ?? "")]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        try CityQueries.check(district: nil, department: department, scene) + (Hundredths.of(amount).map { $0 > 0 && $0 <= Hundredths.most } ?? false ? [] : [Problem("amount", "problem.nothingPlanned")])
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change), let planned = Hundredths.of(amount) else { throw Refusal.notFound }
        let id: ID<ResourceLine> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO resource_line (city, id, code, problem, what, kind, stage, purpose, source, department, planned, state, reason, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(what), \(kind), \(stage), \(purpose), \(source), \(department.id), \(planned), \(ResourceLine.State.proposed), '', \(1), \(change.now))
            """)
        return try change.noted(part, ResourceEvent.planned, line: code, facts: [
            "what": .text(what), "kind": .text(kind.rawValue), "amount": .integer(planned), "stage": .text(stage.rawValue), "purpose": .text(purpose.rawValue), "source": .text(source.rawValue), "department": .text(department.slug),
        ])
    }
}

/// Hours and money alike are counted in hundredths.
enum Hundredths {
    /// A hundred million hours, or euros.
    static let most: Int64 = 100_000_000_00
    /// Nil where there are more than two decimals.
    static func of(_ text: String) -> Int64? { Decimal6(text).flatMap { $0.millionths % 10_000 == 0 ? $0.millionths / 10_000 : nil } }
}

protocol ResourceAct: LineAct where Element == ResourceLine {}
extension ResourceAct {
    public static var permitted: [Who] { ResourceLine.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<ResourceLine>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && ResourceLine.lifecycle.allows(name, in: line.element.state) }

    /// Of two who decide on the same hours one counts, and the other is told.
    func move(_ line: PartLine<ResourceLine>, _ event: ResourceEvent, reason: String, _ change: Change) throws -> Outcome {
        let one = line.element, state = try ResourceLine.lifecycle.next(Self.name, from: one.state)
        let changed = try change.tx.run("""
            UPDATE resource_line SET state = \(state), reason = \(reason), approved_by = \(change.standing.person?.id), approved_at = \(change.now), version = version + 1
            WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.noted(line.part, event, line: one.code, facts: ["what": .text(one.what), "kind": .text(one.resourceKind.rawValue), "amount": .integer(one.planned), "reason": .text(reason)])
    }
}

public struct ApproveResource: ResourceAct {
    public typealias Element = ResourceLine
    public static let name = "resource.approve"
    public static let form = Form { ApproveResource() }
    public func apply(_ line: PartLine<ResourceLine>, _ change: Change) throws -> Outcome { try move(line, .approved, reason: "", change) }
}

public struct RefuseResource: ResourceAct {
    public typealias Element = ResourceLine
    public static let name = "resource.refuse"
    public static let form = Form(.text("reason", max: 1_000)) { RefuseResource(reason: $0) }
    let reason: String
    public func apply(_ line: PartLine<ResourceLine>, _ change: Change) throws -> Outcome { try move(line, .refused, reason: reason, change) }
}

/// Books what was used. A wrong booking is put right by another, with a minus; the ledger forgets nothing.
public struct UseResource: LineAct {
    public typealias Element = ResourceLine
    public static let name = "resource.use"
    public static let form = Form(.decimal("amount"), .day("usedOn"), .line("note", max: 200)) { UseResource(amount: $0, usedOn: $1, note: $2) }
    let amount: String, usedOn: Day, note: String

    public static func isOpen(_ line: PartLine<ResourceLine>, _ scene: Scene) throws -> Bool { line.element.state == .approved }
    public static func prefill(_ line: PartLine<ResourceLine>, _ scene: Scene) -> [String: JSON] { ["usedOn": .text(scene.today.description)] }
    private var hundredths: Int64? { Hundredths.of(amount).flatMap { abs($0) <= Hundredths.most ? $0 : nil } }

    public func problems(_ line: PartLine<ResourceLine>, _ scene: Scene) throws -> [Problem] {
        if usedOn > scene.today { return [Problem("usedOn", "problem.future")] }
        guard let booked = hundredths, booked != 0 else { return [Problem("amount", "problem.hundredths")] }
        let used = try ResourceQueries.used(of: line.element, scene)
        return used + booked < 0 ? [Problem("amount", "problem.belowNought")] : []
    }
    public func apply(_ line: PartLine<ResourceLine>, _ change: Change) throws -> Outcome {
        guard let booked = hundredths else { throw Refusal.invalid([Problem("amount", "problem.hundredths")]) }
        let before = try ResourceQueries.used(of: line.element, change), id: ID<ResourceUse> = change.newID()
        try change.tx.run("""
            INSERT INTO resource_use (city, id, line, amount, on_day, note, given_by, created_at)
            VALUES (\(change.city.id), \(id), \(line.element.id), \(booked), \(usedOn), \(note), \(change.standing.person?.id), \(change.now))
            """)
        let one = line.element
        let outcome = try change.noted(line.part, ResourceEvent.used, line: one.code, facts: ["what": .text(one.what), "amount": .integer(booked), "on": .text(usedOn.description), "note": .text(note)])
        if before <= one.planned && before + booked > one.planned {
            _ = try change.noted(line.part, ResourceEvent.exceeded, line: one.code, facts: ["what": .text(one.what), "planned": .integer(one.planned), "used": .integer(before + booked)])
        }
        return outcome
    }
}
