import Storage

/// The greatest loss that is acceptable if it goes wrong, said before anybody has to bear it: field 5.2 of the canvas.
public struct LossLimit: Sendable, Hashable {
    public let number: Int
    public let money: Money
    /// The worst grade of harm of any kind, 1 to 5.
    public let worst: Int
    /// What must not suffer, in words: people, service, trust.
    public let text: String
    /// Why it differs from the one before; empty for the first.
    public let reason: String
    public let at: Instant

    init(row: inout Row) throws {
        number = try row.int()
        money = Money(cents: try row.integer())
        worst = try row.int()
        text = try row.text()
        reason = try row.text()
        at = try row.instant()
    }
    static let migration: [SQLText] = [
        """
        CREATE TABLE loss_limit (
            city TEXT NOT NULL, problem TEXT NOT NULL, number BIGINT NOT NULL, money_cents BIGINT NOT NULL, worst BIGINT NOT NULL CHECK (worst BETWEEN 1 AND 5), text TEXT NOT NULL, reason TEXT NOT NULL,
            at BIGINT NOT NULL, PRIMARY KEY (city, problem, number), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ]
    /// As it stands; earlier ones are kept.
    static func last(_ problem: CityProblem, _ scene: Scene) throws -> LossLimit? {
        try scene.tx.first("SELECT number, money_cents, worst, text, reason, at FROM loss_limit WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number DESC LIMIT 1", LossLimit.init(row:))
    }
    /// As a line that reads the same in each language.
    func lines(in currency: String) -> [String] { ["≤ \(money.text) \(currency)", "≤ \(worst)/5", text] }
}

/// Says how much loss is acceptable at most; whoever says otherwise later says why.
public struct LimitLoss: PartAct {
    public static let name = "risk.limit"
    static let part = ObjectKind.riskRegister
    public static let permitted: [Who] = ProblemPart.deciders
    public static let form = Form(.money("lossMoney"), .integer("lossWorst", in: 1...5), .text("lossText", max: 600), .optional(.text("reason", max: 600))) {
        LimitLoss(money: $0, worst: $1, text: $2, reason: $3)
    }
    let money: Money, worst: Int, text: String, reason: String?

    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] {
        guard let last = try LossLimit.last(part.problem, scene) else { return [:] }
        return ["lossMoney": .text(last.money.text), "lossWorst": .integer(Int64(last.worst)), "lossText": .text(last.text)]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        try reason == nil && LossLimit.last(part.problem, scene) != nil ? [Problem("reason", "problem.limitReason")] : []
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let number = (try LossLimit.last(part.problem, change)?.number ?? 0) + 1
        try change.tx.run("""
            INSERT INTO loss_limit (city, problem, number, money_cents, worst, text, reason, at)
            VALUES (\(change.city.id), \(part.problem.id), \(number), \(money.cents), \(worst), \(text), \(reason ?? ""), \(change.now))
            """)
        return try change.noted(part, RiskEvent.limited, facts: ["number": .integer(Int64(number)), "money": .integer(money.cents), "worst": .integer(Int64(worst)), "text": .text(text), "reason": .text(reason ?? "")])
    }
}

/// What may be tried without asking anybody: by the city's own limits for small experiments, and by decisions that are in force (field 5.4 of the canvas).
public struct TrialLimits: Sendable {
    public let experiment: ExperimentLimits
    public let decisions: [Decision]
    /// As lines that read the same in each language.
    func lines(in currency: String) -> [String] {
        ["≤ \(experiment.hours) h, ≤ \(experiment.money.text) \(currency), ≤ \(experiment.days) d"] + decisions.map { "\($0.code): ≤ \($0.mandate.text) \(currency) (≤ \($0.mandateUntil))" }
    }
}

extension RiskQueries {
    public static func limit(of problem: CityProblem, _ scene: Scene) throws -> LossLimit? { try LossLimit.last(problem, scene) }
    /// Of decisions on the same initiative those that the reader may read.
    public static func trials(of problem: CityProblem, _ scene: Scene) throws -> TrialLimits {
        let decisions = try scene.rows(DecisionQueries.ofInitiative(problem.initiative, scene))
        let inForce = decisions.filter { one in one.mandate.cents > 0 && one.mandateUntil >= scene.today && one.state != Decision.State.taken }
        return TrialLimits(experiment: ExperimentLimits(scene.city), decisions: inForce)
    }
}
