import Storage

enum CaseTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE moderation_case (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL,
            title TEXT NOT NULL, text TEXT NOT NULL, initiative TEXT, author TEXT, organisation TEXT, department TEXT, was_open BOOLEAN NOT NULL, origin TEXT NOT NULL,
            rule TEXT NOT NULL, reports BIGINT NOT NULL, signs TEXT NOT NULL, state TEXT NOT NULL, version BIGINT NOT NULL, due_at BIGINT, opened_at BIGINT NOT NULL,
            assigned_to TEXT, decided_by TEXT, decided_at BIGINT, reason TEXT NOT NULL, appeal_until BIGINT, appeal TEXT NOT NULL, appealed_at BIGINT,
            answered_by TEXT, answered_at BIGINT, answer TEXT NOT NULL, former_title TEXT, cover_title TEXT, PRIMARY KEY (city, id), UNIQUE (city, code))
        """,
        // One open case for each text: whoever reports it again joins that one.
        "CREATE UNIQUE INDEX moderation_case_open ON moderation_case (city, object_kind, object_id) WHERE state = 'open'",
        "CREATE INDEX moderation_case_text ON moderation_case (city, object_kind, object_id, opened_at)",
        "CREATE INDEX moderation_case_queue ON moderation_case (city, due_at, id) WHERE state IN ('open', 'appealed')",
        "CREATE INDEX moderation_case_author ON moderation_case (city, author, opened_at)",
        "CREATE INDEX moderation_case_opened ON moderation_case (city, opened_at, id)",
        """
        CREATE TABLE moderation_report (
            city TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, reporter TEXT, email TEXT, tracking TEXT NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL,
            at BIGINT NOT NULL, PRIMARY KEY (city, id), UNIQUE (city, case_id, reporter), UNIQUE (city, tracking), FOREIGN KEY (city, case_id) REFERENCES moderation_case (city, id))
        """,
        "CREATE INDEX moderation_report_reporter ON moderation_report (city, reporter, at)",
        "CREATE INDEX moderation_report_at ON moderation_report (city, at)",
        """
        CREATE TABLE author_measure (
            city TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL, until_at BIGINT, ended_at BIGINT, reason TEXT NOT NULL, given_by TEXT,
            PRIMARY KEY (city, id), FOREIGN KEY (city, case_id) REFERENCES moderation_case (city, id))
        """,
        "CREATE INDEX author_measure_person ON author_measure (city, person, at)",
        """
        CREATE TABLE moderation_template (
            city TEXT NOT NULL REFERENCES city (id), rule TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, set_by TEXT, set_at BIGINT NOT NULL, PRIMARY KEY (city, rule, language))
        """,
        """
        CREATE TABLE recent_send (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, sender TEXT NOT NULL, at BIGINT NOT NULL, object_kind TEXT NOT NULL, object_code TEXT NOT NULL, PRIMARY KEY (city, id))
        """,
        "CREATE INDEX recent_send_sender ON recent_send (city, sender, at)",
        "CREATE INDEX recent_send_at ON recent_send (at)",
    ]

    /// What people say who reported a text that stayed.
    static let objections: [SQLText] = [
        "ALTER TABLE moderation_report ADD COLUMN objection TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE moderation_report ADD COLUMN objected_at BIGINT",
        "DROP INDEX moderation_case_queue",
        "CREATE INDEX moderation_case_queue ON moderation_case (city, due_at, id) WHERE state IN ('open', 'appealed', 'disputed')",
    ]

    static let erasures: [SQLText] = [
        "ALTER TABLE moderation_case ADD COLUMN erased_at BIGINT",
        "CREATE INDEX moderation_case_hidden ON moderation_case (decided_at) WHERE state IN ('hidden', 'upheld') AND erased_at IS NULL",
    ]

    /// How many texts were erased is asked every second.
    static let erasedIndex: SQLText = "CREATE INDEX moderation_case_erased ON moderation_case (city, object_kind, object_code) WHERE erased_at IS NOT NULL"

    /// What the cases about a text have of it, also earlier ones that ended otherwise; one that waits for somebody goes on without its words.
    static func eraseText(of object: ObjectReference, _ change: Change) throws {
        try change.tx.run("""
            UPDATE moderation_case SET title = object_code, text = '', former_title = NULL, version = version + 1,
                erased_at = CASE WHEN state IN ('open', 'disputed', 'appealed') THEN erased_at ELSE COALESCE(erased_at, \(change.now)) END
            WHERE city = \(change.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id)
            """)
    }

    static func find(code: PublicCode, _ scene: Scene) throws -> ModerationCase? {
        try scene.tx.first("SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND code = \(code)", ModerationCase.init(row:))
    }
    static func open(of object: ObjectReference, _ scene: Scene) throws -> ModerationCase? {
        try scene.tx.first("""
            SELECT \(ModerationCase.columns) FROM moderation_case WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND state = 'open'
            """, ModerationCase.init(row:))
    }
    /// The newest that was not dismissed.
    static func newest(of object: ObjectReference, _ scene: Scene) throws -> ModerationCase? {
        try scene.tx.first("""
            SELECT \(ModerationCase.columns) FROM moderation_case
            WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND state NOT IN ('kept', 'disputed') ORDER BY opened_at DESC, id DESC LIMIT 1
            """, ModerationCase.init(row:))
    }

    static func insert(about text: PublicText, _ origin: ModerationCase.Origin, _ rule: ConductRule, signs: [SpamSign] = [], _ change: Change) throws -> ModerationCase {
        let id: ID<ModerationCase> = change.newUndatedID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO moderation_case (city, id, code, object_kind, object_id, object_code, title, text, initiative, author, organisation, department, was_open, origin, rule, reports,
                signs, state, version, due_at, opened_at, reason, appeal, answer)
            VALUES (\(change.city.id), \(id), \(code), \(text.object.kind), \(text.object.id), \(text.object.code), \(String(text.title.prefix(200))), \(text.text), \(text.initiative), \(text.author),
                \(text.organisation), \(text.department), \(text.isOpen && text.visibility.isShown), \(origin), \(rule), \(0), \(signs.map(\.rawValue).joined(separator: ",")), \(ModerationCase.State.open), \(1),
                \(due(.open, change)), \(change.now), '', '', '')
            """)
        guard let made = try find(code: code, change) else { throw Refusal.stale }
        try change.begins(.open, ModerationCase.lifecycle, made.reference, of: nil, department: made.department, promisedAt: made.dueAt)
        return made
    }

    /// Moves it with whatever else the move sets, or says that somebody was faster.
    static func move(_ found: ModerationCase, to state: ModerationCase.State, setting values: SQLText, _ change: Change) throws -> ModerationCase {
        let dueAt = due(state, change)
        let changed = try change.tx.run("""
            UPDATE moderation_case SET state = \(state), due_at = \(dueAt), assigned_to = NULL, version = version + 1\(values)
            WHERE city = \(change.city.id) AND id = \(found.id) AND state = \(found.state) AND version = \(found.version)
            """)
        if changed == 0 { throw Refusal.stale }
        try change.enters(state, ModerationCase.lifecycle, found.reference, of: nil, department: found.department, promisedAt: dueAt)
        guard let moved = try find(code: found.code, change) else { throw Refusal.stale }
        return moved
    }

    private static func due(_ state: ModerationCase.State, _ change: Change) -> Instant? {
        ModerationCase.lifecycle.promises[state].map { promise in
            let calendar = change.city.calendar
            return calendar.end(of: calendar.adding(businessDays: change.city.setting(promise.setting, default: promise.days), to: change.today))
        }
    }
}
