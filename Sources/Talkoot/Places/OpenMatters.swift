import Storage

/// Where somebody looks: a district, or a circle around a point.
public enum Area: Sendable, Hashable {
    case district(ID<District>)
    case around(MapPoint, metres: Int)
}

/// Everything that is open in an area and that the reader may see, the newest of each kind first.
public struct OpenMatters: Sendable {
    public var problems: [CityProblem] = []
    public var challenges: [Challenge] = []
    public var pilots: [Pilot] = []
    public var signals: [SignalLine] = []
    public var isEmpty: Bool { problems.isEmpty && challenges.isEmpty && pilots.isEmpty && signals.isEmpty }
    /// Of each kind at most.
    public static let bound = 100
}

extension PlaceQueries {
    /// A signal and a problem lie where they are tagged; a call and a pilot where the problem of their initiative lies. Within a circle counts what everybody sees of
    /// a signal's place, the middle of its square of 250 metres, and whatever belongs to the initiative of such a signal.
    /// Complexity: one index range of each kind, at most ``OpenMatters/bound`` rows.
    public static func open(in area: Area, _ scene: Scene) throws -> OpenMatters {
        var found = OpenMatters()
        let limit = OpenMatters.bound
        let initiatives: [ID<Initiative>]
        switch area {
        case .district(let district):
            found.signals = try SignalQueries.list(SignalFilter(state: .accepted, district: district), limit: limit, scene).rows
            found.problems = try ProblemQueries.list(district: district, isOpen: true, limit: limit, scene).rows
            initiatives = found.problems.map(\.initiative)
        case .around(let point, let metres):
            let near = try signals(within: metres, of: point, limit: limit, scene)
            found.signals = near.filter { $0.line.state == .accepted }.map(\.line)
            initiatives = Array(Set(near.map(\.initiative))).sorted { $0.rawValue < $1.rawValue }
            found.problems = try initiatives.isEmpty ? [] : ProblemQueries.open(of: initiatives, limit: limit, scene)
        }
        found.challenges = try ChallengeQueries.list(ChallengeFilter(isOpen: true, initiatives: initiatives), limit: limit, scene).rows
        found.pilots = try PilotQueries.list(initiatives: initiatives, isOpen: true, limit: limit, scene).rows
        return found
    }

    /// Public signals whose square lies within so many metres, by a box of the index first.
    private static func signals(within metres: Int, of point: MapPoint, limit: Int, _ scene: Scene) throws -> [(line: SignalLine, initiative: ID<Initiative>)] {
        // The exact point may lie beside the middle of its square by half a diagonal.
        let reach = Double(metres + Place.publicMetres)
        let box = MapBox(around: point, metres: reach)
        let rows = try scene.tx.rows("""
            SELECT \(SignalLine.columns), signal.initiative, place.latitude, place.longitude, place.address, place.is_district_only
            FROM place JOIN signal ON signal.city = place.city AND signal.id = place.object
            WHERE place.city = \(scene.city.id) AND place.object_kind = 'signal' AND place.latitude BETWEEN \(box.south) AND \(box.north)
            AND place.longitude BETWEEN \(box.west) AND \(box.east) AND NOT place.is_district_only AND signal.is_public
            ORDER BY signal.created_at DESC, signal.id DESC LIMIT \(limit * 4)
            """) { row in (line: try SignalLine(row: &row), initiative: try row.value(ID<Initiative>.self), place: try PlaceTable.place(&row)) }
        return rows.filter { $0.place.publicPoint.map { $0.metres(to: point) <= Double(metres) } ?? false }.prefix(limit).map { ($0.line, $0.initiative) }
    }

    /// Where everybody sees an event to be: a signal in its square, whatever came of it in the squares of its initiative's signals. The newest of them alone count.
    static func publicPoints(of event: Event, _ scene: Scene) throws -> [MapPoint] {
        let which: SQLText = event.object.kind == .signal ? "signal.id = \(event.object.id)" : "signal.initiative = \(event.initiative)"
        return try scene.tx.rows("""
            SELECT place.latitude, place.longitude, place.address, place.is_district_only
            FROM signal JOIN place ON place.city = signal.city AND place.object_kind = 'signal' AND place.object = signal.id
            WHERE signal.city = \(scene.city.id) AND \(which) AND signal.is_public AND NOT place.is_district_only ORDER BY signal.created_at DESC LIMIT \(OpenMatters.bound)
            """, PlaceTable.place).compactMap(\.publicPoint)
    }

    /// Open problems, calls and pilots by district, for the map: from at most ``OpenMatters/bound`` × 10 problems.
    public static func openByDistrict(_ scene: Scene) throws -> [ID<District>: Int] {
        Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT district, count(*) FROM (SELECT district FROM problem WHERE problem.city = \(scene.city.id) AND problem.is_public AND problem.district IS NOT NULL
                AND problem.state NOT IN (\(list: CityProblem.lifecycle.isFinal.map(\.rawValue).sorted())) ORDER BY problem.created_at DESC LIMIT \(OpenMatters.bound * 10)) AS open GROUP BY district
            """) { (try $0.value(ID<District>.self), try $0.int()) })
    }
}

extension ProblemQueries {
    static func open(of initiatives: [ID<Initiative>], limit: Int, _ scene: Scene) throws -> [CityProblem] {
        try scene.tx.rows("""
            SELECT \(CityProblem.columns) FROM problem WHERE problem.city = \(scene.city.id) AND problem.initiative IN (\(list: initiatives)) AND \(ProblemRules.scope(scene.standing))
            AND problem.state NOT IN (\(list: CityProblem.lifecycle.isFinal.map(\.rawValue).sorted())) ORDER BY problem.created_at DESC, problem.id DESC LIMIT \(limit)
            """, CityProblem.init(row:))
    }
}
