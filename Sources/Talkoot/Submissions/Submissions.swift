public import Storage

/// The room of answers to challenges.
public enum Submissions: Room {
    public static let name = "submissions"
    public static let migrations = [Migration("submissions", SubmissionTable.migration), .visibility("ALTER TABLE submission ADD COLUMN visibility TEXT NOT NULL DEFAULT 'shown'", of: "submission"),
                                     Migration("submissionsByOrganisation", ["CREATE INDEX submission_organisation ON submission (city, organisation, created_at)"])]
    public static let acts: [any Act.Type] = [
        BeginSubmission.self, EditSubmission.self, SubmitSubmission.self, WithdrawSubmission.self, AdmitSubmission.self, RefuseSubmission.self, ChooseSubmission.self,
        PassOverSubmission.self, LapseSubmission.self, ConcealSubmission.self,
    ]
    public static let lifecycles = [Submission.lifecycle.outline]
    public static let events = SubmissionEvent.allCases.map(\.rawValue)
    public static let reactions = [
        Reaction(to: DecisionEvent.published, perform: ChooseSubmission.name) { event, scene in
            guard let decision = try DecisionTable.find(code: event.object.code, scene), let chosen = try SubmissionTable.find(decision.chosen, scene) else { return [] }
            return [(Target(chosen.code.rawValue), ["feedback": .text(decision.reasons)])]
        },
        Reaction(to: DecisionEvent.published, perform: PassOverSubmission.name) { event, scene in
            guard let decision = try DecisionTable.find(code: event.object.code, scene) else { return [] }
            return try SubmissionTable.all(of: decision.challenge, "submission.state = 'eligible'", scene).filter { $0.id != decision.chosen }
                .map { (Target($0.code.rawValue), ["feedback": .text(decision.feedback)]) }
        },
        Reaction(to: ChallengeEvent.cancelled, perform: LapseSubmission.name) { event, scene in
            try SubmissionTable.all(of: ID(event.object.id), "submission.state IN ('draft', 'submitted', 'eligible')", scene)
                .map { (Target($0.code.rawValue), ["reason": event.facts["reason"] ?? .null]) }
        },
    ] + ConcealSubmission.reactions

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = SubmissionEvent(rawValue: event.name), let submission = try SubmissionTable.find(code: event.object.code, scene) else { return [] }
        let team = (submission.author.map { [Hearer.person($0)] } ?? []) + (submission.organisation.map { [Hearer.organisation($0)] } ?? [])
        return switch name {
        case .begun, .edited: []
        case .submitted: team + [.role(.innovationOfficer, nil)]
        case .withdrawn: [.role(.innovationOfficer, nil)]
        case .admitted, .refused, .chosen, .notChosen, .lapsed: team
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .submission else { return nil }
        return try tx.first("SELECT state FROM submission WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    static func sealed(_ code: PublicCode, _ scene: Scene) throws -> SealedObject? {
        try SubmissionTable.find(code: code, scene).map { SealedObject(reference: $0.reference, bearings: $0.bearings, isSealed: $0.isSealed) }
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { try SubmissionTable.find(code: code, scene)?.publicText }
    /// What is sealed tells nothing to moderators either.
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try scene.tx.rows("""
            SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND author = \(person) AND (is_public OR visibility <> 'shown') ORDER BY created_at DESC, id LIMIT 50
            """, Submission.init(row:)).map(\.publicText)
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let own = try scene.tx.rows("SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at, id", Submission.init(row:))
        return ["submissions": .list(own.map {
            ["code": .text($0.code.rawValue), "team": .text($0.team), "title": .text($0.title), "summary": .text($0.summary), "text": .text($0.text), "state": .text($0.state.rawValue)]
        })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let drafts = try change.tx.rows("SELECT \(Submission.columns) FROM submission WHERE city = \(change.city.id) AND author = \(person) AND state = 'draft'", Submission.init(row:))
        for draft in drafts { try change.dropFiles(of: draft.reference) }
        try change.tx.run("DELETE FROM submission WHERE city = \(change.city.id) AND author = \(person) AND state = 'draft'")
        try change.tx.run("UPDATE submission SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
    }
}
