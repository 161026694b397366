/// The address of one file of a log: a tile of hashes or a bundle of entries
/// (C2SP tlog-tiles), relative to the log's prefix.
///
/// Tiles have height 8: each holds 256 hashes, or fewer at the right edge, where
/// the address ends in the number of hashes (`.p/112`).
public struct TilePath: Hashable, Sendable {
    /// The number of hashes or entries in a full tile or bundle.
    public static let fullWidth = 256
    /// The number of levels of the tree that one level of tiles spans.
    public static let height = 8

    /// What the file holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees of 256^level entries; level 0 is the hashes of entries.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// What the file holds.
    public let content: Content
    /// The place among the tiles of the same content, from 0.
    public let index: Int
    /// The number of hashes or entries, 1 to 256.
    public let width: Int

    /// The address of a tile or bundle; `nil` for a level outside 0 to 63, an
    /// index that no tree reaches, or a width outside 1 to 256.
    public init?(_ content: Content, index: Int, width: Int = fullWidth) {
        if case .hashes(let level) = content, !(0...63).contains(level) { return nil }
        guard (0..<Int.max >> Self.height).contains(index), (1...Self.fullWidth).contains(width) else {
            return nil
        }
        self.init(content: content, index: index, width: width)
    }

    private init(content: Content, index: Int, width: Int) {
        self.content = content
        self.index = index
        self.width = width
    }

    /// Whether the tile is a partial one at the right edge.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The same tile when it is full: a reader may find it instead of a partial
    /// tile that the log no longer keeps.
    public var full: TilePath { TilePath(content: content, index: index, width: Self.fullWidth) }

    /// The range of entries below this tile or in this bundle.
    public var entries: Range<Int> {
        let shift = switch content {
        case .hashes(let level): level * Self.height
        case .entries: 0
        }
        let first = index * Self.fullWidth
        return Self.scaled(first, by: shift)..<Self.scaled(first + width, by: shift)
    }

    private static func scaled(_ count: Int, by shift: Int) -> Int {
        count.bitLength + shift < Int.bitWidth ? count << shift : Int.max
    }
}

extension TilePath {
    /// The tile of hashes that holds the index-th hash of a tile level, in a tree of `size` entries.
    static func tile(level: Int, holding hash: Int, size: Int) -> TilePath {
        TilePath(
            content: .hashes(level: level), index: hash / fullWidth,
            width: min(fullWidth, size >> (level * height) - hash / fullWidth * fullWidth))
    }

    /// The bundle at an index, in a log of `size` entries.
    static func bundle(_ index: Int, size: Int) -> TilePath {
        TilePath(content: .entries, index: index, width: min(fullWidth, size - index * fullWidth))
    }

    /// The tiles of hashes that are new or wider when a log grows from `old` to
    /// `new` entries, level by level from the leaves: full ones that were not
    /// full, and at most one partial one at each level. From 0 these are all
    /// the tiles of a log.
    public static func tiles(from old: Int, to new: Int) -> [TilePath] {
        var paths: [TilePath] = []
        var (level, oldCount, newCount) = (0, max(old, 0), new)
        while newCount > oldCount {
            paths += changed(.hashes(level: level), from: oldCount, to: newCount)
            (level, oldCount, newCount) = (level + 1, oldCount >> height, newCount >> height)
        }
        return paths
    }

    /// The bundles of entries that are new or wider when a log grows from `old` to `new` entries.
    public static func bundles(from old: Int, to new: Int) -> [TilePath] {
        changed(.entries, from: max(old, 0), to: new)
    }

    private static func changed(_ content: Content, from old: Int, to new: Int) -> [TilePath] {
        guard new > old else { return [] }
        return (old / fullWidth...(new - 1) / fullWidth).map { index in
            TilePath(content: content, index: index, width: min(fullWidth, new - index * fullWidth))
        }
    }
}
