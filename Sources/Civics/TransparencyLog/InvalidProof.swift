/// Why a proof does not show what it claims.
public enum InvalidProof: Error, Hashable, Sendable {
    /// The entry's index lies outside a tree of this size.
    case indexOutsideTree(index: Int, size: Int)
    /// The older tree is larger than the newer one, or a size is negative.
    case sizesOutOfOrder(old: Int, new: Int)
    /// A proof for these sizes has another number of hashes.
    case wrongLength(expected: Int, found: Int)
    /// The hashes of an inclusion proof lead to another root.
    case rootDiffers(expected: TreeHash, computed: TreeHash)
    /// The hashes of a consistency proof lead to another older root.
    case oldRootDiffers(expected: TreeHash, computed: TreeHash)
    /// The hashes of a consistency proof lead to another newer root.
    case newRootDiffers(expected: TreeHash, computed: TreeHash)
}

extension InvalidProof: CustomStringConvertible {
    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .indexOutsideTree(let index, let size):
            "There is no entry \(index) in a tree of \(size) entries."
        case .sizesOutOfOrder(let old, let new):
            "A tree of \(new) entries cannot have grown out of one of \(old)."
        case .wrongLength(let expected, let found):
            "The proof has \(found) hashes where these sizes need \(expected)."
        case .rootDiffers(let expected, let computed):
            "The proof leads to the root \(computed.base64), not \(expected.base64)."
        case .oldRootDiffers(let expected, let computed):
            "The proof leads to the older root \(computed.base64), not \(expected.base64)."
        case .newRootDiffers(let expected, let computed):
            "The proof leads to the newer root \(computed.base64), not \(expected.base64)."
        }
    }
}
