public import Storage

extension ObjectKind {
    /// One goal of a problem: `KU-7F3K.g1`.
    public static let goal = ObjectKind("goal")
}

/// What the departments that own a problem want of it together.
public struct SharedGoal: Sendable, Hashable {
    public enum Direction: String, CaseIterable, Sendable, SQLBindable { case up, down }
    /// What a department says to it.
    public enum Stand: String, CaseIterable, Sendable, SQLBindable { case accept, acceptWithChange, object }

    public let number: Int
    public let text: String
    public let metric: String
    public let direction: Direction
    public let version: Int

    init(row: inout Row) throws {
        number = try row.int()
        text = try row.text()
        metric = try row.text()
        direction = try row.value()
        version = try row.int()
    }
}

/// A department's word on one version of a goal.
public struct GoalStand: Sendable, Hashable {
    public let number: Int
    public let version: Int
    public let department: ID<Department>
    public let stand: SharedGoal.Stand
    public let reason: String
    public let at: Instant

    init(row: inout Row) throws {
        number = try row.int()
        version = try row.int()
        department = try row.value()
        stand = try row.value()
        reason = try row.text()
        at = try row.instant()
    }
}

/// All goals of a problem with what its departments say.
public struct GoalSheet: Sendable {
    public let problem: CityProblem
    public let goals: [SharedGoal]
    public let stands: [GoalStand]
    let coreGroup: Set<ID<Person>>

    /// What a department says to a goal as it reads now.
    public func stand(of department: ID<Department>, on goal: SharedGoal) -> GoalStand? {
        stands.last { $0.number == goal.number && $0.version == goal.version && $0.department == department }
    }
    /// Pairs that want the same metric in opposite directions.
    public var conflicts: [(SharedGoal, SharedGoal)] {
        goals.enumerated().flatMap { index, one in
            goals[(index + 1)...].filter { Folding.fold($0.metric) == Folding.fold(one.metric) && $0.direction != one.direction }.map { (one, $0) }
        }
    }
    /// Departments that have not accepted every goal as it reads now.
    public var waiting: [ID<Department>] {
        problem.departments.filter { department in goals.contains { stand(of: department, on: $0)?.stand != .accept } }
    }
    public var isAgreed: Bool { !goals.isEmpty && conflicts.isEmpty && waiting.isEmpty }

    static func of(_ problem: CityProblem, _ scene: Scene) throws -> GoalSheet {
        let goals = try scene.tx.rows("SELECT number, text, metric, direction, version FROM goal WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number", SharedGoal.init(row:))
        let stands = try scene.tx.rows("""
            SELECT number, version, department, stand, reason, at FROM goal_stand WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number, version, round
            """, GoalStand.init(row:))
        return GoalSheet(problem: problem, goals: goals, stands: stands, coreGroup: try ProblemGroup.members(of: problem.id, scene))
    }
}

extension GoalSheet: ActSubject {
    public var bearings: Bearings { problem.canvasBearings(coreGroup) }
    public var stateName: String? { problem.state.rawValue }
}

public enum GoalQueries {
    public static func sheet(of problem: CityProblem, _ scene: Scene) throws -> GoalSheet { try GoalSheet.of(problem, scene) }
    /// What the reader may do with each goal now, by its number.
    public static func offers(on sheet: GoalSheet, _ scene: Scene) -> [Int: [String]] {
        Dictionary(uniqueKeysWithValues: sheet.goals.map { goal in
            let one = GoalOnSheet(goal: goal, sheet: sheet)
            let mayAnswer = StandOnGoal.permission(scene.standing, one) == .allowed && StandOnGoal.isOpen(one, scene)
            let mayChange = ChangeGoal.permission(scene.standing, one) == .allowed && ChangeGoal.isOpen(one, scene)
            return (goal.number, (mayAnswer ? [StandOnGoal.name] : []) + (mayChange ? [ChangeGoal.name] : []))
        })
    }
}

enum GoalTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE goal (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, text TEXT NOT NULL, metric TEXT NOT NULL, direction TEXT NOT NULL,
            version BIGINT NOT NULL, person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, problem, number), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE goal_stand (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL, department TEXT NOT NULL, round BIGINT NOT NULL,
            stand TEXT NOT NULL, reason TEXT NOT NULL, person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, problem, number, version, department, round),
            FOREIGN KEY (city, problem, number) REFERENCES goal (city, problem, number))
        """,
    ]
}
