/// The steps of an initiative's whole way, in their order. Each is one act, or the same act by several people.
public enum Step: Int, CaseIterable, Comparable, Sendable {
    case signalSent, signalAccepted
    case problemDrafted, problemSubmitted, problemTriaged, problemDefined, problemRouted
    case challengeDrafted, jurySeated, challengePublished, challengeOpened
    case answersBegun, answersSubmitted, challengeClosed, answersAdmitted, evaluationBegun, conflictsDeclared, scoresGiven, rankingConfirmed
    case decisionTaken, decisionPublished
    case pilotPlanned, pilotReady, pilotStarted, pilotMeasured, pilotFinished, pilotJudged
    case lessonProposed, lessonPublished, pilotClosed
    case solutionListed, solutionAdopted

    public static func < (a: Step, b: Step) -> Bool { a.rawValue < b.rawValue }
}
