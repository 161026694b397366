/// Shows that an entry stands at an index of the tree with a given root
/// (RFC 9162 §2.1.3).
public struct InclusionProof: Hashable, Sendable, Codable {
    /// The entry's place in the log, from 0.
    public let index: Int
    /// The number of entries in the tree that the proof refers to.
    public let size: Int
    /// The hashes beside the way from the entry to the root, the entry's neighbour first.
    public let path: [TreeHash]

    /// A proof received from elsewhere; `verify` says whether it holds.
    public init(index: Int, size: Int, path: [TreeHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Makes the proof for an entry in the tree of the first `size` entries.
    ///
    /// Reads at most 2·63 hashes. Throws `InvalidProof.indexOutsideTree`, or what the reader throws.
    public init(index: Int, size: Int, reading reader: some HashReader) throws {
        let spans = try Self.spans(index: index, size: size)
        self.init(index: index, size: size, path: try spans.map { try reader.hash(from: $0.lowerBound, to: $0.upperBound) })
    }

    /// The stored hashes that making the proof reads, so that a caller may fetch them first.
    public static func subtrees(index: Int, size: Int) throws -> [Subtree] {
        try spans(index: index, size: size).flatMap { Subtree.covering($0.lowerBound, $0.upperBound) }
    }

    /// The root that the proof leads to from the hash of an entry (RFC 9162 §2.1.3.2).
    ///
    /// Throws when the index is outside the tree or the number of hashes is wrong.
    public func root(leaf: TreeHash) throws(InvalidProof) -> TreeHash {
        guard index >= 0, index < size else { throw .indexOutsideTree(index: index, size: size) }
        let inner = (index ^ (size - 1)).bitLength
        let border = (index >> inner).nonzeroBitCount
        guard path.count == inner + border else {
            throw .wrongLength(expected: inner + border, found: path.count)
        }
        var hash = leaf
        for (level, neighbour) in path.prefix(inner).enumerated() {
            let isRightChild = index >> level & 1 == 1
            hash = isRightChild ? .node(neighbour, hash) : .node(hash, neighbour)
        }
        for neighbour in path.dropFirst(inner) { hash = .node(neighbour, hash) }
        return hash
    }

    /// Checks that the entry with this hash stands at `index` in the tree with this root.
    public func verify(leaf: TreeHash, root expected: TreeHash) throws(InvalidProof) {
        let computed = try root(leaf: leaf)
        guard computed == expected else { throw .rootDiffers(expected: expected, computed: computed) }
    }

    /// The ranges of entries beside the way from the entry to the root, lowest first.
    private static func spans(index: Int, size: Int) throws(InvalidProof) -> [Range<Int>] {
        guard index >= 0, index < size else { throw .indexOutsideTree(index: index, size: size) }
        var spans: [Range<Int>] = []
        var (lower, upper) = (0, size)
        while upper - lower > 1 {
            let middle = lower + (upper - lower).treeSplit
            if index < middle {
                spans.append(middle..<upper)
                upper = middle
            } else {
                spans.append(lower..<middle)
                lower = middle
            }
        }
        return spans.reversed()
    }
}

extension Int {
    /// The number of binary digits of a number that is not negative, 0 for 0.
    var bitLength: Int { Int.bitWidth - leadingZeroBitCount }
}
