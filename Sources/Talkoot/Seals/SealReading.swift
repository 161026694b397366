import Storage

/// One reading under an open seal. Nothing sealed is read without one: the rules of the rooms ask for a reading that lasts, not only for an open seal.
public struct SealReading: Sendable, Hashable {
    public let id: ID<SealReading>
    public let at: Instant
    /// Its last moment.
    public let until: Instant

    /// Long enough for a page and its files, short enough that who reads on is written down again.
    static let seconds: Int64 = 15 * 60
}

/// Begins a reading. It is in the record and on the page of the seal before the first word is seen.
public struct ReadUnderSeal: SealAct {
    public static let name = "seal.read"
    public static let permitted: [Who] = [.role(.administrator)]
    public static let form = Form { ReadUnderSeal() }

    /// The seal opens to whoever asked, and while that person is an administrator.
    public static func objection(_ standing: Standing, _ matter: SealedMatter) -> String? {
        matter.seal.askedBy != nil && matter.seal.askedBy == standing.person?.id ? nil : "denied.sealOther"
    }
    public static func isOpen(_ matter: SealedMatter, _ scene: Scene) throws -> Bool { matter.seal.isOpen(at: scene.now) && matter.object?.isSealed == true }

    public func apply(_ matter: SealedMatter, _ change: Change) throws -> Outcome {
        guard let end = matter.seal.until else { throw Refusal.stale }
        let until = min(change.now.adding(seconds: SealReading.seconds), end)
        let isFirst = matter.seal.readings == 0
        try SealTable.note(SealReading(id: change.newID(), at: change.now, until: until), of: matter.seal, change)
        _ = try change.tell(.read, matter.seal, facts: ["until": .text(until.rfc3339), "isFirst": .bool(isFirst)])
        return Outcome(matter.seal.object)
    }
}

extension SealQueries {
    /// When it was read, the newest first, for everybody who may know of the opening.
    public static func readings(of seal: SealBreak, limit: Int = 50, _ scene: Scene) throws -> [SealReading] {
        try scene.tx.rows("""
            SELECT id, at, until_at FROM seal_reading WHERE city = \(scene.city.id) AND seal = \(seal.id) ORDER BY at DESC, id LIMIT \(limit)
            """) { SealReading(id: try $0.value(), at: try $0.instant(), until: try $0.instant()) }
    }
    /// Whether this reader can go on to what the seal is about: it is their own, or they read it now.
    public static func isReadable(_ matter: SealedMatter, _ scene: Scene) throws -> Bool {
        if matter.seal.object.kind != .scoreSheet, matter.seal.wasOpened, matter.isOwn(scene.standing) { return true }
        return try SealRules.isReading(matter.seal.object, scene)
    }
}

extension SealTable {
    static let readings: [SQLText] = [
        """
        CREATE TABLE seal_reading (
            city TEXT NOT NULL, id TEXT NOT NULL, seal TEXT NOT NULL, at BIGINT NOT NULL, until_at BIGINT NOT NULL, PRIMARY KEY (city, id),
            FOREIGN KEY (city, seal) REFERENCES seal_break (city, id))
        """,
        "CREATE INDEX seal_reading_seal ON seal_reading (city, seal, at)",
    ]
    fileprivate static func note(_ reading: SealReading, of seal: SealBreak, _ change: Change) throws {
        try change.tx.run("INSERT INTO seal_reading (city, id, seal, at, until_at) VALUES (\(change.city.id), \(reading.id), \(seal.id), \(reading.at), \(reading.until))")
    }
}
