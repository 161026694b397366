import Storage

/// What a moderator needs to judge a habit: texts, earlier cases and measures. Neither name nor address.
public struct AuthorHistory: Sendable {
    public let since: Instant?
    public let texts: [PublicText]
    public let cases: [ModerationCase]
    public let measures: [Measure]
    public var hidden: Int { cases.count { [.hidden, .appealed, .upheld].contains($0.state) } }
}

extension ModerationQueries {
    /// Nil where the text has no author with an account. Moderators only.
    public static func history(ofAuthor found: ModerationCase, _ scene: Scene) throws -> AuthorHistory? {
        guard scene.standing.isModerator, let author = found.author else { return nil }
        let texts = try Rooms.house.all.flatMap { try $0.publicTexts(by: author, scene) }.sorted { $0.at > $1.at }
        let cases = try scene.tx.rows("""
            SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND author = \(author) AND id <> \(found.id) ORDER BY opened_at DESC, id DESC LIMIT 50
            """, ModerationCase.init(row:))
        return AuthorHistory(since: try PersonTable.find(author, scene.city.id, scene.tx)?.createdAt, texts: Array(texts.prefix(50)), cases: cases, measures: try measures(on: author, scene))
    }

    static func measures(on person: ID<Person>, _ scene: Scene) throws -> [Measure] {
        try scene.tx.rows("SELECT \(Measure.columns) FROM author_measure WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at DESC, id LIMIT 50", Measure.init(row:))
    }

    /// The reports that make up a case, oldest first. Moderators only.
    public static func reports(on found: ModerationCase, _ scene: Scene) throws -> [Report] {
        guard scene.standing.isModerator else { return [] }
        return try scene.tx.rows("SELECT \(Report.columns) FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) ORDER BY at, id LIMIT 100", Report.init(row:))
    }

    /// In which language the author reads; the city's first where nobody knows.
    public static func language(ofAuthor found: ModerationCase, _ scene: Scene) throws -> Language {
        let own = try found.author.flatMap { try PersonTable.find($0, scene.city.id, scene.tx)?.language }
        return own ?? scene.city.languages.first ?? .english
    }

    /// How a report ended, for whoever has its code.
    public static func reported(_ code: String, _ scene: Scene) throws -> (report: Report, found: ModerationCase)? {
        let hash = TrackingCode.hash(code)
        guard let row = try scene.tx.first("SELECT \(Report.columns), case_id FROM moderation_report WHERE city = \(scene.city.id) AND tracking = \(hash)", { row in
            (report: try Report(row: &row), of: try row.value(ID<ModerationCase>.self))
        }) else { return nil }
        let found = try scene.tx.first("SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND id = \(row.of)", ModerationCase.init(row:))
        return found.map { (row.report, $0) }
    }

    /// The case behind a letter to somebody without an account; nil for letters of other rooms.
    static func told(_ event: String, _ object: ObjectReference, _ scene: Scene) throws -> ModerationCase? {
        guard ModerationEvent(rawValue: event) != nil else { return nil }
        let which: SQLText = object.kind == .report
            ? "id = (SELECT case_id FROM moderation_report WHERE city = \(scene.city.id) AND id = \(object.id))" : "object_kind = \(object.kind) AND object_id = \(object.id)"
        return try scene.tx.first("SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND \(which) ORDER BY opened_at DESC, id DESC LIMIT 1", ModerationCase.init(row:))
    }

    /// What the reader reported, newest first, with the cases.
    public static func ownReports(_ scene: Scene) throws -> [(report: Report, found: ModerationCase)] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("""
            SELECT report.id, report.rule, report.text, report.at, FALSE, report.objection, \(ModerationCase.columns) FROM moderation_report AS report
            JOIN moderation_case ON moderation_case.city = report.city AND moderation_case.id = report.case_id
            WHERE report.city = \(scene.city.id) AND report.reporter = \(person.id) ORDER BY report.at DESC, report.id LIMIT 10
            """) { (try Report(row: &$0), try ModerationCase(row: &$0)) }
    }

    /// The address that a visitor left with a report, for the courier alone.
    static func contact(ofReport id: String, _ scene: Scene) throws -> String? {
        try scene.tx.first("SELECT email FROM moderation_report WHERE city = \(scene.city.id) AND id = \(id)") { try $0.optionalText() } ?? nil
    }
}

extension ModerationQueries {
    /// What a letter about a case calls it: the text's own words for its author and the moderators, its code for whoever reported it.
    static func titleForLetter(_ target: Target, _ scene: Scene) throws -> String {
        guard let found = try CaseTable.find(code: target.code, scene) else { throw Refusal.notFound }
        let isInside = scene.standing.isModerator || scene.standing.isSystem || CaseRules.isOwn(found, scene.standing)
        if isInside { return found.title }
        let hasReported = try scene.standing.person.map { person in
            try scene.tx.exists("SELECT 1 FROM moderation_report WHERE city = \(scene.city.id) AND case_id = \(found.id) AND reporter = \(person.id)")
        } ?? false
        guard hasReported || found.isPublic else { throw Refusal.notFound }
        return found.object.code.rawValue
    }
}
