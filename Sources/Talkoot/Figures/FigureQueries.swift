import Storage

/// How the city keeps its promise to answer.
public struct AnswerFigures: Sendable {
    public let answered: Int
    /// Business days from sending to answer.
    public let median: Int?
    /// Of those answered, how many later than promised; of those not answered, how many wait longer.
    public let late: Int, overdue: Int
}

/// Pilots with a verdict, and how many of them did not work: refuted, or stopped before their end.
public struct PilotFigures: Sendable, Hashable {
    public let judged: Int, failed: Int
}

/// How long objects stay in one state, in business days without the paused ones.
public struct StageFigures: Sendable {
    public let kind: ObjectKind, state: String
    public let ended: Int, median: Int?, ninth: Int?, late: Int
    public let open: Int, overdue: Int
}

/// Who took part for the first time within a year, and how many stages ended by their promised day.
public struct FunctionFigures: Sendable, Hashable {
    public let newPeople: Int, newOrganisations: Int
    public let ended: Int, onTime: Int
}

/// Public numbers. Each follows from the stages that run the clocks, over the newest ones up to a bound, so anybody can recompute it from the export.
public enum FigureQueries {
    static let bound = 5_000

    public static func answers(_ scene: Scene) throws -> AnswerFigures {
        let stage = try figures(.signal, "new", scene)
        return AnswerFigures(answered: stage.ended, median: stage.median, late: stage.late, overdue: stage.overdue)
    }

    public static func pilots(_ scene: Scene) throws -> PilotFigures {
        let failed = [Pilot.Verdict.refuted, .stoppedEarly]
        return try scene.tx.first("""
            SELECT count(*), COALESCE(sum(CASE WHEN verdict IN (\(list: failed.map(\.rawValue))) THEN 1 ELSE 0 END), 0) FROM pilot WHERE city = \(scene.city.id) AND verdict IS NOT NULL
            """) { PilotFigures(judged: try $0.int(), failed: try $0.int()) } ?? PilotFigures(judged: 0, failed: 0)
    }

    public static func stages(_ scene: Scene) throws -> [StageFigures] {
        try Rooms.house.lifecycles.flatMap { outline in
            try outline.states.filter { outline.promises[$0] != nil }.map { try figures(outline.kind, $0, scene) }
        }
    }

    public static func signalsByDistrict(_ scene: Scene) throws -> [ID<District>: Int] {
        Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT district, count(*) FROM (SELECT district FROM signal WHERE city = \(scene.city.id) AND is_public AND district IS NOT NULL ORDER BY created_at DESC LIMIT \(bound)) AS recent
            GROUP BY district
            """) { (try $0.value(ID<District>.self), try $0.int()) })
    }

    /// Whether the city attracts others and keeps its pace, over the last 365 days. To take part is to send a signal or to answer a challenge.
    public static func functions(_ scene: Scene) throws -> FunctionFigures {
        let city = scene.city.id, since = scene.now.adding(days: -365)
        let people = try scene.tx.count("""
            SELECT count(*) FROM (SELECT person FROM (
                SELECT author AS person, created_at AS at FROM signal WHERE city = \(city) AND author IS NOT NULL
                UNION ALL SELECT author, created_at FROM submission WHERE city = \(city) AND author IS NOT NULL) AS deeds
            GROUP BY person HAVING min(at) >= \(since)) AS fresh
            """)
        let organisations = try scene.tx.count("""
            SELECT count(*) FROM (SELECT organisation FROM submission WHERE city = \(city) AND organisation IS NOT NULL GROUP BY organisation HAVING min(created_at) >= \(since)) AS fresh
            """)
        let ways = Rooms.house.lifecycles.flatMap { outline in outline.promises.keys.sorted().map { "(object_kind = \(outline.kind) AND state = \($0))" as SQLText } }
        let ended = try scene.tx.first("""
            SELECT count(*), COALESCE(sum(CASE WHEN left_at <= promised_at THEN 1 ELSE 0 END), 0) FROM stage
            WHERE city = \(city) AND left_at >= \(since) AND promised_at IS NOT NULL AND (\(SQLText(joining: ways, by: " OR ")))
            """) { (try $0.int(), try $0.int()) } ?? (0, 0)
        return FunctionFigures(newPeople: people, newOrganisations: organisations, ended: ended.0, onTime: ended.1)
    }

    private static func figures(_ kind: ObjectKind, _ state: String, _ scene: Scene) throws -> StageFigures {
        let ended = try scene.tx.rows("""
            SELECT entered_at, left_at, promised_at, paused_days FROM stage
            WHERE city = \(scene.city.id) AND object_kind = \(kind) AND state = \(state) AND left_at IS NOT NULL ORDER BY left_at DESC LIMIT \(bound)
            """) { (entered: try $0.instant(), left: try $0.instant(), promised: try $0.optionalInstant(), paused: try $0.int()) }
        let calendar = scene.city.calendar
        let days = ended.map { max(0, calendar.businessDays(from: calendar.day(of: $0.entered), to: calendar.day(of: $0.left)) - $0.paused) }.sorted()
        let open = try scene.tx.first("""
            SELECT count(*), COALESCE(sum(CASE WHEN promised_at < \(scene.now) AND paused_at IS NULL THEN 1 ELSE 0 END), 0) FROM (
                SELECT promised_at, paused_at FROM stage WHERE city = \(scene.city.id) AND object_kind = \(kind) AND state = \(state) AND left_at IS NULL LIMIT \(bound)) AS waiting
            """) { (try $0.int(), try $0.int()) } ?? (0, 0)
        return StageFigures(
            kind: kind, state: state, ended: days.count, median: percentile(50, of: days), ninth: percentile(90, of: days),
            late: ended.count { stage in stage.promised.map { $0 < stage.left } ?? false }, open: open.0, overdue: open.1)
    }

    /// The nearest-rank percentile of sorted values.
    static func percentile(_ percent: Int, of sorted: [Int]) -> Int? {
        sorted.isEmpty ? nil : sorted[max(0, (percent * sorted.count + 99) / 100 - 1)]
    }
}
