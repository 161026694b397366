public import Storage

enum HearingEvent: String, EventName {
    case commented = "hearing.commented"
    case answered = "hearing.answered"
}

/// How much of what others said to a department's problems has changed something.
public struct Influence: Sendable, Equatable {
    public let received: Int, answered: Int, changed: Int
    /// Changed ÷ received; nought where nobody said anything.
    public var rate: Double { received == 0 ? 0 : Double(changed) / Double(received) }
}

/// The room of the right to be heard.
public enum Hearings: Room {
    public static let name = "hearings"
    public static let migrations = [Migration("hearings", [
        """
        CREATE TABLE hearing_comment (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, author TEXT, department TEXT, organisation TEXT, text TEXT NOT NULL, answer TEXT NOT NULL,
            effect TEXT, answered_at BIGINT, answered_by TEXT, created_at BIGINT NOT NULL, version BIGINT NOT NULL, visibility TEXT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX hearing_comment_problem ON hearing_comment (city, problem, created_at)",
        "CREATE INDEX hearing_comment_author ON hearing_comment (city, author, created_at)",
    ])]
    public static let acts: [any Act.Type] = [CommentInHearing.self, AnswerComment.self, ConcealComment.self]
    public static let events = HearingEvent.allCases.map(\.rawValue)
    public static let reactions = ConcealComment.reactions

    /// A comment is told to those who owe an answer, the answer to whoever commented.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = HearingEvent(rawValue: event.name), let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
        if name == .commented { return [.role(.departmentHead, problem.department)] }
        return event.personal["commenter"]?.text.flatMap { $0.isEmpty ? nil : [.person(ID($0))] } ?? []
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { try SpokenText<HearingComment>.find(code, scene)?.publicText }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try scene.tx.rows("SELECT code FROM hearing_comment WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at DESC, id LIMIT 50") { try $0.value(PublicCode.self) }
            .compactMap { try SpokenText<HearingComment>.find($0, scene)?.publicText }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT \(HearingComment.columns) FROM hearing_comment WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at, id") { try HearingComment(row: &$0) }
        return ["hearingComments": .list(own.map { ["text": .text($0.text), "answer": .text($0.answer), "at": .text($0.createdAt.rfc3339)] })]
    }
    /// The text stays for the answer's sake, without whose it was.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE hearing_comment SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
        try change.tx.run("UPDATE hearing_comment SET answered_by = NULL WHERE city = \(change.city.id) AND answered_by = \(person)")
    }
}

public enum HearingQueries {
    public static func comments(on problem: CityProblem, _ scene: Scene) throws -> [HearingComment] {
        let part = try ProblemPart(.hearing, of: problem, scene)
        return try HearingComment.all(of: problem.id, scene).filter { $0.isRead(by: scene.standing, in: part) }
    }
    /// How many still wait for an answer; each keeps the gate shut.
    static func unanswered(_ problem: ID<CityProblem>, _ scene: Scene) throws -> Int {
        try scene.tx.count("SELECT count(*) FROM hearing_comment WHERE city = \(scene.city.id) AND problem = \(problem) AND answered_at IS NULL AND visibility = 'shown'")
    }
    /// Of each department to whose public problems somebody said something.
    public static func influences(_ scene: Scene) throws -> [(department: ID<Department>, influence: Influence)] {
        try scene.tx.rows("""
            SELECT problem.department, count(*), count(hearing_comment.answered_at), coalesce(sum(CASE WHEN hearing_comment.effect = 'changed' THEN 1 ELSE 0 END), 0)
            FROM hearing_comment JOIN problem ON problem.city = hearing_comment.city AND problem.id = hearing_comment.problem
            WHERE problem.city = \(scene.city.id) AND problem.is_public AND hearing_comment.visibility = 'shown' GROUP BY problem.department ORDER BY problem.department
            """) { (try $0.value(), Influence(received: try $0.int(), answered: try $0.int(), changed: try $0.int())) }
    }
    /// Of one department, over all its public problems.
    public static func influence(on department: ID<Department>, _ scene: Scene) throws -> Influence {
        try scene.tx.first("""
            SELECT count(*), count(hearing_comment.answered_at), coalesce(sum(CASE WHEN hearing_comment.effect = 'changed' THEN 1 ELSE 0 END), 0)
            FROM hearing_comment JOIN problem ON problem.city = hearing_comment.city AND problem.id = hearing_comment.problem
            WHERE problem.city = \(scene.city.id) AND problem.department = \(department) AND problem.is_public AND hearing_comment.visibility = 'shown'
            """) { Influence(received: try $0.int(), answered: try $0.int(), changed: try $0.int()) } ?? Influence(received: 0, answered: 0, changed: 0)
    }
}
