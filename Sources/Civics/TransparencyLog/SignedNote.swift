/// One signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key that signed.
    public let name: String
    /// The id of the key that signed.
    public let keyID: UInt32
    /// What the key's algorithm wrote: 64 bytes for Ed25519, 72 with the time for a cosignature.
    public let payload: [UInt8]

    /// A signature from its parts.
    public init(name: String, keyID: UInt32, payload: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.payload = payload
    }

    /// When a witness cosigned, in seconds since 1970; `nil` unless the payload
    /// has the length of a cosignature. Only as good as the signature.
    public var cosignedAt: UInt64? {
        payload.count == 72 ? payload.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    /// Whether the line says that this key signed.
    func names(_ key: VerifierKey) -> Bool {
        keyID == key.id && name.utf8.elementsEqual(key.name.utf8)
    }
}

/// A text with signatures under it (C2SP signed-note).
public struct SignedNote: Hashable, Sendable {
    /// The longest note that is read, in bytes.
    public static let largestNote = 1_000_000
    /// The largest number of signature lines that are read.
    public static let mostSignatures = 100

    /// What is signed: one or more lines, the last with its newline.
    public let text: String
    /// The signatures, in the order of the lines.
    public private(set) var signatures: [NoteSignature]

    /// A note that nobody has signed yet. Throws `InvalidNote.badText` when the
    /// text does not end with a newline or has control characters in it.
    public init(text: String) throws(InvalidNote) {
        guard text.utf8.last == UInt8(ascii: "\n"), NoteText.isClean(text.utf8) else { throw .badText }
        self.text = text
        signatures = []
    }

    /// The note as it is published: the text, an empty line and the signatures.
    public var description: String {
        signatures.reduce(text + "\n") { $0 + NoteText.line($1) + "\n" }
    }

    /// Signs with a log's key. Throws `InvalidNote.wrongAlgorithm` for a witness's key.
    public mutating func sign(with key: SignerKey) throws {
        guard key.verifier.algorithm == .ed25519 else { throw InvalidNote.wrongAlgorithm }
        try add(key, payload: key.signature(of: Array(text.utf8)))
    }

    /// Cosigns as a witness does, at a time in seconds since 1970. Throws
    /// `InvalidNote.wrongAlgorithm` for a log's key.
    public mutating func cosign(with key: SignerKey, at seconds: UInt64) throws {
        guard key.verifier.algorithm == .cosignatureV1 else { throw InvalidNote.wrongAlgorithm }
        let signature = try key.signature(of: NoteText.cosigned(text, at: seconds))
        add(key, payload: seconds.bytes + signature)
    }

    /// Adds a signature made elsewhere, such as a witness's line.
    public mutating func add(_ signature: NoteSignature) {
        signatures.append(signature)
    }

    private mutating func add(_ key: SignerKey, payload: [UInt8]) {
        add(NoteSignature(name: key.verifier.name, keyID: key.verifier.id, payload: payload))
    }

    /// The signatures by these keys, each checked; lines of other keys are ignored.
    ///
    /// A key that signed several times counts once, with its first line. Throws when a line
    /// of a known key is not a valid signature, or when no known key has signed.
    @discardableResult
    public func verified(by keys: [VerifierKey]) throws(InvalidNote) -> [NoteSignature] {
        var valid: [NoteSignature] = []
        var counted: Set<VerifierKey> = []
        for signature in signatures {
            guard let key = keys.first(where: signature.names) else { continue }
            guard isValid(signature, by: key) else { throw .badSignature(name: key.name) }
            if counted.insert(key).inserted { valid.append(signature) }
        }
        guard !valid.isEmpty else { throw .unsigned(by: keys.map(\.name)) }
        return valid
    }

    private func isValid(_ signature: NoteSignature, by key: VerifierKey) -> Bool {
        switch key.algorithm {
        case .ed25519:
            return key.isValid(signature.payload, of: Array(text.utf8))
        case .cosignatureV1:
            guard let seconds = signature.cosignedAt else { return false }
            return key.isValid(Array(signature.payload.dropFirst(8)), of: NoteText.cosigned(text, at: seconds))
        }
    }
}

extension SignedNote: CustomStringConvertible {
    /// Reads a published note, strictly: nothing about its spelling is forgiven.
    public init(_ note: String) throws(InvalidNote) {
        let bytes = Array(note.utf8)
        guard bytes.count <= Self.largestNote else { throw .tooLarge }
        guard NoteText.isClean(bytes) else { throw .badText }
        guard let end = NoteText.endOfText(bytes), bytes.last == UInt8(ascii: "\n") else { throw .malformed }
        let lines = bytes[(end + 1)...].dropLast().split(
            separator: UInt8(ascii: "\n"), maxSplits: Self.mostSignatures, omittingEmptySubsequences: false)
        guard lines.count <= Self.mostSignatures else { throw .tooManySignatures }
        text = String(decoding: bytes[..<end], as: UTF8.self)
        signatures = []
        for line in lines {
            guard let signature = NoteText.signature(line) else { throw .malformed }
            signatures.append(signature)
        }
    }
}

/// Why a note cannot be read or trusted.
public enum InvalidNote: Error, Hashable, Sendable, CustomStringConvertible {
    /// The note is longer than a million bytes.
    case tooLarge
    /// The text does not end with a newline, or has control characters in it.
    case badText
    /// There is no empty line before the signatures, or a signature line is not of its form.
    case malformed
    /// There are more than a hundred signature lines.
    case tooManySignatures
    /// A key of a log was asked to cosign, or a witness's key to sign.
    case wrongAlgorithm
    /// The signature of a known key does not belong to the text.
    case badSignature(name: String)
    /// None of the known keys has signed.
    case unsigned(by: [String])

    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .tooLarge: "The note is longer than \(SignedNote.largestNote) bytes."
        case .badText: "The note's text has control characters in it or does not end with a newline."
        case .malformed: "The note does not end with an empty line and signature lines."
        case .tooManySignatures: "The note has more than \(SignedNote.mostSignatures) signatures."
        case .wrongAlgorithm: "A log's key signs and a witness's key cosigns; neither does the other."
        case .badSignature(let name): "The signature of \(name) does not belong to this text."
        case .unsigned(let names): "The note is not signed by \(names.joined(separator: " or "))."
        }
    }
}
