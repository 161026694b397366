import Crypto
import Foundation
import TransparencyLog

/// The key that signs the record's checkpoints. It lives in a file outside the database: whoever holds only the database can neither
/// sign nor show another past under the same name.
public struct RecordKey: Sendable {
    /// The installation's name, which every log of it begins with: `innovation.example.org`. It stays what it was when the key was made.
    public let installation: String
    /// Where the key and the heads of what was published lie; nil for a key in memory.
    public let directory: String?
    private let privateKey: Curve25519.Signing.PrivateKey

    /// The key that belongs to 32 secret bytes.
    public init(installation: String, seed: [UInt8], directory: String? = nil) throws {
        privateKey = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        _ = try SignerKey(name: installation, privateKey: privateKey)
        self.installation = installation
        self.directory = directory
    }
    var seed: [UInt8] { [UInt8](privateKey.rawRepresentation) }

    /// Reads `record.key` in the directory, or makes it with mode 0600. Two processes that start at once get the same key.
    /// - Throws: ``RecordProblem`` for a file that others may read, or that holds no key; errors of the file system.
    public static func load(in directory: String, installation: String, random: Randomness) throws -> RecordKey {
        let path = directory + "/" + fileName
        if !FileManager.default.fileExists(atPath: path) {
            let fresh = try RecordKey(installation: installation, seed: random.bytes(32))
            try PrivateFile.create(path, text: fresh.signer(origin: installation).text + "\n", suffix: Hex.text(random.bytes(8)))
        }
        return try read(in: directory)
    }

    /// Reads `record.key`, which has to be there.
    public static func read(in directory: String) throws -> RecordKey {
        let path = directory + "/" + fileName
        guard try PrivateFile.isPrivate(path) else { throw RecordProblem.keyIsReadable(path) }
        let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        // The name is read from the text, since the key type keeps only what it needs to sign.
        guard let signer = try? SignerKey(text), let bytes = privateBytes(of: text) else { throw RecordProblem.keyIsMalformed(path) }
        return try RecordKey(installation: signer.verifier.name, seed: bytes, directory: directory)
    }
    /// The same, or nil where there is no such file.
    static func find(in directory: String) throws -> RecordKey? {
        FileManager.default.fileExists(atPath: directory + "/" + fileName) ? try read(in: directory) : nil
    }
    static let fileName = "record.key"

    public var publicKey: [UInt8] { [UInt8](privateKey.publicKey.rawRepresentation) }
    func signer(origin: String) throws -> SignerKey { try SignerKey(name: origin, privateKey: privateKey) }

    /// The name of a city's first log.
    func origin(of slug: String) -> String { "\(installation)/\(slug)" }
    /// After a restore that lost published entries it is another log, and its name says so. The mark is drawn at each restore: a copy that was restored
    /// beside the living installation holds the same key, and must never sign another past under a name that the living one uses later.
    func origin(of slug: String, epoch: Int, mark: [UInt8]) -> String { origin(of: slug) + "\(LogName.epochMark)\(epoch)-\(Hex.text(mark))" }

    private static func privateBytes(of text: String) -> [UInt8]? {
        let fields = text.split(separator: "+", maxSplits: 4)
        guard fields.count == 5, let bytes = Data(base64Encoded: String(fields[4])), bytes.count == 33 else { return nil }
        return Array(bytes.dropFirst())
    }
}

/// Files that only their owner may read.
enum PrivateFile {
    /// Writes a new file as a whole: it appears with its content or not at all, and never over another one.
    static func create(_ path: String, text: String, suffix: String) throws {
        let draft = "\(path).\(suffix)"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw RecordProblem.cannotWrite(path) }
        defer { unlink(draft) }
        let bytes = Array(text.utf8)
        let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        guard close(file) == 0, isWritten else { throw RecordProblem.cannotWrite(path) }
        // A link fails where somebody was faster; then theirs counts.
        if link(draft, path) != 0, errno != EEXIST { throw RecordProblem.cannotWrite(path) }
    }

    static func isPrivate(_ path: String) throws -> Bool {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        return mode.map { $0 & 0o077 == 0 } ?? false
    }
}

/// Why the record cannot go on.
public enum RecordProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case noKey
    case keyIsReadable(String)
    case keyIsMalformed(String)
    case otherKey(city: String)
    case headIsMalformed(String)
    case cannotWrite(String)
    case noSuchCity(String)
    case noCheckpoint(String)

    public var description: String {
        switch self {
        case .noKey: "The record has no key to sign with."
        case .keyIsReadable(let path): "Others may read the key \(path): say chmod 600, and consider whether it has been read."
        case .keyIsMalformed(let path): "\(path) holds no key."
        case .otherKey(let city): "The record of \(city) was signed with another key than the one in the data directory."
        case .headIsMalformed(let path): "\(path) is not a signed checkpoint of this log."
        case .cannotWrite(let path): "\(path) cannot be written."
        case .noSuchCity(let slug): "There is no city “\(slug)”."
        case .noCheckpoint(let slug): "The record of \(slug) has no checkpoint yet."
        }
    }
}
