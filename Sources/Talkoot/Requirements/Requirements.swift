public import Storage

enum RequirementEvent: String, EventName {
    case written = "requirement.written"
    case edited = "requirement.edited"
    case commented = "requirement.commented"
    case handedOver = "requirement.handedOver"
    case withdrawn = "requirement.withdrawn"
}

/// The room where people say in their own words what they need, and where that becomes a measure for answers.
public enum Requirements: Room {
    public static let name = "requirements"
    public static let migrations = [Migration("requirements", [
        """
        CREATE TABLE requirement (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, author TEXT, organisation TEXT, who TEXT NOT NULL, situation TEXT NOT NULL, need TEXT NOT NULL,
            why TEXT NOT NULL, acceptance TEXT NOT NULL, state TEXT NOT NULL, version BIGINT NOT NULL, visibility TEXT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        "CREATE INDEX requirement_problem ON requirement (city, problem, created_at)",
        "CREATE INDEX requirement_author ON requirement (city, author, created_at)",
        """
        CREATE TABLE requirement_comment (
            city TEXT NOT NULL, id TEXT NOT NULL, requirement TEXT NOT NULL, author TEXT, organisation TEXT, text TEXT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY (city, id), FOREIGN KEY (city, requirement) REFERENCES requirement (city, id))
        """,
        "CREATE INDEX requirement_comment_of ON requirement_comment (city, requirement, at)",
    ]), RequirementComment.codes]
    public static let acts: [any Act.Type] = [
        WriteRequirement.self, EditRequirement.self, CommentOnRequirement.self, HandOverRequirement.self, WithdrawRequirement.self, ConcealRequirement.self, ConcealRequirementComment.self,
    ]
    public static let lifecycles = [Requirement.lifecycle.outline]
    public static let events = RequirementEvent.allCases.map(\.rawValue)
    public static let reactions = ConcealRequirement.reactions + ConcealRequirementComment.reactions

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = RequirementEvent(rawValue: event.name), let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
        let author = event.personal["author"]?.text.flatMap { $0.isEmpty ? nil : [Hearer.person(ID($0))] } ?? []
        return switch name {
        case .written: [.role(.departmentHead, problem.department)]
        case .commented, .handedOver: author
        case .edited, .withdrawn: []
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == Requirement.kind else { return nil }
        return try tx.first("SELECT state FROM requirement WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? {
        try SpokenText<Requirement>.find(code, scene)?.publicText ?? SpokenText<RequirementComment>.find(code, scene)?.publicText
    }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try scene.tx.rows("SELECT code FROM requirement WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at DESC, id LIMIT 50") { try $0.value(PublicCode.self) }
            .compactMap { try SpokenText<Requirement>.find($0, scene)?.publicText } + scene.tx.rows("""
                SELECT code FROM requirement_comment WHERE city = \(scene.city.id) AND author = \(person) ORDER BY at DESC, id LIMIT 50
                """) { try $0.value(PublicCode.self) }.compactMap { try SpokenText<RequirementComment>.find($0, scene)?.publicText }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT \(Requirement.columns) FROM requirement WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at, id") { try Requirement(row: &$0) }
        let said = try scene.tx.rows("SELECT text FROM requirement_comment WHERE city = \(scene.city.id) AND author = \(person) ORDER BY at, id") { try $0.text() }
        return ["requirements": .list(own.map { ["who": .text($0.who), "situation": .text($0.situation), "need": .text($0.need), "why": .text($0.why), "acceptance": .text($0.acceptance), "state": .text($0.state.rawValue)] }),
                "requirementComments": .list(said.map(JSON.text))]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE requirement SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
        try change.tx.run("UPDATE requirement_comment SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
    }
}

public enum RequirementQueries {
    /// What the reader may see, withdrawn ones left out.
    public static func requirements(on problem: CityProblem, _ scene: Scene) throws -> [Requirement] {
        let part = try ProblemPart(.requirementList, of: problem, scene)
        return try Requirement.all(of: problem.id, scene).filter { $0.state != .withdrawn && $0.isRead(by: scene.standing, in: part) }
    }
    public static func comments(on problem: CityProblem, _ scene: Scene) throws -> [ID<Requirement>: [RequirementComment]] {
        let all = try scene.tx.rows("""
            SELECT \(RequirementComment.columns) FROM requirement_comment WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY at, id LIMIT 1000
            """) { try RequirementComment(row: &$0) }
        return Dictionary(grouping: all.filter { $0.isRead(by: scene.standing) }, by: \.requirement)
    }
    /// Those that wait to become criteria of the problem's challenge, for its page and its form.
    public static func candidates(for challenge: Challenge, _ scene: Scene) throws -> [Requirement] {
        try scene.tx.rows("""
            SELECT \(Requirement.columns) FROM requirement WHERE city = \(scene.city.id) AND problem = \(challenge.problem) AND state = 'handedOver' AND visibility = 'shown' ORDER BY created_at, id LIMIT 12
            """) { try Requirement(row: &$0) }
    }
}
