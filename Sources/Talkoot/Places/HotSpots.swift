import Storage

/// How many signals of one category came from one district within a time.
public struct HotSpot: Sendable, Hashable {
    /// Nil where no district was told.
    public let district: ID<District>?
    /// Empty where none was told.
    public let category: String
    public let count: Int
}

public enum HotSpotQueries {
    static let migration: [SQLText] = ["CREATE INDEX signal_spot ON signal (city, district, category, created_at) WHERE is_public"]

    /// Public signals by district and category since a day, the most first. Everybody counts the same ones, so anybody can recount them from the list of signals.
    ///
    /// Complexity: the days of the time times the districts and categories with signals, and the signals of at most two days: not how many signals there are.
    public static func spots(since day: Day, until end: Day? = nil, _ scene: Scene) throws -> [HotSpot] {
        try spots(of: "TRUE", since: day, until: end, scene)
            .sorted { ($0.count, $1.category, $1.district?.rawValue ?? "") > ($1.count, $0.category, $0.district?.rawValue ?? "") }
    }
    /// The same for one spot.
    static func count(_ district: ID<District>?, _ category: String, since day: Day, until end: Day, _ scene: Scene) throws -> Int {
        try spots(of: "district = \(district?.rawValue ?? "") AND category = \(category)", since: day, until: end, scene).reduce(0) { $0 + $1.count }
    }

    private static func spots(of which: SQLText, since day: Day, until end: Day?, _ scene: Scene) throws -> [HotSpot] {
        let calendar = scene.city.calendar
        let time = SpotCounts.Parts(from: calendar.beginning(of: day), until: end.map { calendar.beginning(of: $0.adding(days: 1)) })
        let ends: [SQLText] = time.rest.map { """
            \nUNION ALL SELECT district, category, count FROM (SELECT COALESCE(district, '') AS district, category, 1 AS count FROM signal
                WHERE city = \(scene.city.id) AND created_at >= \($0.lowerBound) AND created_at < \($0.upperBound) AND is_public) AS beside WHERE \(which)
            """ }
        return try scene.tx.rows("""
            SELECT district, category, CAST(sum(count) AS BIGINT) FROM (
                SELECT district, category, count FROM signal_spot_count WHERE city = \(scene.city.id) AND day >= \(time.days.lowerBound) AND day < \(time.days.upperBound) AND \(which) \(SQLText(joining: ends, by: ""))
            ) AS counted GROUP BY district, category HAVING sum(count) > 0
            """) {
            let district = try $0.text()
            return HotSpot(district: district.isEmpty ? nil : ID(district), category: try $0.text(), count: try $0.int())
        }
    }
}

/// Makes a hot spot the draft of a problem, with its count and period as the value at the start.
public struct DraftFromSpot: Act {
    public static let name = "problem.fromSpot"
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    public static let form = Form(
        .optional(.pick("district")), .optional(.line("spotCategory")), .day("since"), .day("until"), .line("title", max: 120), .text("statement", max: 4_000), .text("affected", max: 1_000), .line("metric"), .pick("department")
    ) { DraftFromSpot(district: $0, category: $1 ?? "", since: $2, until: $3, title: $4, statement: $5, affected: $6, metric: $7, department: $8) }
    let district: String?, category: String, since: Day, until: Day, title: String, statement: String, affected: String, metric: String, department: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["district": try CityQueries.districtOptions(scene), "department": try CityQueries.departmentOptions(scene)]
    }
    /// A head holds the role for a department, which the city as a whole is not: the department is checked as the problem's own.
    public static func permission(_ standing: Standing, _ subject: TheCity) -> Permission {
        if let why = hindrance(standing) { return .denied(why) }
        if standing.isVisitor { return .denied("denied.signIn") }
        return [Role.departmentHead, .innovationOfficer, .staff].contains(where: standing.holds) ? .allowed : .denied("denied.role")
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: district, department: department, scene)
        if until < since { problems.append(Problem("until", "problem.spotBackwards")) }
        if until > scene.today { problems.append(Problem("until", "problem.spotFuture")) }
        if problems.isEmpty, try count(scene) == 0 { problems.append(Problem("spotCategory", "problem.noSpot")) }
        return problems
    }
    private func count(_ scene: Scene) throws -> Int {
        try HotSpotQueries.count(try CityQueries.district(district, scene)?.id, category, since: since, until: until, scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let place = try CityQueries.district(district, change), count = try count(change)
        let (initiative, _) = try change.beginInitiative(titled: title, isPublic: false)
        let problem = try ProblemDraft(title: title, statement: statement, affected: affected, department: department.id, district: place?.id, initiative: initiative).enter(change)
        try ProblemTable.measure(problem, metric: "\(metric) (\(since) – \(until))", baseline: "\(count)", change)
        return Outcome(problem.reference, ["count": .integer(Int64(count))])
    }
}

extension ProblemTable {
    /// What was counted before anybody defined anything; the definition may say it better.
    static func measure(_ problem: CityProblem, metric: String, baseline: String, _ change: Change) throws {
        try change.tx.run("UPDATE problem SET metric = \(metric), baseline = \(baseline) WHERE city = \(change.city.id) AND id = \(problem.id)")
    }
}

extension CityCalendar {
    /// Midnight in the city.
    func beginning(of day: Day) -> Instant { instant(of: LocalTime(day: day, minuteOfDay: 0)) }
}
