/// A complete subtree of a log: the hash at `level` and `index` covers the
/// 2^level entries from `index`·2^level on. Level 0 is the leaves.
public struct Subtree: Hashable, Sendable {
    /// The height of the subtree, 0 for a single entry.
    public let level: Int
    /// The place of the subtree among those of its level, from 0.
    public let index: Int

    /// The subtree at a level (0 to 62) and a place in it.
    public init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees, largest first, that make up the entries from
    /// `lower` up to `upper`, where `lower` is a multiple of every power of two
    /// that fits: the shape that RFC 9162 gives to each side of a split.
    /// At most 63 of them.
    static func covering(_ lower: Int, _ upper: Int) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = lower
        while start < upper {
            let level = (upper - start).highestBit
            subtrees.append(Subtree(level: level, index: start >> level))
            start += 1 << level
        }
        return subtrees
    }
}

extension Int {
    /// The exponent of the largest power of two that is not above a positive number.
    var highestBit: Int { Int.bitWidth - 1 - leadingZeroBitCount }

    /// The largest power of two below a number above 1, where RFC 9162 splits a tree.
    var treeSplit: Int { 1 << (self - 1).highestBit }
}
