import ReviewPanels
import Storage

/// From rows to the exact count of the library and back. Inputs, rule and seed are kept, so anybody can count again.
enum JuryCount {
    static let rule = "jury-1"

    static func rule(for criteria: [Criterion], minimum: Int, seed: String) -> JuryRule {
        JuryRule(criteria: criteria.map { JuryCriterion($0.id.rawValue, weight: $0.weight) }, minimumScores: minimum, seed: seed)
    }

    /// Counts what is eligible now. Entries go by their public codes, as in the download: the lot hashes their names.
    static func count(_ challenge: Challenge, _ scene: Scene) throws -> JuryResult {
        let criteria = try ChallengeTable.criteria(of: challenge.id, scene)
        let entries = Dictionary(uniqueKeysWithValues: try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene).map { ($0.id, $0.code.rawValue) })
        let scores = try JuryTable.scores(of: challenge.id, scene).compactMap { score in
            entries[score.submission].map { JuryScore(entry: $0, juror: score.juror.rawValue, criterion: score.criterion.rawValue, value: score.value) }
        }
        let recusals = try JuryTable.conflicts(of: challenge.id, scene).filter { $0.kind != .none }
            .compactMap { conflict in entries[conflict.submission].map { JuryRecusal(juror: conflict.juror.rawValue, entry: $0) } }
        return try rankJury(scores, rule: rule(for: criteria, minimum: minimum(of: challenge, scene), seed: seed(of: challenge)), recusals: Set(recusals))
    }

    static func minimum(of challenge: Challenge, _ scene: Scene) throws -> Int { try Tunable.juryMinimumScores.value(for: challenge, scene) }
    /// Published before the first score, since it is the challenge's own code: nobody can pick a lot afterwards.
    static func seed(of challenge: Challenge) -> String { challenge.code.rawValue }
}

extension Tunable {
    /// What held when the challenge was published: whoever answers it read that rule, whatever the city sets later. Before that, what holds now.
    func value(for challenge: Challenge, _ scene: Scene) throws -> Int {
        if challenge.state == .draft { return scene.city.value(of: self) }
        let published = try StageTable.of(challenge.reference, scene.city.id, scene.tx).first { $0.state == Challenge.State.published.rawValue }?.enteredAt
        return try value(at: published ?? challenge.createdAt, scene)
    }
}
