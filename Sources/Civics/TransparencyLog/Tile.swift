/// One tile of hashes, at most 256 of them side by side.
public struct Tile: Hashable, Sendable {
    /// The hashes, in the order of their index.
    public let hashes: [TreeHash]

    /// The tile that a file holds.
    ///
    /// Throws `InvalidTile` when the number of bytes is not 32 for each hash of the path's width.
    public init(_ path: TilePath, bytes: [UInt8]) throws(InvalidTile) {
        guard bytes.count == path.width * TreeHash.byteCount, let hashes = [TreeHash](packed: bytes) else {
            throw .wrongLength(path, expected: path.width * TreeHash.byteCount, found: bytes.count)
        }
        self.hashes = hashes
    }

    /// Computes a tile from stored hashes; at most 256 reads.
    ///
    /// Throws `InvalidTile.notHashes` for a bundle of entries, or what the reader throws.
    public init(_ path: TilePath, reading reader: some HashReader) throws {
        guard case .hashes(let level) = path.content, level <= 7 else { throw InvalidTile.notHashes(path) }
        let first = path.index * TilePath.fullWidth
        hashes = try (first..<first + path.width).map {
            try reader.hash(level: level * TilePath.height, index: $0)
        }
    }

    /// The hashes one after another, 32 bytes each: the content of the file.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * TreeHash.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }
}

/// Why a tile cannot be read or made.
public enum InvalidTile: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file has another number of bytes than its width needs.
    case wrongLength(TilePath, expected: Int, found: Int)
    /// The path names a bundle of entries, or a level that no tree has.
    case notHashes(TilePath)
    /// The tile was not given.
    case missing(TilePath)

    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .wrongLength(let path, let expected, let found):
            "\(path) has \(found) bytes instead of \(expected)."
        case .notHashes(let path): "\(path) is not a tile of hashes."
        case .missing(let path): "\(path) is missing."
        }
    }
}
