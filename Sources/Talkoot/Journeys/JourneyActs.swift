import Storage

extension JourneyMap {
    static let drawers: [Who] = [.author, .role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
}

/// What is about a whole map.
protocol JourneyAct: Act where Subject == JourneyMap {}
extension JourneyAct {
    public static var target: ObjectKind? { .journey }
    public static var permitted: [Who] { JourneyMap.drawers }
    public static func load(_ target: Target, _ scene: Scene) throws -> JourneyMap { try JourneyQueries.map(target, scene) }
    func note(_ map: JourneyMap, _ event: JourneyEvent, facts: [String: JSON], _ change: Change) throws -> Outcome { try BeginJourney.note(map, event, facts: facts, change) }
}

/// Begins a map for a problem.
public struct BeginJourney: Act {
    public static let name = "journey.begin"
    public static let target: ObjectKind? = .problem
    public static let permitted = JourneyMap.drawers
    public static let form = Form(.line("title", max: 120)) { BeginJourney(title: $0) }
    let title: String

    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { !CityProblem.lifecycle.isFinal.contains(problem.state) }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let id: ID<Journey> = change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO journey (city, id, code, initiative, problem, title, owner, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(problem.initiative), \(problem.id), \(title), \(change.standing.person?.id), \(change.now))
            """)
        return try Self.note(try JourneyQueries.map(Target(code.rawValue), change), .begun, facts: ["title": .text(title), "problem": .text(problem.code.rawValue)], change)
    }

    /// A map is as public as its problem, and so is what happens to it.
    static func note(_ map: JourneyMap, _ event: JourneyEvent, facts: [String: JSON], _ change: Change) throws -> Outcome {
        try change.initiativeMoved(map.journey.initiative)
        try change.happened(Event(event, on: map.journey.reference, of: map.journey.initiative, isPublic: map.problem.isPublic, facts: facts))
        return Outcome(map.journey.reference)
    }
}

/// Begins the way as it shall be with the steps as they are, so that only what changes has to be written.
public struct RedrawJourney: JourneyAct {
    public static let name = "journey.redraw"
    public static let form = Form { RedrawJourney() }
    public static func isOpen(_ map: JourneyMap, _ scene: Scene) -> Bool { map.steps(.after).isEmpty && !map.steps(.now).isEmpty }
    public func apply(_ map: JourneyMap, _ change: Change) throws -> Outcome {
        for step in map.steps(.now) { _ = try JourneyTable.insert(StepText(step), into: map, .after, at: step.place, change) }
        return try note(map, .changed, facts: ["edition": "after", "steps": .integer(Int64(map.steps(.now).count))], change)
    }
}
