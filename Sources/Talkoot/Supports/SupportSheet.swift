public import Storage

/// What the city gives to those who take up a problem, what should come of it, and who steers: drawn up from the problem's kind and then made its own.
public struct SupportSheet: Sendable, Hashable {
    /// What the city gives.
    public enum Support: String, CaseIterable, Sendable, SQLBindable {
        case contact, mentor, knowledge, tools, room, smallMoney, site, data, testUsers, permitHelp, meetings, learning
    }
    /// What should come of it.
    public enum Output: String, CaseIterable, Sendable, SQLBindable {
        case ideas, localKnowledge, emergingNeed, collaborationForm, validation, prototype, businessOpportunity, betterService, newService
    }
    /// Who says what is done, and how far the city may go.
    public enum Steering: String, CaseIterable, Sendable, SQLBindable { case doersAlone, doersWithCity, agreedFirst, cityWithDoers, cityAlone }

    public struct Line<Kind: Sendable & Hashable>: Sendable, Hashable {
        public let kind: Kind
        /// How much, which, from whom; may be empty.
        public let detail: String
    }

    /// Nil for what only the template says.
    public let version: Int?
    public let quadrant: CityProblem.Quadrant
    public let supports: [Line<Support>]
    public let outputs: [Line<Output>]
    public let steering: Steering
    public let reason: String
    public let at: Instant?
}

extension SupportSheet {
    /// What a kind of problem begins with: residents are helped and not steered, companies get a place to try.
    static func template(_ quadrant: CityProblem.Quadrant) -> SupportSheet {
        let (supports, outputs, steering): ([Support], [Output], Steering) = switch quadrant {
        case .citizensImprove: ([.tools, .knowledge, .room, .smallMoney], [.ideas, .localKnowledge], .doersAlone)
        case .citizensNew: ([.learning, .room, .mentor, .contact], [.emergingNeed, .collaborationForm], .doersWithCity)
        case .companiesImprove: ([.site, .knowledge, .tools, .contact], [.validation, .prototype], .cityWithDoers)
        case .companiesNew: ([.meetings, .data, .contact, .permitHelp], [.businessOpportunity, .prototype], .agreedFirst)
        case .city: ([.contact, .site, .data], [.betterService, .newService], .cityWithDoers)
        }
        return SupportSheet(version: nil, quadrant: quadrant, supports: supports.map { Line(kind: $0, detail: "") }, outputs: outputs.map { Line(kind: $0, detail: "") }, steering: steering, reason: "", at: nil)
    }

    /// This sheet for a problem of another kind: what should come of it stays, with what the new kind adds; support and steering are the new kind's, and what was
    /// promised in words is not lost.
    func proposed(for quadrant: CityProblem.Quadrant) -> SupportSheet {
        if quadrant == self.quadrant { return self }
        let fresh = SupportSheet.template(quadrant)
        let kept = supports.filter { one in !one.detail.isEmpty || fresh.supports.contains { $0.kind == one.kind } }
        return SupportSheet(
            version: version, quadrant: quadrant, supports: kept + fresh.supports.filter { one in !kept.contains { $0.kind == one.kind } },
            outputs: outputs + fresh.outputs.filter { one in !outputs.contains { $0.kind == one.kind } }, steering: fresh.steering, reason: reason, at: at)
    }
}

enum SupportTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE support_sheet (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, version BIGINT NOT NULL, quadrant TEXT NOT NULL, steering TEXT NOT NULL, reason TEXT NOT NULL, person TEXT,
            at BIGINT NOT NULL, PRIMARY KEY (city, problem, version), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE support_line (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, version BIGINT NOT NULL, place BIGINT NOT NULL, is_output BOOLEAN NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (city, problem, version, place), FOREIGN KEY (city, problem, version) REFERENCES support_sheet (city, problem, version))
        """,
        "CREATE INDEX support_sheet_person ON support_sheet (city, person)",
    ]

    static func last(_ problem: CityProblem, _ scene: Scene) throws -> SupportSheet? {
        guard let head = try scene.tx.first("""
            SELECT version, quadrant, steering, reason, at FROM support_sheet WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY version DESC LIMIT 1
            """, { (version: try $0.int(), quadrant: try $0.value(CityProblem.Quadrant.self), steering: try $0.value(SupportSheet.Steering.self), reason: try $0.text(), at: try $0.instant()) }) else { return nil }
        let lines = try scene.tx.rows("""
            SELECT is_output, kind, detail FROM support_line WHERE city = \(scene.city.id) AND problem = \(problem.id) AND version = \(head.version) ORDER BY place
            """) { (isOutput: try $0.bool(), kind: try $0.text(), detail: try $0.text()) }
        return SupportSheet(
            version: head.version, quadrant: head.quadrant,
            supports: lines.compactMap { line in line.isOutput ? nil : SupportSheet.Support(rawValue: line.kind).map { SupportSheet.Line(kind: $0, detail: line.detail) } },
            outputs: lines.compactMap { line in line.isOutput ? SupportSheet.Output(rawValue: line.kind).map { SupportSheet.Line(kind: $0, detail: line.detail) } : nil },
            steering: head.steering, reason: head.reason, at: head.at)
    }
}

public enum SupportQueries {
    /// What stands for a problem: its own sheet, that of its whole, or what its kind begins with; nil before it has a kind.
    public static func sheet(of problem: CityProblem, _ scene: Scene) throws -> SupportSheet? {
        if let own = try SupportTable.last(problem, scene) { return own }
        if let whole = try problem.whole(scene), let known = try SupportTable.last(whole, scene) { return known }
        return problem.quadrant.map(SupportSheet.template)
    }
}
