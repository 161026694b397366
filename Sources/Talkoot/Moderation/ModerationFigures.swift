import Storage

/// The numbers of moderation over the last 365 days, for everybody.
public struct ModerationFigures: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public let rule: ConductRule
        public var reports = 0, kept = 0, hidden = 0
    }
    /// By rule: what was reported, and what was decided.
    public var lines: [Line]
    public var cases = 0, heldByRules = 0, heldAndShown = 0
    public var decided = 0, waiting = 0, overdue = 0
    /// Hours from the first report or the hold to the decision; half of the decisions took less.
    public var medianHours: Int?
    public var appeals = 0, appealsUpheld = 0, appealsOverturned = 0
    public var warnings = 0, limits = 0

    public static let days = 365
}

extension ModerationQueries {
    /// Three statements. Complexity: the cases, reports and measures of a year, of which at most ten thousand cases are read for the median.
    public static func figures(_ scene: Scene) throws -> ModerationFigures {
        let since = scene.now.adding(days: -ModerationFigures.days)
        var figures = ModerationFigures(lines: ConductRule.allCases.map { .init(rule: $0) })
        var hours: [Int] = []
        func add(_ rule: ConductRule, _ path: WritableKeyPath<ModerationFigures.Line, Int>, _ count: Int) {
            if let place = figures.lines.firstIndex(where: { $0.rule == rule }) { figures.lines[place][keyPath: path] += count }
        }
        let cases = try scene.tx.rows("""
            SELECT rule, origin, state, opened_at, decided_at, due_at, appealed_at FROM moderation_case WHERE city = \(scene.city.id) AND opened_at >= \(since) ORDER BY opened_at DESC LIMIT 10000
            """) { row in
            (rule: try row.value(ConductRule.self), origin: try row.value(ModerationCase.Origin.self), state: try row.value(ModerationCase.State.self), opened: try row.instant(),
             decided: try row.optionalInstant(), due: try row.optionalInstant(), appealed: try row.optionalInstant())
        }
        for one in cases {
            figures.cases += 1
            if one.origin == .rules { figures.heldByRules += 1 }
            if one.origin == .rules && (one.state == .kept || one.state == .restored) { figures.heldAndShown += 1 }
            if [.open, .appealed, .disputed].contains(one.state) {
                figures.waiting += 1
                if let due = one.due, due < scene.now { figures.overdue += 1 }
            }
            if let decided = one.decided {
                figures.decided += 1
                hours.append(Int((decided.milliseconds - one.opened.milliseconds) / 3_600_000))
                add(one.rule, one.state == .kept || one.state == .disputed ? \.kept : \.hidden, 1)
            }
            if one.appealed != nil {
                figures.appeals += 1
                if one.state == .upheld { figures.appealsUpheld += 1 }
                if one.state == .restored { figures.appealsOverturned += 1 }
            }
        }
        figures.medianHours = FigureQueries.percentile(50, of: hours.sorted())
        for (rule, count) in try scene.tx.rows("SELECT rule, count(*) FROM moderation_report WHERE city = \(scene.city.id) AND at >= \(since) GROUP BY rule", {
            (try $0.value(ConductRule.self), try $0.int())
        }) { add(rule, \.reports, count) }
        (figures.warnings, figures.limits) = try scene.tx.first("""
            SELECT COALESCE(sum(CASE WHEN until_at IS NULL THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN until_at IS NULL THEN 0 ELSE 1 END), 0)
            FROM author_measure WHERE city = \(scene.city.id) AND at >= \(since)
            """) { (try $0.int(), try $0.int()) } ?? (0, 0)
        return figures
    }
}
