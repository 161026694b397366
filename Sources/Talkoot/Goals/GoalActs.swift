import Storage

extension CityProblem { var areGoalsOpen: Bool { [.triaged, .defining].contains(state) } }

/// Writes down a goal with the metric that shows it and the way it should move.
public struct ProposeGoal: Act {
    public static let name = "goal.propose"
    public static let target: ObjectKind? = .problem
    public static let permitted: [Who] = [.author, .role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    public static let form = Form(.text("goal", max: 500), .line("metric"), .choice("direction", of: SharedGoal.Direction.self)) { ProposeGoal(goal: $0, metric: $1, direction: $2) }
    let goal: String, metric: String, direction: SharedGoal.Direction

    public static func load(_ target: Target, _ scene: Scene) throws -> GoalSheet { try GoalSheet.of(try ProblemQueries.problem(target, scene), scene) }
    public static func isOpen(_ sheet: GoalSheet, _ scene: Scene) -> Bool { sheet.problem.areGoalsOpen && sheet.goals.count < 12 }
    public func apply(_ sheet: GoalSheet, _ change: Change) throws -> Outcome {
        let number = sheet.goals.count + 1
        try change.tx.run("""
            INSERT INTO goal (city, problem, number, text, metric, direction, version, person, at)
            VALUES (\(change.city.id), \(sheet.problem.id), \(number), \(goal), \(metric), \(direction), \(1), \(change.standing.person?.id), \(change.now))
            """)
        try change.noted(sheet.problem, GoalEvent.proposed, isOpen: false, facts: ["goal": .integer(Int64(number)), "text": .text(goal), "metric": .text(metric), "direction": .text(direction.rawValue)])
        return Outcome(sheet.problem.reference, ["goal": .text("\(sheet.problem.code).g\(number)")])
    }
}

/// One goal among those of its problem.
struct GoalOnSheet: ActSubject, Sendable {
    let goal: SharedGoal, sheet: GoalSheet
    var bearings: Bearings { sheet.bearings }
    var stateName: String? { sheet.stateName }
    var reference: ObjectReference { ObjectReference(.goal, id: "\(sheet.problem.id)/\(goal.number)", code: PublicCode("\(sheet.problem.code).g\(goal.number)")) }

    static func load(_ target: Target, _ scene: Scene) throws -> GoalOnSheet {
        // Codes come in capitals from links: `KU-7F3K.G1`.
        let parts = target.text.split(separator: ".")
        guard parts.count == 2, parts[1].lowercased().hasPrefix("g"), let number = Int(parts[1].dropFirst()) else { throw Refusal.notFound }
        let sheet = try GoalSheet.of(try ProblemQueries.problem(Target(String(parts[0])), scene), scene)
        guard let goal = sheet.goals.first(where: { $0.number == number }) else { throw Refusal.notFound }
        return GoalOnSheet(goal: goal, sheet: sheet)
    }
}

/// Changes a goal. Every department is asked again.
struct ChangeGoal: Act {
    static let name = "goal.change"
    static let target: ObjectKind? = .goal
    static let permitted = ProposeGoal.permitted
    static let form = Form(.text("goal", max: 500), .line("metric"), .choice("direction", of: SharedGoal.Direction.self), .version) { ChangeGoal(goal: $0, metric: $1, direction: $2, version: $3) }
    let goal: String, metric: String, direction: SharedGoal.Direction, version: Int?

    static func load(_ target: Target, _ scene: Scene) throws -> GoalOnSheet { try .load(target, scene) }
    static func isOpen(_ subject: GoalOnSheet, _ scene: Scene) -> Bool { subject.sheet.problem.areGoalsOpen }
    static func prefill(_ subject: GoalOnSheet, _ scene: Scene) throws -> [String: JSON] {
        ["goal": .text(subject.goal.text), "metric": .text(subject.goal.metric), "direction": .text(subject.goal.direction.rawValue), "version": .integer(Int64(subject.goal.version))]
    }
    func apply(_ subject: GoalOnSheet, _ change: Change) throws -> Outcome {
        let known = subject.goal, problem = subject.sheet.problem
        if let version, version != known.version { throw Refusal.stale }
        let written = try change.tx.run("""
            UPDATE goal SET text = \(goal), metric = \(metric), direction = \(direction), version = version + 1, person = \(change.standing.person?.id), at = \(change.now)
            WHERE city = \(change.city.id) AND problem = \(problem.id) AND number = \(known.number) AND version = \(known.version)
            """)
        if written == 0 { throw Refusal.stale }
        try change.noted(problem, GoalEvent.changed, isOpen: false, facts: ["goal": .integer(Int64(known.number)), "text": .text(goal), "metric": .text(metric), "direction": .text(direction.rawValue)])
        return Outcome(subject.reference)
    }
}

/// A department accepts a goal, accepts it with a change, or objects and says why.
struct StandOnGoal: Act {
    static let name = "goal.stand"
    static let target: ObjectKind? = .goal
    static let permitted: [Who] = [.role(.departmentHead)]
    static let form = Form(.choice("stand", of: SharedGoal.Stand.self), .optional(.text("reason", max: 2_000)), .version) { StandOnGoal(stand: $0, reason: $1, version: $2) }
    let stand: SharedGoal.Stand, reason: String?, version: Int?

    static func load(_ target: Target, _ scene: Scene) throws -> GoalOnSheet { try .load(target, scene) }
    static func isOpen(_ subject: GoalOnSheet, _ scene: Scene) -> Bool { subject.sheet.problem.areGoalsOpen }
    static func prefill(_ subject: GoalOnSheet, _ scene: Scene) throws -> [String: JSON] { ["version": .integer(Int64(subject.goal.version))] }
    func problems(_ subject: GoalOnSheet, _ scene: Scene) throws -> [Problem] { stand != .accept && reason == nil ? [Problem("reason", "problem.standReason")] : [] }

    /// Nobody stands on a goal that changed between reading and answering.
    func apply(_ subject: GoalOnSheet, _ change: Change) throws -> Outcome {
        let goal = subject.goal, problem = subject.sheet.problem
        if let version, version != goal.version { throw Refusal.stale }
        let own = problem.departments.filter { change.standing.matches(.role(.departmentHead), Bearings(departments: [$0])) }
        for department in own {
            let round = subject.sheet.stands.filter { $0.number == goal.number && $0.version == goal.version && $0.department == department }.count + 1
            try change.tx.run("""
                INSERT INTO goal_stand (city, problem, number, version, department, round, stand, reason, person, at)
                VALUES (\(change.city.id), \(problem.id), \(goal.number), \(goal.version), \(department), \(round), \(stand), \(reason ?? ""), \(change.standing.person?.id), \(change.now))
                """)
        }
        let names = try CityQueries.departments(isOpenOnly: false, change).filter { own.contains($0.id) }.map(\.slug).joined(separator: ", ")
        try change.noted(problem, stand == .object ? GoalEvent.objected : .answered, isOpen: false,
                         facts: ["goal": .integer(Int64(goal.number)), "department": .text(names), "stand": .text(stand.rawValue), "reason": .text(reason ?? "")])
        return Outcome(subject.reference)
    }
}
