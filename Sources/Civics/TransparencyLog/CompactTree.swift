/// The right edge of a log's tree: all that is needed to append entries and to
/// know the root, without the entries themselves.
///
/// It holds one hash for each binary digit 1 of the size, at most 63. Appending
/// costs two hashes on average; the root costs one for each hash held.
public struct CompactTree: Hashable, Sendable {
    /// The number of entries appended so far.
    public private(set) var size = 0
    /// The hashes of the complete subtrees that make up the tree, largest first.
    public private(set) var peaks: [TreeHash] = []

    /// The tree without entries.
    public init() {}

    /// The tree over the first `size` entries of a log whose hashes are stored.
    public init(size: Int, reading reader: some HashReader) throws {
        self.size = size
        peaks = try Subtree.covering(0, size).map { try reader.hash(level: $0.level, index: $0.index) }
    }

    init(size: Int, peaks: [TreeHash]) {
        self.size = size
        self.peaks = peaks
    }

    /// The root over all entries so far (RFC 9162 §2.1.1).
    public var root: TreeHash { peaks.joined }

    /// Appends the hash of one entry, `TreeHash.leaf(entry)`.
    public mutating func append(_ leaf: TreeHash) {
        append(leaf) { _, _ in }
    }

    /// Appends the hash of one entry and hands over every subtree that this
    /// completes, the leaf first: the hashes that a log with stored rows adds.
    public mutating func append(
        _ leaf: TreeHash, completing: (Subtree, TreeHash) throws -> Void
    ) rethrows {
        var hash = leaf
        var subtree = Subtree(level: 0, index: size)
        try completing(subtree, hash)
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = TreeHash.node(peaks.removeLast(), hash)
            subtree = Subtree(level: subtree.level + 1, index: subtree.index >> 1)
            try completing(subtree, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The tree whose leaves are this tree's complete subtrees of a level.
    func coarsened(level: Int) -> CompactTree {
        let count = size >> level
        return CompactTree(size: count, peaks: Array(peaks.prefix(count.nonzeroBitCount)))
    }
}

extension CompactTree {
    /// The state in bytes: the size as eight bytes, highest first, then the peaks.
    public var bytes: [UInt8] {
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
        for peak in peaks { peak.append(to: &bytes) }
        return bytes
    }

    /// The state that `bytes` wrote; `nil` when the number of bytes does not fit the size.
    public init?(bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count >= 8 else { return nil }
        let size = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let hashes = [TreeHash](packed: bytes.dropFirst(8))
        guard let size = Int(exactly: size), size < Int.max, let hashes, hashes.count == size.nonzeroBitCount else {
            return nil
        }
        self.init(size: size, peaks: hashes)
    }
}

extension CompactTree: Codable {
    /// Reads the base64 text that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let bytes = Base64.decode(text.utf8), let tree = CompactTree(bytes: bytes) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A compact tree is its size and peaks in base64.")
        }
        self = tree
    }

    /// Writes `bytes` as base64 text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64.encode(bytes))
    }
}

extension Array where Element == TreeHash {
    /// Hashes that stand one after another without separators, as tiles hold
    /// them; `nil` unless the bytes are a multiple of 32.
    init?(packed bytes: some RandomAccessCollection<UInt8>) {
        guard bytes.count.isMultiple(of: TreeHash.byteCount) else { return nil }
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(bytes.count / TreeHash.byteCount)
        var rest = bytes[...]
        while let hash = TreeHash(bytes: rest.prefix(TreeHash.byteCount)) {
            hashes.append(hash)
            rest = rest.dropFirst(TreeHash.byteCount)
        }
        self = hashes
    }
}
