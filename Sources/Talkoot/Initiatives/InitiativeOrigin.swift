import Storage

/// Where a signal or a call of an initiative was taken over from.
public struct InitiativeOrigin: Sendable, Hashable {
    /// `decidim`, `challenge.gov`: what stands before the other platform's own number.
    public let platform: String
    public let number: String
    /// As the other platform called it.
    public let status: String
    public let address: String?

    init(row: inout Row) throws {
        let origin = try row.text(), parts = origin.split(separator: ":", maxSplits: 1).map(String.init)
        platform = parts.first ?? origin
        number = parts.count == 2 ? parts[1] : ""
        status = try row.optionalText() ?? ""
        address = try row.optionalText()
    }
}

extension InitiativeQueries {
    /// Of one signal that the reader has before them.
    public static func origins(of signal: Signal, _ scene: Scene) throws -> [InitiativeOrigin] {
        try scene.tx.rows("SELECT origin, origin_status, CAST(NULL AS TEXT) FROM signal WHERE city = \(scene.city.id) AND id = \(signal.id) AND origin IS NOT NULL", InitiativeOrigin.init(row:))
    }
    /// Whether it came in with a list of another platform. The list has its entry in the record then; the object has none before it moves here.
    public static func isImported(_ object: ObjectReference, _ scene: Scene) throws -> Bool {
        let theirs: SQLText = "city = \(scene.city.id) AND origin IS NOT NULL"
        return switch object.kind {
        case .signal: try scene.tx.exists("SELECT 1 FROM signal WHERE \(theirs) AND id = \(object.id)")
        case .challenge: try scene.tx.exists("SELECT 1 FROM challenge WHERE \(theirs) AND id = \(object.id)")
        // A call brings its problem along.
        case .problem: try scene.tx.exists("""
            SELECT 1 FROM problem JOIN challenge ON challenge.city = problem.city AND challenge.initiative = problem.initiative AND challenge.problem = problem.id
            WHERE problem.city = \(scene.city.id) AND problem.id = \(object.id) AND challenge.origin IS NOT NULL
            """)
        default: false
        }
    }
    /// Of what everybody may see; at most ten.
    public static func origins(of initiative: Initiative, _ scene: Scene) throws -> [InitiativeOrigin] {
        let city = scene.city.id
        return try scene.tx.rows("""
            SELECT origin, origin_status, CAST(NULL AS TEXT) FROM signal WHERE city = \(city) AND initiative = \(initiative.id) AND origin IS NOT NULL AND is_public
            UNION ALL SELECT origin, origin_status, origin_address FROM challenge WHERE city = \(city) AND initiative = \(initiative.id) AND origin IS NOT NULL AND is_public
            ORDER BY 1 LIMIT 10
            """, InitiativeOrigin.init(row:))
    }
}
