import Storage

/// Unpublished challenges are seen by staff; the rest is public.
enum ChallengeRules {
    static func mayRead(_ challenge: Challenge, _ standing: Standing) -> Bool { challenge.isPublic || standing.isStaff || standing.isSystem }
    static func scope(_ standing: Standing) -> SQLText { standing.isStaff || standing.isSystem ? "TRUE" : "challenge.is_public" }
}
