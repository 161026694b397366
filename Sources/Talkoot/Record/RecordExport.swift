import Foundation
public import Storage
import TransparencyLog

/// A city's record as files: checkpoint, tiles and bundles under the names of C2SP tlog-tiles, the public key, and every checkpoint before.
/// Any web server, mirror or memory stick can hold them.
public struct RecordExport: Sendable {
    static let historyName = "checkpoints.jsonl"
    private let database: any Database

    public init(_ database: any Database) { self.database = database }

    /// Writes the record as it is at the beginning; what is placed meanwhile is left for the next time.
    /// Returns the number of entries. Existing files are written over.
    @discardableResult public func write(city slug: String, to folder: String) async throws -> Int {
        let (city, log, history) = try await database.read { tx in
            guard let city = try CityTable.find(slug: slug, tx) else { throw RecordProblem.noSuchCity(slug) }
            guard let log = try RecordLog.find(city.id, tx) else { throw RecordProblem.noCheckpoint(slug) }
            return (city.id, log, try RecordCheckpoint.all(city.id, tx))
        }
        guard let newest = history.last else { throw RecordProblem.noCheckpoint(slug) }
        for path in TilePath.tiles(from: 0, to: newest.size) + TilePath.bundles(from: 0, to: newest.size) {
            let bytes = try await database.read { try RecordFiles.content(path, city: city, $0) }
            guard let bytes else { throw RecordFault(index: path.entries.lowerBound, "\(path) is not whole in the database") }
            try Self.write(bytes, folder, path.description)
        }
        try Self.write(Array((log.verifier.text + "\n").utf8), folder, "key")
        try Self.write(history.flatMap { Array(($0.json.canonical + "\n").utf8) }, folder, Self.historyName)
        // Last, so that a folder whose writing was cut short never claims more than it has.
        try Self.write(Array(newest.note.utf8), folder, "checkpoint")
        return newest.size
    }

    /// The notes in a file of checkpoints.
    static func notes(in file: [UInt8]) throws -> [String] {
        try file.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            guard let note = (try? JSON(parsing: line))?["note"]?.text else { throw RecordFault("\(historyName) has no checkpoint in line \(number + 1)") }
            return note
        }
    }

    private static func write(_ bytes: [UInt8], _ folder: String, _ path: String) throws {
        let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}

extension RecordCheckpoint {
    /// Every checkpoint of all epochs, the oldest first.
    static func all(_ city: ID<City>, _ tx: any Transaction) throws -> [RecordCheckpoint] {
        try tx.rows("SELECT \(columns) FROM record_checkpoint WHERE city = \(city) ORDER BY epoch, size", RecordCheckpoint.init(row:))
    }
    var json: JSON { ["epoch": .integer(Int64(epoch)), "size": .integer(Int64(size)), "at": .text(at.rfc3339), "note": .text(note)] }
}
