import Storage

/// Lets a verified intermediary run parts of the way on behalf of the city. Its people get their roles one by one, on this paper.
public struct GrantMandate: Act {
    public static let name = "mandate.grant"
    public static let needsFreshCheck = true
    public static let permitted = MandateRules.givers
    public static let form = Form(
        .pick("organisation"), .text("purpose", max: 1_000), .picks("phases"), .optional(.pick("department")), .day("firstDay"), .day("lastDay"), .text("reportWhat", max: 1_000),
        .line("reportTo", max: 120), .choice("rhythm", of: Mandate.Rhythm.self)
    ) { GrantMandate(organisation: $0, purpose: $1, phases: $2, department: $3, firstDay: $4, lastDay: $5, reportWhat: $6, reportTo: $7, rhythm: $8) }
    let organisation: String, purpose: String, phases: [String], department: String?, firstDay: Day, lastDay: Day, reportWhat: String, reportTo: String, rhythm: Mandate.Rhythm

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        let intermediaries = try scene.tx.rows("""
            SELECT \(Organisation.columns) FROM organisation WHERE city = \(scene.city.id) AND sector = 'intermediary' AND state = 'verified' ORDER BY name, id
            """, Organisation.init(row:))
        return ["organisation": intermediaries.map { Option($0.code.rawValue, $0.name) }, "department": try CityQueries.departmentOptions(scene),
                "phases": MandatePhase.allCases.map { Option($0.rawValue, "choice.phase.\($0.rawValue)", isKey: true) }]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        let offered = try Self.options(subject, scene)["organisation"] ?? []
        if !offered.contains(where: { $0.value == PublicCode(organisation).rawValue }) { problems.append(Problem("organisation", "problem.notIntermediary")) }
        if phases.contains(where: { MandatePhase(rawValue: $0) == nil }) { problems.append(Problem("phases", "problem.choice")) }
        if firstDay < scene.today { problems.append(Problem("firstDay", "problem.past")) }
        if lastDay < firstDay { problems.append(Problem("lastDay", "problem.beforeStart")) }
        return problems
    }

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let body = try OrganisationTable.find(code: PublicCode(organisation), change.city.id, change.tx) else { throw Refusal.notFound }
        let id: ID<Mandate> = change.newID(), code = try change.newCode(), calendar = change.city.calendar
        let phases = MandatePhase.written(Set(phases.compactMap(MandatePhase.init(rawValue:)))), begins = firstDay <= change.today
        let due = Mandate.nextReport(after: firstDay, rhythm, until: lastDay)
        try change.tx.run("""
            INSERT INTO mandate (city, id, code, organisation, purpose, phases, department, starts_on, ends_on, report_what, report_to, rhythm, report_due_on, reminders, state, end_reason, given_by, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(body.id), \(purpose), \(phases), \(try CityQueries.department(department, change)?.id), \(firstDay), \(lastDay), \(reportWhat), \(reportTo),
                \(rhythm), \(due), \(0), \(begins ? Mandate.State.active : .granted), '', \(change.standing.person?.id), \(change.now))
            """)
        guard let made = try MandateTable.find(code: code, change) else { throw Refusal.stale }
        if !begins { try change.schedule(BeginMandate.name, on: made.reference, at: calendar.instant(of: LocalTime(day: firstDay, minuteOfDay: 0))) }
        if lastDay.adding(days: -Mandate.notice) > max(firstDay, change.today) { try change.schedule(ExpireMandate.name, on: made.reference, at: calendar.instant(of: LocalTime(day: lastDay.adding(days: -Mandate.notice), minuteOfDay: 0))) }
        try change.schedule(LapseMandate.name, on: made.reference, at: calendar.end(of: lastDay))
        try change.schedule(RemindOfReport.name, on: made.reference, at: calendar.end(of: due))
        return try change.told(made, .granted, facts: ["organisation": .text(body.code.rawValue), "purpose": .text(purpose), "phases": .text(phases), "from": .text(firstDay.description), "until": .text(lastDay.description),
                                                       "report": .text(reportWhat), "rhythm": .text(rhythm.rawValue)])
    }
}

/// Acts on a mandate share their subject.
protocol MandateAct: Act where Subject == Mandate {}
extension MandateAct {
    public static var target: ObjectKind? { .mandate }
    public static func load(_ target: Target, _ scene: Scene) throws -> Mandate {
        // The clock goes on also where moderation has hidden the organisation's name.
        if scene.standing.isSystem { return try MandateTable.find(code: target.code, scene) ?? { throw Refusal.notFound }() }
        return try MandateQueries.mandate(target, scene)
    }
}

protocol MandateMove: MandateAct {
    static var event: MandateEvent { get }
}
extension MandateMove {
    public static var permitted: [Who] { Mandate.lifecycle.by(name) }
    public static func isOpen(_ mandate: Mandate, _ scene: Scene) throws -> Bool { Mandate.lifecycle.allows(name, in: mandate.state) }

