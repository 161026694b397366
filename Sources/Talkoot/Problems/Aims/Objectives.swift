import Storage

extension ObjectKind { public static let objective = ObjectKind("objective") }

/// What the city wants as a whole: what its problems are weighed by.
public struct Objective: Sendable, Hashable {
    public let id: ID<Objective>
    public let code: PublicCode
    public let name: String
    /// The wider objective that it is a part of.
    public let parent: ID<Objective>?
    public let closedAt: Instant?

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        name = try row.text()
        parent = try row.optionalValue()
        closedAt = try row.optionalInstant()
    }
    public var reference: ObjectReference { ObjectReference(.objective, id: id.rawValue, code: code) }
}

extension Objective: ActSubject {
    public var bearings: Bearings { Bearings() }
    public var stateName: String? { closedAt == nil ? "open" : "closed" }
}

/// How much of a problem serves an objective, in percent.
public struct ObjectiveWeight: Sendable, Hashable {
    public let problem: ID<CityProblem>
    public let objective: ID<Objective>
    public let weight: Int
}

enum ObjectiveTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE objective (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, parent TEXT, closed_at BIGINT, PRIMARY KEY (city, id), UNIQUE (city, code))
        """,
        """
        CREATE TABLE problem_objective (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, objective TEXT NOT NULL, weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 100),
            PRIMARY KEY (city, problem, objective), FOREIGN KEY (city, problem) REFERENCES problem (city, id), FOREIGN KEY (city, objective) REFERENCES objective (city, id))
        """,
    ]
}

public enum ObjectiveQueries {
    public static func all(isOpenOnly: Bool = false, _ scene: Scene) throws -> [Objective] {
        let only: SQLText = isOpenOnly ? "AND closed_at IS NULL" : ""
        return try scene.tx.rows("SELECT id, code, name, parent, closed_at FROM objective WHERE city = \(scene.city.id) \(only) ORDER BY name, id", Objective.init(row:))
    }
    public static func weights(of problem: CityProblem, _ scene: Scene) throws -> [ObjectiveWeight] {
        try scene.tx.rows("SELECT problem, objective, weight FROM problem_objective WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY weight DESC, objective", weight)
    }
    /// How many problems that the reader may see serve each objective, by the department that owns them first.
    public static func counts(_ scene: Scene) throws -> [(objective: ID<Objective>, department: ID<Department>, problems: Int)] {
        try scene.tx.rows("""
            SELECT problem_objective.objective, problem.department, count(*) FROM problem_objective JOIN problem ON problem.city = problem_objective.city AND problem.id = problem_objective.problem
            WHERE problem_objective.city = \(scene.city.id) AND \(ProblemRules.scope(scene.standing)) GROUP BY problem_objective.objective, problem.department
            ORDER BY problem_objective.objective, problem.department
            """) { (try $0.value(), try $0.value(), try $0.int()) }
    }
    private static func weight(_ row: inout Row) throws -> ObjectiveWeight { ObjectiveWeight(problem: try row.value(), objective: try row.value(), weight: try row.int()) }

    static func objective(_ target: Target, _ scene: Scene) throws -> Objective {
        guard let found = try all(scene).first(where: { $0.code == target.code }) else { throw Refusal.notFound }
        return found
    }
}

/// Adds an objective to the city's list, alone or under a wider one.
public struct AddObjective: Act {
    public static let name = "objective.add"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.administrator)]
    public static let form = Form(.line("name", max: 120), .optional(.pick("parent"))) { AddObjective(name: $0, parent: $1) }
    let name: String, parent: String?

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["parent": try ObjectiveQueries.all(isOpenOnly: true, scene).map { Option($0.code.rawValue, $0.name) }]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let known = try ObjectiveQueries.all(isOpenOnly: true, scene)
        var problems: [Problem] = []
        if known.contains(where: { Folding.fold($0.name) == Folding.fold(name) }) { problems.append(Problem("name", "problem.sameObjective")) }
        if let parent, !known.contains(where: { $0.code.rawValue == parent }) { problems.append(Problem("parent", "problem.choice")) }
        return problems
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let id: ID<Objective> = change.newID(), code = try change.newCode()
        let wider = try parent.map { try ObjectiveQueries.objective(Target($0), change).id }
        try change.tx.run("INSERT INTO objective (city, id, code, name, parent) VALUES (\(change.city.id), \(id), \(code), \(name), \(wider))")
        let object = ObjectReference(.objective, id: id.rawValue, code: code)
        try change.happened(Event(ProblemEvent.objectiveAdded, on: object, of: nil, isPublic: true, facts: ["name": .text(name)]))
        return Outcome(object)
    }
}

/// Takes it off the list; what was weighed by it stays.
public struct CloseObjective: Act {
    public static let name = "objective.close"
    public static let target: ObjectKind? = .objective
    public static let permitted = AddObjective.permitted
    public static let form = Form(.text("reason", max: 1_000)) { CloseObjective(reason: $0) }
    let reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Objective { try ObjectiveQueries.objective(target, scene) }
    public static func isOpen(_ objective: Objective, _ scene: Scene) -> Bool { objective.closedAt == nil }
    public func apply(_ objective: Objective, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE objective SET closed_at = \(change.now) WHERE city = \(change.city.id) AND id = \(objective.id)")
        try change.happened(Event(ProblemEvent.objectiveClosed, on: objective.reference, of: nil, isPublic: true, facts: ["reason": .text(reason)]))
        return Outcome(objective.reference)
    }
}

struct WeighedObjective: Sendable {
    let objective: String, weight: Int
    static let form = Form(.pick("objective"), .integer("weight", in: 1...100)) { WeighedObjective(objective: $0, weight: $1) }
}

/// Says which of the city's objectives a problem serves, and how much of it: weights that make 100 %.
public struct WeighProblem: ProblemAct {
    public static let name = "problem.weigh"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.draft, .submitted, .triaged, .defining, .defined]
    public static let form = Form(.rows("objectives", max: 8, of: WeighedObjective.form)) { WeighProblem(objectives: $0) }
    let objectives: [WeighedObjective]

    public static func isOpen(_ problem: CityProblem, _ scene: Scene) throws -> Bool { try openStates.contains(problem.state) && !ObjectiveQueries.all(isOpenOnly: true, scene).isEmpty }
    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        ["objective": try ObjectiveQueries.all(isOpenOnly: true, scene).map { Option($0.code.rawValue, $0.name) }]
    }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        let codes = Dictionary(uniqueKeysWithValues: try ObjectiveQueries.all(scene).map { ($0.id, $0.code.rawValue) })
        return ["objectives": .list(try ObjectiveQueries.weights(of: problem, scene).map { ["objective": .text(codes[$0.objective] ?? ""), "weight": .integer(Int64($0.weight))] })]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let known = Set(try ObjectiveQueries.all(isOpenOnly: true, scene).map(\.code.rawValue))
        var problems = objectives.enumerated().filter { !known.contains($0.element.objective) }.map { Problem("objectives.\($0.offset).objective", "problem.choice") }
        if Set(objectives.map(\.objective)).count < objectives.count { problems.append(Problem("objectives", "problem.objectiveTwice")) }
        let sum = objectives.reduce(0) { $0 + $1.weight }
        if sum != 100 { problems.append(Problem("objectives", "problem.weights", ["sum": "\(sum)", "left": "\(100 - sum)"])) }
        return problems
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try change.tx.run("DELETE FROM problem_objective WHERE city = \(change.city.id) AND problem = \(problem.id)")
        for weighed in objectives {
            let objective = try ObjectiveQueries.objective(Target(weighed.objective), change)
            try change.tx.run("INSERT INTO problem_objective (city, problem, objective, weight) VALUES (\(change.city.id), \(problem.id), \(objective.id), \(weighed.weight))")
        }
        let facts = objectives.map { JSON.object(["objective": .text($0.objective), "weight": .integer(Int64($0.weight))]) }
        try change.noted(problem, ProblemEvent.weighed, isOpen: true, facts: ["objectives": .list(facts)])
        return Outcome(problem.reference)
    }
}
