import Crypto
import Foundation
import Storage
import Talkoot

/// What a backup holds, in `manifest.json` beside it. It names nobody.
struct BackupManifest: Codable, Equatable {
    struct File: Codable, Equatable {
        let name: String
        let bytes: Int64
        let sha256: String
    }
    struct City: Codable, Equatable {
        let slug: String
        let epoch: Int
        /// Entries that had their places, under this signed checkpoint, and those that waited for one.
        let size: Int
        let checkpoint: String
        let waiting: Int
    }
    /// Of this file; a program refuses a format that it does not know.
    var format = 1
    let version: String
    let engine: Dialect
    /// The names of the migrations that the database has had.
    let schema: [String]
    let at: String
    let cities: [City]
    let files: [File]

    static let name = "manifest.json"

    static func read(in folder: String) throws -> BackupManifest {
        guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { throw OperationProblem("There is no backup in \(folder): it has no \(name).") }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: bytes) else { throw OperationProblem("\(folder)/\(name) cannot be read; take another backup.") }
        guard manifest.format == 1 else { throw OperationProblem("\(folder) is of format \(manifest.format), which this program does not know: use a newer program.") }
        return manifest
    }
    func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFiles.write(try encoder.encode(self), to: folder + "/" + Self.name)
    }

    /// Compares every file with its size and hash.
    func check(in folder: String) throws {
        for file in files {
            let path = folder + "/" + file.name
            guard FileManager.default.fileExists(atPath: path) else { throw OperationProblem("\(file.name) is missing from the backup \(folder); take another backup.") }
            guard try FileHash.of(path) == (file.bytes, file.sha256) else {
                throw OperationProblem("\(path) is not what was written when the backup was made: it is damaged or was changed. Nothing was restored; take another backup.")
            }
        }
    }

    /// Whether this program can bring the backup up to its own schema.
    func checkSchema() throws {
        let known = Platform.migrations.map(\.name)
        guard schema == Array(known.prefix(schema.count)) else {
            throw OperationProblem("The backup was made by Talkoot \(version), whose schema this program (\(Version.current)) does not know: use that version or a newer one.")
        }
    }
}

/// By its name.
extension Dialect: Codable {}

/// The hash of a file, read in portions.
enum FileHash {
    static func of(_ path: String) throws -> (bytes: Int64, sha256: String) {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var hash = SHA256(), count: Int64 = 0
        while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
            hash.update(data: bytes)
            count += Int64(bytes.count)
        }
        return (count, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}

/// Files and folders that only their owner may read.
enum PrivateFiles {
    static func makeFolder(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) { return }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    static func write(_ bytes: Data, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600]) else { throw OperationProblem("\(path) cannot be written.") }
    }
    static func copy(_ path: String, to other: String) throws {
        try FileManager.default.copyItem(atPath: path, toPath: other)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: other)
        try settle(other)
    }
    /// Waits until a file, or the names in a folder, are on the disk.
    static func settle(_ path: String) throws {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw OperationProblem("\(path) cannot be opened: \(String(cString: strerror(errno))).") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw OperationProblem("\(path) could not be written to the disk: \(String(cString: strerror(errno))).") }
    }
}
