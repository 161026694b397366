public import Storage

/// Who takes part in which coming decision, and how they were chosen. Published before the first one is taken; each version is kept.
public struct ParticipationMap: Sendable, Hashable {
    public enum Decision: String, CaseIterable, Sendable, SQLBindable { case definition, route, award, pilot, scale }
    public enum Part: String, CaseIterable, Sendable, SQLBindable { case decides, vetoes, advises, heard, informed }
    public struct Seat: Sendable, Hashable {
        public let decision: Decision, who: String, part: Part, chosen: String
        /// The office that it is tied to, so that acts can look at it; nil for bodies that decide elsewhere.
        public var role: Role?, department: ID<Department>?
    }
    public let version: Int
    public let reason: String
    public let at: Instant
    public let seats: [Seat]
    public func names(_ decision: Decision) -> Bool { seats.contains { $0.decision == decision && $0.part == .decides } }

    static let migration: [SQLText] = [
        """
        CREATE TABLE participation (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, version BIGINT NOT NULL, reason TEXT NOT NULL, person TEXT, at BIGINT NOT NULL,
            PRIMARY KEY (city, problem, version), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE participation_seat (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, version BIGINT NOT NULL, place BIGINT NOT NULL, decision TEXT NOT NULL, who TEXT NOT NULL,
            part TEXT NOT NULL, chosen TEXT NOT NULL, PRIMARY KEY (city, problem, version, place), FOREIGN KEY (city, problem, version) REFERENCES participation (city, problem, version))
        """,
    ]
    static let offered: [SQLText] = ["ALTER TABLE participation_seat ADD COLUMN role TEXT", "ALTER TABLE participation_seat ADD COLUMN department TEXT"]
    static func last(_ problem: CityProblem, _ scene: Scene) throws -> ParticipationMap? {
        guard let head = try scene.tx.first("""
            SELECT version, reason, at FROM participation WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY version DESC LIMIT 1
            """, { (version: try $0.int(), reason: try $0.text(), at: try $0.instant()) }) else { return nil }
        let seats = try scene.tx.rows("""
            SELECT decision, who, part, chosen, role, department FROM participation_seat WHERE city = \(scene.city.id) AND problem = \(problem.id) AND version = \(head.version) ORDER BY place
            """) { Seat(decision: try $0.value(), who: try $0.text(), part: try $0.value(), chosen: try $0.text(), role: try $0.optionalValue(), department: try $0.optionalValue()) }
        return ParticipationMap(version: head.version, reason: head.reason, at: head.at, seats: seats)
    }
    /// A lot goes by the map of its whole until it has one of its own.
    static func inForce(for problem: CityProblem, _ scene: Scene) throws -> ParticipationMap? {
        if let own = try last(problem, scene) { return own }
        return try problem.whole(scene).flatMap { try last($0, scene) }
    }
}

struct SeatDraft: Sendable {
    let decision: String, who: String, part: String, chosen: String, role: String?, department: String?
    static let form = Form(.pick("decision"), .line("who", max: 120), .pick("part"), .line("chosen", max: 200), .optional(.pick("role")), .optional(.pick("department"))) {
        SeatDraft(decision: $0, who: $1, part: $2, chosen: $3, role: $4, department: $5)
    }
}

