public import Storage

/// How a solved problem was found half a year, a year or any time later.
public struct LookBack: Sendable, Hashable {
    public enum Finding: String, CaseIterable, Sendable, SQLBindable { case better, holds, slipped }

    public let at: Instant
    public let finding: Finding
    /// The metric then, where it was measured.
    public let measured: String?
    public let text: String

    init(row: inout Row) throws {
        at = try row.instant()
        finding = try row.value()
        measured = try row.optionalText()
        text = try row.text()
    }

    static let migration: [SQLText] = [
        """
        CREATE TABLE problem_look_back (
            city TEXT NOT NULL, id TEXT NOT NULL, problem TEXT NOT NULL, at BIGINT NOT NULL, finding TEXT NOT NULL, measured TEXT, text TEXT NOT NULL,
            PRIMARY KEY (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX problem_look_back_problem ON problem_look_back (city, problem, at)",
    ]
    /// After so many days the department is asked, and asked once more.
    static let firstAfter = 182, secondAfter = 365
}

extension ProblemQueries {
    /// The newest first.
    public static func looksBack(at problem: CityProblem, _ scene: Scene) throws -> [LookBack] {
        try scene.tx.rows("""
            SELECT at, finding, measured, text FROM problem_look_back WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY at DESC, id DESC LIMIT 50
            """, LookBack.init(row:))
    }
}

/// The department says whether what was reached still holds, for everybody to read.
public struct LookBackAtProblem: ProblemAct {
    public static let name = "problem.lookBack"
    public static let permitted: [Who] = [.role(.departmentHead)]
    static let openStates: Set<CityProblem.State> = [.solved]
    public static let form = Form(.choice("stillHolds", of: LookBack.Finding.self), .optional(.decimal("measured")), .text("reason", max: 2_000)) {
        LookBackAtProblem(finding: $0, measured: $1, reason: $2)
    }
    let finding: LookBack.Finding, measured: String?, reason: String

    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let id: ID<LookBack> = change.newID()
        try change.tx.run("""
            INSERT INTO problem_look_back (city, id, problem, at, finding, measured, text) VALUES (\(change.city.id), \(id), \(problem.id), \(change.now), \(finding), \(measured), \(reason))
            """)
        try change.noted(problem, ProblemEvent.lookedBack, isOpen: true, facts: ["stillHolds": .text(finding.rawValue), "measured": .text(measured ?? ""), "reason": .text(reason)])
        return Outcome(problem.reference)
    }
}

/// The time has come to look back: the head of the department is asked, half a year after the solution and a year after it.
struct AskToLookBack: ProblemAct {
    static let name = "problem.askBack"
    static let permitted: [Who] = [.system]
    static let openStates: Set<CityProblem.State> = [.solved]
    static let form = Form { AskToLookBack() }

    func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let solvedAt = try StageTable.of(problem.reference, change.city.id, change.tx).last { $0.state == CityProblem.State.solved.rawValue }?.enteredAt ?? change.now
        let second = try change.askBack(at: problem, solvedAt, days: LookBack.secondAfter)
        try change.happened(Event(
            ProblemEvent.lookBackDue, on: problem.reference, of: problem.initiative, isPublic: problem.isPublic,
            facts: ["state": .text(problem.state.rawValue), "again": .bool(second)], tellsFollowers: false))
        return Outcome(problem.reference)
    }
}

extension Change {
    /// Lets the clock ask in the morning of the day, unless that has passed.
    @discardableResult func askBack(at problem: CityProblem, _ solvedAt: Instant, days: Int) throws -> Bool {
        let time = city.calendar.instant(of: LocalTime(day: city.calendar.day(of: solvedAt).adding(days: days), minuteOfDay: 8 * 60))
        if time <= now { return false }
        try schedule(AskToLookBack.name, on: problem.reference, at: time)
        return true
    }
}
