import Storage

/// How a mandate was worded before it was amended: what it said, until when it held, and why it was changed.
public struct MandateVersion: Sendable, Hashable {
    public let number: Int
    public let purpose: String
    public let phases: Set<MandatePhase>
    public let endsOn: Day
    public let reportWhat: String
    public let reportTo: String
    public let rhythm: Mandate.Rhythm
    public let reason: String
    public let replacedAt: Instant

    static let migration: [SQLText] = [
        "ALTER TABLE mandate ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
        """
        CREATE TABLE mandate_version (
            city TEXT NOT NULL, mandate TEXT NOT NULL, number BIGINT NOT NULL, purpose TEXT NOT NULL, phases TEXT NOT NULL, ends_on TEXT NOT NULL, report_what TEXT NOT NULL, report_to TEXT NOT NULL,
            rhythm TEXT NOT NULL, reason TEXT NOT NULL, replaced_at BIGINT NOT NULL, PRIMARY KEY (city, mandate, number), FOREIGN KEY (city, mandate) REFERENCES mandate (city, id))
        """,
    ]
}

extension MandateQueries {
    /// The newest first.
    public static func versions(before mandate: Mandate, _ scene: Scene) throws -> [MandateVersion] {
        try scene.tx.rows("""
            SELECT number, purpose, phases, ends_on, report_what, report_to, rhythm, reason, replaced_at FROM mandate_version WHERE city = \(scene.city.id) AND mandate = \(mandate.id) ORDER BY number DESC
            """) {
            MandateVersion(number: try $0.int(), purpose: try $0.text(), phases: MandatePhase.read(try $0.text()), endsOn: try $0.day(), reportWhat: try $0.text(), reportTo: try $0.text(),
                           rhythm: try $0.value(), reason: try $0.text(), replacedAt: try $0.instant())
        }
    }
    /// Those of one organisation, the newest first.
    public static func of(_ organisation: Organisation, _ scene: Scene) throws -> [Mandate] { try MandateTable.read("organisation = \(organisation.id)", scene) }
}

/// Words it anew, with the reason. The old wording stays readable; the roles on its paper follow the new one at once.
public struct AmendMandate: MandateAct {
    public static let name = "mandate.amend"
    public static let needsFreshCheck = true
    public static let permitted: [Who] = Mandate.lifecycle.by(name)
    public static let form = Form(
        .text("purpose", max: 1_000), .picks("phases"), .day("lastDay"), .text("reportWhat", max: 1_000), .line("reportTo", max: 120), .choice("rhythm", of: Mandate.Rhythm.self), .text("reason", max: 1_000), .version
    ) { AmendMandate(purpose: $0, phases: $1, lastDay: $2, reportWhat: $3, reportTo: $4, rhythm: $5, reason: $6, version: $7) }
    let purpose: String, phases: [String], lastDay: Day, reportWhat: String, reportTo: String, rhythm: Mandate.Rhythm, reason: String, version: Int?
    private var covered: Set<MandatePhase> { Set(phases.compactMap(MandatePhase.init(rawValue:))) }

    public static func isOpen(_ mandate: Mandate, _ scene: Scene) -> Bool { Mandate.lifecycle.allows(name, in: mandate.state) && mandate.endsOn >= scene.today }
    public static func options(_ mandate: Mandate, _ scene: Scene) -> [String: [Option]] { ["phases": MandatePhase.allCases.map { Option($0.rawValue, "choice.phase.\($0.rawValue)", isKey: true) }] }
    public static func prefill(_ mandate: Mandate, _ scene: Scene) -> [String: JSON] {
        ["purpose": .text(mandate.purpose), "phases": .list(MandatePhase.allCases.filter(mandate.phases.contains).map { .text($0.rawValue) }), "lastDay": .text(mandate.endsOn.description),
         "reportWhat": .text(mandate.reportWhat), "reportTo": .text(mandate.reportTo), "rhythm": .text(mandate.rhythm.rawValue), "version": .integer(Int64(mandate.version))]
    }
    public func problems(_ mandate: Mandate, _ scene: Scene) -> [Problem] {
        var problems: [Problem] = []
        if phases.contains(where: { MandatePhase(rawValue: $0) == nil }) { problems.append(Problem("phases", "problem.choice")) }
        if lastDay < scene.today { problems.append(Problem("lastDay", "problem.past")) }
        if lastDay < mandate.startsOn { problems.append(Problem("lastDay", "problem.beforeStart")) }
        let isSame = purpose == mandate.purpose && covered == mandate.phases && lastDay == mandate.endsOn && reportWhat == mandate.reportWhat && reportTo == mandate.reportTo && rhythm == mandate.rhythm
        return problems.isEmpty && isSame && (version ?? mandate.version) == mandate.version ? [Problem("", "problem.sameMandate")] : problems
    }

