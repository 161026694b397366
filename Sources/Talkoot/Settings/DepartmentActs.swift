import Storage

extension ObjectKind {
    public static let department = ObjectKind("department")
}

extension Department: ActSubject {
    /// Nobody's own: the city's tree is the innovation officer's and the administrators'.
    public var bearings: Bearings { Bearings() }
    public var stateName: String? { isOpen ? "open" : "closed" }

    var json: JSON { ["name": .text(name), "parent": .text(parent?.rawValue ?? ""), "budgetCodes": .text(budgetCodes)] }
}

/// What is wrong with a department's name or its place in the tree.
private enum DepartmentRules {
    static func problems(name: String, parent: String?, of own: Department?, _ scene: Scene) throws -> [Problem] {
        let open = try CityQueries.departments(scene).filter { $0.id != own?.id }
        var problems: [Problem] = []
        if open.contains(where: { Folding.fold($0.name) == Folding.fold(name) }) { problems.append(Problem("name", "problem.sameName")) }
        guard let parent else { return problems }
        guard let chosen = open.first(where: { $0.slug == parent }) else { return problems + [Problem("parent", "problem.choice")] }
        if let own, above(chosen, open).contains(own.id) { problems.append(Problem("parent", "problem.circle")) }
        return problems
    }
    /// The departments over one, up to the top.
    private static func above(_ department: Department, _ all: [Department]) -> Set<ID<Department>> {
        var found: Set<ID<Department>> = [], next = department.parent
        while let id = next, found.insert(id).inserted { next = all.first { $0.id == id }?.parent }
        return found
    }
}

public struct OpenDepartment: SettingAct {
    public static let name = "department.open"
    public static let form = Form(.line("name", max: 80), .optional(.pick("parent")), .optional(.line("budgetCodes", max: 200)), .text("reason", max: 1_000)) {
        OpenDepartment(title: $0, parent: $1, budgetCodes: $2 ?? "", reason: $3)
    }
    let title: String, parent: String?, budgetCodes: String, reason: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] { ["parent": try CityQueries.departmentOptions(scene)] }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        if Folding.words(title).isEmpty { return [Problem("name", "problem.noLetters")] }
        return try DepartmentRules.problems(name: title, parent: parent, of: nil, scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let taken = Set(try CityQueries.departments(isOpenOnly: false, change).map(\.slug))
        let plain = Folding.words(title).joined(separator: "-")
        let slug = taken.contains(plain) ? (2...).lazy.map { "\(plain)-\($0)" }.first { !taken.contains($0) } ?? plain : plain
        let department = Department(id: change.newID(), slug: slug, name: title, parent: try CityQueries.department(parent, change)?.id, budgetCodes: budgetCodes)
        try CityTable.insert(department, change.city.id, change.tx)
        try DepartmentTable.keep(department, change)
        return try change.set("department.\(slug)", to: department.json, was: .null, because: reason)
    }
}

protocol DepartmentAct: Act where Subject == Department {}
extension DepartmentAct {
    public static var target: ObjectKind? { .department }
    public static var permitted: [Who] { Settings.keepers }
    public static var needsFreshCheck: Bool { true }
    public static func load(_ target: Target, _ scene: Scene) throws -> Department {
        guard let department = try CityQueries.department(target.text, scene) else { throw Refusal.notFound }
        return department
    }
    public static func isOpen(_ department: Department, _ scene: Scene) -> Bool { department.isOpen }
}

/// A new name, place in the tree or budget codes. What it began bears the new name; its place in addresses stays.
public struct EditDepartment: DepartmentAct {
    public static let name = "department.edit"
    public static let form = Form(.line("name", max: 80), .optional(.pick("parent")), .optional(.line("budgetCodes", max: 200)), .text("reason", max: 1_000)) {
        EditDepartment(title: $0, parent: $1, budgetCodes: $2 ?? "", reason: $3)
    }
    let title: String, parent: String?, budgetCodes: String, reason: String

