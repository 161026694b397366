/// Reads the hashes of a log from its tiles, so that proofs can be made from
/// the files alone. Hashes between the levels of tiles are computed.
///
/// A tile is read once and kept with the hashes computed from it (at most 255);
/// a proof reads one tile for each factor of 256 in the size, and as many again
/// at the right edge.
public final class TileReader: HashReader {
    /// The number of entries of the tree whose tiles are read.
    public let size: Int
    private let read: (TilePath) throws -> [UInt8]
    private var pyramids: [TilePath: TilePyramid] = [:]

    /// A reader of the tree with `size` entries; `read` returns the bytes of a tile.
    public init(size: Int, read: @escaping (TilePath) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    /// The hash of a complete subtree. Throws `InvalidTile`, or what `read` throws.
    public func hash(level: Int, index: Int) throws -> TreeHash {
        let subtree = Subtree(level: level, index: index)
        guard let path = Self.path(for: subtree, size: size) else { throw OutsideTree(subtree: subtree, size: size) }
        let within = level % TilePath.height
        let place = index - (path.index * TilePath.fullWidth) >> within
        if pyramids[path] == nil { pyramids[path] = TilePyramid(try Tile(path, bytes: try read(path))) }
        guard let hash = pyramids[path]?.hash(level: within, index: place) else {
            throw OutsideTree(subtree: subtree, size: size)
        }
        return hash
    }

    /// The tile that the hash of a subtree is computed from, in a tree of `size`
    /// entries, so that a caller may fetch it first; `nil` outside the tree.
    public static func path(for subtree: Subtree, size: Int) -> TilePath? {
        guard (0..<63).contains(subtree.level), subtree.index >= 0,
            subtree.index < size >> subtree.level
        else { return nil }
        let within = subtree.level % TilePath.height
        return TilePath.tile(level: subtree.level / TilePath.height, holding: subtree.index << within, size: size)
    }

    /// The tree has no such complete subtree.
    public struct OutsideTree: Error, Hashable, Sendable, CustomStringConvertible {
        /// The subtree that was asked for.
        public let subtree: Subtree
        /// The number of entries of the tree.
        public let size: Int

        /// The reason in one English sentence.
        public var description: String {
            "A tree of \(size) entries has no complete subtree \(subtree.index) at level \(subtree.level)."
        }
    }
}

/// A tile with the hashes above it, computed row by row when they are first needed.
private struct TilePyramid {
    private var rows: [[TreeHash]]

    init(_ tile: Tile) { rows = [tile.hashes] }

    /// The hash of a complete subtree of 2^level hashes of the tile, or `nil` outside it.
    mutating func hash(level: Int, index: Int) -> TreeHash? {
        while rows.count <= level {
            let row = rows[rows.count - 1]
            rows.append(stride(from: 0, to: row.count - 1, by: 2).map { TreeHash.node(row[$0], row[$0 + 1]) })
        }
        return rows[level].indices.contains(index) ? rows[level][index] : nil
    }
}
