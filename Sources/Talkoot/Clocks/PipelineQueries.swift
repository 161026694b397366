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
    public let count: Int, overdue: Int, medianAge: Int
}

/// Everything that waits, at a glance (R-081).
public struct Pipeline: Sendable {
    /// The oldest first, up to ``PipelineQueries/bound``.
    public let stages: [OpenStage]
    public let bottlenecks: [Bottleneck]
}

public enum PipelineQueries {
    public static let kinds: [ObjectKind] = [.problem, .challenge, .decision, .pilot, .lesson]
    public static let bound = 500

    /// What waits in the city, cut to what the reader may know of. Complexity: one range of each kind's stages, at most ``bound`` rows.
    public static func pipeline(_ scene: Scene) throws -> Pipeline {
        let outlines = Rooms.house.lifecycles.filter { kinds.contains($0.kind) }
        let ways = outlines.map { outline -> SQLText in
            let states = outline.states.filter { state in outline.moves.contains { $0.from.contains(state) } }
            return "(stage.object_kind = \(outline.kind) AND stage.state IN (\(SQLText(joining: states.map { "\($0)" as SQLText }, by: ", "))))"
        }
        let readable: SQLText = scene.standing.isStaff ? "document.id IS NOT NULL" : "document.is_public"
        let stages = try scene.tx.rows("""
            SELECT \(OpenStage.columns) FROM \(OpenStage.source)
            WHERE stage.city = \(scene.city.id) AND stage.left_at IS NULL AND (\(SQLText(joining: ways, by: " OR "))) AND \(readable)
            ORDER BY stage.entered_at, stage.id LIMIT \(bound)
            """, OpenStage.init(row:))
        return Pipeline(stages: stages, bottlenecks: bottlenecks(stages.map(\.stage), scene))
    }

    /// Ranked by the median age; the longer queue first among equals.
    static func bottlenecks(_ stages: [Stage], _ scene: Scene) -> [Bottleneck] {
        let groups = Dictionary(grouping: stages) { [$0.object.kind.rawValue, $0.state] }
        return groups.compactMap { group -> Bottleneck? in
            let ages = group.value.map { $0.age(at: scene.now, scene.city.calendar) }.sorted()
            guard let median = FigureQueries.percentile(50, of: ages) else { return nil }
            return Bottleneck(kind: ObjectKind(group.key[0]), state: group.key[1], count: ages.count, overdue: group.value.count { $0.isOverdue(at: scene.now) }, medianAge: median)
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
