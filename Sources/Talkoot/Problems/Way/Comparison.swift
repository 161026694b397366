import Storage

/// Together or in house: what speaks for each, weighed by those who will have to live with it.
public struct Comparison: Sendable, Hashable {
    public enum Advantage: String, CaseIterable, Sendable { case knowledge, ideas, users, ownership, skills, sharedCost, support, spread }
    public enum Obstacle: String, CaseIterable, Sendable { case effort, accountability, consent, confidential, power, capture, conflict, leaving, fatigue, voices, legal, leak }

    /// Code → 1 to 3.
    public let advantages: [String: Int]
    public let obstacles: [String: Int]
    public let reason: String
    public let at: Instant
    /// What nobody has weighed yet, in the order of the lists.
    public var unweighed: (advantages: [Advantage], obstacles: [Obstacle]) {
        (Advantage.allCases.filter { advantages[$0.rawValue] == nil }, Obstacle.allCases.filter { obstacles[$0.rawValue] == nil })
    }
    /// Above nought speaks for together.
    public var score: Int { advantages.values.reduce(0, +) - obstacles.values.reduce(0, +) }

    init(row: inout Row) throws {
        func read(_ text: String) throws -> [String: Int] { try JSON(parsing: text).object?.compactMapValues { $0.integer.map(Int.init) } ?? [:] }
        advantages = try read(try row.text())
        obstacles = try read(try row.text())
        reason = try row.text()
        at = try row.instant()
    }

    static let migration: SQLText = """
        CREATE TABLE problem_comparison (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, advantages TEXT NOT NULL, obstacles TEXT NOT NULL, reason TEXT NOT NULL,
            person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, problem, number), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """
    /// The last one; earlier ones are kept.
    static func last(_ problem: CityProblem, _ scene: Scene) throws -> Comparison? {
        try scene.tx.first("""
            SELECT advantages, obstacles, reason, at FROM problem_comparison WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number DESC LIMIT 1
            """, Comparison.init(row:))
    }
}

extension Comparison {
    /// What a problem may cost: all its parts together, or the money of its plan that was given or is asked for, whichever is more.
    static func cost(of problem: CityProblem, _ scene: Scene) throws -> Money {
        let planned = try ResourceQueries.plan(of: problem, scene).sum(.money)
        return Money(cents: max(planned.planned + planned.proposed, try LotPlan.of(problem, scene)?.whole.cents ?? 0))
    }
    /// From the city's limit on nobody chooses a way without comparing, whether the gate binds or not.
    static func isDemanded(_ problem: CityProblem, _ scene: Scene) throws -> Bool { try cost(of: problem, scene).cents > Int64(scene.city.value(of: .comparisonLimit)) }
}

struct WeighedReason: Sendable {
    let code: String, weight: Int
    static func form(_ name: String) -> Form<WeighedReason> { Form(.pick(name), .integer("weight", in: 1...3)) { WeighedReason(code: $0, weight: $1) } }
}

public struct CompareWays: ProblemAct {
    public static let name = "problem.compare"
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.defining, .defined]
    public static let form = Form(
        .rows("advantages", max: 8, of: WeighedReason.form("advantage")), .rows("obstacles", max: 12, of: WeighedReason.form("obstacle")), .text("reason", max: 2_000)
    ) { CompareWays(advantages: $0, obstacles: $1, reason: $2) }
    let advantages: [WeighedReason], obstacles: [WeighedReason], reason: String

    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        ["advantage": Comparison.Advantage.allCases.map { Option($0.rawValue, "choice.advantage.\($0.rawValue)", isKey: true) },
         "obstacle": Comparison.Obstacle.allCases.map { Option($0.rawValue, "choice.obstacle.\($0.rawValue)", isKey: true) }]
    }
    /// Whoever compares again begins with what was weighed before.
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        guard let last = try Comparison.last(problem, scene) else { return [:] }
        func rows(_ weights: [String: Int], _ name: String, _ order: [String]) -> JSON {
            .list(order.compactMap { code in weights[code].map { [name: .text(code), "weight": .text("\($0)")] } })
        }
        return ["advantages": rows(last.advantages, "advantage", Comparison.Advantage.allCases.map(\.rawValue)), "obstacles": rows(last.obstacles, "obstacle", Comparison.Obstacle.allCases.map(\.rawValue)),
                "reason": .text(last.reason)]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        for (name, rows, known) in [("advantages", advantages, Comparison.Advantage.allCases.map(\.rawValue)), ("obstacles", obstacles, Comparison.Obstacle.allCases.map(\.rawValue))] {
            if rows.isEmpty { problems.append(Problem(name, "problem.missing")) }
            if Set(rows.map(\.code)).count < rows.count { problems.append(Problem(name, "problem.reasonTwice")) }
            if rows.contains(where: { !known.contains($0.code) }) { problems.append(Problem(name, "problem.choice")) }
        }
        return problems
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        func kept(_ rows: [WeighedReason]) -> JSON { .object(Dictionary(rows.map { ($0.code, .integer(Int64($0.weight))) }, uniquingKeysWith: { $1 })) }
        let score = advantages.reduce(0) { $0 + $1.weight } - obstacles.reduce(0) { $0 + $1.weight }
        let number = try change.tx.count("SELECT count(*) FROM problem_comparison WHERE city = \(change.city.id) AND problem = \(problem.id)") + 1
        try change.tx.run("""
            INSERT INTO problem_comparison (city, problem, number, advantages, obstacles, reason, person, at)
            VALUES (\(change.city.id), \(problem.id), \(number), \(kept(advantages).canonical), \(kept(obstacles).canonical), \(reason), \(change.standing.person?.id), \(change.now))
            """)
        try change.noted(problem, ProblemEvent.compared, isOpen: true, facts: ["advantages": kept(advantages), "obstacles": kept(obstacles), "score": .integer(Int64(score)), "reason": .text(reason)])
        return Outcome(problem.reference, ["score": .integer(Int64(score))])
    }
}
