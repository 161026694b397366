import Storage

/// Where on the line something waits: the columns of the board, in order. A problem in solution waits in none of them: its challenge or pilot does.
public enum LinePart: String, CaseIterable, Sendable {
    case signals, problem, challenge, evaluation, decision, pilot, lesson

    public init?(_ kind: ObjectKind, _ state: String) {
        switch (kind, state) {
        case (.problem, "inSolution"): return nil
        case (.problem, _): self = .problem
        case (.challenge, "closed"), (.challenge, "screening"), (.challenge, "evaluating"): self = .evaluation
        case (.challenge, "stageDecided"), (.decision, _): self = .decision
        case (.challenge, "awarded"), (.pilot, "verdict"), (.lesson, _), (.changeRequest, _): self = .lesson
        case (.challenge, _): self = .challenge
        case (.pilot, _): self = .pilot
        default: return nil
        }
    }
}

/// What waits in one part of the line.
public struct PipelineColumn: Sendable {
    public let part: LinePart
    public let count: Int, overdue: Int
    /// Business days that half of them wait at least; nil where nothing waits.
    public let median: Int?
    /// The few that wait longest.
    public let oldest: [Slip]

    public struct Slip: Sendable, Hashable {
        public let object: ObjectReference, title: String
    }
}

/// The whole line at a glance: how much waits where, for how long, and where it is too narrow.
public struct PipelineBoard: Sendable {
    /// By median age, the longest first.
    public let bottlenecks: [Bottleneck]
    public let columns: [PipelineColumn]
    /// Where most wait longest for somebody to act: the greatest sum of waiting days. An open challenge or a running pilot waits for nobody.
    public var narrowest: Bottleneck? {
        bottlenecks.filter(\.isActedOn).max { ($0.daysTogether, $1.state) < ($1.daysTogether, $0.state) }
    }
}

/// A kind of object in one state, and how long its objects have waited there, in business days without the paused ones.
public struct Bottleneck: Sendable, Hashable {
    public let kind: ObjectKind, state: String
    public let count: Int, overdue: Int, medianAge: Int, daysTogether: Int
    /// Whether somebody has promised to act.
    public let isActedOn: Bool
}

extension PipelineQueries {
    /// Complexity: at most ``bound`` short rows, the titles of a few, and the signals that wait up to ``bound``.
    public static func board(of department: ID<Department>? = nil, _ scene: Scene) throws -> PipelineBoard {
        var all = open(scene)
        if let department { all = all + " AND stage.department = \(department)" }
        let waits = try scene.tx.rows("""
            SELECT stage.id, stage.object_kind, stage.state, stage.entered_at, stage.promised_at, stage.paused_at, stage.paused_days FROM \(OpenStage.source)
            WHERE \(all) ORDER BY stage.entered_at, stage.id LIMIT \(bound)
            """, Wait.init(row:))
        return PipelineBoard(bottlenecks: bottlenecks(waits, scene), columns: [try signals(of: department, scene)] + (try columns(waits, scene)))
    }

    /// What is needed of a stage to know how long it waits.
    private struct Wait {
        let id: ID<Stage>, kind: ObjectKind, state: String, enteredAt: Instant, promisedAt: Instant?, pausedAt: Instant?, pausedDays: Int
        init(row: inout Row) throws {
            (id, kind, state) = (try row.value(), try row.value(), try row.text())
            (enteredAt, promisedAt, pausedAt, pausedDays) = (try row.instant(), try row.optionalInstant(), try row.optionalInstant(), try row.int())
        }
        func age(at now: Instant, _ calendar: CityCalendar) -> Int {
            let today = calendar.day(of: now)
            let stood = pausedDays + (pausedAt.map { calendar.businessDays(from: calendar.day(of: $0), to: today) } ?? 0)
            return max(0, calendar.businessDays(from: calendar.day(of: enteredAt), to: today) - stood)
        }
        func isOverdue(at now: Instant) -> Bool { pausedAt == nil && promisedAt.map { $0 < now } ?? false }
    }
    private struct Place: Hashable { let kind: ObjectKind, state: String }
    private static let slips = 2

