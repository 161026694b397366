import Storage

/// One cell as it is typed.
struct DutyPartDraft: Sendable {
    let party: String, part: String, person: String?
    static let form = Form(.pick("party"), .pick("part"), .optional(.line("person", max: 254))) { DutyPartDraft(party: $0, part: $1, person: $2) }
}

/// What both acts on a row have in common: exactly one answers for it, by name.
protocol DutyWriting {
    var taskName: String { get }
    var dueOn: Day? { get }
    var parts: [DutyPartDraft] { get }
}
extension DutyWriting {
    static func dutyOptions(_ scene: Scene) throws -> [String: [Option]] {
        ["party": try DutyParty.options(scene), "part": DutyPart.Part.allCases.map { Option($0.rawValue, "choice.part.\($0.rawValue)", isKey: true) }]
    }
    func rowProblems(_ scene: Scene) throws -> [Problem] {
        let offered = Set(try DutyParty.options(scene).map(\.value))
        var problems: [Problem] = []
        for (index, cell) in parts.enumerated() {
            if !offered.contains(cell.party) { problems.append(Problem("parts.\(index).party", "problem.choice")) }
            if DutyPart.Part(rawValue: cell.part) == nil { problems.append(Problem("parts.\(index).part", "problem.choice")) }
            problems += try NamedPerson.problems(cell.person, "parts.\(index).person", scene)
            if cell.part == DutyPart.Part.accountable.rawValue && cell.person == nil { problems.append(Problem("parts.\(index).person", "problem.accountableName", ["task": taskName])) }
        }
        let accountable = parts.count { $0.part == DutyPart.Part.accountable.rawValue }
        if accountable == 0 { problems.append(Problem("parts", "problem.noAccountable", ["task": taskName])) }
        if accountable > 1 { problems.append(Problem("parts", "problem.manyAccountable", ["task": taskName, "count": "\(accountable)"])) }
        let others = parts.filter { $0.part != DutyPart.Part.accountable.rawValue }
        if Set(others.map { $0.party }).count != others.count { problems.append(Problem("parts", "problem.partyTwice", ["task": taskName])) }
        return problems
    }
    func write(_ duty: ID<Duty>, _ change: Change) throws {
        try change.tx.run("DELETE FROM duty_part WHERE city = \(change.city.id) AND duty = \(duty)")
        for (index, cell) in parts.enumerated() {
            let party = try DutyParty.parse(cell.party, change), person = try cell.person.map { try NamedPerson.find($0, change) }
            try change.tx.run("""
                INSERT INTO duty_part (city, duty, position, part, department, organisation, person)
                VALUES (\(change.city.id), \(duty), \(index), \(cell.part), \(party.department), \(party.organisation), \(person?.id))
                """)
        }
    }
    /// The record says which body does what; who answers by name stands in the part that goes with the person.
    func facts() -> [String: JSON] {
        ["name": .text(taskName), "dueOn": .text(dueOn?.description ?? ""), "parts": .list(parts.map { ["party": .text($0.party), "part": .text($0.part)] })]
    }
}

public struct SetTask: PartAct, DutyWriting {
    public static let name = "task.set"
    static let part = ObjectKind.matrix
    public static let form = Form(.line("name", max: 160), .optional(.day("dueOn")), .rows("parts", max: 20, of: DutyPartDraft.form)) { SetTask(taskName: $0, dueOn: $1, parts: $2) }
    let taskName: String, dueOn: Day?, parts: [DutyPartDraft]

    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { try dutyOptions(scene) }
    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] {
        let slug = try CityQueries.names(scene).departments.first { $0.id == part.problem.department }?.slug ?? ""
        return ["parts": [["party": .text("department/\(slug)"), "part": .text(DutyPart.Part.accountable.rawValue)]]]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] { try rowProblems(scene) }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let id: ID<Duty> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO duty (city, id, code, problem, name, due_on, version, created_at) VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(taskName), \(dueOn), \(1), \(change.now))
            """)
        try write(id, change)
        return try change.noted(part, DutyEvent.set, line: code, facts: facts())
    }
}

public struct EditTask: LineAct, DutyWriting {
    public typealias Element = Duty
    public static let name = "task.edit"
    public static let form = Form(.version, .line("name", max: 160), .optional(.day("dueOn")), .rows("parts", max: 20, of: DutyPartDraft.form)) { EditTask(version: $0, taskName: $1, dueOn: $2, parts: $3) }
    let version: Int?, taskName: String, dueOn: Day?, parts: [DutyPartDraft]

    public static func isOpen(_ line: PartLine<Duty>, _ scene: Scene) -> Bool { line.part.isUnderWay }
    public static func options(_ line: PartLine<Duty>, _ scene: Scene) throws -> [String: [Option]] { try dutyOptions(scene) }
    public static func prefill(_ line: PartLine<Duty>, _ scene: Scene) throws -> [String: JSON] {
        ["version": .integer(Int64(line.element.version)), "name": .text(line.element.name), "dueOn": .text(line.element.dueOn?.description ?? ""), "parts": .list(try DutyQueries.typed(line.element, scene))]
    }
    public func problems(_ line: PartLine<Duty>, _ scene: Scene) throws -> [Problem] { try rowProblems(scene) }
    public func apply(_ line: PartLine<Duty>, _ change: Change) throws -> Outcome {
        if let version, version != line.element.version { throw Refusal.stale }
        let changed = try change.tx.run("""
            UPDATE duty SET name = \(taskName), due_on = \(dueOn), version = version + 1 WHERE city = \(change.city.id) AND id = \(line.element.id) AND version = \(line.element.version)
            """)
        if changed == 0 { throw Refusal.stale }
        try write(line.element.id, change)
        return try change.noted(line.part, DutyEvent.edited, line: line.element.code, facts: facts())
    }
}

public struct DropTask: LineAct {
    public typealias Element = Duty
    public static let name = "task.drop"
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.text("reason", max: 600)) { DropTask(reason: $0) }
    let reason: String
    public static func isOpen(_ line: PartLine<Duty>, _ scene: Scene) -> Bool { line.part.isUnderWay }
    public func apply(_ line: PartLine<Duty>, _ change: Change) throws -> Outcome {
        try change.tx.run("DELETE FROM duty_part WHERE city = \(change.city.id) AND duty = \(line.element.id)")
        let gone = try change.tx.run("DELETE FROM duty WHERE city = \(change.city.id) AND id = \(line.element.id) AND version = \(line.element.version)")
        if gone == 0 { throw Refusal.stale }
        return try change.noted(line.part, DutyEvent.dropped, line: line.element.code, facts: ["name": .text(line.element.name), "reason": .text(reason)])
    }
}