    public func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome {
        guard version ?? mandate.version == mandate.version else { throw Refusal.stale }
        let city = change.city.id, due = try nextReport(of: mandate, change)
        try change.tx.run("""
            INSERT INTO mandate_version (city, mandate, number, purpose, phases, ends_on, report_what, report_to, rhythm, reason, replaced_at)
            VALUES (\(city), \(mandate.id), \(mandate.version), \(mandate.purpose), \(MandatePhase.written(mandate.phases)), \(mandate.endsOn), \(mandate.reportWhat), \(mandate.reportTo), \(mandate.rhythm),
                \(reason), \(change.now))
            """)
        let moved = try change.tx.run("""
            UPDATE mandate SET purpose = \(purpose), phases = \(MandatePhase.written(covered)), ends_on = \(lastDay), report_what = \(reportWhat), report_to = \(reportTo), rhythm = \(rhythm), report_due_on = \(due),
                state = \(try state(after: mandate, change)), version = version + 1 WHERE city = \(city) AND id = \(mandate.id) AND version = \(mandate.version) AND state = \(mandate.state)
            """)
        guard moved == 1, let now = try MandateTable.find(code: mandate.code, change) else { throw Refusal.stale }
        try moveRoles(of: now, change)
        try setClocks(of: now, dueBefore: mandate.reportDueOn, change)
        return try change.told(now, .amended, facts: [
            "version": .integer(Int64(now.version)), "purpose": .text(purpose), "phases": .text(MandatePhase.written(covered)), "until": .text(lastDay.description), "report": .text(reportWhat),
            "rhythm": .text(rhythm.rawValue), "reason": .text(reason),
        ])
    }

    /// One that ends soon anyway goes on doing so.
    private func state(after mandate: Mandate, _ scene: Scene) throws -> Mandate.State {
        let endsSoon = lastDay.adding(days: -Mandate.notice) <= scene.today
        return mandate.state == .expiring && endsSoon ? .expiring : try Mandate.lifecycle.next(Self.name, from: mandate.state)
    }
    /// A report that is overdue stays so; any other follows the rhythm from the last one on.
    private func nextReport(of mandate: Mandate, _ scene: Scene) throws -> Day {
        if let due = mandate.reportDueOn, mandate.isOverdue(on: scene.today) { return due }
        let last = try MandateQueries.reports(of: mandate, scene).first?.dueOn ?? mandate.startsOn
        return min(max(Mandate.nextReport(after: last, rhythm, until: lastDay), scene.today), lastDay)
    }
    /// What a role may is what its paper says now, and no role outlives the paper.
    private func moveRoles(of mandate: Mandate, _ change: Change) throws {
        let end = change.city.calendar.end(of: mandate.endsOn), running: SQLText = "city = \(change.city.id) AND mandate = \(mandate.code) AND ended_at IS NULL"
        try change.tx.run("UPDATE role_grant SET phases = \(MandatePhase.written(mandate.phases)) WHERE \(running)")
        try change.tx.run("UPDATE role_grant SET until_at = \(end) WHERE \(running) AND (until_at IS NULL OR until_at > \(end))")
    }
    private func setClocks(of mandate: Mandate, dueBefore: Day?, _ change: Change) throws {
        let calendar = change.city.calendar, warned = mandate.endsOn.adding(days: -Mandate.notice)
        try change.unschedule(ExpireMandate.name, on: mandate.reference)
        if warned > max(mandate.startsOn, change.today) { try change.schedule(ExpireMandate.name, on: mandate.reference, at: calendar.instant(of: LocalTime(day: warned, minuteOfDay: 0))) }
        try change.schedule(LapseMandate.name, on: mandate.reference, at: calendar.end(of: mandate.endsOn))
        guard let due = mandate.reportDueOn, due != dueBefore else { return }
        try change.tx.run("UPDATE mandate SET reminders = 0 WHERE city = \(change.city.id) AND id = \(mandate.id)")
        try change.schedule(RemindOfReport.name, on: mandate.reference, at: calendar.end(of: due))
    }
}
