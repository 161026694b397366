public import Storage

/// What is gained by solving together, and what stands in the way: the classes of the study behind Talkoot.
public enum ExpectationCode: String, CaseIterable, Sendable, SQLBindable {
    case a1 = "A1", a2 = "A2", a3 = "A3", b1 = "B1", b2 = "B2", b3 = "B3", b4 = "B4", c1 = "C1", c2 = "C2"
    case d1 = "D1", d2 = "D2", d3 = "D3", d4 = "D4", d5 = "D5", d6 = "D6", d7 = "D7", d8 = "D8", d9 = "D9", x1 = "X1", x2 = "X2", x3 = "X3"
    case e1 = "E1", e2 = "E2", e3 = "E3", e4 = "E4", e5 = "E5", e6 = "E6", f1 = "F1", f2 = "F2", f3 = "F3"
    /// What stands in the way, not what is gained.
    public var isObstacle: Bool { rawValue.hasPrefix("E") || rawValue.hasPrefix("F") }
}

/// A benefit or obstacle that somebody expects, and what became of it.
public struct Expectation: Sendable, Hashable {
    public enum Result: String, CaseIterable, Sendable, SQLBindable { case realised, notRealised }
    public let number: Int
    public let code: ExpectationCode
    public let text: String
    public let at: Instant
    /// The last review; nil while nobody has looked.
    public let result: Result?
    public let evidence: String

    init(row: inout Row) throws {
        number = try row.int()
        code = try row.value()
        text = try row.text()
        at = try row.instant()
        result = try row.optionalValue()
        evidence = try row.text()
    }
}

enum ExpectationTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE expectation (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL, person TEXT, at BIGINT NOT NULL,
            result TEXT, evidence TEXT NOT NULL, PRIMARY KEY (city, problem, number), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE expectation_review (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, problem TEXT NOT NULL, number BIGINT NOT NULL, result TEXT NOT NULL, evidence TEXT NOT NULL, person TEXT,
            at BIGINT NOT NULL, PRIMARY KEY (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ]
}

public enum ExpectationQueries {
    public static func of(_ problem: CityProblem, _ scene: Scene) throws -> [Expectation] {
        try scene.tx.rows("SELECT number, code, text, at, result, evidence FROM expectation WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number", Expectation.init(row:))
    }
}

/// Says what is hoped for or feared, by its code, so that many problems can be compared later.
public struct ExpectOfProblem: ProblemAct {
    public static let name = "problem.expect"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.draft, .submitted, .triaged, .defining, .defined]
    public static let form = Form(.choice("code", of: ExpectationCode.self), .text("text", max: 500)) { ExpectOfProblem(code: $0, text: $1) }
    let code: ExpectationCode, text: String

    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let number = try ExpectationQueries.of(problem, change).count + 1
        try change.tx.run("""
            INSERT INTO expectation (city, problem, number, code, text, person, at, evidence)
            VALUES (\(change.city.id), \(problem.id), \(number), \(code), \(text), \(change.standing.person?.id), \(change.now), '')
            """)
        try change.noted(problem, ProblemEvent.expected, isOpen: true, facts: ["number": .integer(Int64(number)), "code": .text(code.rawValue), "text": .text(text)])
        return Outcome(problem.reference, ["number": .integer(Int64(number))])
    }
}

/// Looks back: did it come? What came is shown by evidence; what did not is said too. Every review is kept.
public struct ReviewExpectation: ProblemAct {
    public static let name = "problem.review"
    public static let permitted = ExpectOfProblem.permitted
    static let openStates: Set<CityProblem.State> = [.defined, .split, .routed, .inSolution, .solved, .closedUnsolved]
    public static let form = Form(.pick("expectation"), .choice("result", of: Expectation.Result.self), .optional(.text("evidence", max: 1_000)), .files("files")) {
        ReviewExpectation(expectation: $0, result: $1, evidence: $2, files: $3)
    }
    let expectation: String, result: Expectation.Result, evidence: String?, files: [String]

    public static func isOpen(_ problem: CityProblem, _ scene: Scene) throws -> Bool { try openStates.contains(problem.state) && !ExpectationQueries.of(problem, scene).isEmpty }
    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        ["expectation": try ExpectationQueries.of(problem, scene).map { Option("\($0.number)", "\($0.code.rawValue) \($0.text)") }]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let known = try ExpectationQueries.of(problem, scene).contains { "\($0.number)" == expectation }
        return try (known ? [] : [Problem("expectation", "problem.choice")]) + (result == .realised && evidence == nil && files.isEmpty ? [Problem("evidence", "problem.evidence")] : [])
            + scene.fileProblems(files, "files")
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let number = Int(expectation) ?? 0, id: ID<Expectation> = change.newID()
        try change.tx.run("""
            INSERT INTO expectation_review (city, id, problem, number, result, evidence, person, at)
            VALUES (\(change.city.id), \(id), \(problem.id), \(number), \(result), \(evidence ?? ""), \(change.standing.person?.id), \(change.now))
            """)
        try change.tx.run("""
            UPDATE expectation SET result = \(result), evidence = \(evidence ?? "") WHERE city = \(change.city.id) AND problem = \(problem.id) AND number = \(number)
            """)
        let shown = try change.keep(files, on: ObjectReference(.expectation, id: id.rawValue, code: PublicCode("\(problem.code).x\(number)")))
        try change.noted(problem, ProblemEvent.reviewed, isOpen: true, facts: ["number": .integer(Int64(number)), "result": .text(result.rawValue), "evidence": .text(evidence ?? ""), "files": .list(shown)])
        return Outcome(problem.reference)
    }
}
