import Storage

/// The people who were named to define a problem.
enum ProblemGroup {
    static func members(of problem: ID<CityProblem>, _ scene: Scene) throws -> Set<ID<Person>> {
        Set(try scene.tx.rows("SELECT person FROM problem_member WHERE city = \(scene.city.id) AND problem = \(problem)") { try $0.value() })
    }
    static func name(_ people: [ID<Person>], for problem: ID<CityProblem>, _ change: Change) throws {
        try change.tx.run("DELETE FROM problem_member WHERE city = \(change.city.id) AND problem = \(problem)")
        for person in Set(people).sorted(by: { $0.rawValue < $1.rawValue }) {
            try change.tx.run("INSERT INTO problem_member (city, problem, person) VALUES (\(change.city.id), \(problem), \(person))")
        }
    }
    /// Those who can be named: everybody who works for the city.
    static func options(_ scene: Scene) throws -> [Option] {
        let names = try PeopleQueries.names(of: Set(try PersonTable.officials(scene)), scene)
        return names.sorted { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }.map { Option($0.key.rawValue, $0.value) }
    }
}

extension GateContribution {
    /// Nothing is defined before those who do so are named.
    static let coreGroup = GateContribution(.definition, ["coreGroup"]) { problem, _ in
        [GateNeed("coreGroup", isMet: problem.state == .defining, asked: .role(.departmentHead), .act(BeginDefinition.name))]
    }
}
