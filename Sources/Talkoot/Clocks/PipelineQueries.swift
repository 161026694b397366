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

/// Everything that waits, at a glance.
public struct Pipeline: Sendable {
    /// The oldest first.
    public let stages: [OpenStage]
    public let next: Cursor?
    /// How many wait, up to ``PipelineQueries/bound``.
    public let count: Int
    /// Over the oldest up to ``PipelineQueries/bound``, of all kinds.
    public let board: PipelineBoard
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

    /// What waits in the city, cut to what the reader may know of. Complexity: as ``board(of:_:)``, and the rows of one page with their titles.
    public static func pipeline(_ filter: PipelineFilter, after cursor: Cursor? = nil, limit: Int = bound, _ scene: Scene) throws -> Pipeline {
        let board = try board(of: filter.department, scene)
        var narrowed = open(scene)
        if let kind = filter.kind { narrowed = narrowed + " AND stage.object_kind = \(kind)" }
        if let department = filter.department { narrowed = narrowed + " AND stage.department = \(department)" }
        if let cursor { narrowed = narrowed + " AND (stage.entered_at, stage.id) > (\(cursor.key), \(cursor.id))" }
        let found = try scene.tx.rows("SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE \(narrowed) ORDER BY stage.entered_at, stage.id LIMIT \(limit + 1)", OpenStage.init(row:))
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { Cursor(key: $0.stage.enteredAt.milliseconds, id: $0.stage.id.rawValue) } : nil
        let count = board.bottlenecks.filter { filter.kind == nil || $0.kind == filter.kind }.reduce(0) { $0 + $1.count }
        return Pipeline(stages: page, next: next, count: count, board: board)
    }
    /// The stages from which something can still move, of what the reader may know of.
    static func open(_ scene: Scene) -> SQLText {
        let ways = Rooms.house.lifecycles.filter { kinds.contains($0.kind) }.map { outline -> SQLText in
            let states = outline.states.filter { state in outline.moves.contains { $0.from.contains(state) } }
            return "(stage.object_kind = \(outline.kind) AND stage.state IN (\(SQLText(joining: states.map { "\($0)" as SQLText }, by: ", "))))"
        }
        let readable: SQLText = scene.standing.isStaff ? "document.id IS NOT NULL" : "document.is_public"
        return "stage.city = \(scene.city.id) AND stage.left_at IS NULL AND (\(SQLText(joining: ways, by: " OR "))) AND \(readable)"
    }

    /// What waits for somebody else than the reader, the most pressing first: of the reader's departments, or of the whole city for its innovation officers.
    public static func elsewhere(limit: Int = 5, _ scene: Scene) throws -> [OpenStage] {
        let standing = scene.standing, departments = Set(standing.grants.compactMap(\.department))
        if departments.isEmpty && !standing.holds(.innovationOfficer) { return [] }
        let own = Set(standing.grants.map { "\($0.role)" }) .sorted().map { "\($0)" as SQLText }
        let ours: SQLText = standing.holds(.innovationOfficer) ? "" : " AND stage.department IN (\(SQLText(joining: departments.map { "\($0)" as SQLText }, by: ", ")))"
        return try scene.tx.rows("""
            SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE \(open(scene)) AND stage.acts_next <> '' AND stage.acts_next NOT IN (\(SQLText(joining: own, by: ", ")))\(ours)
            ORDER BY stage.promised_at NULLS LAST, stage.id LIMIT \(limit)
            """, OpenStage.init(row:))
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
