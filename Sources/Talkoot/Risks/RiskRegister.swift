import Storage

/// What could go wrong with one problem: the gravest open risks first, what is closed or happened at the end.
public struct RiskRegister: Sendable {
    public struct Entry: Sendable {
        public let risk: Risk
        public let bearers: [RiskBearer]
        /// From a medium level on somebody has to bear it.
        public var lacksBearer: Bool { risk.state == .open && risk.level >= .mustBeBorne && bearers.isEmpty }
    }
    public let entries: [Entry]
    /// What is acceptable at most, once somebody has said so.
    public let limit: LossLimit?
    public var open: [Entry] { entries.filter { $0.risk.state == .open } }
    public var unborne: [Entry] { entries.filter(\.lacksBearer) }
    /// Open risks that would do worse harm than is acceptable.
    public var beyond: [Entry] { limit.map { limit in open.filter { $0.risk.harm.worst > limit.worst } } ?? [] }
    /// Whether what happened has already cost more than is acceptable.
    public var isCostBeyond: Bool { limit.map { cost > $0.money } ?? false }
    /// Of all that happened.
    public var cost: Money { Money(cents: entries.reduce(0) { $0 + ($1.risk.cost?.cents ?? 0) }) }
    /// The open risks of one field of the heat grid.
    public func open(likelihood: Int, harm: Int) -> [Risk] { open.map(\.risk).filter { $0.likelihood.number == likelihood && $0.harm.worst == harm } }

    /// Ties stay in the order in which they were written down.
    init(_ risks: [Risk], _ bearers: [RiskBearer], limit: LossLimit?) {
        self.limit = limit
        let byRisk = Dictionary(grouping: bearers, by: \.risk)
        func rank(_ risk: Risk) -> (Int, Int, Int) {
            (Risk.State.allCases.firstIndex(of: risk.state) ?? 0, -risk.score, Risk.Proximity.allCases.firstIndex(of: risk.proximity) ?? 0)
        }
        let sorted = risks.enumerated().sorted { a, b in rank(a.element) == rank(b.element) ? a.offset < b.offset : rank(a.element) < rank(b.element) }
        entries = sorted.map { Entry(risk: $0.element, bearers: byRisk[$0.element.id] ?? []) }
    }
}

public enum RiskQueries {
    public static func register(of problem: CityProblem, _ scene: Scene) throws -> RiskRegister {
        RiskRegister(try Risk.all(of: problem.id, scene), try bearers(of: problem, scene), limit: try LossLimit.last(problem, scene))
    }
    /// What holds for a problem: of a lot that has no register of its own that of its whole.
    static func registerInForce(for problem: CityProblem, _ scene: Scene) throws -> RiskRegister {
        let own = try register(of: problem, scene)
        guard own.entries.isEmpty, let whole = try problem.whole(scene) else { return own }
        return try register(of: whole, scene)
    }
    static func bearers(of problem: CityProblem, _ scene: Scene) throws -> [RiskBearer] {
        try scene.tx.rows("""
            SELECT risk_bearer.risk, risk_bearer.department, organisation.name, risk_bearer.other, risk_bearer.share
            FROM risk_bearer JOIN risk ON risk.city = risk_bearer.city AND risk.id = risk_bearer.risk
            LEFT JOIN organisation ON organisation.city = risk_bearer.city AND organisation.id = risk_bearer.organisation AND organisation.state = 'verified' AND organisation.visibility = 'shown'
            WHERE risk.city = \(scene.city.id) AND risk.problem = \(problem.id) ORDER BY risk_bearer.position LIMIT 5000
            """, RiskBearer.init(row:))
    }
    /// As the form shows them.
    static func typed(_ risk: Risk, _ scene: Scene) throws -> [JSON] {
        try scene.tx.rows("""
            SELECT department.slug, organisation.code, risk_bearer.other, risk_bearer.share FROM risk_bearer
            LEFT JOIN department ON department.city = risk_bearer.city AND department.id = risk_bearer.department
            LEFT JOIN organisation ON organisation.city = risk_bearer.city AND organisation.id = risk_bearer.organisation
            WHERE risk_bearer.city = \(scene.city.id) AND risk_bearer.risk = \(risk.id) ORDER BY risk_bearer.position
            """) { row in
            let department = try row.optionalText(), organisation = try row.optionalText(), other = try row.text()
            return ["party": .text(department.map { "department/\($0)" } ?? organisation.map { "organisation/\($0)" } ?? ""), "other": .text(other), "share": .text("\(try row.int())")]
        }
    }
    /// Which only those who edit are asked for.
    static func address(ofOwner risk: Risk, _ scene: Scene) throws -> String {
        try risk.owner.flatMap { try scene.tx.first("SELECT email FROM person WHERE city = \(scene.city.id) AND id = \($0)") { try $0.optionalText() } ?? nil } ?? ""
    }
}
