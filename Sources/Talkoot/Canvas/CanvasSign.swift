import Storage

/// A place for a signature under a question: of a role, where it matters of one department.
public struct CanvasSeat: Sendable, Hashable {
    public let role: Role
    public let department: ID<Department>?
}

/// A signature, with the versions of the answers that were read.
public struct CanvasSign: Sendable, Hashable {
    public let question: Int
    public let seat: CanvasSeat
    public let person: ID<Person>?
    public let at: Instant
    /// Field → version.
    public let versions: [String: Int]

    init(row: inout Row) throws {
        question = try row.int()
        seat = CanvasSeat(role: try row.value(), department: try row.optionalValue())
        person = try row.optionalValue()
        at = try row.instant()
        versions = try JSON(parsing: try row.text()).object?.compactMapValues { $0.integer.map(Int.init) } ?? [:]
    }
}

/// A question with its answers and signatures: what is signed as a whole.
public struct CanvasQuestion: Sendable {
    public let problem: CityProblem
    public let number: Int
    public let answers: [CanvasAnswer]
    /// The newest of each seat.
    public let signs: [CanvasSign]
    /// Texts of second writers that nobody has worked in yet.
    public let beside: [BesideText]

    public var versions: [String: Int] { Dictionary(uniqueKeysWithValues: answers.filter(\.isAnswered).map { ($0.field.name, $0.version) }) }
    /// Grows with every change of any of its answers.
    public var version: Int { answers.reduce(0) { $0 + $1.version } }
    public func missing(for stage: CanvasField.Stage) -> [CanvasField] { answers.filter { !$0.isFilled && $0.field.stage <= stage }.map(\.field) }

    /// Whose signature it takes: the six answers bind those who will have to keep them. What is told of today binds nobody.
    public var seats: [CanvasSeat] {
        switch number {
        case 1: [CanvasSeat(role: .innovationOfficer, department: nil)]
        case 2: problem.departments.map { CanvasSeat(role: .departmentHead, department: $0) }
        case 3, 5: [CanvasSeat(role: .budgetOwner, department: nil)]
        case 4: [CanvasSeat(role: .departmentHead, department: problem.department)]
        // The head of whichever department will use the result; whoever signs says so.
        case 6: [signs.last { $0.seat.role == .departmentHead }?.seat ?? CanvasSeat(role: .departmentHead, department: nil)]
        default: []
        }
    }
    /// The signature that stands, or the last one given.
    public func sign(of seat: CanvasSeat) -> CanvasSign? {
        let given = signs.filter { $0.seat == seat }
        return given.last(where: stands) ?? given.last
    }
    /// Whether the signature stands under what is written now, and the rooms that it was taken from still say the same.
    public func stands(_ sign: CanvasSign) -> Bool { sign.versions == versions && !answers.contains(where: \.isBehind) }
    public var isSigned: Bool { seats.allSatisfy { seat in sign(of: seat).map(stands) ?? false } }

    /// The seats that somebody can sign for now.
    func seats(of standing: Standing) -> [CanvasSeat] {
        func holds(_ role: Role, _ departments: Set<ID<Department>>) -> Bool { standing.matches(.role(role), Bearings(departments: departments)) }
        if number == 6 {
            return standing.grants.filter { $0.role == .departmentHead }.compactMap(\.department).map { CanvasSeat(role: .departmentHead, department: $0) }
        }
        return seats.filter { holds($0.role, $0.department.map { [$0] } ?? Set(problem.departments)) }
    }
    public var reference: ObjectReference { ObjectReference(.question, id: "\(problem.id)/\(number)", code: PublicCode("\(problem.code).\(number)")) }
}

extension CanvasQuestion: ActSubject {
    public var bearings: Bearings { Bearings(departments: Set(problem.departments)) }
    public var stateName: String? { problem.state.rawValue }
}

/// Puts one's name under the answers to a question. A change after it asks again.
public struct SignCanvas: Act {
    public static let name = "canvas.sign"
    public static let target: ObjectKind? = .question
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.budgetOwner)]
    public static let form = Form(.version) { SignCanvas(version: $0) }
    let version: Int?

    public static func load(_ target: Target, _ scene: Scene) throws -> CanvasQuestion { try CanvasQueries.question(target, scene) }
    public static func permission(_ standing: Standing, _ question: CanvasQuestion) -> Permission {
        if let why = hindrance(standing) { return .denied(why) }
        if standing.isVisitor { return .denied("denied.signIn") }
        return question.seats(of: standing).isEmpty ? .denied("denied.seat") : .allowed
    }
    public static func isOpen(_ question: CanvasQuestion, _ scene: Scene) -> Bool {
        question.problem.isCanvasOpen && question.seats(of: scene.standing).contains { seat in !(question.sign(of: seat).map(question.stands) ?? false) }
    }
    public static func prefill(_ question: CanvasQuestion, _ scene: Scene) throws -> [String: JSON] { ["version": .integer(Int64(question.version))] }
    public func problems(_ question: CanvasQuestion, _ scene: Scene) throws -> [Problem] {
        if question.versions.isEmpty { return [Problem("", "problem.nothingToSign")] }
        let behind = question.answers.filter(\.isBehind).map(\.field.name)
        if !behind.isEmpty { return [Problem("", "problem.answerBehind", ["fields": behind.joined(separator: ", ")])] }
        return question.beside.isEmpty ? [] : [Problem("", "problem.twoTexts", ["fields": Set(question.beside.map(\.field)).sorted().joined(separator: ", ")])]
    }
    /// Nobody signs what changed between reading and signing.
    public func apply(_ question: CanvasQuestion, _ change: Change) throws -> Outcome {
        if let version, version != question.version { throw Refusal.stale }
        let versions = JSON.object(question.versions.mapValues { .integer(Int64($0)) })
        for seat in question.seats(of: change.standing) where !(question.sign(of: seat).map(question.stands) ?? false) {
            let id: ID<CanvasSign> = change.newID()
            try change.tx.run("""
                INSERT INTO canvas_sign (city, id, problem, question, role, department, person, at, versions)
                VALUES (\(change.city.id), \(id), \(question.problem.id), \(question.number), \(seat.role), \(seat.department), \(change.standing.person?.id), \(change.now), \(versions.canonical))
                """)
        }
        try CanvasTable.touch(question.problem.id, change)
        try change.noted(question.problem, CanvasEvent.signed, isOpen: question.problem.isCanvasPublic, facts: ["question": .integer(Int64(question.number)), "versions": versions])
        return Outcome(question.reference)
    }
}
