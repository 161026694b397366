import Storage

/// Drafts are seen by staff; everything from submission on is public. What moderation took away is seen by its owner and the moderators.
enum ProblemRules {
    static func mayRead(_ problem: CityProblem, _ standing: Standing) -> Bool {
        if problem.isPublic || standing.isSystem || standing.isModerator { return true }
        return standing.isStaff && (problem.visibility.isShown || standing.person?.id == problem.owner)
    }
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isSystem || standing.isModerator { return "TRUE" }
        guard standing.isStaff, let person = standing.person else { return "problem.is_public" }
        return "(problem.visibility = 'shown' OR problem.owner = \(person.id))"
    }
}
