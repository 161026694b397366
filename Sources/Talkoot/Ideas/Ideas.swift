public import Storage

/// The room where those who work for the city think aloud.
public enum Ideas: Room {
    public static let name = "ideas"
    public static let migrations = [Migration("ideas") { IdeaTable.migration($0) }]
    public static let acts: [any Act.Type] = [SendIdea.self, CommentIdea.self, JoinIdea.self, LeaveIdea.self]
    public static let events = IdeaEvent.allCases.map(\.rawValue)

    /// The author hears of each change, also of the problem that the idea became; so do those who joined.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        if event.object.kind == .problem, let initiative = event.initiative {
            let ideas: [ID<Signal>] = try scene.tx.rows("SELECT id FROM signal WHERE city = \(scene.city.id) AND initiative = \(initiative) AND channel = \(Signal.Channel.staff)") { try $0.value() }
            return try ideas.flatMap { try IdeaTable.concerned($0, scene) }.map(Hearer.person)
        }
        guard event.object.kind == .signal else { return [] }
        let signal = ID<Signal>(event.object.id)
        switch event.name {
        case IdeaEvent.commented.rawValue: return try (IdeaTable.concerned(signal, scene) + IdeaTable.commenters(signal, scene)).map(Hearer.person)
        case SignalEvent.accepted.rawValue, SignalEvent.declined.rawValue, SignalEvent.merged.rawValue, SignalEvent.routed.rawValue:
            return try scene.tx.exists("SELECT 1 FROM idea WHERE city = \(scene.city.id) AND signal = \(signal)") ? try IdeaTable.concerned(signal, scene).map(Hearer.person) : []
        default: return []
        }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let city = scene.city.id
        let hidden = try scene.tx.rows("""
            SELECT \(Signal.columns) FROM signal JOIN hidden_author ON hidden_author.city = signal.city AND hidden_author.signal = signal.id
            WHERE signal.city = \(city) AND hidden_author.person = \(person) ORDER BY signal.created_at, signal.id
            """, Signal.init(row:))
        let said = try scene.tx.rows("SELECT text, at FROM idea_comment WHERE city = \(city) AND person = \(person) ORDER BY at, id") { ["text": .text(try $0.text()), "at": .text(try $0.instant().rfc3339)] as JSON }
        let joined = try scene.tx.rows("""
            SELECT signal.code FROM signal JOIN idea_joiner ON idea_joiner.city = signal.city AND idea_joiner.signal = signal.id
            WHERE signal.city = \(city) AND idea_joiner.person = \(person) ORDER BY signal.code
            """) { JSON.text(try $0.text()) }
        return ["hiddenIdeas": .list(hidden.map { ["code": .text($0.code.rawValue), "text": .text($0.text), "sent": .text($0.createdAt.rfc3339)] }), "ideaComments": .list(said), "joinedIdeas": .list(joined)]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        for table in ["hidden_author", "idea_joiner"] as [SQLText] { try change.tx.run("DELETE FROM \(table) WHERE city = \(change.city.id) AND person = \(person)") }
        try change.tx.run("UPDATE idea_comment SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}