/// Publishes the map, or a new version of it with the reason.
public struct PublishParticipation: ProblemAct {
    public static let name = "participation.publish"
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    static let openStates: Set<CityProblem.State> = [.submitted, .triaged, .defining, .defined, .split, .routed, .inSolution]
    public static let form = Form(.rows("seats", max: 40, of: SeatDraft.form), .optional(.text("reason", max: 1_000))) { PublishParticipation(seats: $0, reason: $1) }
    let seats: [SeatDraft], reason: String?

    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        ["decision": ParticipationMap.Decision.allCases.map { Option($0.rawValue, "choice.decision.\($0.rawValue)", isKey: true) },
         "part": ParticipationMap.Part.allCases.map { Option($0.rawValue, "choice.seat.\($0.rawValue)", isKey: true) },
         "role": ParticipationMap.offices.map { Option($0.rawValue, "role.\($0.rawValue)", isKey: true) }, "department": try CityQueries.departmentOptions(scene)]
    }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        guard let seats = try ParticipationMap.inForce(for: problem, scene)?.seats else {
            return try problem.quadrant.map { ["seats": .list(try KindTemplate.of($0).rows(for: problem, scene))] } ?? [:]
        }
        let departments = try CityQueries.departments(scene)
        return ["seats": .list(seats.map { seat in
            ["decision": .text(seat.decision.rawValue), "who": .text(seat.who), "part": .text(seat.part.rawValue), "chosen": .text(seat.chosen), "role": .text(seat.role?.rawValue ?? ""),
             "department": .text(departments.first { $0.id == seat.department }?.slug ?? "")]
        })]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        if seats.isEmpty { return [Problem("seats", "problem.missing")] }
        var problems: [Problem] = []
        for (index, seat) in seats.enumerated() {
            if ParticipationMap.Decision(rawValue: seat.decision) == nil { problems.append(Problem("seats.\(index).decision", "problem.choice")) }
            if ParticipationMap.Part(rawValue: seat.part) == nil { problems.append(Problem("seats.\(index).part", "problem.choice")) }
            if let role = seat.role, !ParticipationMap.offices.map(\.rawValue).contains(role) { problems.append(Problem("seats.\(index).role", "problem.choice")) }
            if let slug = seat.department, try CityQueries.department(slug, scene) == nil { problems.append(Problem("seats.\(index).department", "problem.choice")) }
        }
        let undecided = Set(seats.map(\.decision)).filter { decision in !seats.contains { $0.decision == decision && $0.part == "decides" } }
        if problems.isEmpty && !undecided.isEmpty { problems.append(Problem("seats", "problem.nobodyDecides")) }
        if try reason == nil && ParticipationMap.last(problem, scene) != nil { problems.append(Problem("reason", "problem.mapReason")) }
        return problems
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let city = change.city.id, version = (try ParticipationMap.last(problem, change)?.version ?? 0) + 1
        try change.tx.run("""
            INSERT INTO participation (city, problem, version, reason, person, at)
            VALUES (\(city), \(problem.id), \(version), \(reason ?? ""), \(change.standing.person?.id), \(change.now))
            """)
        for (place, seat) in seats.enumerated() {
            try change.tx.run("""
                INSERT INTO participation_seat (city, problem, version, place, decision, who, part, chosen, role, department)
                VALUES (\(city), \(problem.id), \(version), \(place), \(seat.decision), \(seat.who), \(seat.part), \(seat.chosen), \(seat.role), \(try CityQueries.department(seat.department, change)?.id))
                """)
        }
        let facts = seats.map { JSON.object(["decision": .text($0.decision), "who": .text($0.who), "part": .text($0.part), "chosen": .text($0.chosen), "role": .text($0.role ?? ""), "department": .text($0.department ?? "")]) }
        try change.noted(problem, ProblemEvent.mapPublished, isOpen: true, facts: ["version": .integer(Int64(version)), "seats": .list(facts), "reason": .text(reason ?? "")])
        return Outcome(problem.reference, ["version": .integer(Int64(version))])
    }
}

extension GateContribution {
    /// No decision is taken before everybody can read who takes it.
    static let participation = GateContribution(.definition, ["participation"]) { problem, scene in
        [GateNeed("participation", isMet: try ParticipationMap.last(problem, scene)?.names(.definition) ?? false, asked: .role(.innovationOfficer), .act(PublishParticipation.name))]
    }
    /// Together, alone, buy, citizens lead? By a comparison and by those whom the map names.
    static let way = GateContribution(.route, ["comparison", "participationRoute"]) { problem, scene in
        let map = try ParticipationMap.inForce(for: problem, scene)
        return [GateNeed("comparison", isMet: try Comparison.last(problem, scene) != nil, asked: .role(.departmentHead), .act(CompareWays.name), bindsAlways: try Comparison.isDemanded(problem, scene)),
                GateNeed("participationRoute", isMet: map?.names(.route) ?? false, asked: .role(.innovationOfficer), .act(PublishParticipation.name))]
    }
}

extension ProblemQueries {
    public static func lots(of problem: CityProblem, _ scene: Scene) throws -> LotPlan? { try LotPlan.of(problem, scene) }
    public static func comparison(of problem: CityProblem, _ scene: Scene) throws -> Comparison? { try Comparison.last(problem, scene) }
    public static func participation(of problem: CityProblem, _ scene: Scene) throws -> ParticipationMap? { try ParticipationMap.inForce(for: problem, scene) }
    /// The lots that a problem was split into, as the reader may see them.
    public static func children(of problem: CityProblem, _ scene: Scene) throws -> [CityProblem] {
        try scene.tx.rows("""
            SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id) AND initiative = \(problem.initiative) AND parent = \(problem.code) AND \(ProblemRules.scope(scene.standing))
            ORDER BY created_at, id
            """, CityProblem.init(row:))
    }
}
