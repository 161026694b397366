import Storage

/// Later decisions look at the map: what it does not name is not decided, and whoever is not named says whose decision they write down.
extension ParticipationMap {
    /// The offices that a seat can be tied to; other bodies are named in words.
    static let offices: [Role] = [.departmentHead, .innovationOfficer, .budgetOwner, .sponsor]

    /// What keeps somebody from taking a decision about a problem.
    /// - Parameter behalf: whose decision is written down, and when it was made.
    static func problems(_ decision: Decision, about problem: CityProblem, behalf: String?, _ scene: Scene) throws -> [Problem] {
        guard let map = try inForce(for: problem, scene) else { return [] }
        let seats = map.seats.filter { $0.decision == decision && $0.part == .decides }
        if seats.isEmpty { return [Problem("", "problem.notOnMap")] }
        if behalf != nil || seats.contains(where: { $0.isHeld(by: scene.standing) }) { return [] }
        return [Problem("behalf", "problem.othersDecide", ["who": seats.map(\.who).joined(separator: ", ")])]
    }
    /// The same for what came of a challenge.
    static func problems(_ decision: Decision, aboutChallenge id: ID<Challenge>, behalf: String?, _ scene: Scene) throws -> [Problem] {
        let problem = try scene.tx.first("""
            SELECT \(CityProblem.columns) FROM challenge JOIN problem ON problem.city = challenge.city AND problem.id = challenge.problem
            WHERE challenge.city = \(scene.city.id) AND challenge.id = \(id)
            """, CityProblem.init(row:))
        return try problem.map { try problems(decision, about: $0, behalf: behalf, scene) } ?? []
    }
    /// The same for a pilot.
    static func problems(_ decision: Decision, about pilot: Pilot, behalf: String?, _ scene: Scene) throws -> [Problem] {
        guard let award = try DecisionTable.find(pilot.decision, scene) else { return [] }
        return try problems(decision, aboutChallenge: award.challenge, behalf: behalf, scene)
    }
}

extension ParticipationMap.Seat {
    func isHeld(by standing: Standing) -> Bool {
        guard let role else { return false }
        return standing.grants.contains { $0.role == role && (department == nil || $0.department == nil || $0.department == department) }
    }
}

extension Optional where Wrapped == String {
    /// For the record of a decision that somebody wrote down for others.
    var behalfFact: [String: JSON] { map { ["behalf": .text($0)] } ?? [:] }
}
