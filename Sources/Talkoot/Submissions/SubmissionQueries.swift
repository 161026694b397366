public import Storage

public enum SubmissionQueries {
    public static func submission(_ target: Target, _ scene: Scene) throws -> Submission {
        guard let submission = try SubmissionTable.find(code: target.code, scene),
              let challenge = try ChallengeTable.find(submission.challenge, scene),
              try SubmissionRules.mayRead(submission, closesAt: challenge.closesAt, scene) else { throw Refusal.notFound }
        return submission
    }
    public static func of(_ challenge: Challenge, _ scene: Scene) throws -> [Submission] {
        try SubmissionTable.all(of: challenge.id, SubmissionRules.scope(scene), scene)
    }
    public static func mayReadWhole(_ submission: Submission, _ scene: Scene) -> Bool { SubmissionRules.mayReadWhole(submission, scene) }
    /// How many came in; public from the deadline on.
    public static func count(of challenge: Challenge, _ scene: Scene) throws -> Int { try SubmissionTable.count(of: challenge.id, scene) }

    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Submission> {
        Query("""
            SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(SubmissionRules.scope(scene)) ORDER BY created_at, id LIMIT 200
            """, Submission.init(row:))
    }
    /// What an organisation answered, the newest first, cut to what the reader may see.
    public static func of(_ organisation: Organisation, limit: Int = 50, _ scene: Scene) throws -> [Submission] {
        try scene.tx.rows("""
            SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND organisation = \(organisation.id) AND \(SubmissionRules.scope(scene))
            ORDER BY created_at DESC, id LIMIT \(limit)
            """, Submission.init(row:))
    }
    /// The reader's own, newest first.
    public static func mine(_ scene: Scene) throws -> [Submission] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("""
            SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND author = \(person.id) ORDER BY created_at DESC, id LIMIT 100
            """, Submission.init(row:))
    }
}