    func move(_ mandate: Mandate, reason: String = "", _ change: Change) throws -> Outcome {
        let state = try Mandate.lifecycle.next(Self.name, from: mandate.state)
        let moved = try change.tx.run("UPDATE mandate SET state = \(state), end_reason = \(reason) WHERE city = \(change.city.id) AND id = \(mandate.id) AND state = \(mandate.state)")
        guard moved == 1, let now = try MandateTable.find(code: mandate.code, change) else { throw Refusal.stale }
        return try change.told(now, Self.event, facts: reason.isEmpty ? [:] : ["reason": .text(reason)])
    }
}

struct BeginMandate: MandateMove {
    static let name = "mandate.begin"
    static let event = MandateEvent.begun
    static let form = Form { BeginMandate() }
    func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome { try move(mandate, change) }
}
struct ExpireMandate: MandateMove {
    static let name = "mandate.expire"
    static let event = MandateEvent.expiring
    static let form = Form { ExpireMandate() }
    func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome { try move(mandate, change) }
}
/// The roles on its paper ended with the same midnight by themselves.
struct LapseMandate: MandateMove {
    static let name = "mandate.lapse"
    static let event = MandateEvent.ended
    static let form = Form { LapseMandate() }
    func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome { try move(mandate, change) }
}

/// Ends it before its day: every role on its paper ends at once.
public struct EndMandate: MandateMove {
    public static let name = "mandate.end"
    static let event = MandateEvent.ended
    public static let needsFreshCheck = true
    public static let form = Form(.text("reason", max: 1_000)) { EndMandate(reason: $0) }
    let reason: String
    public func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE role_grant SET ended_at = \(change.now), ended_by = \(change.standing.person?.id) WHERE city = \(change.city.id) AND mandate = \(mandate.code) AND ended_at IS NULL AND (until_at IS NULL OR until_at > \(change.now))")
        for act in [BeginMandate.name, ExpireMandate.name, LapseMandate.name] { try change.unschedule(act, on: mandate.reference) }
        return try move(mandate, reason: reason, change)
    }
}

/// Hands in the report that is owed. Everybody reads it.
public struct ReportOnMandate: MandateAct {
    public static let name = "mandate.report"
    public static let permitted: [Who] = [.representative]
    public static let form = Form(.text("report", max: 8_000)) { ReportOnMandate(report: $0) }
    let report: String

    public static func isOpen(_ mandate: Mandate, _ scene: Scene) -> Bool { mandate.reportDueOn != nil && mandate.startsOn <= scene.today }
    public func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome {
        guard let due = mandate.reportDueOn else { throw Refusal.stale }
        let number = try change.tx.count("SELECT count(*) FROM mandate_report WHERE city = \(change.city.id) AND mandate = \(mandate.id)") + 1
        try change.tx.run("""
            INSERT INTO mandate_report (city, mandate, number, due_on, text, is_late, person, at)
            VALUES (\(change.city.id), \(mandate.id), \(number), \(due), \(report), \(mandate.isOverdue(on: change.today)), \(change.standing.person?.id), \(change.now))
            """)
        // A mandate that ended early owes the report that is due, and no further one.
        let isLast = due >= mandate.endsOn || mandate.state == .ended
        let next = isLast ? nil : Mandate.nextReport(after: due, mandate.rhythm, until: mandate.endsOn)
        try change.tx.run("UPDATE mandate SET report_due_on = \(next), reminders = 0 WHERE city = \(change.city.id) AND id = \(mandate.id) AND report_due_on = \(due)")
        try change.unschedule(RemindOfReport.name, on: mandate.reference)
        if let next { try change.schedule(RemindOfReport.name, on: mandate.reference, at: change.city.calendar.end(of: next)) }
        guard let now = try MandateTable.find(code: mandate.code, change) else { throw Refusal.stale }
        return try change.told(now, .reported, facts: ["number": .integer(Int64(number)), "dueOn": .text(due.description), "report": .text(report)])
    }
}

/// The day of the report has passed without one: overdue, for everybody to see; after two more weeks the sponsor is told.
struct RemindOfReport: MandateAct {
    static let name = "mandate.remind"
    static let permitted: [Who] = [.system]
    static let form = Form { RemindOfReport() }
    static func isOpen(_ mandate: Mandate, _ scene: Scene) -> Bool { mandate.reportDueOn.map { scene.now >= scene.city.calendar.end(of: $0) } ?? false }
    func apply(_ mandate: Mandate, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE mandate SET reminders = reminders + 1 WHERE city = \(change.city.id) AND id = \(mandate.id)")
        guard let due = mandate.reportDueOn, let now = try MandateTable.find(code: mandate.code, change) else { throw Refusal.stale }
        if mandate.reminders == 0 { try change.schedule(Self.name, on: mandate.reference, at: change.city.calendar.end(of: due.adding(days: Mandate.patience))) }
        return try change.told(now, mandate.reminders == 0 ? .overdue : .escalated, facts: ["dueOn": .text(due.description)])
    }
}

extension Change {
    func told(_ mandate: Mandate, _ event: MandateEvent, facts: [String: JSON]) throws -> Outcome {
        try happened(Event(event, on: mandate.reference, of: nil, isPublic: true, facts: facts.merging(["state": .text(mandate.state.rawValue)]) { $1 }))
        return Outcome(mandate.reference)
    }
}
