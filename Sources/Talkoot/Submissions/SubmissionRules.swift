import Storage

/// A submission is sealed: before the screening its team and, once the call has closed, the city's officers and the challenge's jurors see it.
/// Its deadline is compared here, so nobody in city hall can look early. What lapsed before it was admitted is the team's own again.
/// A broken seal opens one to one administrator for its days; see ``SealBreak``.
/// What moderation hides is gone for the public only: whoever decides on the call goes on reading it, since no answer may fall out of a competition in another room.
enum SubmissionRules {
    static func mayRead(_ submission: Submission, closesAt: Instant?, _ scene: Scene) throws -> Bool {
        let standing = scene.standing
        if submission.isPublic || standing.isSystem { return true }
        if standing.matches(.author, submission.bearings) || standing.matches(.representative, submission.bearings) { return true }
        if standing.isModerator && !submission.visibility.isShown { return true }
        if submission.isSealed, try SealRules.isOpened(submission.reference, scene) { return true }
        guard ![.draft, .withdrawn, .lapsed].contains(submission.state), let closesAt, closesAt <= scene.now else { return false }
        return standing.holds(.innovationOfficer) || standing.matches(.role(.juror), submission.bearings)
    }

    /// The same as SQL, over `submission` joined with its `challenge`.
    static func scope(_ scene: Scene) -> SQLText {
        let standing = scene.standing
        if standing.isSystem { return "TRUE" }
        var ways: [SQLText] = ["submission.is_public"]
        if let person = standing.person { ways.append("submission.author = \(person.id)") }
        if !standing.organisations.isEmpty { ways.append("submission.organisation IN (\(list: standing.organisations.sorted { $0.rawValue < $1.rawValue }))") }
        if standing.isModerator { ways.append("submission.visibility <> 'shown'") }
        if let broken = SealRules.opening(.submission, scene) { ways.append("(submission.state IN ('submitted', 'refused') AND submission.id IN (\(broken)))") }
        let opened: SQLText = "submission.state NOT IN ('draft', 'withdrawn', 'lapsed') AND (SELECT closes_at FROM challenge WHERE challenge.city = submission.city AND challenge.id = submission.challenge) <= \(scene.now)"
        if standing.holds(.innovationOfficer) { ways.append("(\(opened))") }
        let juries = standing.grants.filter { $0.role == .juror }.compactMap(\.scope)
        if !juries.isEmpty { ways.append("(submission.challenge IN (\(list: juries)) AND \(opened))") }
        return "(\(SQLText(joining: ways, by: " OR ")))"
    }
    /// Who sees the whole text, the budget and the feedback of what is public in part.
    static func mayReadWhole(_ submission: Submission, _ scene: Scene) -> Bool {
        let standing = scene.standing
        return standing.isStaff || standing.isSystem || standing.matches(.author, submission.bearings)
            || standing.matches(.representative, submission.bearings) || standing.matches(.role(.juror), submission.bearings) || submission.state == .winner
    }
}
