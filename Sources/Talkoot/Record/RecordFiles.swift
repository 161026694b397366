import Storage
import TransparencyLog

/// A file of the public record, as an address gives it (C2SP tlog-tiles).
public struct RecordFile: Sendable {
    public let bytes: [UInt8]
    public let contentType: String
    /// For the header `Cache-Control`.
    public let cacheControl: String

    static func text(_ text: String, cacheControl: String = "no-cache") -> RecordFile {
        RecordFile(bytes: Array(text.utf8), contentType: "text/plain; charset=utf-8", cacheControl: cacheControl)
    }
    static let forever = "public, max-age=31536000, immutable"
}

/// The addresses of a log, relative to its prefix: `checkpoint`, `checkpoint/1204`, `key`, `tile/…`, `proof/57`. Each also answers below
/// `epoch-N/` for the present epoch, which is the prefix of a log that began after a restore.
public enum RecordFiles {
    public static func file(_ path: String, _ scene: Scene) throws -> RecordFile? {
        guard let log = try RecordLog.find(scene.city.id, scene.tx) else { return nil }
        let epoch = "epoch-\(log.epoch)/"
        let isNamed = path.hasPrefix(epoch)
        // A tile kept from before a restore would be another epoch's, so only addresses that name theirs never change.
        let cacheControl = isNamed || log.epoch == 1 ? RecordFile.forever : "no-cache"
        return try file(isNamed ? String(path.dropFirst(epoch.count)) : path, log, cacheControl, scene)
    }

    private static func file(_ path: String, _ log: RecordLog, _ cacheControl: String, _ scene: Scene) throws -> RecordFile? {
        if path == "checkpoint" { return try RecordQueries.checkpoint(scene).map { .text($0.note) } }
        if path == "key" { return .text(log.verifier.text + "\n") }
        if let size = number(path, below: "checkpoint/") {
            return try RecordQueries.checkpoint(ofSize: size, scene).map { .text($0.note, cacheControl: cacheControl) }
        }
        if let position = number(path, below: "proof/") { return try RecordQueries.proof(at: position, scene).map { .text($0.description) } }
        guard let tile = TilePath(path) else { return nil }
        return try content(tile, city: scene.city.id, scene.tx).map {
            RecordFile(bytes: $0, contentType: "application/octet-stream", cacheControl: cacheControl)
        }
    }

    /// A tile or bundle, computed from the rows; nil beyond the end of the log.
    static func content(_ path: TilePath, city: ID<City>, _ tx: any Transaction) throws -> [UInt8]? {
        guard case .entries = path.content else { return try RecordTiles(city: city, tx: tx).bytes(path) }
        let bodies = try tx.rows("""
            SELECT body FROM entry WHERE city = \(city) AND position >= \(path.entries.lowerBound) AND position < \(path.entries.upperBound) ORDER BY position
            """) { Array(try $0.text().utf8) }
        return bodies.count == path.width ? try EntryBundle.encode(bodies) : nil
    }

    private static func number(_ path: String, below folder: String) -> Int? {
        guard path.hasPrefix(folder), let number = Int(path.dropFirst(folder.count)), "\(folder)\(number)" == path else { return nil }
        return number
    }
}
