public import Storage

/// A juror's seat on one challenge. Person and name are gone once the juror has left the city; the seat and what was counted stay.
public struct JurySeat: Sendable, Hashable {
    public let id: ID<JurySeat>
    public let challenge: ID<Challenge>
    public let person: ID<Person>?
    public let name: String?
    public let profession: String
}

/// How many of the submissions that a juror scores they have handed in.
public struct JurorProgress: Sendable, Hashable {
    public let done: Int
    public let all: Int
}

/// What ties a juror to a submission. Nobody scores before having answered.
public enum ConflictKind: String, CaseIterable, Sendable, SQLBindable { case none, family, money, employer, collaboration, rivalry, other }

/// One juror's score for one criterion of one submission.
public struct Score: Sendable, Hashable {
    public let submission: ID<Submission>
    public let juror: ID<Person>
    public let criterion: ID<Criterion>
    public let value: Int
    public let comment: String
}

/// The confirmed count of a jury: everything that anybody needs to count again.
public struct Ranking: Sendable, Hashable {
    public let challenge: ID<Challenge>
    public let confirmedAt: Instant
    public let rule: String
    public let seed: String
    /// How many jurors each submission needed, as the city had set it on that day.
    public let minimumScores: Int
    /// Submissions in order, with their totals as exact fractions.
    public let places: [Place]
    public struct Place: Sendable, Hashable {
        public let submission: ID<Submission>, code: PublicCode, place: Int, raw: String, rescaled: Double, scores: Int, decidedBy: String
    }
}

enum JuryEvent: String, EventName {
    case seated = "jury.seated"
    case unseated = "jury.unseated"
    case declared = "jury.declared"
    case scored = "jury.scored"
    case ranked = "jury.ranked"
}

/// A submission as a juror sees it: with the challenge, its criteria and what the juror declared.
public struct Assignment: ActSubject, Sendable {
    public let submission: Submission
    public let challenge: Challenge
    public let criteria: [Criterion]
    /// Nil until the juror has declared.
    public let conflict: ConflictKind?
    public var bearings: Bearings { challenge.bearings }
    public var stateName: String? { submission.state.rawValue }
    public var isRecused: Bool { conflict != nil && conflict != ConflictKind.none }
}
