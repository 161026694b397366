/// Shows that a newer tree begins with exactly the entries of an older one:
/// nothing was changed, removed or put in between (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable, Codable {
    /// The number of entries in the older tree.
    public let oldSize: Int
    /// The number of entries in the newer tree.
    public let newSize: Int
    /// The hashes from which both roots can be computed.
    public let path: [TreeHash]

    /// A proof received from elsewhere; `verify` says whether it holds.
    public init(oldSize: Int, newSize: Int, path: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Makes the proof from the stored hashes of a log. It is empty between
    /// equal sizes and from the tree without entries.
    ///
    /// Throws `InvalidProof.sizesOutOfOrder`, or what the reader throws.
    public init(oldSize: Int, newSize: Int, reading reader: some HashReader) throws {
        let spans = try Self.spans(oldSize: oldSize, newSize: newSize)
        self.init(
            oldSize: oldSize, newSize: newSize,
            path: try spans.map { try reader.hash(from: $0.lowerBound, to: $0.upperBound) })
    }

    /// The stored hashes that making the proof reads, so that a caller may fetch them first.
    public static func subtrees(oldSize: Int, newSize: Int) throws -> [Subtree] {
        try spans(oldSize: oldSize, newSize: newSize).flatMap { Subtree.covering($0.lowerBound, $0.upperBound) }
    }

    /// Checks that the tree with the newer root has grown out of the one with
    /// the older root (RFC 9162 §2.1.4.2).
    public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(InvalidProof) {
        guard 0 <= oldSize, oldSize <= newSize else { throw .sizesOutOfOrder(old: oldSize, new: newSize) }
        guard oldSize > 0, oldSize < newSize else {
            return try verifyTrivially(oldRoot: oldRoot, newRoot: newRoot)
        }
        let roots = try computedRoots(oldRoot: oldRoot)
        guard roots.old == oldRoot else { throw .oldRootDiffers(expected: oldRoot, computed: roots.old) }
        guard roots.new == newRoot else { throw .newRootDiffers(expected: newRoot, computed: roots.new) }
    }

    private func verifyTrivially(oldRoot: TreeHash, newRoot: TreeHash) throws(InvalidProof) {
        guard path.isEmpty else { throw .wrongLength(expected: 0, found: path.count) }
        if oldSize == 0, oldRoot != .emptyRoot {
            throw .oldRootDiffers(expected: oldRoot, computed: .emptyRoot)
        }
        if oldSize == newSize, newRoot != oldRoot {
            throw .newRootDiffers(expected: newRoot, computed: oldRoot)
        }
    }

    /// Climbs from the last complete subtree of the older tree to both roots.
    private func computedRoots(oldRoot: TreeHash) throws(InvalidProof) -> (old: TreeHash, new: TreeHash) {
        let start = oldSize.trailingZeroBitCount
        let inner = ((oldSize - 1) ^ (newSize - 1)).bitLength - start
        let border = ((oldSize - 1) >> (start + inner)).nonzeroBitCount
        let oldIsSubtree = oldSize == 1 << start
        let expected = inner + border + (oldIsSubtree ? 0 : 1)
        guard path.count == expected else { throw .wrongLength(expected: expected, found: path.count) }

        var neighbours = path[...]
        let seed = oldIsSubtree ? oldRoot : neighbours.removeFirst()
        var (old, new) = (seed, seed)
        for (level, neighbour) in neighbours.prefix(inner).enumerated() {
            if (oldSize - 1) >> (start + level) & 1 == 1 {
                old = .node(neighbour, old)
                new = .node(neighbour, new)
            } else {
                new = .node(new, neighbour)
            }
        }
        for neighbour in neighbours.dropFirst(inner) {
            old = .node(neighbour, old)
            new = .node(neighbour, new)
        }
        return (old, new)
    }

    /// The ranges of entries whose hashes make the proof, in its order.
    private static func spans(oldSize: Int, newSize: Int) throws(InvalidProof) -> [Range<Int>] {
        guard 0 <= oldSize, oldSize <= newSize else { throw .sizesOutOfOrder(old: oldSize, new: newSize) }
        guard oldSize > 0 else { return [] }
        var spans: [Range<Int>] = []
        var (lower, upper) = (0, newSize)
        while oldSize < upper {
            let middle = lower + (upper - lower).treeSplit
            if oldSize <= middle {
                spans.append(middle..<upper)
                upper = middle
            } else {
                spans.append(lower..<middle)
                lower = middle
            }
        }
        if lower > 0 { spans.append(lower..<upper) }
        return spans.reversed()
    }
}
