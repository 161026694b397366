public import Storage

/// The room where the city asks and everybody can answer.
public enum Challenges: Room {
    public static let name = "challenges"
    public static let migrations = [Migration("challenges", ChallengeTable.migration)]
    public static let acts: [any Act.Type] = [
        DraftChallenge.self, EditChallenge.self, PublishChallenge.self, OpenChallenge.self, ExtendChallenge.self, CloseChallenge.self, EvaluateChallenge.self,
        DecideChallengeStage.self, AwardChallenge.self, CompleteChallenge.self, CancelChallenge.self,
    ]
    public static let lifecycles = [Challenge.lifecycle.outline]
    public static let events = ChallengeEvent.allCases.map(\.rawValue)
    public static let reactions = [
        Reaction(to: JuryEvent.ranked, perform: DecideChallengeStage.name) { event, _ in [(Target(event.object.code.rawValue), .object([:]))] },
        Reaction(to: DecisionEvent.published, perform: AwardChallenge.name) { event, scene in
            guard let decision = try DecisionTable.find(code: event.object.code, scene), let challenge = try ChallengeTable.find(decision.challenge, scene) else { return [] }
            return [(Target(challenge.code.rawValue), .object([:]))]
        },
    ]

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ChallengeEvent(rawValue: event.name), let challenge = try ChallengeTable.find(code: event.object.code, scene) else { return [] }
        let starters = try SubmissionTable.submitters(of: challenge.id, scene).map(Hearer.person)
        let jurors = try JuryTable.seats(of: challenge.id, scene).compactMap(\.person).map(Hearer.person)
        return switch name {
        case .drafted, .edited: []
        case .published, .opened: [.role(.departmentHead, challenge.department)]
        case .extended: starters + jurors
        // The teams hear it of their own submissions, which lapse.
        case .cancelled: jurors
        case .closed: starters + [.role(.innovationOfficer, nil)]
        case .evaluating: jurors
        case .stageDecided: [.role(.departmentHead, challenge.department), .role(.innovationOfficer, nil)]
        case .awarded, .completed: starters
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .challenge else { return nil }
        return try tx.first("SELECT state FROM challenge WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE challenge SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}
