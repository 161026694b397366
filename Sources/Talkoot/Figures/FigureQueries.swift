import Storage

/// How the city keeps its promise to answer.
public struct AnswerFigures: Sendable {
    public let answered: Int
    /// Business days from sending to answer.
    public let median: Int?
    public let overdue: Int
}

/// How long objects stay in one state, in business days without the paused ones.
public struct StageFigures: Sendable {
    public let kind: ObjectKind, state: String
    public let ended: Int, median: Int?, ninth: Int?, late: Int
    public let open: Int, overdue: Int
}

/// Public numbers. Each follows from the stages that run the clocks, over the newest ones up to a bound, so anybody can recompute it from the export.
public enum FigureQueries {
    static let bound = 5_000

    public static func answers(_ scene: Scene) throws -> AnswerFigures {
        let stage = try figures(.signal, "new", scene)
        return AnswerFigures(answered: stage.ended, median: stage.median, overdue: stage.overdue)
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