    /// Ranked by the median age; the longer queue first among equals.
    private static func bottlenecks(_ waits: [Wait], _ scene: Scene) -> [Bottleneck] {
        Dictionary(grouping: waits) { Place(kind: $0.kind, state: $0.state) }.compactMap { place, group -> Bottleneck? in
            let ages = ages(group, scene)
            guard let median = FigureQueries.percentile(50, of: ages) else { return nil }
            let isActedOn = Rooms.house.lifecycles.first { $0.kind == place.kind }?.promises[place.state] != nil
            return Bottleneck(kind: place.kind, state: place.state, count: ages.count, overdue: group.count { $0.isOverdue(at: scene.now) }, medianAge: median, daysTogether: ages.reduce(0, +), isActedOn: isActedOn)
        }
        .sorted { ($0.medianAge, $0.count, $1.kind.rawValue, $1.state) > ($1.medianAge, $1.count, $0.kind.rawValue, $0.state) }
    }
    private static func ages(_ waits: [Wait], _ scene: Scene) -> [Int] { waits.map { $0.age(at: scene.now, scene.city.calendar) }.sorted() }

    private static func columns(_ waits: [Wait], _ scene: Scene) throws -> [PipelineColumn] {
        let parts = Dictionary(grouping: waits) { LinePart($0.kind, $0.state) }
        let chosen = parts.filter { $0.key != nil }.values.flatMap { $0.prefix(slips).map(\.id) }
        let titles = try titles(chosen, scene)
        return LinePart.allCases.dropFirst().map { part in
            let group = parts[part] ?? []
            return PipelineColumn(part: part, count: group.count, overdue: group.count { $0.isOverdue(at: scene.now) }, median: FigureQueries.percentile(50, of: ages(group, scene)),
                                  oldest: group.prefix(slips).compactMap { titles[$0.id] })
        }
    }
    private static func titles(_ stages: [ID<Stage>], _ scene: Scene) throws -> [ID<Stage>: PipelineColumn.Slip] {
        if stages.isEmpty { return [:] }
        return Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE stage.city = \(scene.city.id) AND stage.id IN (\(SQLText(joining: stages.map { "\($0)" as SQLText }, by: ", ")))
            """, OpenStage.init(row:)).map { ($0.stage.id, PipelineColumn.Slip(object: $0.stage.object, title: $0.title)) })
    }

    /// The signals that nobody has answered yet. How many they are everybody may know; which they are, those who work for the city.
    private static func signals(of department: ID<Department>?, _ scene: Scene) throws -> PipelineColumn {
        var waiting: SQLText = "signal.city = \(scene.city.id) AND signal.state = \(Signal.State.new) AND signal.visibility = 'shown'"
        if let department { waiting = waiting + " AND signal.department = \(department)" }
        let count = try scene.tx.count("SELECT count(*) FROM (SELECT 1 FROM signal WHERE \(waiting) LIMIT \(bound + 1)) AS unanswered")
        let middle = try scene.tx.first("SELECT signal.created_at FROM signal WHERE \(waiting) ORDER BY signal.created_at, signal.id LIMIT 1 OFFSET \(min(count, bound) / 2)") { try $0.instant() }
        let overdue = try scene.tx.count("""
            SELECT count(*) FROM (SELECT 1 FROM stage JOIN signal ON signal.city = stage.city AND signal.id = stage.object_id
            WHERE stage.city = \(scene.city.id) AND stage.acts_next = \(Who.role(.departmentHead).name) AND stage.promised_at < \(scene.now) AND stage.left_at IS NULL AND stage.paused_at IS NULL
            AND stage.object_kind = 'signal' AND \(waiting) LIMIT \(bound + 1)) AS late
            """)
        let oldest = scene.standing.isStaff ? try scene.tx.rows("SELECT \(SignalLine.columns) FROM signal WHERE \(waiting) ORDER BY signal.created_at, signal.id LIMIT \(slips)", SignalLine.init(row:)) : []
        let calendar = scene.city.calendar
        let median = middle.map { calendar.businessDays(from: calendar.day(of: $0), to: calendar.day(of: scene.now)) }
        return PipelineColumn(part: .signals, count: count, overdue: overdue, median: median, oldest: oldest.map { .init(object: $0.reference, title: $0.text) })
    }
}
