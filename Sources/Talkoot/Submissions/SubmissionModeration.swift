import Storage

/// Follows what moderation decided about the public part of a submission.
struct ConcealSubmission: ConcealText {
    typealias Subject = Submission
    static let name = "submission.conceal"
    let visibility: Visibility
    /// The competition goes on without regard to what the public sees of it.
    static let stopsClock = false

    static func find(_ code: PublicCode, _ scene: Scene) throws -> Submission? { try SubmissionTable.find(code: code, scene) }
    static func mark(_ submission: Submission, _ visibility: Visibility, _ change: Change) throws {
        try change.tx.run("""
            UPDATE submission SET visibility = \(visibility), is_public = \(visibility.isShown && submission.isPublic(in: submission.state)), version = version + 1
            WHERE city = \(change.city.id) AND id = \(submission.id)
            """)
    }
}
