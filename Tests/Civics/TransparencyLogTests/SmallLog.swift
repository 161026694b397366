import TransparencyLog

/// A log in memory with the entries "entry 0", "entry 1" and so on.
struct SmallLog: HashReader {
    let entries: [[UInt8]]
    let leaves: [TreeHash]

    init(size: Int) {
        self.init(entries: (0..<size).map { Array("entry \($0)".utf8) })
    }

    init(entries: [[UInt8]]) {
        self.entries = entries
        leaves = entries.map { TreeHash.leaf($0) }
    }

    func hash(level: Int, index: Int) throws -> TreeHash {
        let range = index << level..<(index + 1) << level
        guard range.upperBound <= leaves.count else { throw NotStored() }
        return rootByDefinition(range)
    }

    struct NotStored: Error {}

    /// The hash over a range of entries, word for word as RFC 9162 §2.1.1 has it.
    func rootByDefinition(_ range: Range<Int>) -> TreeHash {
        if range.isEmpty { return .emptyRoot }
        if range.count == 1 { return leaves[range.lowerBound] }
        var split = 1
        while split * 2 < range.count { split *= 2 }
        let middle = range.lowerBound + split
        return .node(rootByDefinition(range.lowerBound..<middle), rootByDefinition(middle..<range.upperBound))
    }

    /// Every file of the log at its full size.
    func files() throws -> [TilePath: [UInt8]] {
        let stored = StoredHashes(leaves)
        var files: [TilePath: [UInt8]] = [:]
        for path in TilePath.tiles(from: 0, to: leaves.count) { files[path] = try Tile(path, reading: stored).bytes }
        for path in TilePath.bundles(from: 0, to: leaves.count) {
            files[path] = try EntryBundle.encode(entries[path.entries])
        }
        return files
    }

    func checkpoint() throws -> Checkpoint {
        try Checkpoint(origin: "log.example/record", size: leaves.count, root: StoredHashes(leaves).root(size: leaves.count))
    }
}

/// The hashes of all complete subtrees, as a table would hold them.
struct StoredHashes: HashReader {
    private(set) var rows: [Subtree: TreeHash] = [:]

    init(_ leaves: [TreeHash]) {
        var tree = CompactTree()
        for leaf in leaves { tree.append(leaf) { rows[$0] = $1 } }
    }

    func hash(level: Int, index: Int) throws -> TreeHash {
        guard let hash = rows[Subtree(level: level, index: index)] else { throw SmallLog.NotStored() }
        return hash
    }
}

/// The bytes that an even number of hexadecimal digits spells.
func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

/// Repeatable randomness (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
