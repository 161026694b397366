/// What a `LogVerifier` knows of one level of tiles.
struct LevelReview: Sendable {
    /// The tile being compared.
    var tile: [TreeHash] = []
    /// The tree over this level's hashes before the current bundle.
    var before = CompactTree()
    /// The index of the first published hash that is not the computed one.
    private(set) var firstDifference: Int?
    /// The tree over the published hashes, kept from the first difference on;
    /// until then it is the computed one.
    private(set) var published: CompactTree?

    /// One for each level of tiles that a tree of `size` entries has.
    static func all(size: Int) -> [LevelReview] {
        Array(repeating: LevelReview(), count: (size.bitLength + TilePath.height - 1) / TilePath.height)
    }

    /// Compares the next computed hash of the level with the published one.
    mutating func review(_ computed: TreeHash, at index: Int) {
        let place = index % TilePath.fullWidth
        if published == nil {
            guard tile[place] != computed else { return }
            firstDifference = index
            var tree = before
            for hash in tile[before.size % TilePath.fullWidth..<place] { tree.append(hash) }
            published = tree
        }
        published?.append(tile[place])
    }
}
