public import Storage

enum StakeholderEvent: String, EventName {
    case added = "stakeholder.added"
    case invited = "stakeholder.invited"
    case waived = "stakeholder.waived"
    case answered = "stakeholder.answered"
    case removed = "stakeholder.removed"
}

/// The room of the plan that says whom a problem touches, who could help, and how each is brought in.
public enum Stakeholders: Room {
    public static let name = "stakeholders"
    public static let migrations = [Migration("stakeholders", [
        """
        CREATE TABLE stakeholder (
            city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, problem TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, folded_name TEXT NOT NULL, sector TEXT NOT NULL,
            why TEXT NOT NULL, channel TEXT, invitation TEXT NOT NULL, invited_at BIGINT, waiver TEXT NOT NULL, response TEXT, response_text TEXT NOT NULL, version BIGINT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, code), UNIQUE (city, problem, folded_name), FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
    ])]
    public static let acts: [any Act.Type] = [AddStakeholder.self, InviteStakeholder.self, WaiveStakeholder.self, AnswerForStakeholder.self, RemoveStakeholder.self]
    public static let events = StakeholderEvent.allCases.map(\.rawValue)
}

public enum StakeholderQueries {
    public static func plan(of problem: CityProblem, _ scene: Scene) throws -> [Stakeholder] { try Stakeholder.all(of: problem.id, scene) }
    public static func coverage(_ plan: [Stakeholder]) -> StakeholderCoverage { StakeholderCoverage(plan) }

    /// Each affected group that is neither invited nor left out with a reason keeps a challenge from being published; so does a plan without any, where the gates bind.
    static func gaps(before id: ID<CityProblem>, _ scene: Scene) throws -> [Problem] {
        guard let problem = try ProblemTable.find(id, scene) else { return [] }
        let coverage = StakeholderCoverage(try Stakeholder.inForce(for: problem, scene))
        if coverage.groups == 0 && Gate.definition.binds(problem) { return [Problem("", "problem.noAffectedGroup")] }
        return coverage.uncovered.map { Problem("", "problem.uncoveredGroup", ["group": $0]) }
    }
}
