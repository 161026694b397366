import Storage

/// A stage that has not ended, with the name of its object.
public struct OpenStage: Sendable, Hashable {
    public let stage: Stage
    public let initiative: ID<Initiative>?
    public let title: String
    /// Whether everybody may know of the object.
    public let isPublic: Bool

    init(row: inout Row) throws {
        stage = try Stage(row: &row)
        initiative = try row.optionalValue()
        title = try row.optionalText() ?? ""
        isPublic = try row.optionalBool() ?? false
    }
    /// What the search index holds tells title and openness of each kind; what is sealed is not in it.
    static let source: SQLText = "stage LEFT JOIN search_document AS document ON document.city = stage.city AND document.kind = stage.object_kind AND document.id = stage.object_id"
    static let columns: SQLText = "\(Stage.columns), stage.initiative, document.title, document.is_public"
}

/// A kind of object in one state, and how long its objects have waited there, in business days without the paused ones.
public struct Bottleneck: Sendable, Hashable {
    public let kind: ObjectKind, state: String
    public let count: Int, overdue: Int, medianAge: Int, daysTogether: Int
}

/// Everything that waits, at a glance (R-081).
public struct Pipeline: Sendable {
    /// The oldest first.
    public let stages: [OpenStage]
    public let next: Cursor?
    /// How many wait, up to ``PipelineQueries/bound``.
    public let count: Int
    /// By median age, over the oldest of the whole city up to ``PipelineQueries/bound``.
    public let bottlenecks: [Bottleneck]
    /// Where most wait longest: the greatest sum of waiting days.
    public var narrowest: Bottleneck? { bottlenecks.max { ($0.daysTogether, $1.state) < ($1.daysTogether, $0.state) } }
}

/// What the board shows.
public struct PipelineFilter: Sendable, Hashable {
    public var kind: ObjectKind?
    public var department: ID<Department>?
    public init(kind: ObjectKind? = nil, department: ID<Department>? = nil) {
        self.kind = kind
        self.department = department
    }
}

public enum PipelineQueries {
    public static let kinds: [ObjectKind] = [.problem, .challenge, .decision, .pilot, .lesson, .changeRequest]
    public static let bound = 500

    /// Rows, filters and sums follow from whether somebody works for the city, and from nothing else of the reader.
    public static func audience(_ scene: Scene) -> Audience { scene.standing.isStaff ? .staff : .everybody }

    /// What waits in the city, cut to what the reader may know of. Complexity: one range of each kind's stages; at most ``bound`` short rows for the
    /// bottlenecks, and the rows of one page with their titles.
    public static func pipeline(_ filter: PipelineFilter, after cursor: Cursor? = nil, limit: Int = bound, _ scene: Scene) throws -> Pipeline {
        let outlines = Rooms.house.lifecycles.filter { kinds.contains($0.kind) }
        let ways = outlines.map { outline -> SQLText in
            let states = outline.states.filter { state in outline.moves.contains { $0.from.contains(state) } }
            return "(stage.object_kind = \(outline.kind) AND stage.state IN (\(SQLText(joining: states.map { "\($0)" as SQLText }, by: ", "))))"
        }
        let readable: SQLText = scene.standing.isStaff ? "document.id IS NOT NULL" : "document.is_public"
        let all: SQLText = "stage.city = \(scene.city.id) AND stage.left_at IS NULL AND (\(SQLText(joining: ways, by: " OR "))) AND \(readable)"
        let waits = try scene.tx.rows("""
            SELECT stage.object_kind, stage.state, stage.department, stage.entered_at, stage.promised_at, stage.paused_at, stage.paused_days FROM \(OpenStage.source)
            WHERE \(all) ORDER BY stage.entered_at, stage.id LIMIT \(bound)
            """, Wait.init(row:))
        var narrowed = all
        if let kind = filter.kind { narrowed = narrowed + " AND stage.object_kind = \(kind)" }
        if let department = filter.department { narrowed = narrowed + " AND stage.department = \(department)" }
        if let cursor { narrowed = narrowed + " AND (stage.entered_at, stage.id) > (\(cursor.key), \(cursor.id))" }
        let found = try scene.tx.rows("SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE \(narrowed) ORDER BY stage.entered_at, stage.id LIMIT \(limit + 1)", OpenStage.init(row:))
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { Cursor(key: $0.stage.enteredAt.milliseconds, id: $0.stage.id.rawValue) } : nil
        let count = waits.count { wait in (filter.kind == nil || wait.kind == filter.kind) && (filter.department == nil || wait.department == filter.department) }
        return Pipeline(stages: page, next: next, count: count, bottlenecks: bottlenecks(waits, scene))
    }

    /// What is needed of a stage to know how long it waits.
    private struct Wait {
        let kind: ObjectKind, state: String, department: ID<Department>?, enteredAt: Instant, promisedAt: Instant?, pausedAt: Instant?, pausedDays: Int
        init(row: inout Row) throws {
            (kind, state, department) = (try row.value(), try row.text(), try row.optionalValue())
            (enteredAt, promisedAt, pausedAt, pausedDays) = (try row.instant(), try row.optionalInstant(), try row.optionalInstant(), try row.int())
        }
        func age(at now: Instant, _ calendar: CityCalendar) -> Int {
            let today = calendar.day(of: now)
            let stood = pausedDays + (pausedAt.map { calendar.businessDays(from: calendar.day(of: $0), to: today) } ?? 0)
            return max(0, calendar.businessDays(from: calendar.day(of: enteredAt), to: today) - stood)
        }
    }
    private struct Place: Hashable { let kind: ObjectKind, state: String }

    /// Ranked by the median age; the longer queue first among equals.
    private static func bottlenecks(_ waits: [Wait], _ scene: Scene) -> [Bottleneck] {
        Dictionary(grouping: waits) { Place(kind: $0.kind, state: $0.state) }.compactMap { place, group -> Bottleneck? in
            let ages = group.map { $0.age(at: scene.now, scene.city.calendar) }.sorted()
            guard let median = FigureQueries.percentile(50, of: ages) else { return nil }
            let overdue = group.count { wait in wait.pausedAt == nil && wait.promisedAt.map { $0 < scene.now } ?? false }
            return Bottleneck(kind: place.kind, state: place.state, count: ages.count, overdue: overdue, medianAge: median, daysTogether: ages.reduce(0, +))
        }
        .sorted { ($0.medianAge, $0.count, $1.kind.rawValue, $1.state) > ($1.medianAge, $1.count, $0.kind.rawValue, $0.state) }
    }

    /// The stages of one initiative that have not ended, of what staff may know.
    static func open(of initiative: Initiative, _ scene: Scene) throws -> [OpenStage] {
        try scene.tx.rows("""
            SELECT \(OpenStage.columns) FROM \(OpenStage.source)
            WHERE stage.city = \(scene.city.id) AND stage.initiative = \(initiative.id) AND stage.left_at IS NULL AND document.id IS NOT NULL ORDER BY stage.entered_at, stage.id
            """, OpenStage.init(row:))
    }
    static func stage(_ id: ID<Stage>, _ scene: Scene) throws -> OpenStage? {
        try scene.tx.first("SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE stage.city = \(scene.city.id) AND stage.id = \(id) AND stage.left_at IS NULL", OpenStage.init(row:))
    }
}
