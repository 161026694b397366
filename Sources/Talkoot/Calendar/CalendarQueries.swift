import Storage

/// One public date of the city's process.
public struct PublicDate: Sendable {
    public enum Occasion: String, CaseIterable, Sendable { case opens, closes, decisionBy, starts, ends, appealEnds, promised }
    public enum When: Sendable, Hashable { case day(Day), moment(Instant) }
    /// Stays the same when the date moves.
    public let uid: String
    public let occasion: Occasion
    public let object: ObjectReference
    public let title: String
    public let when: When
    /// The stage that is promised to end.
    public let state: String?

    init(_ occasion: Occasion, _ object: ObjectReference, _ title: String, _ when: When, stage: Stage? = nil) {
        uid = "\(occasion.rawValue)-\(stage?.id.rawValue ?? object.id)"
        (self.occasion, self.object, self.title, self.when, state) = (occasion, object, title, when, stage?.state)
    }
}

public enum CalendarQueries {
    static let bound = 500

    /// What everybody may know, whoever asks: dates of challenges and pilots, ends of appeals, and what is promised within a year.
    /// - Parameter initiative: those of one initiative alone.
    public static func dates(of initiative: ID<Initiative>? = nil, _ scene: Scene) throws -> [PublicDate] {
        let only: SQLText = initiative.map { " AND initiative = \($0)" } ?? "", ofStage: SQLText = initiative.map { " AND stage.initiative = \($0)" } ?? ""
        return try challenges(only, scene) + pilots(only, scene) + appeals(only, scene) + promises(ofStage, scene)
    }

    private static func challenges(_ only: SQLText, _ scene: Scene) throws -> [PublicDate] {
        try scene.tx.rows("""
            SELECT \(Challenge.columns) FROM challenge WHERE city = \(scene.city.id) AND is_public AND state NOT IN ('cancelled')\(only) ORDER BY created_at DESC, id LIMIT \(bound)
            """, Challenge.init(row:)).flatMap { call -> [PublicDate] in
            [call.opensAt.map { PublicDate(.opens, call.reference, call.title, .moment($0)) }, call.closesAt.map { PublicDate(.closes, call.reference, call.title, .moment($0)) },
             call.decisionBy.map { PublicDate(.decisionBy, call.reference, call.title, .day($0)) }].compactMap(\.self)
        }
    }
    private static func pilots(_ only: SQLText, _ scene: Scene) throws -> [PublicDate] {
        try scene.tx.rows("SELECT \(Pilot.columns) FROM pilot WHERE city = \(scene.city.id)\(only) ORDER BY created_at DESC, id LIMIT \(bound)", Pilot.init(row:)).flatMap {
            [PublicDate(.starts, $0.reference, $0.title, .day($0.startsOn)), PublicDate(.ends, $0.reference, $0.title, .day($0.endsOn))]
        }
    }
    private static func appeals(_ only: SQLText, _ scene: Scene) throws -> [PublicDate] {
        try scene.tx.rows("SELECT \(Decision.columns) FROM decision WHERE city = \(scene.city.id) AND is_public\(only) ORDER BY taken_at DESC, id LIMIT \(bound)", Decision.init(row:)).map {
            PublicDate(.appealEnds, $0.reference, $0.question, .day($0.appealUntil))
        }
    }
    private static func promises(_ only: SQLText, _ scene: Scene) throws -> [PublicDate] {
        try scene.tx.rows("""
            SELECT \(OpenStage.columns) FROM \(OpenStage.source) WHERE stage.city = \(scene.city.id) AND stage.left_at IS NULL AND stage.paused_at IS NULL AND document.is_public
            AND stage.promised_at >= \(scene.now) AND stage.promised_at <= \(scene.now.adding(days: 365))\(only) ORDER BY stage.promised_at, stage.id LIMIT \(bound)
            """, OpenStage.init(row:)).compactMap { open in
            open.stage.promisedAt.map { PublicDate(.promised, open.stage.object, open.title, .day(scene.city.calendar.day(of: $0)), stage: open.stage) }
        }
    }
}
