import Storage

/// What a reader may still see of the object that a notice is about: asked of its room when the mail is written, not when the notice was made.
enum NoticeRights {
    /// What to call the object, or nil where the reader may not know of it any more.
    static func title(of object: ObjectReference, _ scene: Scene) throws -> String? {
        let target = Target(object.code.rawValue)
        do {
            switch object.kind {
            case .signal: return try SignalQueries.signal(target, scene).title
            case .problem: return try ProblemQueries.problem(target, scene).title
            case .challenge: return try ChallengeQueries.challenge(target, scene).title
            case .submission: return try SubmissionQueries.submission(target, scene).title
            case .decision: return try DecisionQueries.decision(target, scene).title
            case .pilot: return try PilotQueries.pilot(target, scene).title
            case .experiment: return try ExperimentQueries.experiment(target, scene).title
            case .lesson: return try LessonQueries.lesson(target, scene).title
            case .solution: return try SolutionQueries.solution(target, scene).title
            case .replication: return try SolutionQueries.replication(target, scene).title
            case .initiative: return try InitiativeQueries.initiative(target, scene).title
            case .mandate: return try OrganisationQueries.organisation(MandateQueries.mandate(target, scene).organisation, scene)?.name
            case .organisation: return try OrganisationQueries.organisation(target, scene).name
            case .grant: return try CityQueries.departments(isOpenOnly: false, scene).first { $0.id.rawValue == object.id }?.name ?? scene.city.name
            // Settings are public; the writer has their names.
            case .setting: return object.id
            case .moderationCase: return try ModerationQueries.titleForLetter(target, scene)
            case .seal: return try SealQueries.seal(target, scene).code.rawValue
            case .city: return scene.city.name
            case .person: return scene.standing.person.flatMap { $0.id.rawValue == object.id ? $0.displayName : nil }
            default: return try PartQueries.title(of: object, scene)
            }
        } catch Refusal.notFound {
            return nil
        }
    }

    /// The reason that was given with what happened, as the record keeps it beside the entry. Asked only for a reader who may see the object.
    static func facts(_ line: OutboxClaim.Line, about object: ObjectReference, _ scene: Scene) throws -> JSON? {
        let content = try scene.tx.first("""
            SELECT opening.content FROM entry JOIN opening ON opening.city = entry.city AND opening.entry = entry.id AND opening.part = 'facts'
            WHERE entry.city = \(scene.city.id) AND entry.object_kind = \(object.kind) AND entry.object_id = \(object.id)
            AND entry.at = \(line.at) AND entry.event = \(line.event) LIMIT 1
            """) { try $0.text() }
        guard let content, !content.isEmpty else { return nil }
        return try JSON(parsing: content)
    }
}

extension ObjectKind { static let signInRequest = ObjectKind("signInRequest") }

extension SignalQueries {
    /// The address that an anonymous sender left, for the courier alone.
    static func contact(of signal: ObjectReference, _ scene: Scene) throws -> String? {
        try scene.tx.first("SELECT email FROM signal_contact WHERE city = \(scene.city.id) AND signal = \(signal.id)") { try $0.optionalText() } ?? nil
    }
    /// The letter that a signal came by, for what answers it.
    static func mailOrigin(of signal: ObjectReference, _ scene: Scene) throws -> (messageID: String?, leftOut: Int)? {
        try scene.tx.first("SELECT message_id, left_out FROM signal_contact WHERE city = \(scene.city.id) AND signal = \(signal.id)") { (try $0.optionalText(), try $0.int()) }
    }
}
