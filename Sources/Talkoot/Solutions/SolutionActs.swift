import Storage

/// Makes a pilot's result something that others can take over.
public struct ListSolution: Act {
    public static let name = "solution.list"
    public static let target: ObjectKind? = .pilot
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead)]
    public static let form = Form(.line("title", max: 120), .text("summary", max: 1_000), .text("package", max: 10_000), .money("cost"), .choice("licence", of: Solution.Licence.self), .optional(.line("behalf", max: 300))) {
        ListSolution(title: $0, summary: $1, package: $2, cost: $3, licence: $4, behalf: $5)
    }
    let title: String, summary: String, package: String, cost: Money, licence: Solution.Licence, behalf: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> Pilot { try PilotQueries.pilot(target, scene) }
    public static func prefill(_ pilot: Pilot, _ scene: Scene) throws -> [String: JSON] {
        ["title": .text(pilot.title), "summary": .text(pilot.finding), "cost": .text(pilot.budget.text), "licence": .text(Solution.Licence.ccBy.rawValue)]
    }
    public static func isOpen(_ pilot: Pilot, _ scene: Scene) throws -> Bool {
        guard pilot.state == .verdict || pilot.state == .closed, pilot.verdict == .supported || pilot.verdict == .inconclusive else { return false }
        return try !scene.tx.exists("SELECT 1 FROM solution WHERE city = \(scene.city.id) AND pilot = \(pilot.id)")
    }
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] { try ParticipationMap.problems(.scale, about: pilot, behalf: behalf, scene) }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        let id: ID<Solution> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO solution (city, id, code, initiative, pilot, department, title, summary, package, cost_cents, licence, state, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(pilot.initiative), \(pilot.id), \(pilot.department), \(title), \(summary), \(package), \(cost), \(licence),
                \(Solution.State.listed), \(change.now))
            """)
        guard let solution = try SolutionTable.find(code: code, change.city.id, change.tx) else { throw Refusal.notFound }
        return try change.moved(solution, to: .listed, SolutionEvent.listed, facts: ["title": .text(title), "licence": .text(licence.rawValue)].merging(behalf.behalfFact) { $1 })
    }
}

public struct RetireSolution: Act {
    public static let name = "solution.retire"
    public static let target: ObjectKind? = .solution
    public static var permitted: [Who] { Solution.lifecycle.by(name) }
    public static func isOpen(_ solution: Solution, _ scene: Scene) -> Bool { Solution.lifecycle.allows(name, in: solution.state) }
    public static let form = Form(.text("reason", max: 2_000)) { RetireSolution(reason: $0) }
    let reason: String
    public static func load(_ target: Target, _ scene: Scene) throws -> Solution { try SolutionQueries.solution(target, scene) }
    public func apply(_ solution: Solution, _ change: Change) throws -> Outcome {
        let state = try Solution.lifecycle.next(Self.name, from: solution.state)
        let changed = try change.tx.run("UPDATE solution SET state = \(state) WHERE city = \(change.city.id) AND id = \(solution.id) AND state = \(solution.state)")
        if changed == 0 { throw Refusal.stale }
        return try change.moved(solution, to: state, SolutionEvent.retired, facts: ["reason": .text(reason)])
    }
}

/// "We adopt this": by a department of this or another city. The target is a code of this city, or `kuusila/KU-7F3K2M` of another.
/// The record of both cities has an entry.
public struct AdoptSolution: Act {
    public static let name = "solution.adopt"
    public static let target: ObjectKind? = .solution
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead)]
    public static let form = Form(.pick("department"), .choice("scope", of: Replication.Scope.self), .text("adaptations", max: 4_000)) {
        AdoptSolution(department: $0, scope: $1, adaptations: $2)
    }
    let department: String, scope: Replication.Scope, adaptations: String

    /// A public solution with the city that has it. It has no bearings here: any department of the adopting city may ask.
    public struct Offer: ActSubject, Sendable {
        let solution: Solution, city: City
        public var bearings: Bearings { Bearings() }
        public var stateName: String? { solution.state.rawValue }
    }
    public static func load(_ target: Target, _ scene: Scene) throws -> Offer {
        let parts = target.text.split(separator: "/")
        let city = parts.count == 2 ? try CityTable.find(slug: String(parts[0]), at: scene.now, scene.tx) : scene.city
        guard let city, let code = parts.last, let solution = try SolutionTable.find(code: PublicCode(String(code)), city.id, scene.tx) else { throw Refusal.notFound }
        return Offer(solution: solution, city: city)
    }
    /// A head of department holds the role for a department, which no foreign object has; holding it at all is enough to adopt for that department.
    public static func permission(_ standing: Standing, _ offer: Offer) -> Permission {
        if standing.isVisitor { return .denied("denied.signIn") }
        return standing.holds(.innovationOfficer) || standing.holds(.departmentHead) ? .allowed : .denied("denied.role")
    }
    public static func isOpen(_ offer: Offer, _ scene: Scene) -> Bool { offer.solution.state == .listed }
    public static func options(_ offer: Offer, _ scene: Scene) throws -> [String: [Option]] {
        let all = try CityQueries.departments(scene)
        let own = scene.standing.holds(.innovationOfficer) ? all : all.filter { scene.standing.departments.contains($0.id) }
        return ["department": own.map { Option($0.slug, $0.name) }]
    }
    public static func prefill(_ offer: Offer, _ scene: Scene) throws -> [String: JSON] {
        ["scope": .text((offer.city.id == scene.city.id ? Replication.Scope.department : .domesticCity).rawValue)]
    }
    public func problems(_ offer: Offer, _ scene: Scene) throws -> [Problem] {
        guard try (Self.options(offer, scene)["department"] ?? []).contains(where: { $0.value == department }), let own = try CityQueries.department(department, scene) else {
            return [Problem("department", "problem.choice")]
        }
        let exists = try scene.tx.exists("""
            SELECT 1 FROM replication WHERE city = \(scene.city.id) AND department = \(own.id) AND parent_city = \(offer.city.id) AND parent = \(offer.solution.id)
            """)
        return exists ? [Problem("department", "problem.adoptedAlready")] : []
    }

    public func apply(_ offer: Offer, _ change: Change) throws -> Outcome {
        guard let own = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let (initiative, _) = try change.beginInitiative(titled: offer.solution.title, isPublic: true)
        let id: ID<Replication> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO replication (city, id, code, initiative, parent_city, parent, department, title, scope, adaptations, state, finding, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(initiative), \(offer.city.id), \(offer.solution.id), \(own.id), \(offer.solution.title), \(scope), \(adaptations),
                \(Replication.State.interest), '', \(change.now))
            """)
        let replication = try SolutionQueries.replication(Target(code.rawValue), change)
        let outcome = try change.moved(replication, to: .interest, ReplicationEvent.begun, facts: [
            "solution": .text("\(offer.city.slug)/\(offer.solution.code)"), "scope": .text(scope.rawValue), "adaptations": .text(adaptations),
        ])
        let there = offer.city.id == change.city.id ? change : change.across(to: offer.city)
        _ = try there.noted(offer.solution, SolutionEvent.adopted, facts: ["by": .text("\(change.city.slug)/\(code)"), "scope": .text(scope.rawValue)])
        return outcome
    }
}

