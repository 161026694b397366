public import Storage

enum ClockEvent: String, EventName {
    case paused = "clock.paused"
    case resumed = "clock.resumed"
    case near = "clock.near"
    case overdue = "clock.overdue"
}

/// The room of the clocks: somebody may stop one for a coded reason, and each tells in time that a promise is near or has passed.
public enum Clocks: Room {
    public static let name = "clocks"
    /// Two small indexes hold what has not been told yet; nothing is written for a stage that ends in time.
    public static let migrations = [
        Migration("clockWarnings", [
            "ALTER TABLE stage ADD COLUMN near_told_at BIGINT",
            "ALTER TABLE stage ADD COLUMN overdue_told_at BIGINT",
            "CREATE INDEX stage_near ON stage ((entered_at + 4 * promised_at)) WHERE left_at IS NULL AND paused_at IS NULL AND near_told_at IS NULL AND promised_at IS NOT NULL",
            "CREATE INDEX stage_overdue ON stage (promised_at) WHERE left_at IS NULL AND paused_at IS NULL AND overdue_told_at IS NULL AND promised_at IS NOT NULL",
        ]),
        // What runs already keeps its four fifths of calendar time.
        Migration("clockNearInBusinessDays", [
            "ALTER TABLE stage ADD COLUMN near_at BIGINT",
            "UPDATE stage SET near_at = (entered_at + 4 * promised_at) / 5 WHERE left_at IS NULL AND promised_at IS NOT NULL",
            "DROP INDEX stage_near",
            "CREATE INDEX stage_near ON stage (near_at) WHERE left_at IS NULL AND paused_at IS NULL AND near_told_at IS NULL AND near_at IS NOT NULL",
        ]),
        // The last of an initiative's signals in each state without reading all of them.
        Migration("stagesOfInitiativeByState", [
            "CREATE INDEX stage_thread ON stage (city, initiative, object_kind, state, entered_at)",
            "DROP INDEX stage_initiative",
        ]),
    ]
    public static let acts: [any Act.Type] = [PauseClock.self, ResumeClock.self, TellClockIsNear.self, TellClockIsOverdue.self]
    public static let events = ClockEvent.allCases.map(\.rawValue)

    /// Whoever acts next; when a promise has passed or a clock stands, the innovation officer too.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ClockEvent(rawValue: event.name), let stage = try StageTable.of(event.object, scene.city.id, scene.tx).last(where: { $0.leftAt == nil }) else { return [] }
        let next = try actsNext(stage, scene)
        return name == .near ? next : next + [.role(.innovationOfficer, nil)]
    }

    private static func actsNext(_ stage: Stage, _ scene: Scene) throws -> [Hearer] {
        switch Role(rawValue: stage.actsNext) {
        case .juror: return try PersonTable.jurors(of: stage.object.id, scene).map(Hearer.person)
        case let role?: return [.role(role, stage.department)]
        case nil:
            guard stage.actsNext == Who.representative.name, let pilot = try PilotTable.find(code: stage.object.code, scene) else { return [] }
            return pilot.organisation.map { [.organisation($0)] } ?? pilot.lead.map { [.person($0)] } ?? []
        }
    }
}

extension PersonTable {
    /// Who sits on the jury of a challenge now.
    static func jurors(of challenge: String, _ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("""
            SELECT DISTINCT person FROM role_grant WHERE city = \(scene.city.id) AND role = \(Role.juror) AND scope = \(challenge)
            AND (until_at IS NULL OR until_at > \(scene.now)) AND ended_at IS NULL ORDER BY person
            """) { try $0.value() }
    }
}
