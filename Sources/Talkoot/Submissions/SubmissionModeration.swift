import Storage

/// Follows what moderation decided about the public part of a submission.
struct ConcealSubmission: ConcealText {
    typealias Subject = Submission
    static let name = "submission.conceal"
    static let kind = ObjectKind.submission
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
    /// No answer may fall out of its competition: it stays whole for those who decide until the call is decided.
    static let stillNeeded: SQLText = """
        EXISTS (SELECT 1 FROM submission WHERE submission.city = moderation_case.city AND submission.id = moderation_case.object_id AND submission.state IN ('draft', 'submitted', 'eligible'))
        """
    /// The whole of it, also what only the jury read, with its files. What it asked for, its scores and the decision stay.
    static func wipe(_ submission: Submission, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("UPDATE submission SET title = '', team = '', summary = '', text = '' WHERE city = \(city) AND id = \(submission.id)")
        try change.wipeFiles(of: submission.reference)
        try RecordTable.eraseFacts(["title", "team", "summary", "text"], of: submission.reference, city, change.tx)
    }
}
