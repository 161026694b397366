public import Storage
public import TransparencyLog

/// Reading the public record. Sealed entries are told of only as what the log shows anyway, so that nobody learns from here
/// that something exists which the own page would hide.
public enum RecordQueries {
    /// What happened to one object, in order, for that object's page, which has checked who may read it.
    /// - Parameter includingSealed: also what is sealed in the log: for those who may know that it happened.
    public static func history(of object: ObjectReference, includingSealed: Bool = false, _ scene: Scene) throws -> [RecordMark] {
        try scene.tx.rows("""
            SELECT \(RecordMark.columns) FROM entry
            WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object_id = \(object.id) AND (is_public OR \(includingSealed)) ORDER BY at LIMIT 500
            """, RecordMark.init(row:)).sorted(by: RecordMark.isBefore)
    }

    /// The public entries of an initiative, in no certain order.
    public static func history(ofInitiative initiative: ID<Initiative>, _ scene: Scene) -> Query<RecordMark> {
        Query("SELECT \(RecordMark.columns) FROM entry WHERE city = \(scene.city.id) AND initiative = \(initiative) AND is_public ORDER BY at LIMIT 1000", RecordMark.init(row:))
    }

    /// The public entries that have their places, the newest first.
    public static func newest(after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<RecordEntry> {
        try Listing.read(
            RecordEntry.columns, from: "entry", where: ["entry.city = \(scene.city.id)", "entry.is_public", "entry.position IS NOT NULL"],
            by: "entry.position", id: "entry.id", after: cursor, limit: limit, scene.tx, RecordEntry.init(row:)
        ) { Cursor(key: Int64($0.mark.position ?? 0), id: $0.id.rawValue) }
    }

    /// The entry at a place: whole where it is public; where it is sealed only its body, as the log publishes it.
    public static func entry(at position: Int, _ scene: Scene) throws -> (body: String, entry: RecordEntry?)? {
        let found = try scene.tx.first("SELECT \(RecordEntry.columns) FROM entry WHERE city = \(scene.city.id) AND position = \(position)", RecordEntry.init(row:))
        return found.map { ($0.mark.body, $0.isPublic ? $0 : nil) }
    }

    /// The proof that the entry at a place stands in the log, against the newest checkpoint; nil while there is no such entry.
    public static func proof(at position: Int, _ scene: Scene) throws -> EntryProof? {
        guard let checkpoint = try checkpoint(scene), position >= 0, position < checkpoint.size else { return nil }
        let tiles = RecordTiles(city: scene.city.id, tx: scene.tx)
        let inclusion = try InclusionProof(index: position, size: checkpoint.size, reading: tiles.reader(size: checkpoint.size))
        return EntryProof(inclusion, checkpoint: try SignedNote(checkpoint.note))
    }

    /// The newest checkpoint, or the one of a size in the present epoch.
    public static func checkpoint(ofSize size: Int? = nil, _ scene: Scene) throws -> RecordCheckpoint? {
        let isWanted: SQLText = size.map { "size = \($0)" } ?? "TRUE"
        return try scene.tx.first("""
            SELECT \(RecordCheckpoint.columns) FROM record_checkpoint
            WHERE city = \(scene.city.id) AND epoch = (SELECT epoch FROM record_log WHERE city = \(scene.city.id)) AND \(isWanted)
            ORDER BY size DESC LIMIT 1
            """, RecordCheckpoint.init(row:))
    }

    /// The checkpoints as a feed, the newest first.
    public static func checkpoints(limit: Int = 50, _ scene: Scene) throws -> [RecordCheckpoint] {
        try RecordCheckpoint.newest(scene.city.id, limit: limit, scene.tx)
    }

    /// The log's public key as it is written in C2SP notes; nil before the first entry.
    public static func key(_ scene: Scene) throws -> String? { try RecordLog.find(scene.city.id, scene.tx)?.verifier.text }
}

extension RecordCheckpoint {
    static func newest(_ city: ID<City>, limit: Int, _ tx: any Transaction) throws -> [RecordCheckpoint] {
        try tx.rows("SELECT \(columns) FROM record_checkpoint WHERE city = \(city) ORDER BY epoch DESC, size DESC LIMIT \(limit)", RecordCheckpoint.init(row:))
    }
}
