/// All that somebody needs, besides an entry and the log's public key, to check
/// without the log that the entry stands in it: its index, the inclusion proof
/// and the signed checkpoint (C2SP tlog-proof, files named `….tlog-proof`).
public struct EntryProof: Hashable, Sendable {
    /// The entry's place in the log, from 0.
    public let index: Int
    /// The hashes beside the way from the entry to the root.
    public let path: [TreeHash]
    /// The checkpoint that the proof leads to, with its signatures.
    public let checkpoint: SignedNote
    /// Bytes of the application's own, which nothing vouches for; `nil` for none.
    public let extra: [UInt8]?

    /// A proof from its parts; the inclusion proof has to be for the checkpoint's size.
    public init(_ inclusion: InclusionProof, checkpoint: SignedNote, extra: [UInt8]? = nil) {
        index = inclusion.index
        path = inclusion.path
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// Checks that the log with this key has signed a tree in which the entry
    /// with this hash stands at `index`, and returns the head of that tree.
    ///
    /// The origin has to be the key's name unless another one is given. Throws
    /// `InvalidNote`, `InvalidCheckpoint` or `InvalidProof`.
    @discardableResult
    public func verify(leaf: TreeHash, by key: VerifierKey, origin: String? = nil) throws -> Checkpoint {
        let head = try Checkpoint(verifying: checkpoint, by: key, origin: origin)
        try InclusionProof(index: index, size: head.size, path: path).verify(leaf: leaf, root: head.root)
        return head
    }
}

extension EntryProof: CustomStringConvertible {
    private static let title = "c2sp.org/tlog-proof@v1"
    /// No proof has more hashes than a tree has levels.
    private static let longestPath = 63

    /// The proof as text.
    public var description: String {
        var lines = [Self.title]
        if let extra { lines.append("extra " + Base64.encode(extra)) }
        lines.append("index \(index)")
        lines += path.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.description
    }

    /// Reads the text of a proof, strictly. Throws `Malformed`, or `InvalidNote` for the checkpoint.
    public init(_ text: String) throws {
        var rest = Substring(text).utf8[...]
        guard Self.line(from: &rest)?.elementsEqual(Self.title.utf8) == true else { throw Malformed.title }
        var line = Self.line(from: &rest)
        if let spelled = line.flatMap({ Self.value(of: "extra ", in: $0) }) {
            guard let bytes = Base64.decode(spelled) else { throw Malformed.extra }
            extra = bytes
            line = Self.line(from: &rest)
        } else {
            extra = nil
        }
        guard let digits = line.flatMap({ Self.value(of: "index ", in: $0) }), let number = Decimal.decode(digits)
        else { throw Malformed.index }
        index = number
        var hashes: [TreeHash] = []
        while let line = Self.line(from: &rest), !line.isEmpty {
            guard hashes.count < Self.longestPath, let bytes = Base64.decode(line), let hash = TreeHash(bytes: bytes)
            else { throw Malformed.hash(hashes.count) }
            hashes.append(hash)
        }
        path = hashes
        checkpoint = try SignedNote(String(Substring(rest)))
    }

    private static func line(from rest: inout Substring.UTF8View) -> Substring.UTF8View? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[rest.index(after: end)...] }
        return rest[..<end]
    }

    private static func value(of label: String, in line: Substring.UTF8View) -> Substring.UTF8View? {
        line.starts(with: label.utf8) ? line.dropFirst(label.utf8.count) : nil
    }

    /// Why a text is not a proof.
    public enum Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        /// The first line does not name the format.
        case title
        /// The extra bytes are not in base64.
        case extra
        /// There is no line with the entry's index in its one proper spelling.
        case index
        /// This hash of the path, counted from 0, is not 32 bytes in base64.
        case hash(Int)

        /// The reason in one English sentence.
        public var description: String {
            switch self {
            case .title: "The proof does not begin with the line “\(EntryProof.title)”."
            case .extra: "The proof's extra line is not base64."
            case .index: "The proof has no line “index” with a whole number."
            case .hash(let place): "Hash \(place) of the proof is not 32 bytes in base64."
            }
        }
    }
}
