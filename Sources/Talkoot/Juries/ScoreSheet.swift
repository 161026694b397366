import Storage

extension ObjectKind {
    /// The scores of one jury, sealed until they are counted.
    public static let scoreSheet = ObjectKind("sheet")
}

extension Challenge {
    /// What its jury has given so far, under the code of the challenge.
    public var scores: ObjectReference { ObjectReference(.scoreSheet, id: id.rawValue, code: code) }
}

/// All scores that a jury has given before they are counted. Nobody reads it, but under a broken seal.
public struct ScoreSheet: Sendable {
    /// What one juror gave one submission.
    public struct Line: Sendable {
        public let submission: Submission
        /// Nil for somebody who has left the city.
        public let juror: String?
        /// By criterion, in the order of the challenge, with the juror's words.
        public let scores: [(criterion: String, value: Int, comment: String)]
    }
    public let challenge: Challenge
    public let lines: [Line]
}

extension JuryQueries {
    /// The scores before the count: for whoever reads them under a broken seal now. For everybody else there is no such thing.
    public static func sheet(_ target: Target, _ scene: Scene) throws -> ScoreSheet {
        guard let challenge = try ChallengeTable.find(code: target.code, scene), challenge.state == .evaluating, try SealRules.isOpened(challenge.scores, scene) else { throw Refusal.notFound }
        let criteria = try ChallengeTable.criteria(of: challenge.id, scene)
        let scores = try JuryTable.scores(of: challenge.id, scene)
        let names = try PeopleQueries.names(of: Set(scores.map(\.juror)), scene)
        let lines = try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene).flatMap { submission in
            let own = scores.filter { $0.submission == submission.id }
            return Set(own.map(\.juror)).sorted { $0.rawValue < $1.rawValue }.map { juror in
                ScoreSheet.Line(submission: submission, juror: names[juror], scores: criteria.compactMap { criterion in
                    own.first { $0.juror == juror && $0.criterion == criterion.id }.map { (criterion.name, $0.value, $0.comment) }
                })
            }
        }
        return ScoreSheet(challenge: challenge, lines: lines)
    }
}
