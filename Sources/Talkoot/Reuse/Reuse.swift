public import Storage

/// What the officer makes of what others have already: the answer of the reuse-first check.
public struct ReuseAnswer: Sendable, Hashable {
    public enum Verdict: String, CaseIterable, Sendable, SQLBindable { case adopt, adapt, learn, nothing }

    public let id: ID<ReuseAnswer>
    public let verdict: Verdict
    /// What was chosen, as `city/code`; empty where nothing fits.
    public let found: String
    public let foundKind: ObjectKind?
    public let foundTitle: String
    public let reason: String
    public let at: Instant

    init(row: inout Row) throws {
        id = try row.value()
        verdict = try row.value()
        found = try row.text()
        foundKind = try row.optionalValue()
        foundTitle = try row.text()
        reason = try row.text()
        at = try row.instant()
    }
    static let columns: SQLText = "id, verdict, found, found_kind, found_title, reason, at"
}

enum ReuseEvent: String, EventName { case answered = "reuse.answered" }

/// The room that looks around before anything is defined anew.
public enum Reuse: Room {
    public static let name = "reuse"
    public static let migrations = [Migration("reuse", [
        """
        CREATE TABLE reuse_answer (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, problem TEXT NOT NULL, verdict TEXT NOT NULL, found TEXT NOT NULL, found_kind TEXT, found_title TEXT NOT NULL, reason TEXT NOT NULL,
            ranking TEXT NOT NULL, rule TEXT NOT NULL, person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, id), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX reuse_answer_problem ON reuse_answer (city, problem, at)",
    ])]
    public static let acts: [any Act.Type] = [AnswerReuse.self]
    public static let events = ReuseEvent.allCases.map(\.rawValue)

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let given = try scene.tx.rows("SELECT verdict, reason FROM reuse_answer WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, id") { (try $0.text(), try $0.text()) }
        return given.isEmpty ? [:] : ["reuseAnswers": .list(given.map { ["verdict": .text($0), "reason": .text($1)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE reuse_answer SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}

public enum ReuseQueries {
    /// The newest first; the newest counts. For a problem that the reader was let to.
    public static func answers(of problem: CityProblem, _ scene: Scene) throws -> [ReuseAnswer] {
        try scene.tx.rows("SELECT \(ReuseAnswer.columns) FROM reuse_answer WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY at DESC, id DESC LIMIT 20", ReuseAnswer.init(row:))
    }
    /// What resembles a problem, here and elsewhere.
    public static func resembling(_ problem: CityProblem, limit: Int = 10, _ scene: Scene) throws -> [Resemblance] {
        try ResemblanceQueries.resembling([problem.title, problem.statement, problem.affected, problem.outcome].joined(separator: " "), except: problem.reference, limit: limit, scene)
    }
}

/// Records what was found and what is made of it; "nothing fits" is an answer too.
public struct AnswerReuse: Act {
    public static let name = "reuse.answer"
    public static let target: ObjectKind? = .problem
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead)]
    public static let form = Form(.choice("reuseVerdict", of: ReuseAnswer.Verdict.self), .optional(.pick("found")), .optional(.line("foundOther", max: 80)), .text("reason", max: 2_000)) {
        AnswerReuse(verdict: $0, found: $1, other: $2, reason: $3)
    }
    let verdict: ReuseAnswer.Verdict, found: String?, other: String?, reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { [.draft, .submitted, .triaged, .defining, .defined].contains(problem.state) }
    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        ["found": try ReuseQueries.resembling(problem, scene).map { Option($0.address, "\($0.title) (\($0.cityName), \($0.object.code))") }]
    }
    private var address: String? { found ?? other }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        if verdict == .nothing { return address == nil ? [] : [Problem(found == nil ? "foundOther" : "found", "problem.nothingFits")] }
        guard let address else { return [Problem("found", "problem.nothingChosen")] }
        return try ResemblanceQueries.named(address, scene) == nil ? [Problem(found == nil ? "foundOther" : "found", "problem.noSuchMatter")] : []
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let named = try address.flatMap { try ResemblanceQueries.named($0, change) }
        let ranking = JSON.list(try ReuseQueries.resembling(problem, change).map { ["found": .text($0.address), "thousandths": .integer(Int64($0.thousandths))] })
        let id: ID<ReuseAnswer> = change.newID()
        let found = named.map { "\($0.citySlug)/\($0.object.code)" } ?? ""
        try change.tx.run("""
            INSERT INTO reuse_answer (city, id, problem, verdict, found, found_kind, found_title, reason, ranking, rule, person, at)
            VALUES (\(change.city.id), \(id), \(problem.id), \(verdict), \(found), \(named?.object.kind), \(named?.title ?? ""), \(reason), \(ranking.canonical), \(ResemblanceQueries.rule),
                \(change.standing.person?.id), \(change.now))
            """)
        return try change.noted(problem, ReuseEvent.answered, facts: ["verdict": .text(verdict.rawValue), "found": .text(found), "reason": .text(reason), "ranking": ranking, "rule": .text(ResemblanceQueries.rule)])
    }
}

extension GateContribution {
    /// Nothing is defined anew before somebody has looked at what others have.
    static let reuse = GateContribution(.definition, ["reuse"]) { problem, scene in
        [GateNeed("reuse", isMet: try !ReuseQueries.answers(of: problem, scene).isEmpty, asked: .role(.innovationOfficer), .page("reuse"))]
    }
}
