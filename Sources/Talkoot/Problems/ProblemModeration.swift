import Storage

/// Follows what moderation decided about a problem's text. Whoever was changing it meanwhile is told that it moved.
struct ConcealProblem: ConcealText {
    typealias Subject = CityProblem
    static let name = "problem.conceal"
    let visibility: Visibility

    static func find(_ code: PublicCode, _ scene: Scene) throws -> CityProblem? { try ProblemTable.find(code: code, scene) }
    static func mark(_ problem: CityProblem, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("""
            UPDATE problem SET visibility = \(visibility), is_public = \(visibility.isShown && problem.isPublic(in: problem.state)), version = version + 1
            WHERE city = \(change.city.id) AND id = \(problem.id)
            """)
    }
}
