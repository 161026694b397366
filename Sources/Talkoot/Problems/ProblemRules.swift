import Storage

/// Drafts are seen by staff; everything from submission on is public.
enum ProblemRules {
    static func mayRead(_ problem: CityProblem, _ standing: Standing) -> Bool { problem.isPublic || standing.isStaff || standing.isSystem }
    static func scope(_ standing: Standing) -> SQLText { standing.isStaff || standing.isSystem ? "TRUE" : "problem.is_public" }
}
