import Talkoot

/// What an object is called, for lists over all rooms.
enum Titles {
    /// Nil for what the reader may not know of.
    static func of(_ object: ObjectReference, _ scene: Scene) throws -> String? {
        let target = Target(object.code.rawValue)
        do {
            switch object.kind {
            case .signal: return try SignalQueries.signal(target, scene).text
            case .problem: return try ProblemQueries.problem(target, scene).title
            case .challenge: return try ChallengeQueries.challenge(target, scene).title
            case .submission: return try SubmissionQueries.submission(target, scene).title
            case .decision: return try DecisionQueries.decision(target, scene).question
            case .pilot: return try PilotQueries.pilot(target, scene).title
            case .experiment: return try ExperimentQueries.experiment(target, scene).title
            case .mandate: return try OrganisationQueries.organisation(MandateQueries.mandate(target, scene).organisation, scene)?.name
            case .lesson: return try LessonQueries.lesson(target, scene).title
            case .solution: return try SolutionQueries.solution(target, scene).title
            case .replication: return try SolutionQueries.replication(target, scene).title
            case .moderationCase: return try ModerationQueries.moderationCase(target, scene).title
            default: return object.code.rawValue
            }
        } catch Refusal.notFound { return nil }
    }
}
