/// Where proofs and tiles get the hashes of a log from: stored tiles, rows of a
/// table, or a dictionary.
public protocol HashReader {
    /// The hash of the complete subtree over the 2^level entries from
    /// `index`·2^level on; level 0 is the hashes of entries.
    ///
    /// Throws when the hash is not stored; the error passes through unchanged.
    func hash(level: Int, index: Int) throws -> TreeHash
}

extension HashReader {
    /// The root of the tree over the first `size` entries, from at most 63 hashes.
    public func root(size: Int) throws -> TreeHash {
        try hash(from: 0, to: size)
    }

    /// The hash over the entries from `lower` up to `upper`, a range of the
    /// shape that `Subtree.covering` accepts.
    func hash(from lower: Int, to upper: Int) throws -> TreeHash {
        try Subtree.covering(lower, upper).map { try hash(level: $0.level, index: $0.index) }.joined
    }
}

extension Array where Element == TreeHash {
    /// The hash over neighbouring subtrees, the largest first: they are joined
    /// from the right, as the ragged right edge of a tree is.
    var joined: TreeHash {
        guard let smallest = last else { return .emptyRoot }
        return dropLast().reversed().reduce(smallest) { TreeHash.node($1, $0) }
    }
}
