import Crypto

/// A SHA-256 hash in a transparency log's Merkle tree: 32 bytes.
///
/// Leaves and inner nodes are hashed with different first bytes, so that no
/// entry can pass for a node (RFC 9162 §2.1.1, identical to RFC 6962 §2.1).
public struct TreeHash: Hashable, Sendable {
    /// The number of bytes in every hash.
    public static let byteCount = 32

    /// The root of the tree without entries: SHA-256 of nothing.
    public static let emptyRoot = TreeHash(SHA256())

    /// The 32 bytes in memory order; the number they spell has no meaning.
    private var words: SIMD4<UInt64>

    private init(_ finished: SHA256) {
        words = finished.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The hash with exactly these 32 bytes; `nil` for any other number of bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 32) { buffer in
            buffer.copyBytes(from: bytes)
            return buffer.load(as: SIMD4<UInt64>.self)
        }
    }

    /// The hash of an entry: SHA-256(0x00 ‖ entry). Linear in the entry's length.
    public static func leaf(_ entry: some Collection<UInt8>) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        let wasContiguous: Void? = entry.withContiguousStorageIfAvailable {
            hasher.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if wasContiguous == nil {
            Array(entry).withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }
        return TreeHash(hasher)
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
            buffer.storeBytes(of: right.words, toByteOffset: 1 + byteCount, as: SIMD4<UInt64>.self)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(hasher)
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: words) { Array($0) }
    }

    /// Adds the 32 bytes at the end of `output`.
    public func append(to output: inout [UInt8]) {
        withUnsafeBytes(of: words) { output.append(contentsOf: $0) }
    }
}

extension TreeHash {
    /// The hash written as 64 hexadecimal digits; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The hash written in standard base64 with padding, as checkpoints and
    /// proofs write it; `nil` for anything else.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// 64 hexadecimal digits in lower case.
    public var hex: String { Hex.encode(bytes) }

    /// 44 characters of standard base64 with padding.
    public var base64: String { Base64.encode(bytes) }
}

extension TreeHash: CustomStringConvertible {
    /// The hash in hexadecimal.
    public var description: String { hex }
}

extension TreeHash: Codable {
    /// Reads the base64 text that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = TreeHash(base64: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A tree hash is 32 bytes in base64.")
        }
        self = hash
    }

    /// Writes the hash as base64 text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(base64)
    }
}
