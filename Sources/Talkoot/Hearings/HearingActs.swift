import Storage

/// Says something to the problem of another department, before it is routed.
public struct CommentInHearing: PartAct {
    public static let name = "hearing.comment"
    static let part = ObjectKind.hearing
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.text("text", max: 2_000), .optional(.pick("organisation"))) { CommentInHearing(text: $0, organisation: $1) }
    let text: String, organisation: String?

    /// Those who decide on it are not heard by themselves.
    public static func objection(_ standing: Standing, _ part: ProblemPart) -> String? {
        if let limitation = standing.limitation { return limitation }
        return ProblemPart.deciders.contains { standing.matches($0, part.bearings) } ? "denied.ownHearing" : nil
    }
    public static func isOpen(_ part: ProblemPart, _ scene: Scene) throws -> Bool { [.submitted, .triaged, .defining, .defined].contains(part.problem.state) }
    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { ["organisation": try OrganisationQueries.mine(scene).map { Option($0.code.rawValue, $0.name) }] }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        guard let organisation else { return [] }
        return try Self.options(part, scene)["organisation"]?.contains { $0.value == PublicCode(organisation).rawValue } == true ? [] : [Problem("organisation", "problem.choice")]
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let body = try organisation.flatMap { try OrganisationTable.find(code: PublicCode($0), change.city.id, change.tx) }
        // A head speaks for the department; of several the first.
        let department = body == nil ? change.standing.grants.first { $0.role == .departmentHead && $0.department != nil }?.department : nil
        let id: ID<HearingComment> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO hearing_comment (city, id, code, problem, author, department, organisation, text, answer, created_at, version, visibility)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(change.standing.person?.id), \(department), \(body?.id), \(text), '', \(change.now), \(1), \(Visibility.shown))
            """)
        return try change.noted(part, HearingEvent.commented, line: code, personal: ["text": .text(text)])
    }
}

/// Answers a comment and says whether it changed anything.
public struct AnswerComment: LineAct {
    public typealias Element = HearingComment
    public static let name = "hearing.answer"
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.version, .text("answer", max: 2_000), .choice("effect", of: HearingComment.Effect.self)) { AnswerComment(version: $0, answer: $1, effect: $2) }
    let version: Int?, answer: String, effect: HearingComment.Effect

    public static func objection(_ standing: Standing, _ line: PartLine<HearingComment>) -> String? { standing.person?.id == line.element.author && line.element.author != nil ? "denied.ownComment" : nil }
    public static func isOpen(_ line: PartLine<HearingComment>, _ scene: Scene) throws -> Bool { line.element.isOpen && line.part.isUnderWay }
    public static func prefill(_ line: PartLine<HearingComment>, _ scene: Scene) -> [String: JSON] { ["version": .integer(Int64(line.element.version))] }
    public func apply(_ line: PartLine<HearingComment>, _ change: Change) throws -> Outcome {
        if let version, version != line.element.version { throw Refusal.stale }
        let changed = try change.tx.run("""
            UPDATE hearing_comment SET answer = \(answer), effect = \(effect), answered_at = \(change.now), answered_by = \(change.standing.person?.id), version = version + 1
            WHERE city = \(change.city.id) AND id = \(line.element.id) AND answered_at IS NULL AND version = \(line.element.version)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.noted(line.part, HearingEvent.answered, line: line.element.code, facts: ["reason": .text(answer), "effect": .text(effect.rawValue)],
                                personal: ["commenter": .text(line.element.author?.rawValue ?? "")])
    }
}