    public static func options(_ department: Department, _ scene: Scene) throws -> [String: [Option]] {
        ["parent": try CityQueries.departments(scene).filter { $0.id != department.id }.map { Option($0.slug, $0.name) }]
    }
    public static func prefill(_ department: Department, _ scene: Scene) throws -> [String: JSON] {
        let parent = try CityQueries.departments(scene).first { $0.id == department.parent }
        return ["name": .text(department.name), "parent": .text(parent?.slug ?? ""), "budgetCodes": .text(department.budgetCodes)]
    }
    public func problems(_ department: Department, _ scene: Scene) throws -> [Problem] {
        try DepartmentRules.problems(name: title, parent: parent, of: department, scene)
    }
    public func apply(_ department: Department, _ change: Change) throws -> Outcome {
        let changed = Department(id: department.id, slug: department.slug, name: title, parent: try CityQueries.department(parent, change)?.id, budgetCodes: budgetCodes)
        try DepartmentTable.keep(changed, change)
        return try change.set("department.\(department.slug)", to: changed.json, was: department.json, because: reason)
    }
}

/// Closes a department. Its successor's heads answer for what it began; nothing new is given to it.
public struct CloseDepartment: DepartmentAct {
    public static let name = "department.close"
    public static let form = Form(.pick("successor"), .text("reason", max: 1_000)) { CloseDepartment(successor: $0, reason: $1) }
    let successor: String, reason: String

    public static func options(_ department: Department, _ scene: Scene) throws -> [String: [Option]] {
        ["successor": try CityQueries.departments(scene).filter { $0.id != department.id }.map { Option($0.slug, $0.name) }]
    }
    public func problems(_ department: Department, _ scene: Scene) throws -> [Problem] {
        guard let heir = try CityQueries.departments(scene).first(where: { $0.slug == successor && $0.id != department.id }) else { return [Problem("successor", "problem.successor")] }
        // Without a head nobody could answer for what is left behind.
        return try DepartmentTable.heads(of: heir.id, scene).isEmpty ? [Problem("successor", "problem.noHead", ["department": heir.name])] : []
    }
    public func apply(_ department: Department, _ change: Change) throws -> Outcome {
        guard let heir = try CityQueries.department(successor, change) else { throw Refusal.notFound }
        let city = change.city.id
        try change.tx.run("UPDATE department SET parent = \(department.parent) WHERE city = \(city) AND parent = \(department.id)")
        try change.tx.run("UPDATE department SET closed_on = \(change.today), successor = \(heir.id) WHERE city = \(city) AND id = \(department.id)")
        // What an earlier closing left to this one goes on to its heir, too.
        let left = try DepartmentTable.predecessors(of: department.id, change) + [department.id]
        for head in try DepartmentTable.heads(of: heir.id, change) {
            for old in left where try !DepartmentTable.heads(of: old, change).contains(where: { $0.person == head.person }) {
                try PersonTable.grant(.departmentHead, to: head.person, department: old, standIn: head.standIn, until: head.until, change)
            }
        }
        return try change.set("department.\(department.slug)", to: ["closedOn": .text(change.today.description), "successor": .text(heir.slug)], was: department.json, because: reason)
    }
}

enum DepartmentTable {
    struct Head { let person: ID<Person>, standIn: ID<Person>?, until: Instant? }

    static func keep(_ department: Department, _ change: Change) throws {
        try change.tx.run("""
            UPDATE department SET name = \(department.name), parent = \(department.parent), budget_codes = \(department.budgetCodes)
            WHERE city = \(change.city.id) AND id = \(department.id)
            """)
    }
    /// Those who head it now, by a role for this department.
    static func heads(of department: ID<Department>, _ scene: Scene) throws -> [Head] {
        try scene.tx.rows("""
            SELECT person, stand_in, until_at FROM role_grant WHERE city = \(scene.city.id) AND role = \(Role.departmentHead) AND department = \(department) AND scope IS NULL
            AND from_at <= \(scene.now) AND (until_at IS NULL OR until_at > \(scene.now)) AND ended_at IS NULL ORDER BY from_at, id
            """) { Head(person: try $0.value(), standIn: try $0.optionalValue(), until: try $0.optionalInstant()) }
    }
    /// The closed departments whose matters this one has taken over, also through others.
    static func predecessors(of department: ID<Department>, _ scene: Scene) throws -> [ID<Department>] {
        let all = try CityQueries.departments(isOpenOnly: false, scene)
        var found: [ID<Department>] = [], next = [department]
        while let one = next.popLast() {
            let before = all.filter { $0.successor == one && !found.contains($0.id) }.map(\.id)
            found += before
            next += before
        }
        return found
    }
}
