import Storage

public enum SealQueries {
    public static func seal(_ target: Target, _ scene: Scene) throws -> SealBreak {
        guard let seal = try SealTable.find(target.code, scene), SealRules.mayRead(seal, scene.standing) else { throw Refusal.notFound }
        return seal
    }
    public static func matter(_ target: Target, _ scene: Scene) throws -> SealedMatter {
        let seal = try seal(target, scene)
        return SealedMatter(seal: seal, object: try Seals.object(seal.object.code, scene), headed: scene.standing.departments)
    }
    /// Newest first, those that the reader may know of.
    public static func list(after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<SealBreak> {
        try Listing.read(
            SealBreak.columns, from: "seal_break", where: ["seal_break.city = \(scene.city.id)", SealRules.scope(scene.standing)], by: "seal_break.asked_at", id: "seal_break.id",
            after: cursor, limit: limit, scene.tx, SealBreak.init(row:)) { Cursor(key: $0.askedAt.milliseconds, id: $0.id.rawValue) }
    }
    /// What asks something of the reader: requests that wait for their answer, and what they may read now.
    public static func waiting(_ scene: Scene) throws -> [SealBreak] {
        guard let person = scene.standing.person, SealRules.decides(scene.standing) else { return [] }
        return try scene.tx.rows("""
            SELECT \(SealBreak.columns) FROM seal_break WHERE seal_break.city = \(scene.city.id)
            AND ((seal_break.state = 'asked' AND seal_break.asked_by <> \(person.id) AND seal_break.asked_at > \(scene.now.adding(days: -SealBreak.answerDays)))
                OR (seal_break.state = 'open' AND seal_break.asked_by = \(person.id) AND seal_break.until_at > \(scene.now)))
            ORDER BY seal_break.asked_at, seal_break.id LIMIT 20
            """, SealBreak.init(row:)).filter { try $0.state == .open || mayAnswer($0, scene) }
    }
    /// Nobody is asked about what is their own, or open by now.
    private static func mayAnswer(_ seal: SealBreak, _ scene: Scene) throws -> Bool {
        guard let object = try Seals.object(seal.object.code, scene), object.isSealed else { return false }
        return !SealedMatter(seal: seal, object: object, headed: []).isOwn(scene.standing)
    }
    /// What everybody who may read a sealed object is told of its openings: those that happened, not what was only asked for.
    public static func openings(of object: ObjectReference, _ scene: Scene) throws -> [SealBreak] {
        try scene.tx.rows("""
            SELECT \(SealBreak.columns) FROM seal_break WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND until_at IS NOT NULL ORDER BY decided_at, id
            """, SealBreak.init(row:))
    }
    /// Reason and object: for those who decide about it, and for those whose object it is.
    public static func mayReadWhole(_ matter: SealedMatter, _ scene: Scene) -> Bool {
        let standing = scene.standing
        return standing.isSystem || SealRules.decides(standing) || standing.matches(.author, matter.bearings) || (matter.seal.wasOpened && matter.isOwn(standing))
    }
    /// Why the seal of an object was opened: for those who decide about seals, and for those whose object it is.
    public static func mayReadWhy(of home: any ActSubject, _ standing: Standing) -> Bool {
        SealRules.decides(standing) || standing.matches(.author, home.bearings) || standing.matches(.representative, home.bearings)
    }
}

enum SealTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE seal_break (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL,
            reason TEXT NOT NULL, days BIGINT NOT NULL, state TEXT NOT NULL CHECK (state IN ('asked', 'open', 'refused', 'ended')), asked_by TEXT, asked_at BIGINT NOT NULL,
            decided_by TEXT, decided_at BIGINT, answer TEXT NOT NULL, until_at BIGINT, ended_at BIGINT, PRIMARY KEY (city, id), UNIQUE (city, code),
            CHECK (state <> 'open' OR until_at IS NOT NULL))
        """,
        "CREATE INDEX seal_break_object ON seal_break (city, object_kind, object_id)",
        "CREATE INDEX seal_break_asked ON seal_break (city, asked_at, id)",
    ]

    static func find(_ code: PublicCode, _ scene: Scene) throws -> SealBreak? {
        try scene.tx.first("SELECT \(SealBreak.columns) FROM seal_break WHERE city = \(scene.city.id) AND code = \(code)", SealBreak.init(row:))
    }
    /// Whether the same person waits for an answer about it, or reads it now.
    static func isPending(_ object: ObjectReference, by person: ID<Person>?, _ scene: Scene) throws -> Bool {
        try scene.tx.exists("""
            SELECT 1 FROM seal_break WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND asked_by = \(person)
            AND ((state = 'asked' AND asked_at > \(scene.now.adding(days: -SealBreak.answerDays))) OR (state = 'open' AND until_at > \(scene.now)))
            """)
    }
    static func insert(_ object: ObjectReference, reason: String, days: Int, _ change: Change) throws -> SealBreak {
        let id: ID<SealBreak> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO seal_break (city, id, code, object_kind, object_id, object_code, reason, days, state, asked_by, asked_at, answer)
            VALUES (\(change.city.id), \(id), \(code), \(object.kind), \(object.id), \(object.code), \(reason), \(days), \(SealBreak.State.asked), \(change.standing.person?.id), \(change.now), '')
            """)
        guard let made = try find(code, change) else { throw Refusal.stale }
        return made
    }
    static func move(_ seal: SealBreak, to state: SealBreak.State, setting values: SQLText, _ change: Change) throws -> SealBreak {
        let changed = try change.tx.run("UPDATE seal_break SET state = \(state)\(values) WHERE city = \(change.city.id) AND id = \(seal.id) AND state = \(seal.state)")
        guard changed == 1, let moved = try find(seal.code, change) else { throw Refusal.stale }
        return moved
    }
}
