import Storage

/// "This should not stand here": anybody, with the rule and a sentence. Reports of one text make one case.
public struct ReportText: Act {
    public static let name = "moderation.report"
    public static let target: ObjectKind? = .publicText
    public static let permitted: [Who] = [.anyone]
    public static let form = Form(.choice("rule", of: ConductRule.self), .text("text", max: 1_000), .optional(.email("email"))) { ReportText(rule: $0, text: $1, email: $2) }
    let rule: ConductRule, text: String, email: String?

    public static func load(_ target: Target, _ scene: Scene) throws -> PublicText {
        guard let found = try ModerationQueries.text(target.code, scene), found.isRead(by: scene.standing) || found.visibility.isTaken && found.isOpen else { throw Refusal.notFound }
        return found
    }
    public static func objection(_ standing: Standing, _ found: PublicText) -> String? {
        if !found.visibility.isShown { return "denied.hiddenAlready" }
        return standing.matches(.author, found.bearings) ? "denied.reportOwn" : nil
    }
    public func problems(_ found: PublicText, _ scene: Scene) throws -> [Problem] {
        guard let person = scene.standing.person, let open = try CaseTable.open(of: found.object, scene) else { return [] }
        let isKnown = try scene.tx.exists("SELECT 1 FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(open.id) AND reporter = \(person.id)")
        return isKnown ? [Problem("", "problem.reportedAlready")] : []
    }

    public func apply(_ found: PublicText, _ change: Change) throws -> Outcome {
        let known = try CaseTable.open(of: found.object, change)
        let about = try known ?? CaseTable.insert(about: found, .reports, rule, change)
        try change.tx.run("UPDATE moderation_case SET reports = reports + 1 WHERE city = \(change.city.id) AND id = \(about.id)")
        let id: ID<Report> = change.newUndatedID()
        try change.tx.run("""
            INSERT INTO moderation_report (city, id, case_id, reporter, email, tracking, rule, text, at)
            VALUES (\(change.city.id), \(id), \(about.id), \(change.standing.person?.id), \(change.standing.person == nil ? email : nil), \(TrackingCode.hash(TrackingCode.of(id.rawValue))),
                \(rule), \(text), \(change.now))
            """)
        // Who reports and what they say is sealed; the moderators hear of the first report of a text only.
        try change.tell(.reported, about: about, isSealed: true, facts: ["report": .text(rule.rawValue), "isFirst": .bool(known == nil)], personal: ["text": .text(text)])
        return Outcome(ObjectReference(.report, id: id.rawValue, code: found.object.code))
    }
}

/// One report, as moderators and its sender see it.
public struct Report: Sendable, Hashable {
    public let id: ID<Report>
    public let rule: ConductRule
    public let text: String
    public let at: Instant
    public let isFromVisitor: Bool
    /// Why the text should not have stayed; empty where nothing was said.
    public let objection: String
    init(row: inout Row) throws {
        id = try row.value()
        rule = try row.value()
        text = try row.text()
        at = try row.instant()
        isFromVisitor = try row.bool()
        objection = try row.text()
    }
    static let columns: SQLText = "id, rule, text, at, reporter IS NULL, objection"
}

/// Holds a new text that carries the signs of advertising. The sender is told; nothing is lost.
struct HoldText: Act {
    static let target: ObjectKind? = nil
    static let name = "moderation.hold"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("signs", max: 300)) { HoldText(signs: $0) }
    let signs: String

    static func load(_ target: Target, _ scene: Scene) throws -> PublicText {
        guard let found = try ModerationQueries.text(target.code, scene) else { throw Refusal.notFound }
        return found
    }
    func apply(_ found: PublicText, _ change: Change) throws -> Outcome {
        let known = signs.split(separator: ",").compactMap { SpamSign(rawValue: String($0)) }
        let about = try CaseTable.insert(about: found, .rules, .spam, signs: known, change)
        try change.tell(.held, about: about, isSealed: true, facts: ["signs": .list(known.map { .text($0.rawValue) }), "automated": .bool(true)])
        return Outcome(about.reference)
    }

    /// The rooms' events that may carry a verdict.
    static let reactions: [Reaction] = [Reaction(to: SignalEvent.sent, perform: name, prepare), Reaction(to: OrganisationEvent.registered, perform: name, prepare)]
    private static let prepare: @Sendable (Event, Scene) throws -> [(Target, JSON)] = { event, _ in
        guard let signs = event.facts["held"]?.list, !signs.isEmpty else { return [] }
        return [(Target(event.object.code.rawValue), ["signs": .text(signs.compactMap(\.text).joined(separator: ","))])]
    }
}
