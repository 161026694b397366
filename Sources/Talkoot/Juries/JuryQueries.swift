import Storage

public enum JuryQueries {
    public static func seats(of challenge: Challenge, _ scene: Scene) throws -> [JurySeat] { try JuryTable.seats(of: challenge.id, scene) }
    /// The published ranking; nil before it is confirmed.
    public static func ranking(of challenge: Challenge, _ scene: Scene) throws -> Ranking? { try JuryTable.ranking(of: challenge.id, scene) }

    /// Whether the call still needs jurors before it can be published.
    public static func isTooSmall(_ seats: [JurySeat], for challenge: Challenge, _ scene: Scene) throws -> Bool { try seats.count < Tunable.juryMinimum.value(for: challenge, scene) }

    /// How far each juror is, for whoever confirms the ranking, while the jury scores; empty for everybody else. It counts sheets: the scores stay sealed.
    public static func progress(of challenge: Challenge, _ scene: Scene) throws -> [ID<Person>: JurorProgress] {
        guard challenge.state == .evaluating, ConfirmRanking.permission(scene.standing, challenge) == .allowed else { return [:] }
        let eligible = Set(try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene).map(\.id))
        let scored = Dictionary(grouping: try JuryTable.scores(of: challenge.id, scene).filter { eligible.contains($0.submission) }, by: \.juror).mapValues { Set($0.map(\.submission)).count }
        let tied = Dictionary(grouping: try JuryTable.conflicts(of: challenge.id, scene).filter { $0.kind != .none && eligible.contains($0.submission) }, by: \.juror).mapValues(\.count)
        let jurors = try JuryTable.seats(of: challenge.id, scene).compactMap(\.person)
        return Dictionary(uniqueKeysWithValues: jurors.map { ($0, JurorProgress(done: scored[$0] ?? 0, all: eligible.count - (tied[$0] ?? 0))) })
    }

    /// What the signed-in juror still has to do, with the submissions of each challenge under evaluation.
    public static func assignments(_ scene: Scene) throws -> [(assignment: Assignment, isScored: Bool)] {
        guard let person = scene.standing.person else { return [] }
        let challenges = try scene.standing.grants.filter { $0.role == .juror }.compactMap(\.scope).compactMap { try ChallengeTable.find(ID($0), scene) }.filter { $0.state == .evaluating }
        return try challenges.flatMap { challenge in
            let criteria = try ChallengeTable.criteria(of: challenge.id, scene)
            let scored = Set(try JuryTable.scores(of: challenge.id, scene).filter { $0.juror == person.id }.map(\.submission))
            return try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene).map { submission in
                (Assignment(submission: submission, challenge: challenge, criteria: criteria, conflict: try JuryTable.conflict(submission.id, person.id, scene)), scored.contains(submission.id))
            }
        }
    }

    /// Everything that it takes to count again, for the download: jurors and submissions by number, never by name before the ranking is public.
    public static func inputs(of challenge: Challenge, _ scene: Scene) throws -> JSON {
        guard let ranking = try JuryTable.ranking(of: challenge.id, scene) else { throw Refusal.notFound }
        let criteria = try ChallengeTable.criteria(of: challenge.id, scene)
        // An answer that was withdrawn after the count was counted all the same.
        let counted = Set(ranking.places.map(\.submission))
        let scores = try JuryTable.scores(of: challenge.id, scene).filter { counted.contains($0.submission) }
        let jurors = Dictionary(uniqueKeysWithValues: Set(scores.map(\.juror)).sorted { $0.rawValue < $1.rawValue }.enumerated().map { ($1, "juror-\($0 + 1)") })
        let codes = Dictionary(uniqueKeysWithValues: try SubmissionTable.all(of: challenge.id, "TRUE", scene).map { ($0.id, $0.code.rawValue) })
        return [
            "challenge": .text(challenge.code.rawValue), "rule": .text(ranking.rule), "seed": .text(ranking.seed), "minimumScores": .integer(Int64(ranking.minimumScores)),
            "criteria": .list(criteria.map { ["name": .text($0.name), "weight": .integer(Int64($0.weight))] }),
            "scores": .list(scores.map { score in
                ["entry": .text(codes[score.submission] ?? ""), "juror": .text(jurors[score.juror] ?? ""),
                 "criterion": .text(criteria.first { $0.id == score.criterion }?.name ?? ""), "score": .integer(Int64(score.value))]
            }),
            "places": .list(ranking.places.map { ["submission": .text($0.code.rawValue), "place": .integer(Int64($0.place)), "raw": .text($0.raw), "rescaled": .real($0.rescaled), "decidedBy": .text($0.decidedBy)] }),
        ]
    }
}
