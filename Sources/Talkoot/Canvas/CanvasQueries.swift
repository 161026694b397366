import Storage

/// The whole sheet of one problem.
public struct Canvas: Sendable {
    public let problem: CityProblem
    public let version: Int
    public let questions: [CanvasQuestion]
    public let names: [ID<Person>: String]

    public var answers: [CanvasAnswer] { questions.flatMap(\.answers) }
    public func missing(for stage: CanvasField.Stage) -> [CanvasField] { questions.flatMap { $0.missing(for: stage) } }
    /// Those whose answers bind somebody.
    public var signable: [CanvasQuestion] { questions.filter { !$0.seats.isEmpty } }
}

/// An answer that only the city's people read. That it is there and why is public.
public struct KeptBack: Sendable, Hashable {
    public let field: String, ground: String
}

public enum CanvasQueries {
    /// The canvas as the reader may see it: the city's people always, everybody once the problem is defined.
    public static func canvas(_ target: Target, _ scene: Scene) throws -> Canvas {
        try canvas(of: try readable(target, scene), .everything, scene)
    }
    /// Only what stands on it, without the other rooms that could answer its fields.
    public static func sheet(_ target: Target, _ scene: Scene) throws -> Canvas { try canvas(of: try readable(target, scene), .taken, scene) }
    private static func canvas(of problem: CityProblem, _ reading: RoomReading, _ scene: Scene) throws -> Canvas {
        let questions = try questions(problem, reading, scene)
        let people = questions.flatMap { $0.answers.compactMap(\.author) + $0.signs.compactMap(\.person) + $0.beside.compactMap(\.author) }
        return Canvas(problem: problem, version: try CanvasTable.version(problem.id, scene), questions: questions, names: try PeopleQueries.names(of: Set(people), scene))
    }
    /// A number that changes with everything on the canvas: cheap enough to be asked every second.
    public static func version(_ target: Target, _ scene: Scene) throws -> Int { try CanvasTable.version(try readable(target, scene).id, scene) }

    /// What stood under one field, newest first.
    public static func history(_ target: Target, _ scene: Scene) throws -> (answer: CanvasAnswer, versions: [CanvasVersion], names: [ID<Person>: String]) {
        let answer = try answer(target, scene)
        guard mayRead(answer, scene.standing) else { throw Refusal.notFound }
        let versions = try CanvasTable.versions(answer, scene)
        return (answer, versions, try PeopleQueries.names(of: Set(versions.compactMap(\.author)), scene))
    }
    /// Which answers of a public canvas not everybody reads, and the legal ground of each.
    public static func keptBack(of problem: CityProblem, _ scene: Scene) throws -> [KeptBack] {
        guard problem.isCanvasPublic else { return [] }
        return try scene.tx.rows("SELECT field, ground FROM canvas_answer WHERE city = \(scene.city.id) AND problem = \(problem.id) AND ground <> '' ORDER BY field") {
            KeptBack(field: try $0.text(), ground: try $0.text())
        }
    }
    /// What is restricted is read by the city's people.
    public static func mayRead(_ answer: CanvasAnswer, _ standing: Standing) -> Bool { !answer.isRestricted || standing.isStaff || standing.isSystem }

    /// `KU-7F3K.2.1`
    static func answer(_ target: Target, _ scene: Scene) throws -> CanvasAnswer {
        let (problem, rest) = try parts(target, scene)
        guard let answer = try CanvasTable.answers(problem, scene).first(where: { $0.field.name == rest }) else { throw Refusal.notFound }
        return answer
    }
    /// `KU-7F3K.2`
    static func question(_ target: Target, _ scene: Scene) throws -> CanvasQuestion {
        let (problem, rest) = try parts(target, scene)
        guard let question = try questions(problem, .taken, scene).first(where: { String($0.number) == rest }) else { throw Refusal.notFound }
        return question
    }

    static func questions(_ problem: CityProblem, _ reading: RoomReading, _ scene: Scene) throws -> [CanvasQuestion] {
        let (answers, beside) = (try CanvasTable.answers(problem, scene).map { try $0.reading(reading, scene) }, try CanvasTable.beside(problem.id, scene))
        let signs = try scene.tx.rows("""
            SELECT question, role, department, person, at, versions FROM canvas_sign WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY at, id
            """, CanvasSign.init(row:))
        return CanvasField.questions.map { number in
            CanvasQuestion(problem: problem, number: number, answers: answers.filter { $0.field.question == number }, signs: signs.filter { $0.question == number },
                           beside: beside.filter { CanvasField.named($0.field)?.question == number })
        }
    }

    private static func parts(_ target: Target, _ scene: Scene) throws -> (CityProblem, String) {
        guard let dot = target.text.firstIndex(of: ".") else { throw Refusal.notFound }
        return (try readable(Target(String(target.text[..<dot])), scene), String(target.text[target.text.index(after: dot)...]))
    }
    private static func readable(_ target: Target, _ scene: Scene) throws -> CityProblem {
        let problem = try ProblemQueries.problem(target, scene)
        guard problem.isCanvasPublic || scene.standing.isStaff || scene.standing.isSystem else { throw Refusal.notFound }
        return problem
    }
}