protocol ReplicationMove: Act where Subject == Replication {}
extension ReplicationMove {
    public static var target: ObjectKind? { .replication }
    public static var permitted: [Who] { Replication.lifecycle.by(name) }
    public static func isOpen(_ replication: Replication, _ scene: Scene) -> Bool { Replication.lifecycle.allows(name, in: replication.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Replication { try SolutionQueries.replication(target, scene) }

    func move(_ replication: Replication, setting values: SQLText = "", _ event: ReplicationEvent, facts: [String: JSON], _ change: Change) throws -> Outcome {
        let state = try Replication.lifecycle.next(Self.name, from: replication.state)
        let changed = try change.tx.run("""
            UPDATE replication SET state = \(state)\(values) WHERE city = \(change.city.id) AND id = \(replication.id) AND state = \(replication.state)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.moved(replication, to: state, event, facts: facts)
    }
}

public struct RunReplication: ReplicationMove {
    public static let name = "replication.run"
    public static let form = Form(.text("reason", max: 2_000)) { RunReplication(reason: $0) }
    let reason: String
    public func apply(_ replication: Replication, _ change: Change) throws -> Outcome { try move(replication, .running, facts: ["reason": .text(reason)], change) }
}

public struct ReportReplication: ReplicationMove {
    public static let name = "replication.report"
    public static let form = Form(.choice("result", of: Replication.Result.self), .text("finding", max: 4_000)) { ReportReplication(result: $0, finding: $1) }
    let result: Replication.Result, finding: String
    public func apply(_ replication: Replication, _ change: Change) throws -> Outcome {
        try move(replication, setting: ", result = \(result), finding = \(finding)", .reported, facts: ["result": .text(result.rawValue), "finding": .text(finding)], change)
    }
}
