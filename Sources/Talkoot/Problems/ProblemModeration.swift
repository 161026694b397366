import Storage

/// Follows what moderation decided about a problem's text. Whoever was changing it meanwhile is told that it moved.
struct ConcealProblem: ConcealText {
    typealias Subject = CityProblem
    static let name = "problem.conceal"
    static let kind = ObjectKind.problem
    let visibility: Visibility

    static func find(_ code: PublicCode, _ scene: Scene) throws -> CityProblem? { try ProblemTable.find(code: code, scene) }
    static func mark(_ problem: CityProblem, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("""
            UPDATE problem SET visibility = \(visibility), is_public = \(visibility.isShown && problem.isPublic(in: problem.state)), version = version + 1
            WHERE city = \(change.city.id) AND id = \(problem.id)
            """)
    }
    /// With the sheet on which it was defined, which says the same at length. How it was sorted, and why, is the city's own word and stays.
    static func wipe(_ problem: CityProblem, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("""
            UPDATE problem SET title = '', statement = '', affected = '', outcome = '', metric = '', baseline = '', target = '' WHERE city = \(city) AND id = \(problem.id)
            """)
        try CanvasTable.wipe(problem.id, change)
        try RecordTable.eraseFacts(["title", "statement", "outcome", "text"], of: problem.reference, city, change.tx)
        try RecordTable.erasePersonalParts(of: problem.reference, city, change.tx)
    }
}
