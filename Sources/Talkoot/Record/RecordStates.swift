import Foundation
public import Storage
import TransparencyLog

/// How far a city's record has come.
public struct RecordState: Sendable, Hashable {
    public let slug: String
    /// The log's name, with its epoch.
    public let origin: String
    public let epoch: Int
    public let size: Int
    /// The newest signed checkpoint; empty before the first.
    public let checkpoint: String
    /// Entries that have no place yet.
    public let waiting: Int
}

/// What a restore did to a city's record: the new epoch, how many entries are left, and how many the lost head had.
public struct EpochBegun: Sendable, Hashable {
    public let slug: String
    public let origin: String
    public let kept: Int
    public let lostOrigin: String
    public let lostSize: Int
}

extension RecordQueries {
    /// All cities, the oldest first, as one transaction sees them.
    public static func states(_ tx: any Transaction) throws -> [RecordState] {
        // Few columns, which every version has: a backup is made before an older database is brought up.
        try tx.rows("SELECT id, slug FROM city ORDER BY created_at, slug") { (id: try $0.value(ID<City>.self), slug: try $0.text()) }.map { city in
            let log = try RecordLog.find(city.id, tx), newest = try RecordCheckpoint.newest(city.id, limit: 1, tx).first
            return RecordState(
                slug: city.slug, origin: log?.verifier.name ?? "", epoch: log?.epoch ?? 1, size: log?.tree.size ?? 0, checkpoint: newest?.note ?? "",
                waiting: try tx.count("SELECT count(*) FROM entry WHERE city = \(city.id) AND position IS NULL"))
        }
    }

    /// The last epoch of each city that began after a restore.
    public static func epochsBegun(_ tx: any Transaction) throws -> [EpochBegun] {
        try CityTable.all(tx).compactMap { city in
            let body = try tx.first("""
                SELECT body FROM entry WHERE city = \(city.id) AND event = \(EpochNote.event) AND position IS NOT NULL ORDER BY position DESC LIMIT 1
                """) { try $0.text() }
            guard let body, let note = EpochNote(try JSON(parsing: body)), let log = try RecordLog.find(city.id, tx) else { return nil }
            return EpochBegun(slug: city.slug, origin: log.verifier.name, kept: note.kept, lostOrigin: note.lost.origin, lostSize: note.lost.size)
        }
    }
}

/// The heads of what was published, carried from one folder to another: a restore must know them, or it would sign a past anew.
public enum RecordHeads {
    /// Takes over each city's head from the folder where it is further than the one here, or where there is none here. The signatures are checked when
    /// the record is reopened.
    public static func adopt(from other: String, to folder: String) throws {
        let theirs = other + "/record.head", ours = folder + "/record.head"
        guard FileManager.default.fileExists(atPath: theirs) else { return }
        try FileManager.default.createDirectory(atPath: ours, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for slug in try FileManager.default.contentsOfDirectory(atPath: theirs).sorted() where !slug.hasPrefix(".") {
            let note = try String(contentsOfFile: "\(theirs)/\(slug)", encoding: .utf8)
            let kept = FileManager.default.contents(atPath: "\(ours)/\(slug)").map { String(decoding: $0, as: UTF8.self) }
            if let kept, try !isFurther(note, than: kept) { continue }
            try Data(note.utf8).write(to: URL(fileURLWithPath: "\(ours)/\(slug)"), options: .atomic)
        }
    }

    private static func isFurther(_ note: String, than other: String) throws -> Bool {
        let (a, b) = (try place(note), try place(other))
        return a.epoch != b.epoch ? a.epoch > b.epoch : a.size > b.size
    }
    private static func place(_ note: String) throws -> (epoch: Int, size: Int) {
        let head = try Checkpoint(text: SignedNote(note).text)
        return (LogName.epoch(of: head.origin) ?? 1, head.size)
    }
}
