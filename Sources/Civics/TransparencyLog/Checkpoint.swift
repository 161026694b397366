/// The head of a log at one moment: who it is, how many entries it has and the
/// root over them (C2SP tlog-checkpoint). Signed, it is a commitment to all of them.
public struct Checkpoint: Hashable, Sendable {
    /// The log's identity, such as `innovation.example.city/record`.
    public let origin: String
    /// The number of entries.
    public let size: Int
    /// The root over the entries.
    public let root: TreeHash
    /// Further lines, whose meaning is the log's own; best left empty.
    public let extensions: [String]

    /// A checkpoint from its parts. Throws `InvalidCheckpoint` for an origin or
    /// extension that is empty or not one line, or a negative size.
    public init(
        origin: String, size: Int, root: TreeHash, extensions: [String] = []
    ) throws(InvalidCheckpoint) {
        guard Self.isLine(origin) else { throw .badOrigin }
        guard size >= 0 else { throw .badSize }
        guard size > 0 || root == .emptyRoot else { throw .badRoot }
        guard extensions.allSatisfy(Self.isLine) else { throw .badExtension }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note, strictly.
    public init(text: String) throws(InvalidCheckpoint) {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.removeLast().isEmpty else { throw .tooShort }
        guard let size = Decimal.decode(lines[1]) else { throw .badSize }
        guard let bytes = Base64.decode(lines[2]), let root = TreeHash(bytes: bytes) else { throw .badRoot }
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        try self.init(origin: texts[0], size: size, root: root, extensions: Array(texts.dropFirst(3)))
    }

    /// The text that is signed: origin, size, root and extensions, each on its line.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// The checkpoint as a note signed with the log's key, ready to be published.
    public func signed(with key: SignerKey) throws -> SignedNote {
        var note = try SignedNote(text: text)
        try note.sign(with: key)
        return note
    }

    /// Reads a published checkpoint and checks that the log's key has signed it.
    ///
    /// The origin has to be the key's name unless another one is given. Further
    /// signatures, such as those of witnesses, are ignored here. Throws
    /// `InvalidNote` or `InvalidCheckpoint`.
    public init(signed note: String, by key: VerifierKey, origin: String? = nil) throws {
        try self.init(verifying: try SignedNote(note), by: key, origin: origin)
    }

    /// Takes a checkpoint from a note that has been read, and checks it as `init(signed:by:origin:)` does.
    public init(verifying note: SignedNote, by key: VerifierKey, origin: String? = nil) throws {
        try note.verified(by: [key])
        try self.init(text: note.text)
        let expected = origin ?? key.name
        guard self.origin.utf8.elementsEqual(expected.utf8) else {
            throw InvalidCheckpoint.otherOrigin(expected: expected, found: self.origin)
        }
    }

    private static func isLine(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
    }
}

/// Why a checkpoint cannot be read or trusted.
public enum InvalidCheckpoint: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are fewer than three lines, or the last has no newline.
    case tooShort
    /// The origin is empty or has control characters in it.
    case badOrigin
    /// The size is not a whole number in its one proper spelling.
    case badSize
    /// The root is not 32 bytes in base64, or not the one of the empty tree where there are no entries.
    case badRoot
    /// An extension line is empty or has control characters in it.
    case badExtension
    /// The checkpoint is of another log.
    case otherOrigin(expected: String, found: String)

    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .tooShort: "A checkpoint has at least three lines: origin, size and root."
        case .badOrigin: "The checkpoint's origin is empty or has control characters in it."
        case .badSize: "The checkpoint's size is not a whole number without leading zeros."
        case .badRoot: "The checkpoint's root is not the base64 of a possible root."
        case .badExtension: "The checkpoint has an empty extension line or control characters in one."
        case .otherOrigin(let expected, let found): "The checkpoint is of \(found), not of \(expected)."
        }
    }
}
