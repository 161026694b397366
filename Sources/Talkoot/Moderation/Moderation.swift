public import Storage

/// The room where texts of people are looked at that others reported or that the rules held: one queue, reasons, appeals, and numbers for everybody.
public enum Moderation: Room {
    public static let name = "moderation"
    public static let migrations = [Migration("moderation", CaseTable.migration), Migration("objections", CaseTable.objections), Migration("erasedTexts", CaseTable.erasures),
                                    Migration("erasedTextsIndex", [CaseTable.erasedIndex])]
    public static let acts: [any Act.Type] = [
        ReportText.self, HoldText.self, DismissReport.self, HideText.self, RestoreText.self, ReferCase.self, AppealDecision.self, AppealWithCode.self, ObjectToKeeping.self, ObjectWithCode.self, ConfirmKeeping.self, UpholdDecision.self,
        OverturnDecision.self, WarnAuthor.self, LimitAuthor.self, LiftLimit.self, SetTemplate.self, EraseHiddenText.self,
    ]
    public static let lifecycles = [ModerationCase.lifecycle.outline]
    public static let events = ModerationEvent.allCases.map(\.rawValue)
    public static let reactions = HoldText.reactions

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ModerationEvent(rawValue: event.name), let found = try CaseTable.find(code: event.object.code, scene) else { return [] }
        return switch name {
        case .reported: event.facts["isFirst"] == .bool(true) ? [.role(.moderator, found.department)] : []
        case .held, .appealed, .disputed: [.role(.moderator, found.department)]
        case .referred: event.personal["moderator"]?.text.map { [.person(ID($0))] } ?? []
        case .kept: found.origin == .rules ? writers(of: found) : []
        case .hidden, .restored, .upheld, .warned, .limited, .lifted: writers(of: found)
        case .acted, .dismissed: try reporters(of: found, scene)
        case .templateSet, .confirmed, .erased, .wiped: []
        }
    }
    /// Whose text it is: an account, an organisation, or somebody who left an address with a signal.
    private static func writers(of found: ModerationCase) -> [Hearer] {
        let known: [Hearer] = (found.author.map { [.person($0)] } ?? []) + (found.organisation.map { [.organisation($0)] } ?? [])
        return known.isEmpty && found.object.kind == .signal ? [.contact(found.object)] : known
    }
    private static func reporters(of found: ModerationCase, _ scene: Scene) throws -> [Hearer] {
        try scene.tx.rows("SELECT id, reporter, email IS NOT NULL FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) ORDER BY at, id LIMIT 1000") { row in
            (id: try row.text(), reporter: try row.optionalValue(ID<Person>.self), hasAddress: try row.bool())
        }.compactMap { row in
            row.reporter.map { .person($0) } ?? (row.hasAddress ? .contact(ObjectReference(.report, id: row.id, code: found.code)) : nil)
        }
    }

    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .moderationCase else { return nil }
        return try tx.first("SELECT state FROM moderation_case WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let reports = try scene.tx.rows("SELECT \(Report.columns) FROM moderation_report WHERE city = \(scene.city.id) AND reporter = \(person) ORDER BY at, id", Report.init(row:))
        let cases = try ModerationQueries.mine(scene)
        let measures = try ModerationQueries.measures(on: person, scene)
        return [
            "reports": .list(reports.map { ["rule": .text($0.rule.rawValue), "text": .text($0.text), "at": .text($0.at.rfc3339), "objection": .text($0.objection)] }),
            "moderationOfOwnTexts": .list(cases.map { ["code": .text($0.code.rawValue), "text": .text($0.text), "state": .text($0.state.rawValue), "reason": .text($0.reason), "appeal": .text($0.appeal)] }),
            "measures": .list(measures.map { ["at": .text($0.at.rfc3339), "until": .text($0.until?.rfc3339 ?? ""), "reason": .text($0.reason)] }),
        ]
    }
    /// The decisions stay, without whose they were.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("UPDATE moderation_report SET reporter = NULL WHERE city = \(city) AND reporter = \(person)")
        try change.tx.run("UPDATE moderation_case SET author = NULL, appeal = '' WHERE city = \(city) AND author = \(person)")
        try change.tx.run("UPDATE moderation_case SET assigned_to = NULL WHERE city = \(city) AND assigned_to = \(person)")
        try change.tx.run("DELETE FROM author_measure WHERE city = \(city) AND person = \(person)")
    }
}
