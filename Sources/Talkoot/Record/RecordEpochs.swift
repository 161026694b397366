public import Storage
import TransparencyLog

/// Restore is not time travel: entries that were published cannot be taken back by loading an older database. The old log is never
/// signed again at a smaller size or with another past; a new one begins under a name of its own, says what was lost, and goes on from what is left.
extension RecordSequencer {
    /// The checkpoint that was published but that the database does not know; nil when nothing was lost.
    func lostHead(_ note: String?, _ city: City, _ log: RecordLog, _ tx: any Transaction) throws -> (checkpoint: Checkpoint, epoch: Int)? {
        guard let note, !note.isEmpty else { return nil }
        if try tx.exists("SELECT 1 FROM record_checkpoint WHERE city = \(city.id) AND note = \(note) LIMIT 1") { return nil }
        let problem = RecordProblem.headIsMalformed(PublishedHeads(beside: key).path(of: city.slug) ?? city.slug)
        guard let text = try? SignedNote(note).text, let origin = try? Checkpoint(text: text).origin, LogName.base(of: origin) == key.origin(of: city.slug), let epoch = LogName.epoch(of: origin),
              let head = try? Checkpoint(signed: note, by: key.signer(origin: origin).verifier) else { throw problem }
        return (head, epoch)
    }

    /// The end of what a restored database knows, where no later head is known to be lost; nil for a log without entries.
    func ownHead(_ log: RecordLog) throws -> (checkpoint: Checkpoint, epoch: Int)? {
        if log.tree.size == 0 { return nil }
        return (try Checkpoint(origin: log.verifier.name, size: log.tree.size, root: log.tree.root), log.epoch)
    }

    /// The first entry of an epoch.
    func beginEpoch(_ log: RecordLog, after lost: Checkpoint, _ city: City, _ tx: any Transaction) throws -> (id: ID<Entry>, body: String) {
        let id = ID<Entry>(random.datedID(at: now))
        let body = EpochNote(epoch: log.epoch, kept: log.tree.size, lost: lost).body(city, now)
        try tx.run("""
            INSERT INTO entry (city, id, ticket, at, event, object_kind, object_id, object_code, is_public, part, act, act_id, body)
            VALUES (\(city.id), \(id), \(Tickets.next(at: now)), \(now), \(EpochNote.event), \("record"), \(city.id), \(city.slug), \(true), \("system"),
                \("record.reopen"), \(id), \(body))
            """)
        return (id, body)
    }
}

/// What the name of a log tells: `talkoot.example/kuusila`, or `talkoot.example/kuusila/epoch-2-5d0c41fe` after a restore.
enum LogName {
    static let epochMark = "/epoch-"

    /// The name without its epoch.
    static func base(of origin: String) -> String { origin.ranges(of: epochMark).first.map { String(origin[..<$0.lowerBound]) } ?? origin }
    /// Names of before 2026-11-22 end after the number.
    static func epoch(of origin: String) -> Int? {
        guard let mark = origin.ranges(of: epochMark).first else { return 1 }
        return Int(origin[mark.upperBound...].prefix { $0 != "-" })
    }
}

/// What an epoch says of the one before: how many of its entries are left, and which head of it can no longer be shown.
struct EpochNote: Equatable {
    static let event = "record.epochBegan"
    let epoch: Int
    let kept: Int
    let lost: Checkpoint

    init(epoch: Int, kept: Int, lost: Checkpoint) {
        self.epoch = epoch
        self.kept = kept
        self.lost = lost
    }

    func body(_ city: City, _ now: Instant) -> String {
        JSON.object([
            "v": 1, "city": .text(city.slug), "at": .text(now.rfc3339), "event": .text(Self.event), "act": "record.reopen", "part": "system",
            "object": .text("record/\(city.slug)"), "epoch": .integer(Int64(epoch)), "kept": .integer(Int64(kept)),
            "lost": ["origin": .text(lost.origin), "size": .integer(Int64(lost.size)), "root": .text(lost.root.base64)],
        ]).canonical
    }

    /// The note in an entry's body; nil for every other entry.
    init?(_ body: JSON) {
        guard body["event"]?.text == Self.event, let epoch = body["epoch"]?.integer, let kept = body["kept"]?.integer, let lost = body["lost"],
              let origin = lost["origin"]?.text, let size = lost["size"]?.integer, let root = lost["root"]?.text.flatMap(TreeHash.init(base64:)),
              let checkpoint = try? Checkpoint(origin: origin, size: Int(size), root: root) else { return nil }
        self.init(epoch: Int(epoch), kept: Int(kept), lost: checkpoint)
    }
}

/// A new beginning of a city's record after a restore: what was kept of the epoch before, and what was lost.
public struct RecordEpoch: Sendable, Hashable {
    public let number: Int
    public let at: Instant
    /// Where its first entry stands; nil for a moment.
    public let position: Int?
    public let kept: Int
    /// Entries that were published and are no longer there.
    public let lost: Int
}

extension RecordQueries {
    /// The restores that the record tells of, the newest first.
    public static func epochs(limit: Int = 20, _ scene: Scene) throws -> [RecordEpoch] {
        try scene.tx.rows("""
            SELECT at, position, body FROM entry WHERE city = \(scene.city.id) AND object_kind = \("record") AND object_id = \(scene.city.id) AND event = \(EpochNote.event) ORDER BY at DESC LIMIT \(limit)
            """) { (try $0.instant(), try $0.optionalInt(), try $0.text()) }
            .compactMap { at, position, body in
                try EpochNote(try JSON(parsing: body)).map { RecordEpoch(number: $0.epoch, at: at, position: position, kept: $0.kept, lost: max(0, $0.lost.size - $0.kept)) }
            }
    }
}
