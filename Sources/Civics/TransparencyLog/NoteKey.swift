public import Crypto

/// The kinds of signature that this library makes and checks.
public enum NoteAlgorithm: UInt8, Hashable, Sendable {
    /// Ed25519 over the text of the note: what a log signs with (C2SP signed-note).
    case ed25519 = 0x01
    /// Ed25519 over a time and the text: what a witness signs with (C2SP tlog-cosignature).
    case cosignatureV1 = 0x04
}

/// Why a key cannot be read.
public enum InvalidNoteKey: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text does not have the parts of a key.
    case malformed
    /// A key's name is empty, or has white space or a plus sign in it.
    case badName(String)
    /// The key is of a kind that this library does not know.
    case unknownAlgorithm(UInt8)
    /// The key id is not the one that belongs to the name and the key.
    case wrongID

    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .malformed: "This is not a key of the form name+id+key."
        case .badName(let name): "The key's name “\(name)” is empty or has white space or a plus sign in it."
        case .unknownAlgorithm(let type): "Keys of type \(type) are not known; 1 and 4 are."
        case .wrongID: "The key's id does not belong to its name and key."
        }
    }
}

/// A public key that checks signatures of notes.
public struct VerifierKey: Hashable, Sendable {
    /// The key's name; a log's key is named as its origin.
    public let name: String
    /// The kind of signature.
    public let algorithm: NoteAlgorithm
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]
    /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), which signatures carry.
    public let id: UInt32

    /// A key from its parts. Throws `InvalidNoteKey` for a bad name or another number of bytes than 32.
    public init(
        name: String, publicKey: [UInt8], algorithm: NoteAlgorithm = .ed25519
    ) throws(InvalidNoteKey) {
        guard NoteKeyText.isName(name) else { throw .badName(name) }
        guard publicKey.count == 32 else { throw .malformed }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        id = NoteKeyText.id(name: name, key: [algorithm.rawValue] + publicKey)
    }

    /// Reads a key's text, `name+0123abcd+base64`, and checks that its id belongs to it.
    public init(_ text: String) throws(InvalidNoteKey) {
        let parts = try NoteKeyText.parse(text)
        try self.init(name: parts.name, publicKey: parts.key, algorithm: parts.algorithm)
        guard id == parts.id else { throw .wrongID }
    }

    /// The key as text, to be published: `name+0123abcd+base64`.
    public var text: String {
        NoteKeyText.write(name: name, id: id, key: [algorithm.rawValue] + publicKey)
    }

    /// Whether `signature` is a valid Ed25519 signature of `message`.
    func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// A private key that signs notes. Keep its text in a file that only the log can read.
public struct SignerKey: Sendable {
    /// The public half, which the signatures are checked with.
    public let verifier: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// A new key, or the one that belongs to an existing Ed25519 private key.
    public init(
        name: String, privateKey: Curve25519.Signing.PrivateKey = .init(), algorithm: NoteAlgorithm = .ed25519
    ) throws(InvalidNoteKey) {
        self.privateKey = privateKey
        verifier = try VerifierKey(
            name: name, publicKey: [UInt8](privateKey.publicKey.rawRepresentation), algorithm: algorithm)
    }

    /// Reads a private key's text, `PRIVATE+KEY+name+0123abcd+base64`.
    public init(_ text: String) throws(InvalidNoteKey) {
        guard text.utf8.starts(with: NoteKeyText.privatePrefix.utf8) else { throw .malformed }
        let rest = String(decoding: text.utf8.dropFirst(NoteKeyText.privatePrefix.utf8.count), as: UTF8.self)
        let parts = try NoteKeyText.parse(rest)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: parts.key) else { throw .malformed }
        try self.init(name: parts.name, privateKey: key, algorithm: parts.algorithm)
        guard verifier.id == parts.id else { throw .wrongID }
    }

    /// The private key as text, to be kept secret: `PRIVATE+KEY+name+0123abcd+base64`.
    public var text: String {
        let key = [verifier.algorithm.rawValue] + [UInt8](privateKey.rawRepresentation)
        return NoteKeyText.privatePrefix + NoteKeyText.write(name: verifier.name, id: verifier.id, key: key)
    }

    func signature(of message: [UInt8]) throws -> [UInt8] {
        [UInt8](try privateKey.signature(for: message))
    }
}

/// The spelling that public and private keys share.
enum NoteKeyText {
    static let privatePrefix = "PRIVATE+KEY+"

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" }
    }

    static func id(name: String, key: [UInt8]) -> UInt32 {
        var hasher = SHA256()
        hasher.update(data: Array(name.utf8) + [UInt8(ascii: "\n")] + key)
        return hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func write(name: String, id: UInt32, key: [UInt8]) -> String {
        "\(name)+\(Hex.encode(id.bytes))+\(Base64.encode(key))"
    }

    static func parse(
        _ text: String
    ) throws(InvalidNoteKey) -> (name: String, id: UInt32, algorithm: NoteAlgorithm, key: [UInt8]) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].count == 8,
            let id = Hex.decode(String(decoding: parts[1], as: UTF8.self)),
            let key = Base64.decode(parts[2]), let type = key.first
        else { throw .malformed }
        guard let algorithm = NoteAlgorithm(rawValue: type) else { throw .unknownAlgorithm(type) }
        guard key.count == 33 else { throw .malformed }
        let name = String(decoding: parts[0], as: UTF8.self)
        return (name, id.reduce(0) { $0 << 8 | UInt32($1) }, algorithm, Array(key.dropFirst()))
    }
}

extension FixedWidthInteger {
    /// The number in bytes, highest first.
    var bytes: [UInt8] {
        (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (Self.bitWidth - 8 - 8 * $0)) }
    }
}
