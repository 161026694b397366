public import Storage

/// What somebody who works for the city thinks could work better: a signal with the same clock and the same answer, on which colleagues comment and
/// which they join. Its author may stay hidden.
public struct Idea: Sendable, Hashable {
    /// Where in the organisation its author stands; kept for the figures alone and shown with no single idea.
    public enum JobRole: String, CaseIterable, Sendable, SQLBindable { case frontLine, expert, manager, other }

    public let signal: Signal
    /// The author asked not to be named; everybody but the author then reads “a colleague”.
    public let isHidden: Bool
    /// Whether the reader wrote it. Known of a hidden author to that author alone.
    public let isOwn: Bool
    public let hasJoined: Bool
    public let joiners: Int
    public let comments: Int
}

extension Idea: ActSubject {
    public var bearings: Bearings { signal.bearings }
    public var stateName: String? { signal.state.rawValue }
}

/// What a colleague said about an idea.
public struct IdeaComment: Sendable, Hashable {
    /// Nil for the author of an idea who stays hidden, and for whoever has left.
    public let person: ID<Person>?
    public let isByAuthor: Bool
    public let at: Instant
    public let text: String
}

enum IdeaEvent: String, EventName {
    case commented = "idea.commented"
    case joined = "idea.joined"
}

/// Who hides stands in a table of its own, without order, and nowhere else: not in the signal, the record, the acts or the index.
enum IdeaTable {
    static func migration(_ dialect: Dialect) -> [SQLText] {
        let unordered: SQLText = dialect == .sqlite ? " WITHOUT ROWID" : ""
        return [
            """
            CREATE TABLE idea (
                city TEXT NOT NULL, signal TEXT NOT NULL, is_hidden BOOLEAN NOT NULL, job_role TEXT,
                PRIMARY KEY (city, signal), FOREIGN KEY (city, signal) REFERENCES signal (city, id))\(unordered)
            """,
            """
            CREATE TABLE hidden_author (
                city TEXT NOT NULL, signal TEXT NOT NULL, person TEXT NOT NULL,
                PRIMARY KEY (city, signal), FOREIGN KEY (city, signal) REFERENCES signal (city, id))\(unordered)
            """,
            "CREATE INDEX hidden_author_person ON hidden_author (city, person)",
            """
            CREATE TABLE idea_joiner (
                city TEXT NOT NULL, signal TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL,
                PRIMARY KEY (city, signal, person), FOREIGN KEY (city, signal) REFERENCES signal (city, id))
            """,
            """
            CREATE TABLE idea_comment (
                city TEXT NOT NULL, id TEXT NOT NULL, signal TEXT NOT NULL, person TEXT, is_by_author BOOLEAN NOT NULL, at BIGINT NOT NULL, text TEXT NOT NULL,
                PRIMARY KEY (city, id), FOREIGN KEY (city, signal) REFERENCES signal (city, id))
            """,
            "CREATE INDEX idea_comment_signal ON idea_comment (city, signal, at, id)",
        ]
    }

    /// Author, joiners and whoever commented: those who hear when an idea moves. For the outbox alone.
    static func concerned(_ signal: ID<Signal>, _ scene: Scene) throws -> [ID<Person>] {
        let city = scene.city.id
        return try scene.tx.rows("""
            SELECT person FROM hidden_author WHERE city = \(city) AND signal = \(signal)
            UNION SELECT author FROM signal WHERE city = \(city) AND id = \(signal) AND author IS NOT NULL
            UNION SELECT person FROM idea_joiner WHERE city = \(city) AND signal = \(signal)
            """) { try $0.value() }
    }
    static func commenters(_ signal: ID<Signal>, _ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("SELECT DISTINCT person FROM idea_comment WHERE city = \(scene.city.id) AND signal = \(signal) AND person IS NOT NULL ORDER BY person") { try $0.value() }
    }
}
