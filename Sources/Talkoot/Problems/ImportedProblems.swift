import Storage

/// A problem made from the text of a call that came from elsewhere: it is taken already, by that call.
struct ImportedProblem {
    let id: ID<CityProblem>, code: PublicCode, initiative: ID<Initiative>
    let title: String, statement: String, department: ID<Department>, createdAt: Instant

    static let state = CityProblem.State.inSolution
    var reference: ObjectReference { ObjectReference(.problem, id: id.rawValue, code: code) }
}

extension ProblemTable {
    static func insert(_ problem: ImportedProblem, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO problem (city, id, code, initiative, title, statement, affected, department, outcome, metric, baseline, target, route, route_reason,
                state, is_public, version, created_at)
            VALUES (\(change.city.id), \(problem.id), \(problem.code), \(problem.initiative), \(problem.title), \(problem.statement), '', \(problem.department), '', '', '', '',
                \(CityProblem.Route.challenge), '', \(ImportedProblem.state), \(true), \(1), \(problem.createdAt))
            """)
    }
}
