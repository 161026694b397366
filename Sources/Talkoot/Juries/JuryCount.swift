import ReviewPanels

/// From rows to the exact count of the library and back (`domain.md` §4.6). Inputs, rule and seed are kept, so anybody can count again.
enum JuryCount {
    static let rule = "jury-1"

    static func rule(for criteria: [Criterion], minimum: Int, seed: String) -> JuryRule {
        JuryRule(criteria: criteria.map { JuryCriterion($0.id.rawValue, weight: $0.weight) }, minimumScores: minimum, seed: seed)
    }

    static func count(_ challenge: Challenge, _ scene: Scene) throws -> JuryResult {
        let criteria = try ChallengeTable.criteria(of: challenge.id, scene)
        let scores = try JuryTable.scores(of: challenge.id, scene).map {
            JuryScore(entry: $0.submission.rawValue, juror: $0.juror.rawValue, criterion: $0.criterion.rawValue, value: $0.value)
        }
        let recusals = try JuryTable.conflicts(of: challenge.id, scene).filter { $0.kind != .none }
            .map { JuryRecusal(juror: $0.juror.rawValue, entry: $0.submission.rawValue) }
        return try rankJury(scores, rule: rule(for: criteria, minimum: minimum(scene), seed: seed(of: challenge)), recusals: Set(recusals))
    }

    static func minimum(_ scene: Scene) -> Int { scene.city.setting("jury.minimumScores", default: 3) }
    /// Published before the first score, since it is the challenge's own code: nobody can pick a lot afterwards.
    static func seed(of challenge: Challenge) -> String { challenge.code.rawValue }
}
