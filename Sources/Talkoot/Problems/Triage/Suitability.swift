public import Storage

/// Whether a problem suits open innovation. Five answers of 0 to 4 speak for asking others, a ready answer on the market speaks against it twice.
public struct Suitability: Sendable, Hashable {
    public enum Advice: String, CaseIterable, Sendable, SQLBindable { case openInnovation, smallCodesign, deliberateFirst, buy, simpleFix }
    static let rule = 1

    public let persistence: Int, failedAttempts: Int, parties: Int, conflict: Int, uncertainty: Int, market: Int

    public var score: Int { persistence + failedAttempts + parties + conflict + uncertainty - 2 * market }
    public var advice: Advice {
        // Where many want opposite things, what is wanted has to be settled before anybody is asked how.
        if conflict == 4 && parties >= 3 { return .deliberateFirst }
        if score >= 10 { return .openInnovation }
        if score >= 6 { return .smallCodesign }
        return market >= 2 ? .buy : .simpleFix
    }
}

/// A screen as it was answered, with what was chosen. All of them are kept; the last one holds.
public struct ProblemScreen: Sendable, Hashable {
    public let number: Int
    public let suitability: Suitability
    public let chosen: Suitability.Advice
    public let reason: String
    public let at: Instant
    public var isOverride: Bool { chosen != suitability.advice }

    init(row: inout Row) throws {
        number = try row.int()
        suitability = Suitability(persistence: try row.int(), failedAttempts: try row.int(), parties: try row.int(), conflict: try row.int(), uncertainty: try row.int(), market: try row.int())
        chosen = try row.value()
        reason = try row.text()
        at = try row.instant()
    }
}

enum ScreenTable {
    static let migration: SQLText = """
        CREATE TABLE problem_screen (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, persistence BIGINT NOT NULL, failed_attempts BIGINT NOT NULL,
            parties BIGINT NOT NULL, conflict BIGINT NOT NULL, uncertainty BIGINT NOT NULL, market BIGINT NOT NULL, score BIGINT NOT NULL, rule BIGINT NOT NULL,
            chosen TEXT NOT NULL, reason TEXT NOT NULL, person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, problem, number),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """
    static func last(_ problem: CityProblem, _ scene: Scene) throws -> ProblemScreen? {
        try scene.tx.first("""
            SELECT number, persistence, failed_attempts, parties, conflict, uncertainty, market, chosen, reason, at FROM problem_screen
            WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number DESC LIMIT 1
            """, ProblemScreen.init(row:))
    }
}

/// Asks six short questions and advises; whoever knows better says why.
public struct ScreenProblem: ProblemAct {
    public static let name = "problem.screen"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.draft, .submitted, .triaged]
    public static let form = Form(
        .integer("persistence", in: 0...4), .integer("failedAttempts", in: 0...4), .integer("parties", in: 0...4), .integer("conflict", in: 0...4), .integer("uncertainty", in: 0...4),
        .integer("market", in: 0...4), .optional(.choice("advice", of: Suitability.Advice.self)), .optional(.text("reason", max: 2_000))
    ) { ScreenProblem(suitability: Suitability(persistence: $0, failedAttempts: $1, parties: $2, conflict: $3, uncertainty: $4, market: $5), advice: $6, reason: $7) }
    let suitability: Suitability, advice: Suitability.Advice?, reason: String?

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let isOverride = advice.map { $0 != suitability.advice } ?? false
        return isOverride && reason == nil ? [Problem("reason", "problem.overrideReason")] : []
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let number = (try ScreenTable.last(problem, change)?.number ?? 0) + 1, s = suitability, chosen = advice ?? s.advice
        try change.tx.run("""
            INSERT INTO problem_screen (city, problem, number, persistence, failed_attempts, parties, conflict, uncertainty, market, score, rule, chosen, reason, person, at)
            VALUES (\(change.city.id), \(problem.id), \(number), \(s.persistence), \(s.failedAttempts), \(s.parties), \(s.conflict), \(s.uncertainty), \(s.market), \(s.score),
                \(Suitability.rule), \(chosen), \(reason ?? ""), \(change.standing.person?.id), \(change.now))
            """)
        try change.noted(problem, ProblemEvent.screened, isOpen: true, facts: ["score": .integer(Int64(s.score)), "advice": .text(s.advice.rawValue), "chosen": .text(chosen.rawValue), "rule": .integer(Int64(Suitability.rule))])
        return Outcome(problem.reference, ["score": .integer(Int64(s.score)), "advice": .text(s.advice.rawValue)])
    }
}

extension GateContribution {
    /// Ours, and fit for open innovation? The quadrant is asked by the move itself.
    static let triage = GateContribution(.triage, ["screen", "owner"]) { problem, scene in
        [GateNeed("screen", isMet: try ScreenTable.last(problem, scene) != nil, asked: .role(.innovationOfficer), .act(ScreenProblem.name)),
         GateNeed("owner", isMet: problem.acceptedAt != nil, asked: .role(.departmentHead), .act(OwnProblem.name))]
    }
}
