public import Storage

/// A task with its row of the responsibility matrix: who does it, who answers for it, who is asked and who is told.
public struct Duty: PartElement, Hashable {
    public let id: ID<Duty>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let name: String
    public let dueOn: Day?
    public let version: Int

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        name = try row.text()
        dueOn = try row.optionalDay()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, name, due_on, version"
    public static let table: SQLText = "duty"
    public static let kind = ObjectKind("task")
    public static let partKind = ObjectKind.matrix
    public var title: String { name }
}

extension ObjectKind { public static let matrix = ObjectKind("matrix") }

/// A cell of the matrix.
public struct DutyPart: Sendable, Hashable {
    public enum Part: String, CaseIterable, Sendable, SQLBindable { case accountable, responsible, consulted, informed }
    public let duty: ID<Duty>
    public let part: Part
    public let department: ID<Department>?
    public let organisation: ID<Organisation>?
    public let person: ID<Person>?
    init(row: inout Row) throws {
        duty = try row.value()
        part = try row.value()
        department = try row.optionalValue()
        organisation = try row.optionalValue()
        person = try row.optionalValue()
    }
}

/// A party as it is picked in a form: `department/streets` or `organisation/KU-7F3K`.
enum DutyParty {
    static func options(_ scene: Scene) throws -> [Option] {
        let bodies = try scene.tx.rows("""
            SELECT code, name FROM organisation WHERE city = \(scene.city.id) AND state = 'verified' AND visibility = 'shown' ORDER BY folded_name, id LIMIT 300
            """) { Option("organisation/" + (try $0.value(PublicCode.self)).rawValue, try $0.text()) }
        return try CityQueries.departments(scene).map { Option("department/\($0.slug)", $0.name) } + bodies
    }
    static func parse(_ value: String, _ scene: Scene) throws -> (department: ID<Department>?, organisation: ID<Organisation>?) {
        let parts = value.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return (nil, nil) }
        if parts[0] == "department" { return (try CityQueries.department(parts[1], scene)?.id, nil) }
        return (nil, try OrganisationTable.find(code: PublicCode(parts[1]), scene.city.id, scene.tx)?.id)
    }
}
