import ReviewPanels
import Storage

/// What a juror does with one submission.
protocol JurorAct: Act where Subject == Assignment {}
extension JurorAct {
    public static var target: ObjectKind? { .submission }
    public static var permitted: [Who] { [.role(.juror)] }
    public static func load(_ target: Target, _ scene: Scene) throws -> Assignment {
        let submission = try SubmissionQueries.submission(target, scene)
        guard let challenge = try ChallengeTable.find(submission.challenge, scene) else { throw Refusal.notFound }
        let conflict = try scene.standing.person.flatMap { try JuryTable.conflict(submission.id, $0.id, scene) }
        return Assignment(submission: submission, challenge: challenge, criteria: try ChallengeTable.criteria(of: challenge.id, scene), conflict: conflict)
    }
    public static func isOpen(_ assignment: Assignment, _ scene: Scene) -> Bool {
        assignment.challenge.state == .evaluating && assignment.submission.state == .eligible
    }
}

/// Each juror answers for each submission: no tie, or which. A tie recuses.
public struct DeclareConflict: JurorAct {
    public static let name = "jury.declare"
    public static let form = Form(.choice("conflict", of: ConflictKind.self), .optional(.text("note", max: 1_000))) { DeclareConflict(conflict: $0, note: $1) }
    let conflict: ConflictKind, note: String?

    public func problems(_ assignment: Assignment, _ scene: Scene) throws -> [Problem] {
        conflict != ConflictKind.none && note == nil ? [Problem("note", "problem.missing")] : []
    }
    public func apply(_ assignment: Assignment, _ change: Change) throws -> Outcome {
        guard let juror = change.standing.person else { throw Refusal.denied("denied.signIn") }
        try change.tx.run("""
            INSERT INTO conflict (city, submission, juror, kind, note, declared_at)
            VALUES (\(change.city.id), \(assignment.submission.id), \(juror.id), \(conflict), \(note ?? ""), \(change.now))
            ON CONFLICT (city, submission, juror) DO UPDATE SET kind = excluded.kind, note = excluded.note, declared_at = excluded.declared_at
            """)
        if conflict != ConflictKind.none {
            // A tie that is found late voids the scores that were given.
            try change.tx.run("DELETE FROM score WHERE city = \(change.city.id) AND submission = \(assignment.submission.id) AND juror = \(juror.id)")
        }
        try change.happened(Event(
            JuryEvent.declared, on: assignment.submission.reference, of: assignment.submission.initiative, isPublic: false,
            facts: ["state": .text(assignment.submission.state.rawValue)], personal: ["conflict": .text(conflict.rawValue), "note": .text(note ?? "")]))
        return Outcome(assignment.submission.reference)
    }
}

struct ScoreDraft: Sendable {
    let criterion: String, value: Int, comment: String?
    static let form = Form(.pick("criterion"), .integer("value", in: 0...10), .optional(.text("comment", max: 2_000))) { ScoreDraft(criterion: $0, value: $1, comment: $2) }
}

/// Scores one submission on every criterion, blind to the others.
public struct ScoreSubmission: JurorAct {
    public static let name = "jury.score"
    public static let form = Form(.rows("scores", max: 12, of: ScoreDraft.form)) { ScoreSubmission(scores: $0) }
    let scores: [ScoreDraft]

    public static func objection(_ standing: Standing, _ assignment: Assignment) -> String? {
        if assignment.conflict == nil { return "denied.declareFirst" }
        return assignment.isRecused ? "denied.recused" : nil
    }
    public static func options(_ assignment: Assignment, _ scene: Scene) throws -> [String: [Option]] {
        ["criterion": assignment.criteria.map { Option($0.id.rawValue, "\($0.name) (\($0.weight) %)") }]
    }
    public static func prefill(_ assignment: Assignment, _ scene: Scene) throws -> [String: JSON] {
        let given = try JuryTable.scores(of: assignment.challenge.id, scene).filter { $0.submission == assignment.submission.id && $0.juror == scene.standing.person?.id }
        return ["scores": .list(assignment.criteria.map { criterion in
            let score = given.first { $0.criterion == criterion.id }
            return .object(["criterion": .text(criterion.id.rawValue), "value": score.map { .integer(Int64($0.value)) } ?? .null, "comment": .text(score?.comment ?? "")])
        })]
    }
    public func problems(_ assignment: Assignment, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        for (index, score) in scores.enumerated() {
            if !assignment.criteria.contains(where: { $0.id.rawValue == score.criterion }) { problems.append(Problem("scores.\(index).criterion", "problem.choice")) }
            if (score.value <= 2 || score.value >= 9) && score.comment == nil { problems.append(Problem("scores.\(index).comment", "problem.commentExtreme")) }
        }
        if Set(scores.map(\.criterion)) != Set(assignment.criteria.map(\.id.rawValue)) || scores.count != assignment.criteria.count {
            problems.append(Problem("scores", "problem.everyCriterion"))
        }
        return problems
    }
    public func apply(_ assignment: Assignment, _ change: Change) throws -> Outcome {
        guard let juror = change.standing.person else { throw Refusal.denied("denied.signIn") }
        for score in scores {
            try change.tx.run("""
                INSERT INTO score (city, submission, juror, criterion, value, comment, scored_at)
                VALUES (\(change.city.id), \(assignment.submission.id), \(juror.id), \(score.criterion), \(score.value), \(score.comment ?? ""), \(change.now))
                ON CONFLICT (city, submission, juror, criterion) DO UPDATE SET value = excluded.value, comment = excluded.comment, scored_at = excluded.scored_at
                """)
        }
        // Sealed until the ranking is published, but committed to now: nobody can change a score unseen.
        try change.happened(Event(
            JuryEvent.scored, on: assignment.submission.reference, of: assignment.submission.initiative, isPublic: false,
            facts: ["state": .text(assignment.submission.state.rawValue)],
            personal: ["scores": .list(scores.map { ["criterion": .text($0.criterion), "value": .integer(Int64($0.value))] })]))
        return Outcome(assignment.submission.reference)
    }
}

/// Counts the scores exactly, keeps the ranking and publishes it.
public struct ConfirmRanking: Act {
    public static let name = "jury.confirm"
    public static let target: ObjectKind? = .challenge
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    public static let form = Form { ConfirmRanking() }
    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }

    public static func isOpen(_ challenge: Challenge, _ scene: Scene) -> Bool { challenge.state == .evaluating }
    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        let eligible = try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", scene)
        let result: JuryResult
        do { result = try JuryCount.count(challenge, scene) } catch is JuryProblem { return [Problem("", "problem.scoresMissing")] }
        let ranked = Set(result.ranking.map(\.entry)), wanted = try JuryCount.minimum(of: challenge, scene)
        return eligible.filter { !ranked.contains($0.code.rawValue) }.map {
            Problem("", "problem.tooFewScores", ["submission": $0.title, "want": "\(wanted)"])
        }
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        let result = try JuryCount.count(challenge, change)
        let submissions = Dictionary(uniqueKeysWithValues: try SubmissionTable.all(of: challenge.id, "submission.state = 'eligible'", change).map { ($0.code.rawValue, $0.id) })
        try change.tx.run("""
            INSERT INTO ranking (city, challenge, confirmed_at, confirmed_by, rule, seed, minimum_scores)
            VALUES (\(change.city.id), \(challenge.id), \(change.now), \(change.standing.person?.id), \(JuryCount.rule), \(JuryCount.seed(of: challenge)), \(try JuryCount.minimum(of: challenge, change)))
            """)
        for standing in result.ranking {
            try change.tx.run("""
                INSERT INTO ranking_place (city, challenge, submission, place, raw, rescaled, scores, decided_by)
                VALUES (\(change.city.id), \(challenge.id), \(submissions[standing.entry]), \(standing.place ?? 0), \(standing.raw.description), \(standing.rescaled), \(standing.scores),
                    \(standing.decision?.rawValue ?? ""))
                """)
        }
        let places = JSON.list(result.ranking.map { ["submission": .text($0.entry), "place": .integer(Int64($0.place ?? 0)), "raw": .text($0.raw.description)] })
        return try change.noted(challenge, JuryEvent.ranked, facts: ["rule": .text(JuryCount.rule), "seed": .text(JuryCount.seed(of: challenge)), "minimumScores": .integer(Int64(try JuryCount.minimum(of: challenge, change))), "places": places])
    }
}
